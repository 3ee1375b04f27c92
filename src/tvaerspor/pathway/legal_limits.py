"""Time limits that laws and registers set, read from a file of dated limits as clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import Field

from tvaerspor.pathway.clocks import Clock, DatedLimit
from tvaerspor.programme.contents import Duration, IsoDate
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.model import Id
from tvaerspor.programme.validate import validate
from tvaerspor.programme.yaml_nodes import Tree, read_tree
from tvaerspor.terms.model import Model
from tvaerspor.terms.source import Source, Sourced
from tvaerspor.terms.text import Text


class WrittenLimit(Sourced):
    """A limit with the days for which its source says that it holds; without a day it is open."""

    limit: Duration
    valid_from: IsoDate | None = Field(default=None, alias="from")
    until: IsoDate | None = None


class LegalLimit(Sourced):
    """A right or a duty: from one event to another, with the limit that held when the first event happened."""

    id: Id
    title: Text
    start: str = Field(alias="from")
    stop: str = Field(alias="to")
    limits: tuple[WrittenLimit, ...] = Field(min_length=1)
    otherwise: Text | None = None


class LegalLimits(Model):
    """legal_limits.yaml: the sources and the limits."""

    sources: Mapping[Id, Source]
    limits: tuple[LegalLimit, ...]


class FaultyLimits(Exception):
    """The author of the file has something to mend; every fault is named at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def load_legal_limits(text: str, file: str = "legal_limits.yaml") -> tuple[Clock, ...]:
    """The clocks in the file's text, in its order; raises FaultyLimits with file, line, field and what to do."""
    tree, faults = read_tree(file, text)
    read, complaints = validate(LegalLimits, tree)
    found = [*faults, *complaints, *(_faults(read, tree) if read else ())]
    if read is None or found:
        raise FaultyLimits(found)
    return tuple(_clock(limit) for limit in read.limits)


def _clock(limit: LegalLimit) -> Clock:
    dated = tuple(DatedLimit(each.limit, _day(each.valid_from), _day(each.until)) for each in limit.limits)
    return Clock(limit.id, limit.title, limit.start, limit.stop, dated, limit, limit.otherwise)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _faults(read: LegalLimits, tree: Tree) -> Iterator[Fault]:
    for number, limit in enumerate(read.limits):
        path = ("limits", number)
        for sentence in _sentences(read, limit):
            yield Fault(*tree.place(path), ".".join(map(str, path)), sentence)


def _sentences(read: LegalLimits, limit: LegalLimit) -> Iterator[str]:
    if [each.id for each in read.limits].count(limit.id) > 1:
        yield f"«{limit.id}» findes to gange; giv den ene et andet navn"
    if not limit.is_sourced:
        yield "kilde mangler: skriv source, eller basis: local"
    for ref in limit.source:
        if ref.id not in read.sources:
            yield f"kilden «{ref.id}» findes ikke; skriv den under sources"
    for earlier, later in zip(limit.limits, limit.limits[1:], strict=False):
        if (earlier.until or "9999") >= (later.valid_from or ""):
            yield "to grænser gælder på samme dag; skriv dem i tidens orden med until og from"
