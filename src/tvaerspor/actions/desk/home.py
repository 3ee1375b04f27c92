"""What stands on somebody's desk when they come: what waits, what is late, what others have done since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from tvaerspor.access.ask import Deed, may_ever
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import case_of, with_blocks
from tvaerspor.actions.desk.citizen_page import BIG
from tvaerspor.actions.desk.worklist import Entry, glance
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.panel.conference import FIND, Conference, conference
from tvaerspor.records.models import FollowUp, Referral

SHOWN = 6
DAYS_BACK = 7
STATUS = Deed("read", "referral_status")


@dataclass(frozen=True)
class Home:
    """`counts` are those of the worklist's lists; `follow_ups` how many are due today or before.

    `joint` is what the person's panels have to decide; None for a role that sits on none.
    """

    counts: Mapping[str, int]
    waiting: tuple[Entry, ...]
    late: tuple[Entry, ...]
    changed: tuple[Referral, ...]
    follow_ups: int
    joint: Conference | None


def home(act: Act) -> Home | None:
    """The desk; None for a role without a worklist."""
    if not may_ever(matrix(), act.holder, Deed("find", "worklist")):
        return None
    counts, (waiting, late) = glance(act, ("unit", "late"), SHOWN)
    joint = conference(act) if may_ever(matrix(), act.holder, FIND) else None
    return Home(counts, waiting, late, _changed(act), _follow_ups(act), joint)


def _changed(act: Act) -> tuple[Referral, ...]:
    """The unit's referrals that have changed lately and now wait for somebody else, or for nobody."""
    ours = Q(sender=act.unit) | Q(receiver=act.unit)
    since = act.now - timedelta(days=DAYS_BACK)
    rows = Referral.objects.filter(ours, changed_at__gte=since, sent_at__isnull=False).exclude(turn=act.unit)
    found = with_blocks(act, rows).defer(*BIG, "citizen__cpr_sealed").order_by("-changed_at")[:SHOWN]
    cases = [case_of(act, row) for row in found]
    seen = tuple(case.row for case in cases if case.may(STATUS))
    act.saw("referral", *(row.id for row in seen))
    act.saw("citizen", *(row.citizen_id for row in seen))
    return seen


def _follow_ups(act: Act) -> int:
    if not may_ever(matrix(), act.holder, Deed("find", "follow_up")):
        return 0
    return FollowUp.objects.filter(unit=act.unit, done_at__isnull=True, due__lte=act.today).count()
