"""A closing letter that comes in: matched with our referral by the id that it echoes, never by a guess."""

from __future__ import annotations

import re
from uuid import UUID

from tvaerspor.actions.act import Act
from tvaerspor.actions.desk.read_referral import as_text
from tvaerspor.actions.messages.incoming import Incoming
from tvaerspor.actions.messages.whose import Unclear, numbers_in
from tvaerspor.actions.saving import happened
from tvaerspor.documents.text_section import TextSection
from tvaerspor.interop.closing_letter import ClosingLetter
from tvaerspor.interop.report import describe_letter
from tvaerspor.records.models import Letter, Referral, Unit

CLOSING_LETTER = "closing_letter"
NOBODYS = UUID(int=0)
LETTER_IN = "letter_in"
"""The event of a closing letter that came as a message."""


def own_id(said: object) -> UUID | None:
    """The id of one of our referrals as a message echoes it; None for anything else."""
    text = str(said)
    return UUID(hex=text) if re.fullmatch(r"[0-9a-fA-F]{32}", text) else None


def answered_referral(incoming: Incoming, receiver: Unit) -> Referral:
    """The referral that a closing letter answers; raises Unclear."""
    said = incoming.value.letter.referral_id
    id_ = own_id(said.value) if said else None
    rows = Referral.objects.filter(id=id_ or NOBODYS).select_related("citizen", "receiver")
    row = rows.first()
    if row is None or row.sent_at is None:
        raise Unclear("Epikrisen nævner ingen henvisning, som er skrevet her; skriv selv dens nummer, eller afvis.")
    refuse_other(incoming, row, receiver)
    if row.receiver is not None and row.receiver.gln and incoming.sender_gln != row.receiver.gln:
        raise Unclear("Epikrisen kommer fra en anden end den, der blev henvist til.")
    return row


def refuse_other(incoming: Incoming, row: Referral, receiver: Unit) -> None:
    """Raises Unclear unless the letter is about the referral's citizen, and for the unit that referred."""
    if row.sender_id != receiver.id:
        raise Unclear("Henvisningen, som epikrisen nævner, er ikke skrevet her.")
    if numbers_in(incoming.patient) != (row.citizen.cpr,):
        raise Unclear("Epikrisens CPR-nummer er et andet end henvisningens.")


def save_letter(act: Act, incoming: Incoming, row: Referral) -> None:
    """Saves the letter inside a transaction that somebody else opened."""
    said = incoming.value
    assert isinstance(said, ClosingLetter), "only these are answered with"
    parts = [part for text in said.texts for part in text.sections]
    texts = [TextSection(part.heading or "Epikrise", tuple(part.text.split("\n"))) for part in parts]
    shown = {text.heading for text in texts}
    others = [
        TextSection(heading, tuple(f"{label}: {value}" if label else value for label, value in rows))
        for heading, rows in describe_letter(said)
        if heading not in shown
    ]
    letter = Letter(id=act.new_id(), referral=row, kind=CLOSING_LETTER, unit=row.receiver, at=act.now)
    letter.set_body(as_text((*texts, *others)))
    letter.save(force_insert=True)
    happened(act, row, LETTER_IN, {"message": incoming.kind})
