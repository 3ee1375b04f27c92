"""Answers as people and files write them -> Answers, or a sentence per answer that cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from tvaerspor.programme.answers import Answer, Answers, Partial
from tvaerspor.programme.complaints import suggestion
from tvaerspor.programme.derivations import LookUp
from tvaerspor.programme.model import Fact
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import number

YES = frozenset({True, "yes", "ja", "true", "y", "j"})
NO = frozenset({False, "no", "nej", "false", "n"})
NONE_OF_THESE = frozenset({"none", "ingen"})
UNKNOWN = frozenset({"unknown", "ved ikke", "?"})
_NUMBER = re.compile(r"\s*([-+]?\d+(?:[.,]\d+)?)\s*(\D.*)?")


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """An answer that cannot be used: the field, and what was expected."""

    fact: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.fact}: {self.sentence}"


class BadAnswers(Exception):
    """Some answers cannot be used; every one is named."""

    def __init__(self, faults: tuple[AnswerFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def read_answers(programme: Programme, raw: Mapping[str, Any]) -> Answers:
    """The answers; raises BadAnswers naming every unknown fact, option, unit and number out of bounds."""
    answers, faults = sift_answers(programme, raw)
    if faults:
        raise BadAnswers(faults)
    return answers


def sift_answers(programme: Programme, raw: Mapping[str, Any]) -> tuple[Answers, tuple[AnswerFault, ...]]:
    """The answers that can be used, and a fault for each that cannot."""
    given: dict[str, Answer] = {}
    unknown: set[str] = set()
    faults: list[AnswerFault] = []
    for fact, content in raw.items():
        try:
            for name, answer in _read(programme, str(fact), content):
                if answer is UNKNOWN:
                    unknown.add(name)
                elif given.get(name, answer) != answer:
                    raise _Wrong("er besvaret to gange og forskelligt")
                elif answer is not None:
                    given[name] = answer
        except _Wrong as wrong:
            faults.append(AnswerFault(str(fact), str(wrong)))
    return Answers(given, frozenset(unknown - given.keys())), tuple(faults)


class _Wrong(Exception):
    pass


def _read(programme: Programme, name: str, raw: Any) -> Iterator[tuple[str, Any]]:
    fact = programme.facts.get(name)
    if fact is None:
        raise _Wrong(f"findes ikke i programmet{suggestion(name, sorted(programme.facts))}")
    if fact.type == "several":
        yield from _read_several(programme, fact, raw)
    elif raw is None or raw == "":
        return
    elif (isinstance(raw, str) and raw.lower() in UNKNOWN) or raw == {"blank": "unknown"}:
        yield name, UNKNOWN
    elif fact.derive is not None and not fact.derive.folded:
        raise _Wrong("beregnes af andre svar og kan ikke besvares selv")
    else:
        yield name, _value(fact, raw)


def _read_several(programme: Programme, fact: Fact, raw: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(raw, str) and raw.lower() in NONE_OF_THESE:
        yield from ((name, False) for name in fact.of)
        return
    if isinstance(raw, str) and raw.lower() in UNKNOWN:
        yield from ((name, UNKNOWN) for name in fact.of)
        return
    if raw is None or raw == "":
        return
    is_list = isinstance(raw, list | tuple) and all(isinstance(name, str) for name in raw)
    chosen = dict.fromkeys(raw, "yes") if is_list else raw
    if not isinstance(chosen, Mapping):
        raise _Wrong("skal være none, en liste eller en tabel med ja og nej")
    rest = chosen.get("others")
    for name in (name for name in chosen if name != "others"):
        if name not in fact.of:
            raise _Wrong(f"«{name}» er ikke en mulighed{suggestion(str(name), list(fact.of))}")
        yield from _read(programme, str(name), chosen[name])
    if rest is not None:
        answer = UNKNOWN if isinstance(rest, str) and rest.lower() in UNKNOWN else _yes_no(rest)
        yield from ((name, answer) for name in fact.of if name not in chosen)


def _value(fact: Fact, raw: Any) -> Answer:
    if fact.type == "yes_no":
        return _yes_no(raw)
    if fact.type in ("choice", "side"):
        return _choice(fact, raw)
    if fact.type in ("number", "measure"):
        return _number(fact, raw)
    if fact.type == "date":
        return _date(raw)
    if not isinstance(raw, str):
        raise _Wrong(f"skal være en tekst, ikke «{raw}»")
    return raw.strip().upper() if fact.type == "code" else raw


def _yes_no(raw: Any) -> bool:
    word = raw.lower().strip() if isinstance(raw, str) else raw
    if isinstance(word, bool | str) and word in YES:
        return True
    if isinstance(word, bool | str) and word in NO:
        return False
    raise _Wrong(f"skal være ja, nej eller ved ikke, ikke «{raw}»")


def _choice(fact: Fact, raw: Any) -> Answer:
    options = fact.derive.results() if isinstance(fact.derive, LookUp) else tuple(fact.options)
    asked = raw["one_of"] if isinstance(raw, Mapping) and set(raw) == {"one_of"} else [raw]
    by_word = {text.da.lower(): name for name, text in fact.options.items()}
    by_word |= {(text.en or "").lower(): name for name, text in fact.options.items() if text.en}
    found = []
    for one in asked if isinstance(asked, list | tuple) else [asked]:
        name = one if one in options else by_word.get(str(one).lower())
        if name is None:
            raise _Wrong(f"kan ikke være «{one}»; vælg mellem {', '.join(options)}")
        found.append(str(name))
    kept = tuple(name for name in options if name in found)
    if not kept:
        raise _Wrong(f"one_of skal nævne mindst én af {', '.join(options)}")
    return kept[0] if len(kept) == 1 else Partial(one_of=kept)


def _number(fact: Fact, raw: Any) -> Answer:
    if isinstance(raw, Mapping) and raw and set(raw) <= {"at_least", "below"}:
        bounds = {name: _amount(fact, bound) for name, bound in raw.items()}
        if len(bounds) == 2 and bounds["at_least"] >= bounds["below"]:
            raise _Wrong("den nedre grænse er ikke under den øvre")
        if fact.between and bounds.get("below") == fact.between[0]:
            raise _Wrong(f"under {number(bounds['below'], 'da')} {fact.unit} lader intet svar tilbage")
        return Partial(at_least=bounds.get("at_least"), below=bounds.get("below"))
    if isinstance(raw, Mapping) and set(raw) == {"value", "unit"}:
        raw = f"{raw['value']} {raw['unit']}"
    return _amount(fact, raw)


def _amount(fact: Fact, raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _Wrong(f"skal være et tal i {fact.unit}, ikke «{raw}»")
    value, unit = (float(raw), "") if not isinstance(raw, str) else _with_unit(fact, raw)
    if not isfinite(value):
        raise _Wrong(f"skal være et tal i {fact.unit}, ikke «{raw}»")
    if unit and fact.unit and unit.lower() not in (fact.unit.da.lower(), (fact.unit.en or "").lower()):
        raise _Wrong(f"skal være i {fact.unit}, ikke i {unit}")
    if fact.between and not fact.between[0] <= value <= fact.between[1]:
        low, high = (number(bound, "da") for bound in fact.between)
        raise _Wrong(f"skal ligge mellem {low} og {high} {fact.unit}, ikke {number(value, 'da')}")
    if fact.whole and value != int(value):
        raise _Wrong(f"skal være et helt tal, ikke {number(value, 'da')}")
    return int(value) if value == int(value) else value


def _with_unit(fact: Fact, raw: str) -> tuple[float, str]:
    match = _NUMBER.fullmatch(raw)
    if match is None:
        raise _Wrong(f"skal være et tal i {fact.unit}, ikke «{raw}»")
    return float(match[1].replace(",", ".")), (match[2] or "").strip()


def _date(raw: Any) -> str:
    try:
        return date.fromisoformat(str(raw)).isoformat()
    except ValueError:
        raise _Wrong(f"skal være en dato som 2026-11-22, ikke «{raw}»") from None
