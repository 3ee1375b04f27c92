"""Unmet needs: written when a referral goes elsewhere because nobody offers what was wished; only ever counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.organisation import matrix
from tvaerspor.programme.model import Availability
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Referral, UnmetNeed
from tvaerspor.triage.decision import Decision

READ = Deed("read", "unmet_need")
LEAST_SHOWN = 5
"""Fewer than so many are not shown: they could be known again."""


def unmet_of(programme: Programme, decision: Decision) -> tuple[Availability, ...]:
    """The availabilities of the referral's decision that certainly leave a need unmet."""
    verdicts = {each.rule: each.verdict for each in decision.parallel}
    return tuple(item for item in programme.decision().availability if verdicts.get(item.id) == "certain")


def note_unmet(act: Act, row: Referral, found: tuple[Availability, ...], fallback: str) -> None:
    """Writes each need once for a referral, also when it is sent again; inside the transaction of the sending."""
    for item in found:
        UnmetNeed.objects.get_or_create(
            referral=row,
            wished=item.destination,
            defaults={
                "municipality": row.citizen.municipality,
                "programme": row.programme,
                "fallback": fallback,
                "on": act.today,
                "at": act.now,
            },
        )


@dataclass(frozen=True)
class NeedCount:
    """How many needs of one kind went unmet in a month; `count` None where they are too few to be shown."""

    month: str
    municipality: str
    programme: str
    wished: str
    fallback: str
    count: int | None


@dataclass(frozen=True)
class Needs:
    """The counts, newest month first, and how many of them are hidden."""

    rows: tuple[NeedCount, ...]
    hidden: int


def unmet_needs(act: Act, since: date) -> Needs:
    """The needs since a day, by month, municipality, programme, wish and what was chosen instead."""
    require(matrix(), act.holder, READ)
    columns = ("on", "municipality", "programme", "wished", "fallback")
    found = UnmetNeed.objects.filter(on__gte=since).values_list(*columns)
    counts = Counter((f"{on:%Y-%m}", *rest) for on, *rest in found.iterator())
    rows = tuple(_shown(counts))
    return Needs(rows, sum(row.count is None for row in rows))


def _shown(counts: Counter[tuple[str, ...]]) -> Iterator[NeedCount]:
    newest_first = sorted(counts.items(), key=lambda pair: pair[0][1:])
    for (month, municipality, programme, wished, fallback), count in sorted(
        newest_first, key=lambda pair: pair[0][0], reverse=True
    ):
        shown = count if count >= LEAST_SHOWN else None
        yield NeedCount(month, municipality, programme, wished, fallback, shown)
