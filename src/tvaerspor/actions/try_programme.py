"""Tries a programme on answers that nobody stores: opens its folder afresh when an author has saved, and decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tvaerspor.actions.open_programme import read_texts, shipped_folder
from tvaerspor.programme.answers import Answers, Partial
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.programme.load import read
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.prove import prove
from tvaerspor.triage.decide import Decider
from tvaerspor.triage.decision import Context, Decision

_ROUNDS = 5  # a question that hides a question that hides a question: nobody writes more

Stamp = tuple[tuple[str, int, int], ...]
"""Path, time of change and size of every file: equal until somebody saves one."""


@dataclass(frozen=True)
class Trial:
    """What a programme says about some answers, and what it does not ask about given the others.

    `known` are the answers in use with what follows from them; `not_asked` the facts whose `ask_when` cannot hold:
    what was answered there is not used. `may_decide` are the blanks in rules that are still open: together with other
    answers they may change the outcome, also where none of them does so alone. `all_outcomes` are those that are
    possible before anything is answered.
    """

    decision: Decision
    known: Mapping[str, Any]
    not_asked: frozenset[str]
    may_decide: frozenset[str]
    all_outcomes: tuple[Outcome, ...]


def open_for_trial(id_: str, folder: Path | None = None) -> Programme:
    """The programme as it lies on disk now, with its worked citizens.

    Raises KeyError for an unknown id and UnfinishedProgramme with every fault. A worked citizen whose expectation
    is not met is no fault here: the author is about to look into it.
    """
    where = folder or shipped_folder()
    if not (where / id_ / "programme.yaml").is_file():
        raise KeyError(id_)
    return _opened(id_, where, _stamp(where))


def try_answers(programme: Programme, decision: str, answers: Answers, context: Context) -> Trial:
    """Decides on the answers to the questions that are asked; raises KeyError for an unknown decision.

    Answers that contradict each other are said to, also where one of them is no longer asked for.
    """
    decider = _decider(programme, decision, context.region, context.date)
    if not decider.mask(answers):
        return _trial(decider, answers, frozenset())
    used, not_asked = answers, frozenset[str]()
    for _ in range(_ROUNDS):
        known = decider.situation(used).known
        left_out = _not_asked(programme, known, not_asked)
        if left_out == not_asked:
            break
        not_asked = left_out
        used = Answers({fact: answers[fact] for fact in answers if fact not in not_asked}, answers.unknown - not_asked)
    return _trial(decider, used, not_asked)


def _trial(decider: Decider, answers: Answers, not_asked: frozenset[str]) -> Trial:
    known, decided = decider.situation(answers).known, decider.decide(answers)
    may_decide = frozenset() if decided.settled else _may_decide(decider, known)
    return Trial(decided, known, not_asked, may_decide, _all_outcomes(decider))


def _may_decide(decider: Decider, known: Mapping[str, Any]) -> frozenset[str]:
    facts = decider.table.programme.facts

    def blanks(name: str) -> Iterator[str]:
        if name in known and not isinstance(known[name], Partial):
            return
        derive = facts[name].derive
        if derive is None:
            yield name
        for source in derive.sources() if derive else ():
            yield from blanks(source)

    criteria = [criterion for block in decider.table.blocks for criterion in block.criteria]
    still_open = [criterion for criterion in criteria if criterion.judge(known) is None]
    return frozenset(blank for criterion in still_open for fact in criterion.facts() for blank in blanks(fact))


def _not_asked(programme: Programme, known: Mapping[str, Any], before: frozenset[str]) -> frozenset[str]:
    """What is not asked, where what hangs on a question that is not asked itself can no longer be a yes."""
    yes_no = [fact for fact in before if programme.facts[fact].type == "yes_no"]
    known = {**dict.fromkeys(yes_no, False), **known}
    closed = [name for name, fact in programme.facts.items() if fact.ask_when and fact.ask_when.judge(known) is False]
    return frozenset(closed) | {member for name in closed for member in programme.facts[name].of}


@lru_cache(maxsize=64)
def _decider(programme: Programme, decision: str, region: str | None, on: str) -> Decider:
    return Decider(programme, decision, region, on)


@lru_cache(maxsize=64)
def _all_outcomes(decider: Decider) -> tuple[Outcome, ...]:
    return decider.outcomes(decider.mask(Answers()))


def _stamp(folder: Path) -> Stamp:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((str(path), (found := path.stat()).st_mtime_ns, found.st_size) for path in files)


@lru_cache(maxsize=16)
def _opened(id_: str, folder: Path, _saved: Stamp) -> Programme:
    programme, faults = read(read_texts(folder), id_)
    found = faults or (tuple(prove(programme)) if programme is not None else ())
    if programme is None or found:
        raise UnfinishedProgramme(id_, found)
    return programme
