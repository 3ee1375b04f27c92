"""Where two ways to the same decision differ, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.triage.brute_force import BruteForce, Found, fits
from tvaerspor.programme.answers import Answers, Partial
from tvaerspor.programme.criteria import Known, Reason
from tvaerspor.programme.model import RedFlag, Rule
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.decide import Decider
from tvaerspor.triage.decision import Change, Context, Decision
from tvaerspor.triage.explain import possible_by_interpreting


class Ways:
    """The ways to one decision: one array, an array for each step, the interpreter, and every citizen tried alone."""

    def __init__(self, programme: Programme, context: Context, decision: str | None = None) -> None:
        self.brute = BruteForce(programme, context, decision)
        self.decider = Decider(programme, self.brute.decision.id, context.region, context.date)
        self.table = self.decider.table

    def known(self, answers: Answers) -> Known:
        """The answers with what follows from them, as the product sees them."""
        return self.decider.situation(answers).known

    def differences(self, answers: Answers, also_changed: bool = True) -> list[str]:
        """Where the product's decision differs from what is found by trying every citizen.

        `also_changed`: every answer is turned into its neighbours too, to see what would change the outcome.
        """
        found, decision = self.brute.find(answers), self.decider.decide(answers)
        return [
            *self._differing(decision, found, answers if also_changed else None),
            *self._reasons(decision, answers),
            *self._by_steps(answers),
        ]

    def _by_steps(self, answers: Answers) -> Iterator[str]:
        """Where the steps, kept apart, come to another mask than the whole decision in one array."""
        if self.table.whole is None:
            return
        known, apart = self.known(answers), replace(self.table, whole=None)
        partly = {
            name: axis.open_codes(known[name]) for name, axis in self.table.axes.items() if is_partly(known, name)
        }
        codes = {
            name: axis.blank if known.get(name) is None or name in partly else axis.code(known[name])
            for name, axis in self.table.axes.items()
        }
        mask = apart.possible(codes, partly)
        if mask != self.decider.mask(answers):
            yield f"by steps: {shown(apart.outcomes_in(mask))}"
        for name in self.table.parallels if mask else ():
            if apart.parallel(name, codes, partly) != self.table.parallel(name, codes, partly):
                yield f"by steps: {name}"

    def _reasons(self, decision: Decision, answers: Answers) -> Iterator[str]:
        """Where the rules that are said to hold, or not to, are not those whose criteria say so."""
        if not decision.possible:
            return
        known, because, ruled_out = self.known(answers), [], []

        def reasons(rule: Rule | RedFlag, verdict: bool) -> tuple[Reason, ...]:
            found = rule.when.reasons(known, verdict)
            return tuple(replace(one, is_assumed=self.brute.is_assumed(one.test.fact, answers)) for one in found)

        flags = [("red_flags", flag) for flag in self.brute.programme.red_flags]
        for name, rule in flags:
            because += [(name, rule.id, reasons(rule, True))] if rule.when.judge(known) is True else []
            ruled_out += [(name, rule.id, reasons(rule, False))] if rule.when.judge(known) is False else []
        for step in self.brute.decision.steps if not because else ():
            held = [rule for rule in (*step.rules, *step.exceptions) if rule.when.judge(known) is True]
            against = [rule for rule in (*step.rules, *step.exceptions) if rule.when.judge(known) is False]
            because += [(step.id, rule.id, reasons(rule, True)) for rule in held]
            ruled_out += [(step.id, rule.id, reasons(rule, False)) for rule in against]
            if step.default is not None and not [r for r in held if not r.send and r.strength != "consider"]:
                because.append((step.id, step.default.id, ()))
            if step.default is None and [rule for rule in held if not rule.send]:
                break
        if [(one.step, one.rule, one.reasons) for one in decision.because] != because:
            yield f"because: decided {decision.because}, read {because}"
        if [(one.step, one.rule, one.reasons) for one in decision.ruled_out] != ruled_out:
            yield f"ruled out: decided {decision.ruled_out}, read {ruled_out}"

    def _differing(self, decision: Decision, found: Found, answers: Answers | None) -> Iterator[str]:
        if not found.possible:
            yield from _contradiction(decision)
            return
        yield from _possible(decision, found)
        yield from _recommended(decision, found)
        yield from _beside(decision, found)
        yield from _missing(decision, found)
        if answers is not None:
            yield from _would_change(decision, found, self.brute, answers)

    def interpreted(self, answers: Answers) -> frozenset[Outcome | None]:
        """What the explaining interpreter cannot exclude; None where no step may have an answer."""
        return possible_by_interpreting(self.table.blocks, self.known(answers))


def _contradiction(decision: Decision) -> Iterator[str]:
    if decision.possible or decision.settled or decision.recommended is not None:
        yield f"no citizen fits the answers, but {decision.possible} is possible"


def _possible(decision: Decision, found: Found) -> Iterator[str]:
    if frozenset(decision.possible) != found.outcomes:
        yield f"possible: decided {shown(decision.possible)}, tried {shown(found.outcomes)}"
    if decision.settled != found.settled:
        yield f"settled: decided {decision.settled}, tried {found.settled}"
    if found.outcomes and decision.urgency != min(outcome.urgency for outcome in found.outcomes):
        yield f"urgency: decided {decision.urgency}"


def _recommended(decision: Decision, found: Found) -> Iterator[str]:
    (only,) = found.outcomes if found.settled else (None,)
    if decision.recommended != only:
        yield f"recommended: decided {decision.recommended}, tried {only}"


def _beside(decision: Decision, found: Found) -> Iterator[str]:
    decided = {verdict.rule: verdict.verdict for verdict in decision.parallel}
    if decided != dict(found.verdicts):
        yield f"beside: decided {decided}, tried {dict(found.verdicts)}"


def _missing(decision: Decision, found: Found) -> Iterator[str]:
    decided = {blank.fact: frozenset(blank.changes) for blank in decision.missing}
    if decided != dict(found.missing):
        yield f"missing: decided {decided}, tried {dict(found.missing)}"


def _would_change(decision: Decision, found: Found, brute: BruteForce, answers: Answers) -> Iterator[str]:
    expected = [
        (name, value, then)
        for name, value, then in one_answer_away(brute, answers)
        if then and then - {None} != found.outcomes
    ]
    for name, value, then in expected:
        if not any(_says(change, name, value, then - {None}) for change in decision.would_change):
            yield f"would change: {name} = {value} is not named, or gives another {shown(then)}"
    if len(decision.would_change) != len(expected):
        yield f"would change: decided {len(decision.would_change)} changes, tried {expected}"


def one_answer_away(brute: BruteForce, answers: Answers) -> Iterator[tuple[str, object, frozenset[Outcome | None]]]:
    """Each known answer turned into one that is a step away, and what is then possible."""
    for name in brute.varying:
        known = brute.ways(name, answers.given)
        if len(known) > 1 or isinstance(answers.given.get(name), Partial):
            continue
        derive = brute.programme.facts[name].derive
        replaced = {name, *(derive.sources() if derive is not None else ())}
        rest = {fact: answer for fact, answer in answers.given.items() if fact not in replaced}
        for value in neighbours(brute, name, known[0][name]):
            yield name, value, brute.find(Answers({**rest, name: value})).possible


def is_partly(known: Known, name: str) -> bool:
    """Whether an answer leaves several values possible."""
    return isinstance(known.get(name), Partial)


def neighbours(brute: BruteForce, name: str, value: object) -> list[object]:
    """The answers one step away: the nearest stretch of numbers on each side, or every other option."""
    if brute.programme.facts[name].type != "number":
        return [other for other in brute.options(name) if other != value]
    stretches = brute.stretches(name)
    here = max(index for index, start in enumerate(stretches) if index == 0 or start <= value)
    return [stretches[near] for near in (here - 1, here + 1) if 0 <= near < len(stretches)]


def _says(change: Change, name: str, value: object, then: frozenset[Outcome]) -> bool:
    if change.fact != name or frozenset(change.possible) != then:
        return False
    return fits(value, change.answer) if isinstance(change.answer, Partial) else change.answer == value


def shown(outcomes: object) -> str:
    """Outcomes in short."""
    return " | ".join(sorted(_short(outcome) for outcome in outcomes)) or "nothing"


def _short(outcome: Outcome | None) -> str:
    if outcome is None:
        return "gap"
    to = " + ".join(f"{option.destination}({option.offer})" for option in outcome.options)
    return f"{to} {outcome.urgency.name} {' '.join(outcome.orders)}".strip()
