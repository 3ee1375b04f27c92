"""The quality of a practice's own referrals in a period, with all others together beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Event, Referral
from tvaerspor.referral.quality import PhraseQuality, Return, SentReferral, blank_phrases, phrase_of, quality

READ = Deed("read", "referral_quality")
MOST = 2000
"""The newest so many are counted, of one's own and of others; the page says where there were more."""


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both counted."""

    first: date
    last: date


@dataclass(frozen=True)
class ProgrammeQuality:
    """One programme's phrases with their quality; `has_others` is false where the others are too few to be shown."""

    programme: Programme
    sent: int
    returned: int
    phrases: tuple[PhraseQuality, ...]
    has_others: bool


def last_year(today: date) -> Period:
    """The twelve months up to today."""
    return Period(today - timedelta(days=365), today)


def referral_quality(act: Act, period: Period) -> tuple[tuple[ProgrammeQuality, ...], bool]:
    """Each programme that the practice has referred under, and whether only the newest were counted.

    Raises NotAllowed.
    """
    require(matrix(), act.holder, READ)
    sent = Referral.objects.filter(
        sent_at__gte=_begin(period.first), sent_at__lt=_begin(period.last + timedelta(days=1))
    )
    own, more = _read(sent.filter(sender=act.unit), with_decision=True)
    others, _ = _read(sent.filter(sender__isnull=False).exclude(sender=act.unit), with_decision=False)
    names = sorted({version for version, _ in own})
    by_programme: dict[str, Programme] = {}
    for version in names:
        programme = open_stored(version)
        by_programme[programme.id] = programme
    return tuple(_of(each, own, others) for each in by_programme.values()), more


def _of(programme: Programme, own: list[_Row], others: list[_Row]) -> ProgrammeQuality:
    mine = [each for version, each in own if open_stored(version).id == programme.id]
    theirs = [each for version, each in others if open_stored(version).id == programme.id]
    asked = [phrase.id for phrase in programme.phrases if phrase.id in set(phrase_of(programme).values())]
    found = quality(asked, mine, theirs)
    has_others = any(each.others_blank is not None for each in found)
    return ProgrammeQuality(programme, len(mine), sum(bool(each.returns) for each in mine), found, has_others)


_Row = tuple[str, SentReferral]
_COLUMNS = ("id", "version_id", "sender_id", "answers")


def _read(rows: QuerySet[Referral], with_decision: bool) -> tuple[list[_Row], bool]:
    newest = rows.order_by("-sent_at")
    columns = (*_COLUMNS, "decision") if with_decision else _COLUMNS
    found: list[Any] = list(newest.values_list(*columns)[: MOST + 1])
    returns = _returns(row[0] for row in found[:MOST])
    return [_sent(row, returns.get(row[0], ())) for row in found[:MOST]], len(found) > MOST


def _sent(row: Any, returns: tuple[tuple[frozenset[str], int | None], ...]) -> _Row:
    programme = open_stored(row[1])
    places = phrase_of(programme)
    given = {name for name, answer in json.loads(row[3]).items() if answer != {"blank": "unknown"}}
    missing = {each["fact"] for each in json.loads(row[4]).get("missing", ())} if len(row) > 4 else set()
    asked = tuple(Return(_phrases(places, facts), days) for facts, days in returns)
    sent = SentReferral(str(row[2]), blank_phrases(programme, given), _phrases(places, missing), asked)
    return row[1], sent


def _phrases(places: Mapping[str, str], facts: Iterable[str]) -> frozenset[str]:
    return frozenset(places[name] for name in facts if name in places)


def _returns(referrals: Iterable[UUID]) -> Mapping[UUID, tuple[tuple[frozenset[str], int | None], ...]]:
    """By referral: what each return asked about, and the days until it was answered, None while it was not."""
    events = Event.objects.filter(kind__in=("return", "answer"), referral__in=list(referrals))
    by_referral: dict[UUID, list[tuple[str, datetime, str]]] = {}
    for referral, kind, at, data in events.order_by("id").values_list("referral", "kind", "at", "data"):
        by_referral.setdefault(referral, []).append((kind, at, data))
    return {referral: tuple(_pairs(told)) for referral, told in by_referral.items()}


def _pairs(told: list[tuple[str, datetime, str]]) -> Iterator[tuple[frozenset[str], int | None]]:
    for place, (kind, at, data) in enumerate(told):
        if kind == "return":
            answered = next((later for after, later, _ in told[place + 1 :] if after == "answer"), None)
            yield frozenset(json.loads(data).get("asked", ())), (answered - at).days if answered else None


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), COPENHAGEN)
