"""How many inhabitants each municipality has, with the day and the source of the count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import Field

from tvaerspor.planning.numbers import Number
from tvaerspor.planning.reading import Complaints, read_table, sources_wanted
from tvaerspor.programme.contents import IsoDate
from tvaerspor.programme.model import Id
from tvaerspor.terms.model import Model
from tvaerspor.terms.source import Source, Sourced
from tvaerspor.terms.text import Text


class Count(Sourced):
    """The inhabitants of some municipalities on one day, by official municipality code.

    `basis: local` is a count that was scaled for the demonstration and that nobody has counted.
    """

    title: Text
    date: IsoDate
    inhabitants: Mapping[str, Number] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """A municipality's inhabitants and the count that they are from."""

    municipality: str
    number: int
    count: Count


class Populations(Model):
    """populations.yaml: the sources, and the counts by name."""

    sources: Mapping[Id, Source] = Field(default_factory=dict)
    counts: Mapping[Id, Count]

    def of(self, municipality: str, counts: tuple[str, ...]) -> Inhabitants | None:
        """From the first of the named counts that has the municipality; None when none has."""
        for name in counts:
            if municipality in self.counts[name].inhabitants:
                number = int(self.counts[name].inhabitants[municipality])
                return Inhabitants(municipality, number, self.counts[name])
        return None

    def municipalities(self, counts: tuple[str, ...]) -> tuple[str, ...]:
        """Every municipality of the named counts, once, in their order."""
        return tuple(dict.fromkeys(code for name in counts for code in self.counts[name].inhabitants))


def load_populations(text: str, file: str = "populations.yaml") -> Populations:
    """The counts in the file's text; raises FaultyPlanning."""
    return read_table(Populations, file, text, _complaints)


def _complaints(read: Populations) -> Complaints:
    return tuple(_of_each(read))


def _of_each(read: Populations) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, count in read.counts.items():
        for _, sentence in sources_wanted(count, (), read.sources):
            yield ("counts", name), sentence
        for code, number in count.inhabitants.items():
            if number.denominator != 1 or number == 0:
                yield ("counts", name, "inhabitants", code), f"{float(number):g} er ikke et antal indbyggere"
