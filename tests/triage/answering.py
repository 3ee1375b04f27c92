"""Answers made by chance, for generated citizens: values, partial answers and blanks of either kind."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from tests.triage.brute_force import BruteForce
from tvaerspor.programme.answers import Answer, Answers, Partial


def complete(brute: BruteForce, chance: Random) -> Answers:
    """A citizen about whom everything is known."""
    given: dict[str, Answer] = {}
    for name in brute.varying:
        given |= chance.choice(brute.ways(name, {}))
    return Answers(_as_asked(brute, given))


def with_blanks(brute: BruteForce, chance: Random, names: Sequence[str]) -> Answers:
    """A citizen about whom some facts are not known, or only partly; `names` are those."""
    known = complete(brute, chance)
    given: dict[str, Any] = dict(known.given)
    for name in names:
        derive = brute.programme.facts[name].derive
        for source in sorted(derive.sources()) if derive else [name]:
            given.pop(source, None)
        if derive is None and chance.random() < 0.3:
            answer = partly(brute, chance, name)
            given |= {name: answer} if answer is not None else {}
    unknown = frozenset(name for name in names if name not in given and chance.random() < 0.5)
    return Answers(given, unknown)


def partly(brute: BruteForce, chance: Random, name: str) -> Partial | None:
    """A partial answer to a choice or a number; None where there is no such thing."""
    fact = brute.programme.facts[name]
    if fact.type == "choice":
        some = chance.sample(sorted(fact.options), chance.randint(2, max(2, len(fact.options) - 1)))
        return Partial(one_of=tuple(option for option in fact.options if option in some))
    if fact.type != "number":
        return None
    low, high = fact.between or (0, 40)
    at_least, below = sorted(chance.sample(range(int(low), int(high) + 1), 2))
    return chance.choice([Partial(at_least=at_least, below=below), Partial(at_least=at_least), Partial(below=below)])


def _as_asked(brute: BruteForce, given: dict[str, Answer]) -> dict[str, Answer]:
    """Without what follows from a date or a code: that is derived anew."""
    folded = [name for name in given if brute.programme.facts[name].derive is not None]
    return {name: answer for name, answer in given.items() if name not in folded}
