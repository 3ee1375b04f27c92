"""A referral as a MedCom message (REF07), where its destination is reached by one."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.actions.cases import Case
from tvaerspor.actions.messages.own_parts import danish, number, party, patient, stated_moment
from tvaerspor.actions.messages.queue_message import Outgoing
from tvaerspor.actions.messages.schema_check import require_valid
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.recommend import Recommended
from tvaerspor.documents.referral_text import referral_text
from tvaerspor.interop.messages import Diagnosis, Envelope, FreeText, Letter, Party, Referral, Stated, stating
from tvaerspor.interop.writing import CannotWrite, free_text, write_referral
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import Words
from tvaerspor.records.models import Membership, Unit
from tvaerspor.referral.choice import Choice
from tvaerspor.referral.states import Status

KIND, VERSION = "REF07", "H0731R"
ORDINARY = "511"
"""Ordinary physiotherapy. The free kinds (62x, 65x) demand a diagnosis of a list that no programme here has."""
_REFERRER = "Den henvisende {}"


def referral_message(case: Case, recommended: Recommended, choice: Choice, receiver: Unit) -> Outgoing | None:
    """The message; None where the destination is reached by another kind than REF07, or inside the house only.

    Raises CannotWrite where the message would break its standard or lose something, and where it would reach nobody.
    """
    sender, act = case.row.sender, case.act
    if recommended.programme.destinations[choice.destination].message != KIND or sender is None:
        return None
    if not (sender.gln and receiver.gln):
        _require_people(receiver)
        return None
    envelope, letter = number(act), number(act)
    written = require_valid(KIND, write_referral(_values(case, recommended, choice, receiver, (envelope, letter))))
    return Outgoing(KIND, written, case.row.id, sender.id, sender.gln, receiver.gln, envelope, letter)


def _require_people(receiver: Unit) -> None:
    """A unit without a location number gets no message: somebody there must read the referral here."""
    if not Membership.objects.filter(unit=receiver, is_active=True, user__is_active=True).exists():
        raise CannotWrite(
            "modtageren", "har hverken et lokationsnummer eller brugere her", "vælg en anden, eller ring til dem"
        )


def _values(case: Case, recommended: Recommended, choice: Choice, receiver: Unit, numbers: tuple[str, str]) -> Referral:
    row, now = case.row, danish(case.act.now)
    assert row.sender is not None, "seen by the caller"
    status = "corrected" if case.status is Status.RETURNED else "new"
    role = matrix().roles[case.act.role].title.da.lower()
    return Referral(
        envelope=Envelope(numbers[0], now, True, "oioxml"),
        letter=Letter(numbers[1], KIND, VERSION, status, stated_moment(now), stating(row.id.hex)),
        parties=(
            party("sender", row.sender),
            party("receiver", receiver),
            Party("referrer", person_name=_REFERRER.format(role)),
        ),
        patient=patient(row.citizen),
        relatives=(),
        kind=stating(ORDINARY),
        priority=None,
        status=stating("outpatient"),
        transport=None,
        diagnoses=tuple(_diagnoses(recommended)),
        texts=tuple(_texts(recommended, choice)),
        references=(),
    )


def _texts(recommended: Recommended, choice: Choice) -> Iterator[FreeText]:
    """What is chosen is the reason for the referral; everything else is the anamnesis, under its headings."""
    first, *others = referral_text(recommended.programme, recommended.used, recommended.decision, choice)
    yield free_text("clinical_reason", [("", first.lines)])
    yield free_text("anamnesis", [(part.heading, part.lines) for part in others])


def _diagnoses(recommended: Recommended) -> Iterator[Diagnosis]:
    """The referral's diagnosis as the form's coded answers state it."""
    programme = recommended.programme
    code = _answer(recommended, "diagnosis.code")
    if code is None:
        return
    known = {each.code: each for each in programme.header.codes}.get(code)
    system = known.system if known else "unspecified"
    side = _answer(recommended, "diagnosis.side")
    text = known.text.da if known else programme.title.da
    if side is None or system == "sks":
        stated = Stated(side, "", side, "sks") if side else None
        yield Diagnosis(stating(code, system), system, text, stated, "referral")
    else:
        said = f"{text}, {_said(programme, 'diagnosis.side', side)}"
        yield Diagnosis(stating(code, system), system, said, None, "referral")


def _answer(recommended: Recommended, source: str) -> str | None:
    """The answer to the fact that a message's coded field states; None where it is not one known value."""
    facts = recommended.programme.facts
    found = [recommended.used.get(name) for name, fact in facts.items() if fact.fetched_from == source]
    return next((answer for answer in found if isinstance(answer, str)), None)


def _said(programme: Programme, source: str, value: str) -> str:
    name = next(name for name, fact in programme.facts.items() if fact.fetched_from == source)
    return Words(programme).answer(name, value)
