"""Contacts around the course: referral on to a prevention offer, the job centre, a workplace visit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.saving import happened, saving
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse

PREVENTION, JOB_CENTRE, WORKPLACE = "contact_prevention", "contact_job_centre", "contact_workplace"
KINDS = (PREVENTION, JOB_CENTRE, WORKPLACE)
"""The events' kinds; `data` is on, with_role, about, agreed, consent."""
MAX_WORDS = 2000


@dataclass(frozen=True)
class Contact:
    """One contact: with whom by role (never a name), what it was about, what was agreed, and the citizen's consent."""

    kind: str
    on: str
    with_role: str
    about: str
    agreed: str
    consent: bool


def write_contact(course: OpenCourse, contact: Contact) -> None:
    """Appends the contact to the referral's history. Raises FaultyForm and AlreadyDone.

    Without the citizen's yes nothing may be told to the job centre; what nobody said is a no.
    """
    faults = tuple(_faults(course, contact))
    if faults:
        raise FaultyForm(faults)
    data = {name: getattr(contact, name).strip() for name in ("on", "with_role", "about", "agreed")}
    with saving(course.act, EDIT, f"course:{course.row.id}"):
        happened(course.act, course.case.row, contact.kind, {**data, "consent": contact.consent, "told": _said(data)})


def _said(data: Mapping[str, str]) -> str:
    """The contact as one reads it in the history."""
    agreed = f"\nAftalt: {data['agreed']}" if data["agreed"] else ""
    return f"{data['with_role']}: {data['about']}{agreed}"


def _faults(course: OpenCourse, contact: Contact) -> Iterator[FieldFault]:
    if contact.kind not in KINDS:
        yield FieldFault("kind", "Vælg, hvad det er.")
    if contact.kind == JOB_CENTRE and not contact.consent:
        yield FieldFault(
            "consent",
            "Jobcentret må kun kontaktes, når borgeren har sagt ja. Sæt kryds, når du har borgerens samtykke.",
        )
    try:
        if date.fromisoformat(contact.on) > course.act.today:
            yield FieldFault("on", "Dagen er ikke kommet endnu; skriv den dag, det skete.")
    except ValueError:
        yield FieldFault("on", "Skriv dagen som en dato, fx 2026-11-22.")
    if not contact.with_role.strip():
        yield FieldFault("with_role", "Skriv hvem, med rolle og sted, fx «sagsbehandler i jobcentret»; ikke et navn.")
    if not contact.about.strip():
        yield FieldFault("about", "Skriv kort, hvad det handlede om.")
    for name in ("with_role", "about", "agreed"):
        if len(getattr(contact, name)) > MAX_WORDS:
            yield FieldFault(name, f"Teksten er for lang; der er plads til {MAX_WORDS} tegn.")
