"""Saves a draft as it stands in the form, while it is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.records.models import Referral
from tvaerspor.referral.states import Status
from tvaerspor.triage.decision import canonical

EDIT = Deed("edit", "referral")
WRITABLE = frozenset({Status.DRAFT, Status.RETURNED})


class NotWritable(Exception):
    """The referral has been sent since: it cannot be written on any more."""

    def __init__(self) -> None:
        super().__init__(
            "Henvisningen er sendt i mellemtiden og kan ikke længere rettes her. Se den på dens egen side."
        )


def open_draft(act: Act, referral: UUID) -> Case:
    """The case of a draft, or of a returned referral that is being answered; raises NotWritable for any other."""
    case = open_case(act, referral, EDIT)
    if case.status not in WRITABLE:
        raise NotWritable
    return case


def save_draft(case: Case, fields: Mapping[str, str], seen: int) -> int:
    """Saves what is typed, unless somebody has saved since version `seen`; the new version number.

    Raises JustChanged. Saving what is there already changes nothing.
    """
    typed = canonical(dict(fields))
    if typed == case.row.typed and seen == case.row.version_number:
        return seen
    with saving(case.act, EDIT, f"draft:{case.row.id}"):
        rows = Referral.objects.filter(id=case.row.id, version_number=seen, status__in=WRITABLE)
        if not rows.update(typed=typed, changed_at=case.act.now, version_number=seen + 1):
            raise JustChanged(f"draft:{case.row.id}")
    return seen + 1
