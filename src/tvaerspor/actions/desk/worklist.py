"""The worklist: what waits at somebody's unit, in five lists, each row only for those who may see it.

Rows are chosen in SQL by the unit's own relation to them, and counted under the same condition, so that nothing about
other units' citizens can be inferred. Who may not read a referral's content can neither see, filter nor sort by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Literal, get_args
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from tvaerspor.access.ask import Deed, is_allowed, require
from tvaerspor.access.relation import DAYS_AFTER_CLOSING, Relation
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.cases import case_of
from tvaerspor.actions.doctor.find_citizens import cpr_digits
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.stored_programmes import current_programmes
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
_AT_A_GLANCE: tuple[List, ...] = ("unit", "late")
OPEN = tuple(status for status in Status if status not in OVER)
SHOWN = (
    *(
        "id",
        "reference",
        "programme",
        "version",
        "citizen",
        "sender",
        "receiver",
        "former_receivers",
        "author",
        "owner",
    ),
    *("turn", "status", "urgency", "since", "changed_at", "sent_at", "closed_at", "due"),
    *("citizen__given_name", "citizen__surname", "citizen__birth_date", "citizen__listed_unit"),
    *("sender__name", "receiver__name"),
)
"""The columns that a list shows or needs to know who may see a row; the others are left where they are."""


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
    desk, programmes = Desk(act), current_programmes()
    wish = desk.seen(wish)
    if wish.search and len(name_key(wish.search).replace(" ", "")) < LEAST_LETTERS:
        return Worklist(wish, (), desk.counts(), 0, 0, programmes, desk.shows_content, True)
    counts = desk.counts()
    found = desk.found(wish, counts)
    first, most = _window(wish, found)
    entries = desk.entries(wish, slice(first, first + most))
    return Worklist(wish, entries, counts, found, first + 1 if entries else 0, programmes, desk.shows_content)


@dataclass(frozen=True)
class Glance:
    """The counts of every list, and the first rows of what waits, of what is late and of what others changed lately."""

    counts: Mapping[str, int]
    waiting: tuple[Entry, ...]
    late: tuple[Entry, ...]
    changed: tuple[Entry, ...]


def glance(desk: Desk, since: datetime, most: int) -> Glance:
    """The lists of somebody's unit at a glance; changes since a moment."""
    require(matrix(), desk.act.holder, FIND)
    waiting, late = (desk.entries(desk.seen(Wish(list=name)), slice(0, most)) for name in _AT_A_GLANCE)
    return Glance(desk.counts(), waiting, late, desk.changed(since, most))


def next_waiting(act: Act, after: UUID | None = None) -> Referral | None:
    """The one to open next, most urgent and oldest first, that no colleague has; None when nothing waits.

    What waits for the citizen or for a running course is left out. `after` is the one that is open now: while it is
    undecided the list goes on from there, and begins again at its end.
    """
    require(matrix(), act.holder, FIND)
    desk = Desk(act)
    free = Q(owner__isnull=True) | Q(owner=act.actor)
    waiting = desk.rows(desk.under_way & desk.lists["unit"] & free)
    waiting = waiting.exclude(status__in=(Status.OFFERED, Status.STARTED))
    waiting = waiting.only("id", "status").order_by(*desk.by_need)
    row = desk.following(waiting, after) if after else waiting.first()
    if row is not None:
        act.saw("referral", row.id)
    return row


