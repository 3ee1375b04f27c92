"""What is wrong with a cohort: its programme, its facts, and shares that do not sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tvaerspor.planning.lookup import Lookup
from tvaerspor.planning.reading import unknown
from tvaerspor.planning.simulation.written import Cohort
from tvaerspor.programme.derivations import Age, LookUp, TimeBetween
from tvaerspor.programme.model import Fact
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.yaml_nodes import Path

BLANK = "blank"
NONE = "none"
"""All the options of a fact with several answers, each of them no."""


def cohort_faults(lookup: Lookup, cohort: Cohort) -> Iterator[tuple[Path, str]]:
    """Where something is wrong, and the sentence about it."""
    if sentence := lookup.programme_complaint(cohort.programme):
        yield ("programme",), sentence
        return
    programme = lookup.around.programmes[cohort.programme]
    decisions = [decision.id for decision in programme.decisions]
    if cohort.decision is not None and cohort.decision not in decisions:
        yield ("decision",), unknown("beslutningen", cohort.decision, decisions)
    yield from _answers(programme, ("answers",), cohort.answers)
    for name, profile in cohort.profiles.items():
        yield from _answers(programme, ("profiles", name, "answers"), profile.answers)
    total = float(sum(profile.share for profile in cohort.profiles.values()))
    if cohort.profiles and abs(total - 1) > 1e-9:
        yield ("profiles",), f"profilernes andele skal give 1, men giver {total:.6g}".replace(".", ",")


def _answers(programme: Programme, path: Path, answers: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for name, shares in answers.items():
        here = (*path, name)
        fact = programme.facts.get(name)
        if fact is None:
            yield here, unknown("oplysningen", name, programme.facts)
        elif fact.derive is not None and not isinstance(fact.derive, Age | TimeBetween | LookUp):
            yield here, f"«{name}» regnes ud af andre oplysninger; skriv dem i stedet"
        elif fact.type == "several":
            if shares != NONE:
                yield (
                    here,
                    f"af flere svar kan kun «{NONE}» skrives samlet; skriv ellers hvert for sig: {', '.join(fact.of)}",
                )
        else:
            yield from ((here, sentence) for sentence in _of_fact(fact, shares))


def _of_fact(fact: Fact, raw: Any) -> Iterator[str]:
    try:
        shares = shares_of(fact, raw)
    except (TypeError, ValueError) as error:
        yield str(error)
        return
    if any(share < 0 for share in shares.values()):
        yield "en andel er ikke under 0"
    elif abs(sum(shares.values()) - 1) > 1e-9:
        yield f"svarenes andele skal give 1, men giver {sum(shares.values()):.6g}".replace(".", ",")


def shares_of(fact: Fact, raw: Any) -> dict[Any, float]:
    """The share of each answer to a fact, None for a blank; raises ValueError with a sentence."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if fact.type != "yes_no":
            raise ValueError("skriv andelen af hvert svar; kun et ja/nej kan skrives som andelen af ja")
        return {True: float(raw), False: 1 - float(raw)}
    if not isinstance(raw, dict) or not all(isinstance(share, int | float) for share in raw.values()):
        raise ValueError("skriv andelen af hvert svar, fx {yes: 0.2, no: 0.7, blank: 0.1}")
    return {_answer(fact, str(answer)): float(share) for answer, share in raw.items()}


def _answer(fact: Fact, word: str) -> Any:
    if word == BLANK:
        return None
    if fact.type == "yes_no":
        if word.lower() not in ("yes", "no", "true", "false"):
            raise ValueError(f"«{word}» er ikke et svar her; vælg mellem yes, no, blank")
        return word.lower() in ("yes", "true")
    if fact.type in ("choice", "side"):
        known = fact.derive.results() if isinstance(fact.derive, LookUp) else tuple(fact.options)
        if word not in known:
            raise ValueError(unknown("svaret", word, known))
        return word
    if fact.type in ("number", "measure"):
        return _number(word)
    raise ValueError(f"et svar af typen {fact.type} kan ikke trækkes; lad det være blankt")


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise ValueError(f"«{word}» er ikke et tal") from None
