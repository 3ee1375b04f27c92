"""Conversion between price levels, by an index that has a source and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from tvaerspor.planning.money import Money
from tvaerspor.planning.numbers import Divisor
from tvaerspor.planning.reading import Complaints, read_table, sources_wanted
from tvaerspor.programme.model import Id
from tvaerspor.terms.model import Model
from tvaerspor.terms.source import Source, Sourced
from tvaerspor.terms.text import Text


class NoIndex(ValueError):
    """No sourced index leads from one price level to the other; says which level, and of which year, is missing."""


class PriceIndex(Sourced):
    """One index: the number of each price level that its source gives. It holds for what its title says, no more."""

    title: Text
    numbers: Mapping[str, Divisor] = Field(min_length=1)

    def lacks(self, *price_levels: str) -> tuple[str, ...]:
        """Those of the levels for which the source gives no number."""
        return tuple(level for level in price_levels if level not in self.numbers)


class PriceIndices(Model):
    """price_index.yaml: the sources, and the indices by name."""

    sources: Mapping[Id, Source] = Field(default_factory=dict)
    indices: Mapping[Id, PriceIndex] = Field(default_factory=dict)

    def converted(self, money: Money, price_level: str, index: str | None) -> Money:
        """The amount at another price level; raises NoIndex. An amount at that level already is left alone."""
        if money.price_level == price_level:
            return money
        if sentence := self.why_not(money.price_level, price_level, index):
            raise NoIndex(sentence)
        numbers = self.indices[index or ""].numbers
        return Money(money.kroner * (numbers[price_level] / numbers[money.price_level]), price_level)

    def why_not(self, before: str, after: str, index: str | None) -> str | None:
        """Why an amount cannot be converted; None when it can."""
        if before == after:
            return None
        whole = f"beløbet er i prisniveau {before} og kan ikke omregnes til {after}"
        if index is None:
            return f"{whole}: skriv et indeks (index), eller lad budgettet stå i {before}"
        if index not in self.indices:
            return f"{whole}: indekset «{index}» findes ikke i price_index.yaml"
        missing = self.indices[index].lacks(before, after)
        years = ", ".join(f"{level} (år {level[:4]})" for level in missing)
        return f"{whole}: indekset «{index}» mangler tal for {years}; skriv det med sin kilde" if missing else None


def load_price_indices(text: str, file: str = "price_index.yaml") -> PriceIndices:
    """The indices in the file's text; raises FaultyPlanning. A file without any is right: nothing is then converted."""
    return read_table(PriceIndices, file, text, _complaints)


def _complaints(read: PriceIndices) -> Complaints:
    return tuple(_of_each(read))


def _of_each(read: PriceIndices) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, index in read.indices.items():
        for _, sentence in sources_wanted(index, (), read.sources):
            yield ("indices", name), sentence
