"""How soon, and when: the urgency, and the time that the citizen is offered."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.receiver.offer import Appointment
from tvaerspor.actions.receiver.offer import offer as offer_it
from tvaerspor.actions.receiver.prioritise import Priority
from tvaerspor.actions.receiver.prioritise import prioritise as prioritise_it
from tvaerspor.actions.receiver.recommendation import first_visit_due, flagged_urgency
from tvaerspor.terms.urgency import Urgency
from tvaerspor.web.dates import as_iso
from tvaerspor.web.receiver.deciding import decide
from tvaerspor.web.visit import Visit


def prioritise(visit: Visit, referral: UUID) -> HttpResponse:
    """The new urgency and why."""
    priority = Priority(visit.posted.get("urgency", ""), visit.posted.get("reason", ""))
    return decide(
        visit,
        referral,
        "prioritise",
        lambda case: prioritise_it(case, priority, visit.seen_version),
        lambda case: {"urgencies": [each.name for each in reversed(Urgency)], "flagged": flagged_urgency(case).name},
    )


def offer(visit: Visit, referral: UUID) -> HttpResponse:
    """Day and time."""
    typed = visit.posted
    appointment = Appointment(as_iso(typed.get("on", "")), typed.get("at", ""))
    return decide(
        visit,
        referral,
        "offer",
        lambda case: offer_it(case, appointment, visit.seen_version),
        lambda case: {"first_visit_due": first_visit_due(case)},
    )
