"""A scenario of one's own: what somebody wants otherwise than its foundation has it, written as a file on top of it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import yaml

from tvaerspor.planning.base import Texts, with_base
from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.reading import FaultyPlanning
from tvaerspor.planning.scenario import Part, Scenario
from tvaerspor.planning.typed import typed_number

Content = dict[str, Any]
"""A scenario file as plain values."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, whole: what equals the foundation is no change.

    `municipalities` are all that are wanted; empty where nothing is counted by municipality. `figures` by the key of
    their part. `build_up` by line: the share of the full volume in each year; empty is all of
    it from the first year on. A figure or a line that is not named is left as the file has it.
    """

    title: str
    years: tuple[int, int]
    municipalities: tuple[str, ...] = ()
    service_model: str | None = None
    figures: Mapping[str, Estimate] = field(default_factory=dict)
    build_up: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)


def content_of(texts: Texts, scenario: str) -> Content:
    """Everything that a scenario file says, its bases put under it; raises FaultyPlanning for one that is not YAML."""
    tree, faults = with_base(texts, scenario)
    if faults:
        raise FaultyPlanning(faults)
    value = tree.value()
    return value if isinstance(value, dict) else {}


def whole_file(texts: Texts, scenario: str) -> str:
    """The scenario as one file that leans on no other: it can be carried anywhere and means the same."""
    return written_file({key: value for key, value in content_of(texts, scenario).items() if key != "base"})


def written_file(content: Content) -> str:
    """The text of a scenario file."""
    return str(yaml.dump(content, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110))


class _Writer(yaml.SafeDumper):
    """Puts quotes around what our reader would take for a number: a code, a year, a day."""


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style='"' if text[:1] in "0123456789+-." else None)


_Writer.add_representer(str, _text)


def changed_file(under: Content, foundation: Scenario, own: Content, wish: Wish) -> Content:
    """The file on top of its foundation, with the wish written into it.

    `under` is the foundation's content, and `foundation` the same with the wanted service model, ready to be reckoned.
    """
    made = deepcopy(own)
    made["title"] = wish.title
    _settle(made, "years", dict(zip(("from", "to"), wish.years, strict=True)), under.get("years"))
    _settle(made, "service_model", wish.service_model, under.get("service_model"))
    made.pop("municipalities", None)
    if set(wish.municipalities) != set(foundation.municipalities):
        made["municipalities"] = list(wish.municipalities)
    parts = {part.key: part for part in foundation.assumptions}
    for key, estimate in wish.figures.items():
        if key in parts:
            _Figure(made, under, parts[key]).write(estimate)
    for line, shares in wish.build_up.items():
        _write_build_up(made, foundation, line, shares)
    return {key: value for key, value in made.items() if value != {}}


def _settle(made: Content, key: str, wanted: Any, there: Any) -> None:
    """Written only where it differs; what is taken away is written as nothing."""
    made.pop(key, None)
    if wanted != there:
        made[key] = wanted


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure of the foundation, to be written otherwise into the file on top."""

    made: Content
    under: Content
    part: Part

    def write(self, estimate: Estimate) -> None:
        """In the place that its key says; one that is as in the foundation is taken out of the file."""
        is_changed = estimate != self.part.value
        kind, _, rest = self.part.key.partition(":")
        if kind == "volume":
            self._volume(rest, estimate, is_changed)
        elif kind == "factor":
            line, name = rest.split("/", 1)
            self._factor(line, name, estimate, is_changed)
        elif "/" in self.part.key:
            programme, figure = self.part.key.split("/", 1)
            figures = self.made.setdefault("programme_values", {}).setdefault(programme, {})
            self._put(figures, figure, {**self._described(), **self._said(estimate)}, is_changed)
            if not figures:
                del self.made["programme_values"][programme]
        else:
            figures = self.made.setdefault("values", {})
            unsourced = {"source": None} if "source" in self.under["values"][self.part.key] else {}
            self._put(figures, self.part.key, {**self._said(estimate), **unsourced}, is_changed)

    def _volume(self, line: str, estimate: Estimate, is_changed: bool) -> None:
        there = self.under["lines"][line]["volume"]
        amount = "total" if "total" in there else "per_year"
        said = {**_unsourced(there), **self._said(estimate)}
        said[amount] = said.pop("value")
        self._put_in_line(line, "volume", said, is_changed)

    def _factor(self, line: str, name: str, estimate: Estimate, is_changed: bool) -> None:
        there = self.under["lines"][line]["factors"]
        now = dict(self.made.get("lines", {}).get(line, {}).get("factors", there))
        now[name] = {**_unsourced(there[name]), **self._said(estimate)} if is_changed else there[name]
        self._put_in_line(line, "factors", now, now != there)

    def _put_in_line(self, line: str, field: str, said: Content, is_changed: bool) -> None:
        lines = self.made.setdefault("lines", {})
        self._put(lines.setdefault(line, {}), field, said, is_changed)
        if not lines[line]:
            del lines[line]

    @staticmethod
    def _put(place: Content, key: str, said: Content, is_changed: bool) -> None:
        place.pop(key, None)
        if is_changed:
            place[key] = said

    def _said(self, estimate: Estimate) -> Content:
        """The new number: nobody vouches for it but whoever wrote it, and the note says what the source has."""
        return {"value": _number(estimate), "basis": "local", "note": f"Ændret her; kilden siger {_spoken(self.part)}."}

    def _described(self) -> Content:
        part = self.part
        levels = {"price_level": part.price_level} if part.price_level else {}
        return {"title": part.title, "unit": part.unit, **levels, "date": part.date}


def _write_build_up(made: Content, foundation: Scenario, line: str, shares: tuple[Fraction, ...]) -> None:
    written = foundation.written
    name, curve = f"own_{line}", written.lines[line].build_up
    there = written.build_up[curve].shares if curve else ()
    lines, curves = made.setdefault("lines", {}), made.setdefault("build_up", {})
    mine = lines.setdefault(line, {})
    curves.pop(name, None)
    mine.pop("build_up", None)
    if shares != there:
        mine["build_up"] = name if shares else None
        if shares:
            title = f"Egen opbygning: {foundation.written.lines[line].title.da}"
            curves[name] = {"title": title, "shares": [_plain(share) for share in shares], "basis": "local"}
    if not mine:
        del lines[line]


def _unsourced(there: Content) -> Content:
    return {key: value for key, value in there.items() if key not in ("source", "basis", "note", "quote")}


def _number(estimate: Estimate) -> Any:
    if estimate.is_certain:
        return _plain(estimate.likely)
    return {point: _plain(getattr(estimate, point)) for point in ("low", "likely", "high")}


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


def _spoken(part: Part) -> str:
    value = part.value
    if value.is_certain:
        return typed_number(value.likely)
    return f"{typed_number(value.likely)} ({typed_number(value.low)} til {typed_number(value.high)})"
