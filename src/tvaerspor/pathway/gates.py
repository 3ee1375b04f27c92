"""Whether a course has passed the gates to the next level of care, and by which named exception it may go round one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tvaerspor.pathway.known import Citizen
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.contents import Gate
from tvaerspor.programme.model import RedFlag, Rule
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Text


@dataclass(frozen=True, slots=True)
class GateState:
    """Where one citizen stands at a gate.

    `passed` is None while a blank leaves it open, and then `blanks` are the facts to ask for. `exceptions` are the
    named rules that hold; `open_exceptions` those that a blank leaves open.
    """

    id: str
    title: Text
    passed: bool | None
    blanks: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    open_exceptions: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the citizen may go on: the gate is passed, or a named exception holds."""
        return self.passed is True or bool(self.exceptions)


def gate_states(
    programme: Programme, answers: Answers, today: date, region: str | None = None
) -> tuple[GateState, ...]:
    """Each gate of the programme for one citizen on one day."""
    citizen = Citizen(programme, answers, today, region)
    return tuple(_state(citizen, gate) for gate in programme.pathway.gates)


def _state(citizen: Citizen, gate: Gate) -> GateState:
    passed = citizen.judge(gate.passed_when)
    verdicts = {rule.id: citizen.judge(rule.when) for rule in _rules(citizen.programme) if rule.id in gate.exceptions}
    return GateState(
        id=gate.id,
        title=gate.title,
        passed=passed,
        blanks=citizen.blanks(gate.passed_when) if passed is None else (),
        exceptions=tuple(name for name in gate.exceptions if verdicts.get(name) is True),
        open_exceptions=tuple(name for name in gate.exceptions if name in verdicts and verdicts[name] is None),
    )


def _rules(programme: Programme) -> Iterator[Rule | RedFlag]:
    yield from programme.red_flags
    for decision in programme.decisions:
        for step in decision.steps:
            yield from (*step.rules, *step.exceptions)
