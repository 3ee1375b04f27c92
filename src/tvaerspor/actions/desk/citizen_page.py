"""What somebody may see about one citizen: who it is, what is under way, and what was before."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tvaerspor.access.ask import Deed, is_allowed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere, case_of, citizen_relations, with_blocks
from tvaerspor.actions.organisation import matrix
from tvaerspor.records.models import Citizen, Referral
from tvaerspor.referral.states import OVER, Status

READ = Deed("read", "citizen")
STATUS = Deed("read", "referral_status")
BIG = ("typed", "answers", "context", "decision", "read_answers", "read_decision")
MOST = 100


@dataclass(frozen=True)
class CitizenPage:
    """The citizen, and the referrals that this person may know of: drafts, under way, earlier; newest first."""

    citizen: Citizen
    drafts: tuple[Referral, ...]
    under_way: tuple[Referral, ...]
    earlier: tuple[Referral, ...]


def citizen_page(act: Act, citizen: UUID) -> CitizenPage:
    """Raises NothingThere and NotAllowed."""
    row = Citizen.objects.filter(id=citizen).select_related("listed_unit").first()
    if row is None:
        act.saw("sought", citizen)
        raise NothingThere
    act.saw("citizen", row.id)
    require(matrix(), act.holder, READ, citizen_relations(act, row))
    known = known_referrals(act, row.id)
    return CitizenPage(
        row,
        tuple(each for each in known if each.status == Status.DRAFT),
        tuple(each for each in known if Status(each.status) not in OVER | {Status.DRAFT}),
        tuple(each for each in known if Status(each.status) in OVER and not _is_discarded(each)),
    )


def known_referrals(act: Act, citizen: UUID) -> tuple[Referral, ...]:
    """The citizen's referrals whose status this person may read, newest first."""
    rows = with_blocks(act, Referral.objects.filter(Q(citizen=citizen))).defer(*BIG).order_by("-created_at")[:MOST]
    known = tuple(row for row in rows if is_allowed(matrix(), act.holder, STATUS, case_of(act, row).held))
    act.saw("referral", *(row.id for row in known))
    return known


def _is_discarded(row: Referral) -> bool:
    return row.status == Status.CANCELLED and row.sent_at is None
