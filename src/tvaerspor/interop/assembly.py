"""The last steps that both forms share: which coded lines are diagnoses, what is missing, and the finished referral."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .checks import diagnosis, filled, referral_kind
from .codes import TEXTS
from .messages import Diagnosis, FreeText, Letter, Party, Patient, Stated
from .notes import Notes


@dataclass(frozen=True)
class CodedLine:
    """One Refer, ReferralAdditional or CIN before it is known whether it is a diagnosis or the kind of referral."""

    place: str
    code: str
    system: str | None
    text: str
    role: str | None


def sorted_out(notes: Notes, lines: Iterable[CodedLine]) -> tuple[Stated[str] | None, tuple[Diagnosis, ...]]:
    """The kind of referral and the diagnoses.

    REF07 writes its kind ("511") as if it were a diagnosis: DiagnoseTypeCode and DiagnoseDescriptionCode are
    `fysioterapihenvisning`, in EDIFACT CIN+HI with the qualifier HET.
    """
    kinds: list[Stated[str]] = []
    diagnoses: list[Diagnosis] = []
    for line in lines:
        if "referral_kind" in {line.system, line.role}:
            kind = referral_kind(notes, line.place, line.code, line.text)
            kinds.extend([kind] if kind else [])
        else:
            code, text = filled(notes, line.place, line.code), filled(notes, line.place, line.text)
            diagnoses.append(diagnosis(line.place, code, line.system, text, line.role))
    return notes.single("henvisningens art", kinds), tuple(
        each for each in diagnoses if each.code or each.text or each.side
    )


def in_order(texts: Iterable[FreeText]) -> tuple[FreeText, ...]:
    """The texts that say something, in the order in which they are shown, which is the same for both forms."""
    order = list(TEXTS)
    return tuple(sorted((each for each in texts if each.text.strip()), key=lambda each: order.index(each.field)))


def note_missing(notes: Notes, place: str, letter: Letter, parties: Sequence[Party], patient: Patient) -> None:
    """Note what a letter ought to say and does not; it is read all the same."""
    roles = {party.role for party in parties}
    missing = [
        ("brevets dato", letter.authorised is None),
        ("en afsender", "sender" not in roles),
        ("en modtager", "receiver" not in roles),
        ("patientens efternavn", patient.surname is None),
        ("et CPR-nummer eller et erstatningsnummer", not patient.ids),
    ]
    for name, is_missing in missing:
        if is_missing:
            notes.warn(place, f"brevet mangler {name}; spørg afsenderen.")
    if letter.type == "DIS08" and letter.referral_id is None:
        notes.warn(place, "epikrisen gentager ikke henvisningens id; find selv den henvisning, som den svarer på.")
    if letter.type == "REF07" and letter.version != "H0730R" and letter.referral_id is None:
        notes.warn(place, "brevet mangler henvisningens id, som epikrise, korrespondance og afregning skal gentage.")
    numbers = {(each.kind, each.number.value) for each in patient.ids}
    if len({value for kind, value in numbers if kind == "cpr"}) > 1:
        notes.warn(
            place, "brevet har to forskellige CPR-numre, så intet af dem bruges; spørg afsenderen, hvem det gælder."
        )
    elif len(numbers) > 1:
        notes.warn(place, "patienten har flere numre; CPR-nummeret bruges, og de andre er gemt ved siden af.")
