"""Specs that are run as tests and print as the manual: a folder is a chapter, a file a section, a spec a paragraph.

A spec shows a snippet of a programme, as an author writes it, and a table of answers with what they lead to. What
every programme must also have and no example is about (sources, titles, words) is filled in and not shown.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from inspect import cleandoc
from types import ModuleType
from typing import Any

import yaml

import tests.spec
from tests.programme.generated import in_yaml
from tvaerspor.programme.load import load
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import Words
from tvaerspor.programme.written import read_criterion
from tvaerspor.triage.decide import Decider
from tvaerspor.triage.decision import Decision
from tvaerspor.triage.read_answers import read_answers

CHAPTERS = ("answers", "rules")
DAY = "2026-06-01"
MADE_BY = "<!-- Made from tests/spec by `python -m tests.spec`; a test fails when it is stale. -->"
FACTS = """\
infection: {type: yes_no}
numb: {type: yes_no}
home_care: {type: yes_no}
lives_alone: {type: yes_no}
smokes: {type: yes_no}
severity: {type: choice, options: [mild, moderate, severe]}
bmi: {type: number, between: [10, 80]}
weeks: {type: number, between: [0, 104], whole: true}
first_part: {type: number, between: [0, 4], whole: true}
second_part: {type: number, between: [0, 4], whole: true}
began_on: {type: date}
birth_date: {type: date}
age: {type: number, derive: {age: birth_date}}
"""
WORDS = {
    "infection": ("leddet er betændt", "leddet er ikke betændt"),
    "numb": ("foden er følelsesløs", "foden er ikke følelsesløs"),
    "home_care": ("borgeren får hjemmepleje", "borgeren får ikke hjemmepleje"),
    "lives_alone": ("borgeren bor alene", "borgeren bor ikke alene"),
    "smokes": ("borgeren ryger", "borgeren ryger ikke"),
    "severity": ("det er {value}", "det er ikke {value}"),
    "first_part": ("første del er {value}", ""),
    "second_part": ("anden del er {value}", ""),
    "began_on": ("det begyndte {value}", ""),
    "birth_date": ("borgeren er født {value}", ""),
    "bmi": ("BMI er {value}", ""),
    "weeks": ("det har varet {value} uger", ""),
    "age": ("borgeren er {value} år", ""),
}
OPTIONS = {"mild": "mildt", "moderate": "moderat", "severe": "svært"}
PLACES = ("acute_ward", "clinic", "own_doctor", "private", "town")
LOCAL = {"basis": "local"}

Row = tuple[Mapping[str, Any], str | Mapping[str, str]]


@dataclass(frozen=True)
class Spec:
    """A paragraph: what it is called, what it says, a snippet, and answers with what they lead to."""

    title: str
    prose: str
    snippet: str
    rows: tuple[Row, ...]

    def check(self) -> None:
        """Fails where an answer leads elsewhere than the table says."""
        for answers, expected in self.rows:
            assert self.found(answers, expected) == expected, f"{self.title}: {in_line(answers)}"

    def found(self, answers: Mapping[str, Any], expected: str | Mapping[str, str]) -> str | dict[str, str]:
        """What the answers lead to, in the words of the table."""
        raise NotImplementedError

    @cached_property
    def written(self) -> Any:
        """The snippet as it is read."""
        return yaml.safe_load(self.snippet)

    def page(self) -> str:
        """The paragraph as Markdown."""
        snippet = f"```yaml\n{cleandoc(self.snippet)}\n```\n\n" if self.snippet else ""
        return f"#### {self.title}\n\n{cleandoc(self.prose)}\n\n{snippet}{self._table()}\n"

    def _table(self) -> str:
        columns = list(self.rows[0][1]) if isinstance(self.rows[0][1], Mapping) else [self.column]
        lines = [f"| Answers | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
        for answers, expected in self.rows:
            cells = expected.values() if isinstance(expected, Mapping) else [expected]
            lines.append(f"| {in_line(answers)} | {' | '.join(cell or '–' for cell in cells)} |")
        return "\n".join(lines)

    column = "Result"


class Judged(Spec):
    """One criterion: met, not met or unknown."""

    column = "The criterion is"

    def found(self, answers: Mapping[str, Any], expected: str | Mapping[str, str]) -> str:
        """Met, not met or unknown, as both the criterion and the whole decision see it."""
        programme = programme_of({"steps": [{"rules": [{"id": "rule", "when": self.written, "to": "clinic"}]}]})
        decider = Decider(programme, "destination", None, DAY)
        known = decider.situation(read_answers(programme, answers)).known
        return {True: "met", False: "not met", None: "unknown"}[read_criterion(self.written).judge(known)]


class ReadAloud(Spec):
    """One criterion as it is read aloud, and its negative. The rows have no answers but the language."""

    def found(self, answers: Mapping[str, Any], expected: str | Mapping[str, str]) -> dict[str, str]:
        """The criterion, and its negative."""
        words = Words(programme_of({}))
        criterion = read_criterion(self.written)
        return {"said": words.criterion(criterion), "denied": words.criterion(criterion, negated=True)}


class Derived(Spec):
    """One derived fact: its value, or unknown. The snippet defines the fact `result`."""

    column = "result"

    def found(self, answers: Mapping[str, Any], expected: str | Mapping[str, str]) -> str:
        """The value that follows."""
        programme = programme_of({}, {"result": self.written["result"]})
        derive = programme.facts["result"].derive
        given = dict(read_answers(programme, answers).given)
        assert derive is not None
        value = derive.derive(given, date.fromisoformat(DAY))
        if value is None:
            return "unknown"
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)


class Decided(Spec):
    """A decision: the columns of the table are among those of `SHOWN`."""

    def found(self, answers: Mapping[str, Any], expected: str | Mapping[str, str]) -> dict[str, str]:
        """What the answers lead to, column by column."""
        programme = self.programme
        read = read_answers(programme, answers)
        decision = Decider(programme, "destination", None, DAY).decide(read)
        return {column: SHOWN[column](decision, programme) for column in expected}

    @cached_property
    def programme(self) -> Programme:
        """The snippet as a whole programme."""
        return programme_of(self.written)


def _places(outcome: Outcome | None) -> str:
    return " + ".join(option.destination for option in outcome.options) if outcome else ""


def _possible(outcomes: tuple[Outcome, ...]) -> str:
    return " or ".join(sorted({_places(outcome) for outcome in outcomes}))


def _changes(decision: Decision, programme: Programme) -> str:
    words = Words(programme, "en")
    found = [(one.fact, words.answer(one.fact, one.answer), _possible(one.possible)) for one in decision.would_change]
    return "; ".join(f"{fact} {answer}: {possible}" for fact, answer, possible in found)


SHOWN = {
    "recommended": lambda decision, _: _places(decision.recommended),
    "possible": lambda decision, _: _possible(decision.possible),
    "settled": lambda decision, _: "yes" if decision.settled else "no",
    "urgency": lambda decision, _: decision.urgency.name if decision.urgency is not None else "",
    "orders": lambda decision, _: ", ".join(decision.recommended.orders) if decision.recommended else "",
    "red flags": lambda decision, _: ", ".join(decision.red_flags),
    "because": lambda decision, _: ", ".join(rule.rule for rule in decision.because),
    "missing": lambda decision, _: "; ".join(f"{one.fact} ({', '.join(one.changes)})" for one in decision.missing),
    "beside": lambda decision, _: ", ".join(f"{one.rule}: {one.verdict}" for one in decision.parallel),
    "would change": _changes,
    "ruled out by": lambda decision, _: ", ".join(rule.rule for rule in decision.ruled_out),
}


def programme_of(triage: Mapping[str, Any], more_facts: Mapping[str, Any] | None = None) -> Programme:
    """A whole programme around a snippet of triage."""
    facts = {name: _fact(name, fact) for name, fact in yaml.safe_load(FACTS).items()}
    if more_facts:  # a date may feed one derived fact only
        del facts["age"]
    facts |= {name: {"says": name, "says_not": name, **LOCAL, **fact} for name, fact in (more_facts or {}).items()}
    facts |= {name: _fact(name, fact) for name, fact in triage.get("facts", {}).items()}
    filled = {
        "concepts": {
            name: {"says": name, "says_not": name, **LOCAL, **one} for name, one in triage.get("concepts", {}).items()
        },
        "red_flags": [_flag(flag) for flag in triage.get("red_flags", [])],
        "impossible": [{"because": "x", **LOCAL, **one} for one in triage.get("impossible", [])],
        "decisions": [_decision(triage)],
    }
    parts = {
        "programme": {"id": "example", "title": "Eksempel", **LOCAL},
        "questions": {"facts": facts},
        "triage": filled,
        "offers": {
            "destinations": {name: {"title": name, "kind": "elsewhere", **LOCAL} for name in PLACES},
            "orders": {"picture": {"title": "Billede", **LOCAL}},
        },
    }
    texts = {f"example/{name}.yaml": in_yaml(part) for name, part in parts.items()}
    return load({**texts, "example/texts/letter.da.md": "# Brev\n"}, "example")


def _fact(name: str, fact: Mapping[str, Any]) -> dict[str, Any]:
    says, says_not = WORDS.get(name, (name, name))
    unit = {"bmi": "kg/m²", "weeks": "uger", "age": "år"}.get(name, "x") if fact["type"] == "number" else None
    options = {one: OPTIONS.get(one, one) for one in fact.get("options", ())}
    more = {"unit": unit, "options": options or None, "ask": None if "derive" in fact else name}
    filled = {"says": says, "says_not": says_not or says, **LOCAL, **fact, **more}
    return {key: value for key, value in filled.items() if value is not None}


def _flag(flag: Mapping[str, Any]) -> dict[str, Any]:
    telephone = {"telephone": "Ring."} if flag["urgency"] == "acute" else {}
    return {"title": "x", **LOCAL, **telephone, **flag}


def _decision(triage: Mapping[str, Any]) -> dict[str, Any]:
    steps = []
    for number, step in enumerate(triage.get("steps", [{"default": {"id": "private", "to": "private"}}])):
        filled: dict[str, Any] = {"id": f"step_{number}", "title": "x", **step}
        for key in ("rules", "exceptions"):
            filled[key] = [{**LOCAL, **rule} for rule in step.get(key, [])]
        if "default" in step:
            filled["default"] = {**LOCAL, **step["default"]}
        steps.append(filled)
    return {
        "id": "destination",
        "title": "Hvorhen?",
        "steps": steps,
        "parallel": [{"title": "x", **LOCAL, **rule} for rule in triage.get("parallel", [])],
        "availability": [{"unmet_need": "x", **LOCAL, **item} for item in triage.get("availability", [])],
    }


def in_line(answers: Mapping[str, Any]) -> str:
    """Answers as an author writes them, in one line."""
    shown = yaml.safe_dump(
        dict(answers), default_flow_style=True, sort_keys=False, allow_unicode=True, width=1000
    ).strip()[1:-1]
    return f"`{shown}`".replace("true", "yes").replace("false", "no") if shown else "none"


# --- the book ---


def sections(chapter: ModuleType) -> Iterator[ModuleType]:
    """The files of a chapter, in the order that its `SECTIONS` gives."""
    names = {module.name for module in pkgutil.iter_modules(chapter.__path__)}
    assert names == set(chapter.SECTIONS), f"{chapter.__name__}: SECTIONS and the files are not the same"
    return (importlib.import_module(f"{chapter.__name__}.{name}") for name in chapter.SECTIONS)


def chapters() -> Iterator[ModuleType]:
    """The folders, in order."""
    return (importlib.import_module(f"tests.spec.{name}") for name in CHAPTERS)


def every_spec() -> list[Spec]:
    """All paragraphs of the book."""
    return [spec for chapter in chapters() for section in sections(chapter) for spec in section.SPECS]


def manual() -> str:
    """The whole manual as Markdown: docs/reference/decisions.md."""
    pages = [MADE_BY, heading(1, tests.spec), "The examples share these facts:\n\n```yaml\n" + FACTS + "```\n"]
    left_out = "Titles, words and sources, which every programme must have, are left out. Today is 1 June 2026."
    pages.append(f"{left_out}\n")
    for chapter in chapters():
        pages.append(heading(2, chapter))
        for section in sections(chapter):
            pages.append(heading(3, section))
            pages += [spec.page() for spec in section.SPECS]
    return "\n".join(pages)


def heading(level: int, module: ModuleType) -> str:
    """A module's docstring: its first line is the heading."""
    title, _, prose = cleandoc(module.__doc__ or "").partition("\n")
    return f"{'#' * level} {title.rstrip('.')}\n{prose}\n" if prose else f"{'#' * level} {title.rstrip('.')}\n"
