"""The worklist: what waits at somebody's unit, in five lists, each row only for those who may see it.

Rows are chosen in SQL by the unit's own relation to them, and counted under the same condition, so that nothing about
other units' citizens can be inferred. Who may not read a referral's content can neither see, filter nor sort by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Literal, get_args
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from tvaerspor.access.ask import Deed, is_allowed, require
from tvaerspor.access.relation import DAYS_AFTER_CLOSING, Relation
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.cases import case_of
from tvaerspor.actions.doctor.find_citizens import cpr_digits
from tvaerspor.actions.moving import due_by
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.stored_programmes import current_programmes, open_stored
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import BlockedUnit, Referral
from tvaerspor.records.sealing import blind_index
from tvaerspor.records.search_keys import name_key, until
from tvaerspor.referral.states import AT_RECEIVER, OVER, Status

List = Literal["mine", "unit", "late", "waiting", "all"]
LISTS: tuple[List, ...] = get_args(List)
Order = Literal["age", "citizen", "status", "due"]
ORDERS: tuple[Order, ...] = get_args(Order)
FIND = Deed("find", "worklist")
READ_STATUS = Deed("read", "referral_status")
READ_CONTENT = Deed("read", "referral")
READ_CITIZEN = Deed("read", "citizen")
SIDE = 50
MOST_PRINTED = 1000
LEAST_LETTERS = 2
OPEN = tuple(status for status in Status if status not in OVER)
BEFORE_START = tuple(status for status in OPEN if status not in (Status.DRAFT, Status.STARTED))
_UNIT = (
    "name_key kind purpose region municipality gln identifier identifier_kind speciality street postcode district phone"
).split()
UNSHOWN = (
    *("typed", "answers", "context", "decision", "read_answers", "read_decision", "asked", "reason"),
    *("citizen__cpr_sealed", "citizen__cpr_index"),
    *(f"{side}__{column}" for side in ("sender", "receiver") for column in _UNIT),
)
"""Columns that no list shows, left where they are."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see; empty means everything. `search` is a name, a whole CPR number or a reference."""

    list: List = "unit"
    programme: str = ""
    status: str = ""
    urgency: int | None = None
    order: Order = "age"
    side: int = 1
    search: str = ""
    is_whole: bool = False


@dataclass(frozen=True)
class Entry:
    """One referral on the list, with what this person may see of it. `late_days` is 0 while it is in time."""

    row: Referral
    days: int
    due: date | None
    late_days: int
    is_mine: bool
    shows_citizen: bool
    shows_content: bool