class Desk:
    """What one person's unit may see, and the conditions that make its lists."""

    def __init__(self, act: Act) -> None:
        self.act = act
        held = matrix().relations_for(act.role, "read", "referral_status")
        self._sends, self._receives = Relation.SENDER in held, Relation.RECEIVER in held

    @cached_property
    def shows_content(self) -> bool:
        """Whether the role may read what referrals say, where it meets them."""
        return bool(matrix().relations_for(self.act.role, "read", "referral"))

    @cached_property
    def blocked(self) -> tuple[UUID, ...]:
        """The citizens who have blocked the unit."""
        return tuple(BlockedUnit.objects.filter(unit=self.act.unit).values_list("citizen_id", flat=True))

    def rows(self, wanted: Q) -> QuerySet[Referral]:
        """The referrals under a condition that `own` made, without those from which a citizen has blocked the unit."""
        rows = Referral.objects.filter(wanted)
        return rows.exclude(citizen__in=self.blocked) if self.blocked else rows

    def own(self, **more: object) -> Q:
        """Rows at the unit on a side from which the role may see them, each with the same further conditions.

        Each side carries all of its conditions, so that a database finds either by its own index.
        """
        sides = [Q(sender=self.act.unit, **more)] if self._sends else []
        if self._receives:
            sides.append(Q(self._not_ended, receiver=self.act.unit, **{"sent_at__isnull": False, **more}))
        return reduce(or_, sides) if sides else Q(pk__in=())

    @cached_property
    def _not_ended(self) -> Q:
        """A receiver may look for some days after the end, and as long as the turn is theirs; see `cases.standing`."""
        last = self.act.today - timedelta(days=DAYS_AFTER_CLOSING)
        lately = Q(closed_at__isnull=True) | Q(closed_at__gte=datetime.combine(last, time(), COPENHAGEN))
        return lately | Q(turn=self.act.unit)

    @cached_property
    def under_way(self) -> Q:
        """Every row that is on any list: what is open, and what is over but waits for the unit."""
        return self.own(status__in=OPEN) | self.own(turn=self.act.unit, status__in=tuple(OVER))

    @cached_property
    def lists(self) -> Mapping[str, Q]:
        """What makes each list, among the rows that are under way."""
        unit = self.act.unit
        written = Q(sender=unit, author=self.act.actor) if self._sends else Q(pk__in=())
        return {
            "mine": Q(owner=self.act.actor) | written,
            "unit": Q(turn=unit),
            "late": Q(due__lt=self.act.today, status__in=OPEN),
            "waiting": Q(turn__isnull=False, status__in=OPEN) & ~Q(turn=unit),
            "all": Q(pk__isnull=False),
        }

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
        wanted = self.own() & _searched(wish.search) if wish.search else self.under_way & self.lists[wish.list]
        wanted &= Q(programme=wish.programme) if wish.programme else Q()
        wanted &= Q(status=wish.status) if wish.status else Q()
        return wanted & Q(urgency=wish.urgency) if wish.urgency is not None else wanted

    def counts(self) -> dict[str, int]:
        """How many are on each list, in one statement over what is under way."""
        asked = {name: Count("id", filter=condition) for name, condition in self.lists.items()}
        return dict(self.rows(self.under_way).aggregate(**asked))

    def found(self, wish: Wish, counts: Mapping[str, int]) -> int:
        """How many a wish gives; where it is a whole list, that is known already."""
        is_whole_list = wish == Wish(wish.list, order=wish.order, side=wish.side, is_whole=wish.is_whole)
        return counts[wish.list] if is_whole_list else self.rows(self.wanted(wish)).count()

    def entries(self, wish: Wish, part: slice) -> tuple[Entry, ...]:
        """A part of the rows that a wish asks for, noted as shown."""
        return self._shown(self.rows(self.wanted(wish)).order_by(*_order(wish))[part])

    def changed(self, since: datetime, most: int) -> tuple[Entry, ...]:
        """What has changed since a moment and now waits for somebody else, or for nobody; the latest first."""
        lately = self.own(changed_at__gte=since, sent_at__isnull=False)
        return self._shown(self.rows(lately).exclude(turn=self.act.unit).order_by("-changed_at")[:most])

    def _shown(self, rows: QuerySet[Referral]) -> tuple[Entry, ...]:
        found = tuple(self.entry(row) for row in rows.select_related("citizen", "sender", "receiver").only(*SHOWN))
        self.act.saw("referral", *(each.row.id for each in found))
        self.act.saw("citizen", *(each.row.citizen_id for each in found if each.shows_citizen))
        return found

    def entry(self, row: Referral) -> Entry:
        """The row with what this person may see of it."""
        act, case = self.act, case_of(self.act, row)
        case.require(READ_STATUS)
        due = row.due
        return Entry(
            row=row,
            days=max(0, (act.today - row.since.astimezone(COPENHAGEN).date()).days),
            due=due,
            late_days=max(0, (act.today - due).days) if due and Status(row.status) not in OVER else 0,
            is_mine=act.actor in (row.owner_id, row.author_id if row.sender_id == act.unit else None),
            shows_citizen=is_allowed(matrix(), act.holder, READ_CITIZEN, case.held),
            shows_content=is_allowed(matrix(), act.holder, READ_CONTENT, case.held),
        )


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
