"""Finds the figures and activities that a scenario names, in its own tables and in the programmes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.reading import unknown
from tvaerspor.planning.scenario import Part, Surroundings
from tvaerspor.planning.written_amounts import NamedValue
from tvaerspor.planning.written_scenario import Factor, Figure, WrittenLine, WrittenScenario
from tvaerspor.terms.quantity import PlanningValue, Range
from tvaerspor.terms.source import Source, Sourced

_MONEY = ("kr", "dkk")
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Lookup:
    """A scenario's names and what they stand for. The sentences are for the author."""

    written: WrittenScenario
    around: Surroundings

    @property
    def sources(self) -> dict[str, Source]:
        """Every source that may be cited: those of the programmes, and the scenario's own, which win."""
        programmes = (self.around.programmes[name].sources for name in self.written.programmes if self._has(name))
        return {id_: source for sources in (*programmes, self.written.sources) for id_, source in sources.items()}

    def _has(self, programme: str) -> bool:
        return programme in self.around.programmes

    def complaint(self, named: NamedValue) -> str | None:
        """What is wrong with the name of a figure; None when the figure is there."""
        if named.programme is None:
            return (
                unknown("værdien", named.name, self.written.values) if named.name not in self.written.values else None
            )
        if sentence := self.programme_complaint(named.programme):
            return sentence
        known = self.around.programmes[named.programme].planning
        if named.name not in known:
            return unknown(f"i planning.yaml for {named.programme}: værdien", named.name, known)
        return (
            None if _estimate(known[named.name].value).is_ordered else f"«{named.name}»: low, likely, high er i uorden"
        )

    def programme_complaint(self, programme: str) -> str | None:
        """What is wrong with the name of a programme; None when the scenario has it."""
        if programme in self.written.programmes and programme in self.around.programmes:
            return None
        listed = set(self.written.programmes) & set(self.around.programmes)
        return unknown("programmet", programme, listed) + " (skriv det under programmes)"

    def activity_complaint(self, line: WrittenLine) -> str | None:
        """What is wrong with the line's activity; None when it is there."""
        if line.programme and (sentence := self.programme_complaint(line.programme)):
            return sentence
        known = self._activities(line)
        if line.activity in known:
            return None
        return unknown("aktiviteten", line.activity, known) + (
            f" (pathway.yaml for {line.programme})" if line.programme else " (skriv den under activities)"
        )

    def activity(self, line: WrittenLine) -> str:
        """The title of the line's activity."""
        return self._activities(line)[line.activity]

    def _activities(self, line: WrittenLine) -> dict[str, str]:
        if line.programme is None:
            return {name: activity.title.da for name, activity in self.written.activities.items()}
        pathway = self.around.programmes[line.programme].pathway
        return {activity.id: activity.title.da for activity in pathway.activities}

    def named(self, named: NamedValue) -> Part:
        """A figure by its name; KeyError where `complaint` says why."""
        if named.programme is None:
            return figure_part(named, self.written.values[named.name])
        if instead := self.written.programme_values.get(named.programme, {}).get(named.name):
            return figure_part(named, instead)
        return planning_part(named, self.around.programmes[named.programme].planning[named.name])

    def volume(self, line_id: str, line: WrittenLine) -> Part:
        """How many; a figure of its own has the line's luck and title."""
        volume, title = line.volume, line.title.da
        amount = volume.total if volume.total is not None else volume.per_year
        if isinstance(amount, NamedValue):
            return self.named(amount)
        part = Part(f"volume:{line_id}", title, amount or Estimate.certain(0), volume.unit, date=volume.date or "")
        return _with_origin(part, volume)

    def factor(self, line_id: str, name: str, factor: Factor) -> Part:
        """What each one takes."""
        if isinstance(factor.value, NamedValue):
            part = self.named(factor.value)
            return replace(part, per=part.per * factor.per)
        part = Part(f"factor:{line_id}/{name}", factor.title.da, factor.value, factor.unit, factor.per)
        return _with_origin(replace(part, date=factor.date or ""), factor)


def figure_part(named: NamedValue, figure: Figure) -> Part:
    """A figure of the scenario's own."""
    date = figure.date or figure.price_level or ""
    part = Part(named.key, figure.title.da, figure.value, figure.unit, figure.per, figure.price_level, date)
    return _with_origin(part, figure)


def planning_part(named: NamedValue, value: PlanningValue) -> Part:
    """A figure of a programme; its decimals are those that the author wrote."""
    date = value.date or value.price_level or ""
    part = Part(named.key, value.title.da, _estimate(value.value), value.unit, price_level=value.price_level, date=date)
    return _with_origin(part, value)


def is_money(unit: str) -> bool:
    """Whether a figure's unit says kroner: «kr.», «kr. pr. time»."""
    return unit.lower().startswith(_MONEY)


def _with_origin(part: Part, sourced: Sourced) -> Part:
    """With its source; a figure in percent is a share."""
    per = part.per * (100 if part.unit == _PERCENT else 1)
    note = sourced.note.da if sourced.note else ""
    return replace(part, per=per, source=sourced.source, is_local=sourced.basis == "local", note=note)


def _estimate(value: float | Range) -> Estimate:
    if isinstance(value, Range):
        return Estimate(*(Fraction(str(point)) for point in (value.low, value.likely, value.high)))
    return Estimate.certain(Fraction(str(value)))
