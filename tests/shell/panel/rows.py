"""Referrals that a panel decides, and what people send about them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse

from tests.shell.receiver.rows import referral
from tests.shell.world import World
from tvaerspor.actions.stored_programmes import current_version
from tvaerspor.records.models import Event, Referral

HIP, DIALOGUE = "hofteklinik", "funktionelle-lidelser"
FORMS = {"vote": "stem", "choose": "valg", "propose": "forslag", "yes": "ja"}
BOTH = ["surgeon", "rheumatologist"]


def voted_on(world: World, **columns: Any) -> Referral:
    """A referral to the hip clinic's joint triage at the hospital, from the practice."""
    about = {"programme": HIP, "version_id": current_version(HIP), "destination": "joint_triage"}
    return referral(world, **{**about, "receiver": world.units["hospital"], **columns})


def talked_about(world: World, **columns: Any) -> Referral:
    """A referral that the doctor and the municipality are to agree on."""
    about = {"programme": DIALOGUE, "version_id": current_version(DIALOGUE), "destination": "dialogue_by_telephone"}
    return referral(world, **{**about, "receiver": world.units["municipality"], **columns})


def path(row: Referral, form: str = "") -> str:
    return f"/faelles-visitation/{row.id}/" + (f"{FORMS[form]}/" if form else "")


def send(world: World, who: str, form: str, row: Referral, **fields: Any) -> HttpResponse:
    """What somebody sends who has just opened the page."""
    row.refresh_from_db()
    sent = {"_key": str(uuid4()), "_version": str(row.version_number), **fields}
    answer: HttpResponse = world.browser(who).post(path(row, form), sent)  # type: ignore[assignment]
    return answer


def vote(world: World, who: str, row: Referral, destination: str, note: str = "") -> HttpResponse:
    return send(world, who, "vote", row, destination=destination, note=note)


def body(world: World, who: str, row: Referral) -> str:
    page = world.browser(who).get(path(row))
    assert page.status_code == 200
    return str(page.content.decode())


def kinds(row: Referral) -> list[str]:
    return list(Event.objects.filter(referral=row).order_by("id").values_list("kind", flat=True))
