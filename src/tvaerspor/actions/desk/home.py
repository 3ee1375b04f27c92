"""What stands on somebody's desk when they come: what waits, what is late, what others have done since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tvaerspor.access.ask import Deed, may_ever
from tvaerspor.actions.act import Act
from tvaerspor.actions.desk.worklist import Desk, Glance, glance
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.panel.conference import FIND, Conference, conference
from tvaerspor.records.models import FollowUp

SHOWN = 6
DAYS_BACK = 7


@dataclass(frozen=True)
class Home:
    """The unit's lists at a glance; `follow_ups` is how many are due today or before.

    `joint` is what the person's panels have to decide; None for a role that sits on none.
    """

    lists: Glance
    follow_ups: int
    joint: Conference | None


def home(act: Act) -> Home | None:
    """The desk; None for a role without a worklist."""
    if not may_ever(matrix(), act.holder, Deed("find", "worklist")):
        return None
    desk = Desk(act)
    lists = glance(desk, act.now - timedelta(days=DAYS_BACK), SHOWN)
    joint = conference(act, desk) if may_ever(matrix(), act.holder, FIND) else None
    return Home(lists, _follow_ups(act), joint)


def _follow_ups(act: Act) -> int:
    if not may_ever(matrix(), act.holder, Deed("find", "follow_up")):
        return 0
    return FollowUp.objects.filter(unit=act.unit, done_at__isnull=True, due__lte=act.today).count()
