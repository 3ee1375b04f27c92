"""Run by the benchmark in a database's environment: logs people in, and says what each of them may look at and do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import islice
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db.models import Count, QuerySet  # noqa: E402
from django.middleware.csrf import CSRF_SECRET_LENGTH  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from tvaerspor.actions.act import Act  # noqa: E402
from tvaerspor.actions.doctor.save_draft import open_draft  # noqa: E402
from tvaerspor.actions.doctor.send_referral import CannotSend, NewerVersion, Sending, prepare  # noqa: E402
from tvaerspor.actions.new_ids import new_id  # noqa: E402
from tvaerspor.actions.receivers import KEPT, Residence, receivers  # noqa: E402
from tvaerspor.actions.recommend import recommend  # noqa: E402
from tvaerspor.records.models import Citizen, Course, Membership, Referral, Session  # noqa: E402
from tvaerspor.referral.choice import Choice, allowed_destinations  # noqa: E402
from tvaerspor.referral.states import Status  # noqa: E402
from tvaerspor.web.account.signing_in import BACKEND  # noqa: E402
from tvaerspor.web.form.fields import answers_in  # noqa: E402

ROLES = {
    "doctor": 40,
    "private_physiotherapist": 16,
    "municipal_therapist": 10,
    "triage_team": 6,
    "secretary": 1,
}
"""How many people of each role are at work at once."""
MOST = 60  # of each kind of thing that one person may look at
SENDABLE = 12  # of each doctor


def main() -> None:
    """Prints one JSON object for each person."""
    people = [person(member) for role, count in ROLES.items() for member in islice(busy(role), count)]
    json.dump(people, sys.stdout)


def busy(role: str) -> Iterable[Membership]:
    """The people of a role at the units with the most to do, one of each unit."""
    around = "unit__sent_referrals" if role == "doctor" else "unit__received_referrals"
    rows = Membership.objects.filter(role=role).annotate(held=Count(around)).select_related("user", "unit")
    seen = set()
    for member in rows.order_by("-held", "id"):
        if member.unit_id not in seen:
            seen.add(member.unit_id)
            yield member


def person(member: Membership) -> dict[str, Any]:
    """A log-in, and ids by what can be done with them."""
    mine = Referral.objects.filter(receiver=member.unit)
    written = Referral.objects.filter(sender=member.unit)
    courses = Course.objects.filter(unit=member.unit, state="running")
    is_doctor = member.role == "doctor"
    shown = written if is_doctor else mine.filter(closed_at__isnull=True)
    drafts = written.filter(status=Status.DRAFT)
    to_send = list(islice(sendable(member, drafts), SENDABLE)) if is_doctor else []
    registered = Session.objects.filter(course__in=courses, attendance="", on__lte=timezone.localdate())
    return {
        "role": member.role,
        "cookies": {
            settings.SESSION_COOKIE_NAME: session(member),
            settings.CSRF_COOKIE_NAME: get_random_string(CSRF_SECRET_LENGTH),
        },
        "referrals": ids(shown.exclude(status=Status.DRAFT)),
        "citizens": [str(each) for each in shown.values_list("citizen", flat=True)[:MOST]],
        "names": [name[:4] for name in names(member)],
        "drafts": ids(drafts.exclude(id__in=[each["id"] for each in to_send])),
        "sendable": to_send,
        "sent": ids(mine.filter(status__in=(Status.SENT, Status.FORWARDED))),
        "received": ids(mine.filter(status=Status.RECEIVED)),
        "visitated": ids(mine.filter(status__in=(Status.VISITATED, Status.OFFERED))),
        "unseen": ids(written.filter(status=Status.CLOSED, turn=member.unit)),
        "letters": ids(written.filter(letters__isnull=False)),
        "courses": ids(courses),
        "registered": [str(each) for each in registered.values_list("course", flat=True).distinct()[:MOST]],
    }


def names(member: Membership) -> list[str]:
    """Surnames of citizens that the person's unit has to do with."""
    rows = Citizen.objects.filter(listed_unit=member.unit) if member.role == "doctor" else Citizen.objects.all()
    return list(rows.values_list("surname", flat=True)[:MOST])


def ids(rows: QuerySet[Any]) -> list[str]:
    """Their ids, not too many."""
    return [str(each) for each in rows.values_list("id", flat=True).order_by("-id")[:MOST]]


def sendable(member: Membership, drafts: QuerySet[Referral]) -> Iterable[dict[str, str]]:
    """Drafts that can be sent as they stand, with where to and to whom."""
    act = Act(timezone.now(), member.user_id, member.role, member.unit_id, member.unit.purpose, new_id, "bench")
    for draft in drafts.order_by("-id")[: 3 * SENDABLE].values_list("id", flat=True):
        case = open_draft(act, draft)
        fields = json.loads(case.row.typed)
        answers, _ = answers_in(case.programme, fields, "da")
        allowed = allowed_destinations(recommend(act, case.row, answers).decision)
        units = receivers(Residence(case.row.citizen.municipality, act.today), allowed)
        for name in allowed:
            if case.programme.destinations[name].kind not in KEPT and units[name]:
                unit = units[name][0].id
                try:
                    prepare(case, Sending(fields, answers, Choice(name), unit, case.row.version_number))
                except (CannotSend, NewerVersion):
                    break
                yield {"id": str(draft), "destination": name, "unit": str(unit)}
                break


def session(member: Membership) -> str:
    """The key of a session in which the person has logged in and works in that role."""
    store = SessionStore()
    store[SESSION_KEY] = str(member.user_id)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    store["member"] = member.pk
    store.create()
    return str(store.session_key)


main()
