"""What a change of a programme does to earlier referrals, in words: how many move, between what, and an example."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tvaerspor.documents.recommendation import Section
from tvaerspor.documents.terminal import counted, grouped, share
from tvaerspor.programme.answers import Answers, Partial
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import URGENCY_WORDS, Words, describe_citizen
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.whatif import Move, WhatIf

Example = Callable[[int], Answers]
"""The answers of one referral, by its row."""


def replay_sections(before: Programme, after: Programme, result: WhatIf, example: Example) -> Iterator[Section]:
    """The whole first, then each move that changes anything, largest first."""
    yield Section(f"{before.title}: {before.version[:12]} -> {after.version[:12]}", tuple(_whole(result)))
    for move in result.moves:
        if move.is_change:
            heading = (
                f"{counted(move.referrals, 'henvisning', 'henvisninger')} ({share(move.referrals, result.referrals)})"
            )
            yield Section(heading, tuple(_move(before, after, move, example)))


def _whole(result: WhatIf) -> Iterator[str]:
    yield (
        f"{counted(result.referrals, 'henvisning', 'henvisninger')} afspillet; "
        f"{grouped(result.changed)} ({share(result.changed, result.referrals)}) får et andet svar"
    )
    before = sum(move.referrals for move in result.moves if len(move.before) > 1)
    after = sum(move.referrals for move in result.moves if len(move.after) > 1)
    yield f"Uden et afklaret svar: {grouped(before)} før, {grouped(after)} efter"


def _move(before: Programme, after: Programme, move: Move, example: Example) -> Iterator[str]:
    yield f"før:   {_outcomes(before, move.before)}"
    yield f"efter: {_outcomes(after, move.after)}"
    citizen = {fact: answer for fact, answer in example(move.example).items() if not isinstance(answer, Partial)}
    told = {fact: answer for fact, answer in citizen.items() if after.facts[fact].says}
    yield f"fx række {grouped(move.example + 1)}: {describe_citizen(after, told)}"


def _outcomes(programme: Programme, outcomes: tuple[Outcome, ...]) -> str:
    said = " | ".join(_outcome(programme, outcome) for outcome in outcomes)
    if not outcomes:
        return "svarene modsiger hinanden"
    return said if len(outcomes) == 1 else f"uafklaret mellem {said}"


def _outcome(programme: Programme, outcome: Outcome) -> str:
    urgency = "" if outcome.urgency is Urgency.routine else f" ({URGENCY_WORDS['da'][outcome.urgency.name]})"
    return Words(programme).destinations(outcome.destinations) + urgency


def replay_data(before: Programme, after: Programme, result: WhatIf) -> Mapping[str, Any]:
    """The same as plain data: ids and numbers; `example_row` counts from 0."""

    def names(outcomes: tuple[Outcome, ...]) -> list[list[str]]:
        return [list(outcome.destinations) for outcome in outcomes]

    moves = [
        {
            "from": names(move.before),
            "to": names(move.after),
            "referrals": move.referrals,
            "is_change": move.is_change,
            "example_row": move.example,
        }
        for move in result.moves
    ]
    versions = {"from_version": before.version, "to_version": after.version}
    return {**versions, "referrals": result.referrals, "changed": result.changed, "moves": moves}
