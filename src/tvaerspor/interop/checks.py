"""Checks that both forms of a message share: each turns raw text into a value and notes down what is odd about it.

Nothing here refuses a message: the official samples themselves hold a wrong GLN and numbers of the wrong length.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from .codes import REFERRAL_KINDS, CodeList
from .cpr import read_number
from .messages import Diagnosis, PatientId, Stated
from .notes import Notes, quote

PLACEHOLDER = "_"
SIDES = {"TUL1": "right", "TUL2": "left", "TUL3": "both"}


def filled(notes: Notes, place: str, text: str) -> str | None:
    """The text without the blanks around it; None where it is empty or the placeholder "_", which is noted."""
    text = text.strip()
    if text and not text.strip(PLACEHOLDER):
        notes.warn(place, "feltet er udfyldt med pladsholderen »_« og læses som tomt.")
        return None
    return text or None


def stated_text(notes: Notes, place: str, text: str, system: str | None = None) -> Stated[str] | None:
    """A filled field with its place; None where it is blank."""
    value = filled(notes, place, text)
    return None if value is None else Stated(value, place, value, system)


def coded(notes: Notes, codes: CodeList, form: str, place: str, code: str) -> Stated[str] | None:
    """Our word for a code; None where it is blank, and where the list does not have it, which keeps it as unread."""
    code = code.strip()
    if not code or code == PLACEHOLDER:
        return None
    value = codes.value(form, code)
    if value is None:
        notes.keep(place, f"koden {quote(code)} for {codes.name} kendes ikke og er ikke læst.", code)
        return None
    return Stated(value, place, code)


def gln(notes: Notes, place: str, text: str) -> Stated[str] | None:
    """A location number (EANIdentifier, UNB): 13 digits of which the last is GS1's check digit; noted if not."""
    value = filled(notes, place, text)
    if value is None:
        return None
    if not re.fullmatch(r"[0-9]{13}", value):
        notes.warn(place, f"lokationsnummeret {quote(value)} har ikke 13 cifre; tjek det, før der svares.")
    elif not is_gln(value):
        notes.warn(place, f"kontrolcifferet i lokationsnummeret {quote(value)} passer ikke; tjek det, før der svares.")
    return Stated(value, place, value, "gln")


def is_gln(text: str) -> bool:
    """Whether it is 13 digits of which the last is GS1's check digit."""
    if not re.fullmatch(r"[0-9]{13}", text):
        return False
    return sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(text)) % 10 == 0


def identifier(notes: Notes, place: str, text: str, kind: str | None) -> Stated[str] | None:
    """A party's own number; a ydernummer that does not have six digits is noted."""
    value = filled(notes, place, text)
    if value is None:
        return None
    if kind == "ydernummer" and not re.fullmatch(r"[0-9]{6}", value):
        notes.warn(place, f"ydernummeret {quote(value)} har ikke seks cifre; tjek det, før der svares.")
    return Stated(value, place, value, kind)


def patient_id(notes: Notes, place: str, text: str, said_cpr: bool) -> PatientId | None:
    """A number for the patient, from a field that is for CPR numbers or (`said_cpr` False) for replacements."""
    written = filled(notes, place, text)
    if written is None:
        return None
    read = read_number(written)
    if read.number != written:
        notes.warn(place, "personnummeret er skrevet med bindestreg, mellemrum eller små bogstaver og læses uden.")
    _note_number(notes, place, read.kind, said_cpr)
    is_cpr = said_cpr and read.kind == "cpr"
    if is_cpr and read.birth_date is None:
        notes.warn(place, "CPR-nummerets første seks cifre er ingen dato, så fødselsdato og køn læses ikke af det.")
    return PatientId("cpr" if is_cpr else "replacement", Stated(read.number, place, written))


def _note_number(notes: Notes, place: str, kind: str, said_cpr: bool) -> None:
    if said_cpr and kind == "replacement":
        notes.warn(place, "feltet til CPR-nummer indeholder et erstatningsnummer og læses som et sådant.")
    if kind == "other":
        notes.warn(place, "personnummeret har hverken form som CPR-nummer eller som erstatningsnummer.")


def moment(notes: Notes, place: str, day: str, clock: str) -> datetime | None:
    """A date and time from "2013-11-14" and "10:10" (time may be blank); None, noted, if it is none."""
    try:
        return datetime.combine(date.fromisoformat(day.strip()), time.fromisoformat(clock.strip() or "00:00"))
    except ValueError:
        if day.strip() or clock.strip():
            notes.keep(
                place, f"{quote(f'{day} {clock}')} er ikke en dato og et klokkeslæt og er ikke læst.", f"{day} {clock}"
            )
        return None


def referral_id(notes: Notes, place: str, text: str, message_type: str) -> Stated[str] | None:
    """EpisodeOfCareIdentifier, verbatim because it must be echoed; in REF07 and DIS08 it should be a UUID."""
    value = filled(notes, place, text)
    if value is None:
        return None
    if message_type in {"REF07", "DIS08"} and not re.fullmatch(
        r"[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value
    ):
        notes.warn(place, "henvisningens id er ikke en UUID; det gemmes uændret, så det kan gentages i svaret.")
    return Stated(value, place, value)


def referral_kind(notes: Notes, place: str, code: str, text: str) -> Stated[str] | None:
    """The kind of physiotherapy in REF07 (DiagnoseTypeCode `fysioterapihenvisning`, CIN+HI); a strange one is noted."""
    value = filled(notes, place, code)
    if value is None:
        if text.strip():
            notes.keep(place, "henvisningens art står kun som tekst og uden kode, så den er ikke læst.", text)
        return None
    if value not in REFERRAL_KINDS:
        notes.warn(place, f"koden {quote(value)} for henvisningens art kendes ikke; den gemmes, som den står.")
    return Stated(value, place, f"{value} {text.strip()}".strip())


def diagnosis(place: str, code: str | None, system: str | None, text: str | None, role: str | None) -> Diagnosis:
    """A diagnosis, with the side taken out of an SKS code ("DM171+TUL1"); other additions to the code stay in it."""
    if code is None:
        return Diagnosis(None, system, text, None, role)
    bare, side = _without_side(code.upper()) if system == "sks" else (code.upper(), None)
    return Diagnosis(
        Stated(bare, place, code, system) if bare else None,
        system,
        text,
        Stated(SIDES[side], place, code, "sks") if side else None,
        role,
    )


def _without_side(code: str) -> tuple[str, str | None]:
    """SKS writes the side as the additional code TUL1 (right), TUL2 (left) or TUL3 (both) behind the diagnosis."""
    found = re.search(r"[^0-9A-Z]?(TUL[123])(?![0-9A-Z])", code)
    if found is None or len(re.findall(r"TUL[123]", code)) > 1:
        return code, None
    return code[: found.start()] + code[found.end() :], found[1]
