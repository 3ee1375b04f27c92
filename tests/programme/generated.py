"""Whole programmes made by chance, written as YAML texts, so that what reads them is tried too.

They share facts between steps, lean on derivations of every kind and declare impossibilities. Most are legal to read;
many have faults of meaning (gaps, contradictions, rules that never hold), which is what the proof is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tvaerspor.programme.load import load
from tvaerspor.programme.programme import Programme

LOCAL = {"basis": "local"}
REGIONS = ("nord", "midt")
DATES = ("2026-06-01", "2028-02-29")
DESTINATIONS = ("home", "clinic", "town", "hospital", "ward")
OFFERS = ("swimming", "talking")
ORDERS = ("picture", "sample")
ACUTE = {"urgency": "acute", "telephone": "Ring."}

Written = dict[str, Any]


@dataclass(frozen=True)
class Sort:
    """A sort of fact: how it is written, what it needs beside it, and which tests may be made on it."""

    facts: Mapping[str, Written]
    tests: tuple[Any, ...]


def yes_no(name: str, **more: Any) -> Sort:
    """A question that is answered yes or no."""
    fact = {"ask": name, "type": "yes_no", "says": f"{name} er ja", "says_not": f"{name} er nej", **LOCAL, **more}
    return Sort({name: fact}, (name, {name: True}, {name: False}))


def number(name: str, cuts: tuple[float, ...], **more: Any) -> Sort:
    """A number that rules compare with these thresholds."""
    fact = {"ask": name, "type": "number", "unit": "trin", "says": f"{name} er {{value}}", **LOCAL, **more}
    return Sort({name: fact}, tuple({name: {kind: cut}} for cut in cuts for kind in ("at_least", "below")))


def choice(name: str, options: tuple[str, ...], **more: Any) -> Sort:
    """A question with a few answers."""
    words = {"says": f"{name} er {{value}}", "says_not": f"{name} er ikke {{value}}"}
    fact = {"ask": name, "type": "choice", "options": {one: one for one in options}, **words, **LOCAL, **more}
    return Sort({name: fact}, tuple({name: one} for one in options))


def derived(name: str, kind: str, derive: Written, **more: Any) -> Written:
    """A fact that follows from others."""
    words = {"says": f"{name} er {{value}}", "says_not": f"{name} er ikke {{value}}"}
    return {"type": kind, "derive": derive, **words, **LOCAL, **more}


def folded() -> dict[str, Sort]:
    """Facts that follow from a date or a code: each is seen instead of what it follows from."""
    age = derived("age", "number", {"age": "birth_date"}, unit="år")
    wait = derived(
        "wait", "number", {"time_between": {"start": "asked_on", "end": "today", "unit": "weeks"}}, unit="uger"
    )
    stay = derived(
        "stay", "number", {"time_between": {"start": "came_on", "end": "left_on", "unit": "months"}}, unit="mdr"
    )
    table = {"L90": "bone", "M1*": "bone", "M54": "back"}
    group = derived("group", "choice", {"look_up": {"fact": "code", "table": table, "otherwise": "other"}})
    options = {one: one for one in ("bone", "back", "other")}
    dates = {name: {"ask": name, "type": "date", **LOCAL} for name in ("birth_date", "asked_on", "came_on", "left_on")}
    code = {"ask": "code", "type": "code", "systems": ["icpc2"], **LOCAL}
    return {
        "age": Sort(
            {"birth_date": dates["birth_date"], "age": age},
            ({"age": {"at_least": 18}}, {"age": {"below": 65}}, {"age": {"at_least": 65}}),
        ),
        "wait": Sort(
            {"asked_on": dates["asked_on"], "wait": wait}, ({"wait": {"at_least": 6}}, {"wait": {"below": 12}})
        ),
        "stay": Sort(
            {"came_on": dates["came_on"], "left_on": dates["left_on"], "stay": stay}, ({"stay": {"below": 3}},)
        ),
        "group": Sort({"code": code, "group": {**group, "options": options}}, tuple({"group": one} for one in options)),
    }


def plain() -> dict[str, Sort]:
    """Facts that somebody answers."""
    read_as = {"if_blank": {"read_as": "no", "explained": "læst som nej"}}
    bounded = {"between": [0, 10], "whole": True}
    return {
        **{name: yes_no(name) for name in ("warm", "tired", "lives_alone", "works")},
        "agrees": yes_no("agrees", **read_as),
        "degree": choice("degree", ("mild", "moderate", "severe")),
        "wish": choice("wish", ("advice", "training")),
        "weight": number("weight", (25, 30)),
        "pain": number("pain", (4, 7), **bounded),
        "steps": number("steps", (2.5, 2.75, 3), **bounded),
        "load": number("load", (0, 5), between=[0, 5]),
    }


BASES = {**plain(), **folded()}
LIMITS = {
    "unit": "trin",
    "values": [
        {"value": 3, "from": "2020-01-01", **LOCAL},
        {"value": 5, "from": "2027-01-01", **LOCAL},
        {"value": 4, "from": "2020-01-01", "regions": ["midt"], **LOCAL},
    ],
}
LEVELS = {
    "values": [
        {"value": "low", "from": "2020-01-01", **LOCAL},
        {"value": "high", "from": "2020-01-01", "regions": ["midt"], **LOCAL},
    ]
}


def _joined(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    join = st.sampled_from(["all", "any"])
    return st.builds(lambda key, of: {key: of}, join, several) | inner.map(lambda of: {"not": of})


SHAPES: SearchStrategy[Any] = st.recursive(st.integers(0, 999), _joined, max_leaves=6)
"""Criteria whose tests are still only numbers; made once, for making a strategy takes longer than drawing from it."""
COINS, QUARTERS, UP_TO_TWO = st.booleans(), st.integers(0, 3), st.integers(0, 2)
PLACES = st.lists(st.sampled_from(DESTINATIONS), min_size=1, max_size=2, unique=True)
NAMES = st.lists(st.sampled_from(sorted(BASES)), min_size=4, max_size=7, unique=True)
COMPUTED = st.lists(
    st.sampled_from(["score", "enough", "total", "level", "allowance"]), min_size=1, max_size=3, unique=True
)


class Author:
    """Writes the parts of a programme by chance, with the tests that the facts allow."""

    def __init__(self, draw: DrawFn, tests: tuple[Any, ...]) -> None:
        self.draw = draw
        self.tests = tests

    def test(self) -> Any:
        """One test."""
        return self.tests[self.draw(st.integers(0, 999)) % len(self.tests)]

    def criterion(self) -> Any:
        """A criterion: tests joined and turned round."""
        return self._filled(self.draw(SHAPES))

    def _filled(self, shape: Any) -> Any:
        if isinstance(shape, int):
            return self.tests[shape % len(self.tests)]
        ((key, of),) = shape.items()
        return {key: [self._filled(one) for one in of] if isinstance(of, list) else self._filled(of)}

    def several(self, least: int, most: int) -> list[Any]:
        """A few criteria."""
        return [self.criterion() for _ in range(self.draw(st.integers(least, most)))]

    def computed(self, names: list[str]) -> dict[str, Sort]:
        """Those facts that are counted, added up or given by a parameter."""
        parts = {
            name: {"ask": name, "type": "number", "unit": "point", "between": [0, 2], "whole": True, **LOCAL}
            for name in ("first_part", "second_part")
        }
        enough = {"at_least_n_of": {"n": self.draw(st.integers(1, 2)), "of": self.several(2, 3)}}
        total = derived("total", "number", {"sum": {"of": list(parts)}}, unit="point")
        score = derived("score", "number", {"count": {"of": self.several(2, 3)}}, unit="point")
        level = derived("level", "choice", {"parameter": "levels"}, options={"low": "lav", "high": "høj"})
        allowance = derived("allowance", "number", {"parameter": "limits"}, unit="trin")
        every = {
            "score": Sort({"score": score}, ({"score": {"at_least": 1}}, {"score": {"below": 2}})),
            "enough": Sort({"enough": derived("enough", "yes_no", enough)}, ("enough", {"not": "enough"})),
            "total": Sort({**parts, "total": total}, ({"total": {"at_least": 2}}, {"total": {"below": 4}})),
            "level": Sort({"level": level}, ({"level": "low"}, {"level": "high"})),
            "allowance": Sort({"allowance": allowance}, ({"allowance": {"at_least": 4}}, {"allowance": {"below": 5}})),
        }
        return {name: every[name] for name in names}

    def outcome(self) -> Written:
        """Where a rule leads."""
        found: Written = {"to": self.draw(PLACES)}
        if self.draw(COINS):
            found["offer"] = self.draw(st.sampled_from(OFFERS))
        if self.draw(QUARTERS) == 0:
            found["orders"] = [self.draw(st.sampled_from(ORDERS))]
        if self.draw(QUARTERS) == 0:
            found["urgency"] = self.draw(st.sampled_from(["soon", "days"]))
        return {**found, **LOCAL}

    def rule(self, id_: str) -> Written:
        """A rule that decides, or that sends a text and passes on."""
        if self.draw(QUARTERS) == 0:
            return {"id": id_, "when": self.criterion(), "send": "letter", **LOCAL}
        strength = self.draw(st.sampled_from(["must", "should", "consider"]))
        return {"id": id_, "when": self.criterion(), **self.outcome(), "strength": strength}

    def step(self, place: int, is_last: bool) -> Written:
        """A step of rules or, mostly at the end, a default with exceptions."""
        many = [self.rule(f"rule_{place}_{index}") for index in range(self.draw(st.integers(1, 4)))]
        step: Written = {"id": f"step_{place}", "title": "Trin"}
        if is_last and self.draw(QUARTERS) > 0:
            return {**step, "default": {"id": "default", **self.outcome()}, "exceptions": many}
        return {**step, "rules": many}

    def red_flag(self, id_: str) -> Written:
        """A red flag."""
        urgency = self.draw(st.sampled_from([ACUTE, {"urgency": "days"}, {"urgency": "soon"}]))
        orders = {"orders": ["picture"]} if self.draw(COINS) else {}
        to = self.draw(st.sampled_from(DESTINATIONS))
        return {"id": id_, "title": "Flag", "when": self.criterion(), "to": to, **urgency, **orders, **LOCAL}

    def concept(self) -> Written:
        """A criterion with a name."""
        return {"when": self.criterion(), "says": "ja", "says_not": "nej", **LOCAL}

    def beside(self, id_: str) -> Written:
        """A parallel rule."""
        return {"id": id_, "title": "Ved siden af", "when": self.criterion(), "adds": "track", **LOCAL}

    def availability(self, place: str) -> Written:
        """A destination that may not be on offer."""
        return {
            "id": f"no_{place}",
            "destination": place,
            "available_when": self.criterion(),
            "fallback": self.draw(st.sampled_from(DESTINATIONS)),
            "unmet_need": "Behov.",
            **LOCAL,
        }

    def impossibility(self, id_: str) -> Written:
        """Two things that do not go together."""
        both = {"all": [self.criterion(), self.test()]}
        return {"id": id_, "when": both, "because": "Det kan ikke være.", **LOCAL}

    def decision(self) -> Written:
        """A decision of one to four steps, with what stands beside and after them."""
        count = self.draw(st.integers(1, 4))
        gone = self.draw(st.lists(st.sampled_from(DESTINATIONS), max_size=2, unique=True))
        return {
            "id": "destination",
            "title": "Hvorhen?",
            "steps": [self.step(place, place == count - 1) for place in range(count)],
            "parallel": [self.beside(f"beside_{index}") for index in range(self.draw(UP_TO_TWO))],
            "availability": [self.availability(place) for place in gone],
        }

    def triage(self) -> Written:
        """triage.yaml."""
        concepts = {f"idea_{index}": self.concept() for index in range(self.draw(UP_TO_TWO))}
        self.tests = (*self.tests, *concepts, *concepts)
        return {
            "concepts": concepts,
            "red_flags": [self.red_flag(f"flag_{index}") for index in range(self.draw(UP_TO_TWO))],
            "decisions": [self.decision()],
            "impossible": [self.impossibility(f"never_{index}") for index in range(self.draw(UP_TO_TWO))],
        }


def too_much_for_one_array() -> tuple[dict[str, Written], list[Written]]:
    """Facts and first steps that need an array each: six numbers of 31 values do not fit into one together."""
    facts: dict[str, Written] = {}
    rules = []
    for side in ("left", "right"):
        names = [f"{side}_{place}" for place in range(3)]
        part = {"type": "number", "unit": "point", "between": [0, 30], "whole": True, **LOCAL}
        facts |= {name: {"ask": name, **part} for name in names}
        facts[f"{side}_sum"] = derived(f"{side}_sum", "number", {"sum": {"of": names}}, unit="point")
        rules.append({"id": f"{side}_is_much", "when": {f"{side}_sum": {"at_least": 40}}, "send": "letter", **LOCAL})
    return facts, [{"id": rule["id"], "title": "Trin", "rules": [rule]} for rule in rules]


@st.composite
def texts(draw: DrawFn, is_wide: bool = False) -> dict[str, str]:
    """The texts of a whole programme folder named made_up; a wide one does not fit into one array."""
    names = draw(NAMES)
    sorts = [BASES[name] for name in names]
    tests = tuple(test for sort in sorts for test in sort.tests)
    if "pain" in names:
        tests += ({"pain": {"at_least": {"parameter": "limits"}}},)
    author = Author(draw, tests)
    computed = author.computed(draw(COMPUTED))
    author.tests += 2 * tuple(test for sort in computed.values() for test in sort.tests)
    facts = {name: fact for sort in (*sorts, *computed.values()) for name, fact in sort.facts.items()}
    triage = author.triage()
    if is_wide:
        more, steps = too_much_for_one_array()
        facts |= more
        triage["decisions"][0]["steps"][:0] = steps
    return written(facts, triage)


def written(facts: Mapping[str, Written], triage: Written) -> dict[str, str]:
    """The files of a programme with these facts and this triage."""
    parts = {
        "programme": {
            "id": "made_up",
            "title": "Opdigtet",
            "parameters": {"limits": LIMITS, "levels": LEVELS},
            **LOCAL,
        },
        "questions": {"facts": dict(facts)},
        "triage": triage,
        "offers": {
            "destinations": {name: {"title": name, "kind": "elsewhere", **LOCAL} for name in DESTINATIONS},
            "offers": {name: {"title": name, **LOCAL} for name in OFFERS},
            "orders": {name: {"title": name, **LOCAL} for name in ORDERS},
        },
    }
    files = {f"made_up/{name}.yaml": in_yaml(part) for name, part in parts.items()}
    return {**files, "made_up/texts/letter.da.md": "# Brev\n\nEn forklaring.\n"}


def in_yaml(part: Any) -> str:
    """Block style, as authors write it."""
    return yaml.dump(part, Dumper=_NoAnchors, sort_keys=False, allow_unicode=True, default_flow_style=None)


class _NoAnchors(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


programmes: SearchStrategy[Programme] = texts().map(lambda files: load(files, "made_up"))
"""Programmes that could be read; whether they could be published is another question."""
