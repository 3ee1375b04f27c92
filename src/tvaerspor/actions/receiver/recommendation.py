"""What is recommended for a referral as it lies with the receiver: with the facts read from its text, if any were."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tvaerspor.actions.act import COPENHAGEN
from tvaerspor.actions.cases import Case
from tvaerspor.actions.moving import due_by
from tvaerspor.actions.receivers import KEPT
from tvaerspor.actions.recommend import stored_answers, stored_context, stored_trial
from tvaerspor.actions.try_programme import Trial, try_answers
from tvaerspor.programme.answers import Answers
from tvaerspor.records.models import Event, Referral, Service
from tvaerspor.referral.choice import allowed_destinations
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Context

NOTHING = "{}"


@dataclass(frozen=True)
class Place:
    """A destination that the unit may take the citizen to, with its offer; `offer` is empty where it has none.

    `is_allowed`: the destination is among those possible. `is_recommended`: so is the offer, and it is settled.
    """

    destination: str
    offer: str
    is_allowed: bool
    is_recommended: bool = False

    @property
    def value(self) -> str:
        """Both ids in one, for a form."""
        return f"{self.destination}/{self.offer}"


@dataclass(frozen=True)
class Standing:
    """Answers, context and recommendation that stand now; `is_read` when somebody read facts out of the text."""

    answers: Answers
    context: Context
    trial: Trial
    is_read: bool


def has_read(row: Referral) -> bool:
    """Whether facts were read out of the text."""
    return row.read_decision != NOTHING


def all_answers(case: Case) -> Answers:
    """The sender's answers, and over them what was read out of the text."""
    sent, read = (stored_answers(case.programme, text) for text in (case.row.answers, case.row.read_answers))
    given = {**sent.given, **read.given}
    return Answers(given, (sent.unknown | read.unknown) - given.keys())


def standing_now(case: Case) -> Standing:
    """What stands now: as it was sent, or as it was when the text was read."""
    row, programme = case.row, case.programme
    if not has_read(row):
        return Standing(stored_answers(programme, row.answers), stored_context(row), stored_trial(row), False)
    answers, context = all_answers(case), _context_of_reading(row)
    return Standing(answers, context, try_answers(programme, programme.decision().id, answers, context), True)


def _context_of_reading(row: Referral) -> Context:
    event = Event.objects.filter(referral=row.id, kind="read_facts").order_by("-id").first()
    raw = json.loads(event.data)["context"] if event else json.loads(row.context)
    return Context(raw["date"], raw.get("region"), raw.get("municipality"))


def allowed_now(case: Case) -> tuple[str, ...]:
    """The destinations that the stored recommendation allows; where none was ever made, all that are possible."""
    stored = json.loads(case.row.read_decision if has_read(case.row) else case.row.decision)
    if "possible" not in stored:
        return allowed_destinations(standing_now(case).trial.decision)
    return tuple(dict.fromkeys(option["destination"] for outcome in stored["possible"] for option in outcome["to"]))


def places(case: Case) -> tuple[Place, ...]:
    """What the unit can take the citizen to: the destinations that it serves; else those of its kind; else all."""
    known = case.programme.destinations
    served = [name for name in _served(case) if name in known]
    kind = case.row.receiver.kind if case.row.receiver else ""
    own_kind = [name for name, each in known.items() if each.kind == kind]
    everywhere = [name for name, each in known.items() if each.kind not in KEPT]
    allowed, recommended = allowed_now(case), _recommended(case)
    found = served or own_kind or everywhere
    return tuple(
        Place(name, offer, name in allowed, (name, offer) in recommended)
        for name in sorted(found, key=lambda each: each not in allowed)
        for offer in known[name].offers or ("",)
    )


def _recommended(case: Case) -> frozenset[tuple[str, str]]:
    """Destination and offer of what is settled; nothing while it is open."""
    stored = json.loads(case.row.read_decision if has_read(case.row) else case.row.decision)
    chosen = stored.get("recommended") or {"to": []}
    return frozenset((option["destination"], option["offer"] or "") for option in chosen["to"])


def _served(case: Case) -> tuple[str, ...]:
    today = case.act.today
    open_now = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    services = Service.objects.filter(open_now, unit=case.act.unit, valid_from__lte=today)
    return tuple(dict.fromkeys(services.order_by("id").values_list("destination", flat=True)))


def flagged_urgency(case: Case) -> Urgency:
    """The highest urgency that a raised red flag gives, as sent or as read; routine where none is raised."""
    flags = {flag.id: flag.urgency for flag in case.programme.red_flags}
    stored = (json.loads(text) for text in (case.row.decision, case.row.read_decision))
    raised = [flags[name] for decision in stored for name in decision.get("red_flags", ()) if name in flags]
    return max(raised, default=Urgency.routine)


def first_visit_due(case: Case) -> date | None:
    """When the first visit is due: a decision on the way never moves the date."""
    row = case.row
    if row.due or row.sent_at is None:
        return row.due
    return due_by(case.programme, "started", row.sent_at.astimezone(COPENHAGEN).date())
