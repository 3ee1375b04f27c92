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


def derived(name: str, kind: str, derive: Written, tests: tuple[Any, ...], **more: Any) -> Written:
    """A fact that follows from others."""
    words = {"says": f"{name} er {{value}}", "says_not": f"{name} er ikke {{value}}"}
    return {"type": kind, "derive": derive, **words, **LOCAL, **more}


def folded() -> dict[str, Sort]:
    """Facts that follow from a date or a code: each is seen instead of what it follows from."""
    age = derived("age", "number", {"age": "birth_date"}, (), unit="år")
    wait = derived(
        "wait", "number", {"time_between": {"start": "asked_on", "end": "today", "unit": "weeks"}}, (), unit="uger"
    )
    stay = derived(
        "stay", "number", {"time_between": {"start": "came_on", "end": "left_on", "unit": "months"}}, (), unit="mdr"
    )
    table = {"L90": "bone", "M1*": "bone", "M54": "back"}
    group = derived("group", "choice", {"look_up": {"fact": "code", "table": table, "otherwise": "other"}}, ())
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


def criteria(tests: tuple[Any, ...]) -> SearchStrategy[Any]:
    """Criteria over these tests, joined and turned round."""

    def join(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
        several = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            several.map(lambda of: {"all": of}), several.map(lambda of: {"any": of}), inner.map(lambda of: {"not": of})
        )

    return st.recursive(st.sampled_from(tests), join, max_leaves=6)


@st.composite
def computed(draw: DrawFn, tests: tuple[Any, ...]) -> dict[str, Sort]:
    """Facts that are counted or added up from the others."""
    inside = st.lists(criteria(tests), min_size=2, max_size=3)
    count = derived("score", "number", {"count": {"of": draw(inside)}}, (), unit="point")
    enough = {"at_least_n_of": {"n": draw(st.integers(1, 2)), "of": draw(inside)}}
    parts = {
        name: {"ask": name, "type": "number", "unit": "point", "between": [0, 2], "whole": True, **LOCAL}
        for name in ("first_part", "second_part")
    }
    total = derived("total", "number", {"sum": {"of": list(parts)}}, (), unit="point")
    level = derived("level", "choice", {"parameter": "levels"}, (), options={"low": "lav", "high": "høj"})
    allowance = derived("allowance", "number", {"parameter": "limits"}, (), unit="trin")
    return {
        "score": Sort({"score": count}, ({"score": {"at_least": 1}}, {"score": {"below": 2}})),
        "enough": Sort({"enough": derived("enough", "yes_no", enough, ())}, ("enough", {"not": "enough"})),
        "total": Sort({**parts, "total": total}, ({"total": {"at_least": 2}}, {"total": {"below": 4}})),
        "level": Sort({"level": level}, ({"level": "low"}, {"level": "high"})),
        "allowance": Sort({"allowance": allowance}, ({"allowance": {"at_least": 4}}, {"allowance": {"below": 5}})),
    }


@st.composite
def outcomes(draw: DrawFn) -> Written:
    """Where a rule leads."""
    found: Written = {"to": draw(st.lists(st.sampled_from(DESTINATIONS), min_size=1, max_size=2, unique=True))}
    if draw(st.booleans()):
        found["offer"] = draw(st.sampled_from(OFFERS))
    if draw(st.integers(0, 3)) == 0:
        found["orders"] = [draw(st.sampled_from(ORDERS))]
    if draw(st.integers(0, 3)) == 0:
        found["urgency"] = draw(st.sampled_from(["soon", "days"]))
    return {**found, **LOCAL}


@st.composite
def rules(draw: DrawFn, id_: str, tests: tuple[Any, ...]) -> Written:
    """A rule that decides, or that sends a text and passes on."""
    rule = {"id": id_, "when": draw(criteria(tests)), **draw(outcomes())}
    if draw(st.integers(0, 4)) == 0:
        return {"id": id_, "when": rule["when"], "send": "letter", **LOCAL}
    return {**rule, "strength": draw(st.sampled_from(["must", "should", "consider"]))}