@dataclass(frozen=True)
class Worklist:
    """A side of a list. `counts` are those of the five lists; `found` is how many the wish gives in all."""

    wish: Wish
    entries: tuple[Entry, ...]
    counts: Mapping[str, int]
    found: int
    first: int
    programmes: tuple[Programme, ...]
    shows_content: bool
    is_too_short: bool = False

    @property
    def last(self) -> int:
        """The number of the last one on this side."""
        return self.first + len(self.entries) - 1

    @property
    def sides(self) -> int:
        """How many sides the list has."""
        return max(1, -(-self.found // SIDE))


def worklist(act: Act, wish: Wish) -> Worklist:
    """The list for the person's unit; raises NotAllowed for a role that has none."""
    require(matrix(), act.holder, FIND)
    desk = Desk(act, current_programmes())
    wish = desk.seen(wish)
    if wish.search and len(name_key(wish.search).replace(" ", "")) < LEAST_LETTERS:
        return Worklist(wish, (), desk.counts(), 0, 0, desk.programmes, desk.shows_content, True)
    counts = desk.counts()
    found = desk.found(wish, counts)
    first, most = _window(wish, found)
    entries = desk.entries(wish, slice(first, first + most))
    return Worklist(wish, entries, counts, found, first + 1 if entries else 0, desk.programmes, desk.shows_content)


def glance(act: Act, lists: tuple[List, ...], most: int) -> tuple[Mapping[str, int], tuple[tuple[Entry, ...], ...]]:
    """The counts of every list, and the first rows of some of them."""
    require(matrix(), act.holder, FIND)
    desk = Desk(act, current_programmes())
    return desk.counts(), tuple(desk.entries(desk.seen(Wish(list=name)), slice(0, most)) for name in lists)


def next_waiting(act: Act, after: UUID | None = None) -> Referral | None:
    """The one to open next, most urgent and oldest first, that no colleague has; None when nothing waits.

    What waits for the citizen or for a running course is left out. `after` is the one that is open now: while it is
    undecided the list goes on from there, and begins again at its end.
    """
    require(matrix(), act.holder, FIND)
    desk = Desk(act, current_programmes())
    free = Q(owner__isnull=True) | Q(owner=act.actor)
    waiting = desk.rows(desk.lists["unit"]).filter(free).exclude(status__in=(Status.OFFERED, Status.STARTED))
    waiting = waiting.only("id", "status").order_by(*desk.by_need)
    row = desk.following(waiting, after) if after else waiting.first()
    if row is not None:
        act.saw("referral", row.id)
    return row


class Desk:
    """What one person's unit may see, and the conditions that make its lists."""

    def __init__(self, act: Act, programmes: tuple[Programme, ...]) -> None:
        self.act = act
        self.programmes = programmes
        held = matrix().relations_for(act.role, "read", "referral_status")
        self._sends, self._receives = Relation.SENDER in held, Relation.RECEIVER in held

    @cached_property
    def shows_content(self) -> bool:
        """Whether the role may read what referrals say, where it meets them."""
        return bool(matrix().relations_for(self.act.role, "read", "referral"))

    def rows(self, own: Q) -> QuerySet[Referral]:
        """The referrals under a condition that `own` made, without those from which a citizen has blocked the unit."""
        blocked = BlockedUnit.objects.filter(citizen=OuterRef("citizen"), unit=self.act.unit)
        return Referral.objects.filter(own).exclude(Exists(blocked))

    def own(self, **more: object) -> Q:
        """Rows at the unit on a side from which the role may see them, each with the same further conditions.

        Each side carries all of its conditions, so that a database finds either by its own index.
        """
        own = Q(pk__in=())
        if self._sends:
            own |= Q(sender=self.act.unit, **more)
        if self._receives:
            own |= Q(self._not_ended(), receiver=self.act.unit, sent_at__isnull=False, **more)
        return own

    def _not_ended(self) -> Q:
        """A receiver may look for some days after the end, and as long as the turn is theirs; see `cases.standing`."""
        last = self.act.today - timedelta(days=DAYS_AFTER_CLOSING)
        lately = Q(closed_at__isnull=True) | Q(closed_at__gte=datetime.combine(last, time(), COPENHAGEN))
        return lately | Q(turn=self.act.unit)

    @cached_property
    def lists(self) -> Mapping[str, Q]:
        """The condition of each list."""
        unit = self.act.unit
        here = self.own(status__in=OPEN) | self.own(turn=unit, status__in=tuple(OVER))
        return {
            "mine": (Q(owner=self.act.actor) | self._written) & here,
            "unit": self.own(turn=unit),
            "late": self.late & self.own(status__in=OPEN),
            "waiting": self.own(status__in=OPEN) & ~Q(turn=unit) & Q(turn__isnull=False),
            "all": here,
        }

    @property
    def _written(self) -> Q:
        """What the person wrote: at the sender's nobody takes anything, and it stays its author's."""
        return Q(sender=self.act.unit, author=self.act.actor) if self._sends else Q(pk__in=())

    @cached_property
    def late(self) -> Q:
        """Past its date; or without one, and sent longer ago than the programme's deadline for the first visit."""
        late = Q(due__lt=self.act.today)
        for programme in self.programmes:
            if (limit := latest_late(programme, self.act.today)) is not None:
                before = datetime.combine(limit + timedelta(days=1), time(), COPENHAGEN)
                late |= Q(due__isnull=True, programme=programme.id, status__in=BEFORE_START, sent_at__lt=before)
        return late

    @property
    def by_need(self) -> tuple[str, ...]:
        """The order in which referrals are opened one after the other."""
        return ("-urgency", "since", "id") if self.shows_content else ("since", "id")

    def following(self, waiting: QuerySet[Referral], after: UUID) -> Referral | None:
        """The first of those that come after one that is undecided; else the first of all but that one."""
        opened = self.rows(self.own(id=after, status__in=AT_RECEIVER)).only("id", "urgency", "since").first()
        others = waiting.exclude(id=after)
        return (others.filter(self._behind(opened)).first() if opened else None) or others.first()

    def _behind(self, row: Referral) -> Q:
        later = Q(since__gt=row.since) | Q(since=row.since, id__gt=row.id)
        return Q(urgency__lt=row.urgency) | (Q(urgency=row.urgency) & later) if self.shows_content else later

    def seen(self, wish: Wish) -> Wish:
        """The wish without what the person may not filter or sort by."""
        if self.shows_content:
            return wish
        return Wish(wish.list, "", wish.status, None, wish.order if wish.order != "age" else "due", *_rest(wish))

    def wanted(self, wish: Wish) -> Q:
        """The rows that a wish asks for; a search looks through everything that the unit may see."""
        wanted = self.own() & _searched(wish.search) if wish.search else self.lists[wish.list]
        wanted &= Q(programme=wish.programme) if wish.programme else Q()
        wanted &= Q(status=wish.status) if wish.status else Q()
        return wanted & Q(urgency=wish.urgency) if wish.urgency is not None else wanted

    def counts(self) -> dict[str, int]:
        """How many are on each list, in one statement over what is under way."""
        asked = {name: Count("id", filter=condition) for name, condition in self.lists.items()}
        return dict(self.rows(self.lists["all"]).aggregate(**asked))

    def found(self, wish: Wish, counts: Mapping[str, int]) -> int:
        """How many a wish gives; where it is a whole list, that is known already."""
        is_whole_list = wish == Wish(wish.list, order=wish.order, side=wish.side, is_whole=wish.is_whole)
        return counts[wish.list] if is_whole_list else self.rows(self.wanted(wish)).count()

    def entries(self, wish: Wish, part: slice) -> tuple[Entry, ...]:
        """A part of the rows that a wish asks for, noted as shown."""
        rows = self.rows(self.wanted(wish)).select_related("citizen", "sender", "receiver")
        found = tuple(self.entry(row) for row in rows.defer(*UNSHOWN).order_by(*_order(wish))[part])
        self.act.saw("referral", *(each.row.id for each in found))
        self.act.saw("citizen", *(each.row.citizen_id for each in found if each.shows_citizen))
        return found

    def entry(self, row: Referral) -> Entry:
        """The row with what this person may see of it."""
        act, case = self.act, case_of(self.act, row)
        case.require(READ_STATUS)
        due = row.due or self._due(row)
        return Entry(
            row=row,
            days=max(0, (act.today - row.since.astimezone(COPENHAGEN).date()).days),
            due=due,
            late_days=max(0, (act.today - due).days) if due and Status(row.status) not in OVER else 0,
            is_mine=act.actor in (row.owner_id, row.author_id if row.sender_id == act.unit else None),
            shows_citizen=is_allowed(matrix(), act.holder, READ_CITIZEN, case.held),
            shows_content=is_allowed(matrix(), act.holder, READ_CONTENT, case.held),
        )

    def _due(self, row: Referral) -> date | None:
        if row.sent_at is None or Status(row.status) not in BEFORE_START:
            return None
        return due_by(open_stored(row.version_id), "started", row.sent_at.astimezone(COPENHAGEN).date())


@lru_cache(maxsize=256)
def latest_late(programme: Programme, today: date) -> date | None:
    """The last day of sending for which the first visit is now late; None where the programme has no such deadline."""
    day = today
    for _ in range(400):
        due = due_by(programme, "started", day)
        if due is None:
            return None
        if due < today:
            return day
        day -= timedelta(days=1)
    return None


def _searched(typed: str) -> Q:
    digits = cpr_digits(typed)
    if digits is not None:
        return Q(citizen__cpr_index=blind_index(digits))
    reference = typed.strip().upper()
    if reference.startswith("H-"):
        return Q(reference=reference)
    words = name_key(typed).split()
    named = _surname(" ".join(words)) | _given(" ".join(words))
    if len(words) > 1:
        named |= _surname(words[-1]) & _given(" ".join(words[:-1]))
        named |= _surname(words[0]) & _given(" ".join(words[1:]))
    return named


def _surname(key: str) -> Q:
    return Q(citizen__sort_key__gte=key, citizen__sort_key__lt=until(key))


def _given(key: str) -> Q:
    return Q(citizen__given_key__gte=key, citizen__given_key__lt=until(key))


def _window(wish: Wish, found: int) -> tuple[int, int]:
    """Where the side begins, and how many are on it; a side beyond the end is the last one."""
    if wish.is_whole:
        return 0, MOST_PRINTED
    return (min(max(wish.side, 1), max(1, -(-found // SIDE))) - 1) * SIDE, SIDE


def _order(wish: Wish) -> tuple[OrderBy | str, ...]:
    place = Case(
        *(When(status=status, then=Value(at)) for at, status in enumerate(Status)), output_field=IntegerField()
    )
    orders: Mapping[Order, tuple[OrderBy | str, ...]] = {
        "age": ("-urgency", "since"),
        "citizen": ("citizen__sort_key",),
        "status": (OrderBy(place), "since"),
        "due": (F("due").asc(nulls_last=True), "since"),
    }
    return (*orders[wish.order], "id")


def _rest(wish: Wish) -> tuple[int, str, bool]:
    return wish.side, wish.search, wish.is_whole