@st.composite
def steps(draw: DrawFn, place: int, tests: tuple[Any, ...], is_last: bool) -> Written:
    """A step of rules or, mostly at the end, a default with exceptions."""
    many = [draw(rules(f"rule_{place}_{index}", tests)) for index in range(draw(st.integers(1, 4)))]
    step: Written = {"id": f"step_{place}", "title": "Trin"}
    if is_last and draw(st.integers(0, 3)) > 0:
        return {**step, "default": {"id": "default", **draw(outcomes())}, "exceptions": many}
    return {**step, "rules": many}


@st.composite
def red_flags(draw: DrawFn, id_: str, tests: tuple[Any, ...]) -> Written:
    """A red flag."""
    urgency = draw(st.sampled_from([ACUTE, {"urgency": "days"}, {"urgency": "soon"}]))
    orders = {"orders": ["picture"]} if draw(st.booleans()) else {}
    return {
        "id": id_,
        "title": "Flag",
        "when": draw(criteria(tests)),
        "to": draw(st.sampled_from(DESTINATIONS)),
        **urgency,
        **orders,
        **LOCAL,
    }


@st.composite
def triages(draw: DrawFn, tests: tuple[Any, ...]) -> Written:
    """triage.yaml: concepts, red flags, steps, parallel rules, availability and impossibilities."""
    concepts = {
        f"idea_{index}": {"when": draw(criteria(tests)), "says": "ja", "says_not": "nej", **LOCAL}
        for index in range(draw(st.integers(0, 2)))
    }
    tests = (*tests, *concepts, *concepts)
    count = draw(st.integers(1, 4))
    gone = draw(st.lists(st.sampled_from(DESTINATIONS), max_size=2, unique=True))
    decision: Written = {
        "id": "destination",
        "title": "Hvorhen?",
        "steps": [draw(steps(place, tests, place == count - 1)) for place in range(count)],
        "parallel": [
            {"id": f"beside_{index}", "title": "Ved siden af", "when": draw(criteria(tests)), "adds": "track", **LOCAL}
            for index in range(draw(st.integers(0, 2)))
        ],
        "availability": [
            {
                "id": f"no_{place}",
                "destination": place,
                "available_when": draw(criteria(tests)),
                "fallback": draw(st.sampled_from(DESTINATIONS)),
                "unmet_need": "Behov.",
                **LOCAL,
            }
            for place in gone
        ],
    }
    impossible = [
        {"id": f"never_{index}", "when": {"all": list(pair)}, "because": "Det kan ikke være.", **LOCAL}
        for index, pair in enumerate(
            draw(
                st.lists(st.tuples(criteria(tests), st.sampled_from(tests)), max_size=2)
                if draw(st.booleans())
                else st.just([])
            )
        )
    ]
    flags = [draw(red_flags(f"flag_{index}", tests)) for index in range(draw(st.integers(0, 2)))]
    return {"concepts": concepts, "red_flags": flags, "decisions": [decision], "impossible": impossible}


@st.composite
def texts(draw: DrawFn) -> dict[str, str]:
    """The texts of a whole programme folder named made_up."""
    names = draw(st.lists(st.sampled_from(sorted(BASES)), min_size=4, max_size=7, unique=True))
    sorts = [BASES[name] for name in names]
    tests = tuple(test for sort in sorts for test in sort.tests)
    if "pain" in names:
        tests += ({"pain": {"at_least": {"parameter": "limits"}}},)
    more = draw(computed(tests))
    chosen = draw(st.lists(st.sampled_from(sorted(more)), max_size=2, unique=True))
    sorts += [more[name] for name in chosen]
    tests += tuple(test for name in chosen for test in more[name].tests)
    facts = {name: fact for sort in sorts for name, fact in sort.facts.items()}
    return written(facts, draw(triages(tests)))


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
