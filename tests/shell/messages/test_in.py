"""A message comes in: it becomes a referral or waits for a person, never a guess and never twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.interop.our_letters import REFERRAL
from tests.interop.samples import OWN
from tests.shell.messages.letters import STRANGER, citizen, closing_letter, referral
from tests.shell.world import CPRS, World
from tvaerspor.access.ask import NotAllowed
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.messages.parked import Settling, open_parked, reject_message, settle_letter, settle_referral
from tvaerspor.actions.messages.queue_message import Outgoing, queue_message
from tvaerspor.actions.messages.take_message import Taken, take_message, upload_message
from tvaerspor.actions.messages.whose import TypedCitizen
from tvaerspor.actions.saving import JustChanged
from tvaerspor.interop.codes import TEXTS
from tvaerspor.interop.messages import BadMessage, FreeText, PatientId, stating
from tvaerspor.interop.writing import Written, free_text
from tvaerspor.records.models import Audit, Citizen, Event, Letter, Message, Referral

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
SECRET = CPRS[0].replace("-", "")


def upload(world: World, raw: bytes, person: str = "physio") -> Taken:
    (taken,) = upload_message(world.act(person), raw)
    return taken


def settling(**changes: str) -> Settling:
    typed = {"cpr": CPRS[0], "given_name": "Prøve", "surname": "Borger", **changes}
    return Settling(
        TypedCitizen(typed["cpr"], typed["given_name"], typed["surname"]), typed.get("programme", "knaeartrose")
    )


def test_a_referral_becomes_a_received_one_with_its_bytes_sealed_beside_it(world: World) -> None:
    raw = referral(world.units["physio"], world.units["practice"])
    taken = upload(world, raw)
    row = Referral.objects.select_related("citizen").get()
    assert (taken.status, taken.referral) == ("received", row.id)
    assert (row.status, row.turn, row.receiver, row.sender) == (
        "sent",
        world.units["physio"],
        world.units["physio"],
        world.units["practice"],
    )
    assert (row.citizen.cpr, row.citizen.name) == (SECRET, "Prøve Borger")
    message = Message.objects.get()
    assert message.raw == raw and bytes(message.raw_sealed) != raw and message.referral == row
    assert json.loads(row.answers)["diagnosis_code"] == "L90"
    assert json.loads(row.decision)["programme"]["version"] == row.version_id
    assert row.destination == "private_physiotherapist"
    assert row.due is not None
    assert [event.kind for event in Event.objects.all()] == ["message_in"]


def test_the_senders_words_stand_beside_the_form_and_are_no_answers(world: World) -> None:
    upload(world, referral(world.units["physio"]))
    row, letter = Referral.objects.get(), Letter.objects.get(kind="message_text")
    sections = {part["heading"]: part["lines"] for part in json.loads(letter.body)}
    for text in REFERRAL.texts:
        assert sections[text.heading] == text.text.split("\n")
    assert set(json.loads(row.answers)) <= {"diagnosis_code", "birth_date", "side", "municipality_has_offer"}
    assert SECRET not in letter.body


def test_a_stranger_is_named_by_organisation_only(world: World) -> None:
    upload(world, referral(world.units["physio"], replace(STRANGER, department="Afdeling 3")))
    row, event = Referral.objects.get(), Event.objects.get()
    assert row.sender is None
    assert json.loads(event.data)["note"] == "Lægerne Åtoften, Afdeling 3"
    assert "henvisende" not in event.data


def test_an_acute_message_stays_acute(world: World) -> None:
    text = (OWN / "REF01_knee.xml").read_bytes().replace(b">elektiv<", b">akut<")
    assert b">akut<" in text
    (taken,) = take_message(world.act("physio"), text, world.units["physio"])
    assert Message.objects.get().status == "received", Message.objects.get().note
    assert Referral.objects.get(id=taken.referral).urgency == 3


WAITING = (
    ({"patient": replace(citizen(), ids=(PatientId("replacement", stating("010150ABC1")),))}, "erstatningsnummer"),
    ({"patient": citizen(surname="Andersen")}, "passer ikke sammen"),
    ({"patient": citizen(given_name=None)}, "fornavn og efternavn"),
    ({"patient": citizen("999999-0010")}, "ikke en dato"),
    ({"diagnoses": ()}, "vælg et program"),
    ({"letter": {"status": "corrected"}}, "rettelse"),
)


@pytest.mark.parametrize(("changes", "said"), WAITING)
def test_what_is_not_plain_waits_for_a_person(world: World, changes: dict[str, object], said: str) -> None:
    world.citizen()
    Citizen.objects.update(surname="Borger")
    kept = Citizen.objects.get()
    kept.set_name("Prøve", "Borger")
    kept.save()
    taken = upload(world, referral(world.units["physio"], **changes))
    assert (taken.status, taken.referral) == ("parked", None) and said in taken.note
    assert Referral.objects.count() == 0 and Citizen.objects.count() == 1
    assert Message.objects.get().unit == world.units["physio"]


def test_no_number_and_two_numbers_are_never_guessed(world: World) -> None:
    raw = referral(world.units["physio"])
    none = raw.replace(b"<CivilRegistrationNumber>%s</CivilRegistrationNumber>" % SECRET.encode(), b"")
    assert none != raw
    assert "intet CPR-nummer" in upload(world, none).note
    two = raw.replace(
        b"<CivilRegistrationNumber>",
        b"<CivilRegistrationNumber>0202480011</CivilRegistrationNumber><CivilRegistrationNumber>",
        1,
    ).replace(b">A1<", b">A2<")
    assert "flere forskellige" in upload(world, two).note


def test_the_same_message_again_gives_the_same_answer_and_nothing_more(world: World) -> None:
    raw = referral(world.units["physio"])
    first = upload(world, raw)
    for again in (raw, raw.replace(b"26100100000001", b"26100100000099")):
        second = upload(world, again)
        assert second.was_here and (second.message, second.referral) == (first.message, first.referral)
    assert (Message.objects.count(), Referral.objects.count(), Event.objects.count()) == (1, 1, 1)
    assert Audit.objects.filter(deed="create message", outcome="ok").count() == 3


def test_a_number_that_a_sender_uses_for_something_else_waits_and_is_not_lost(world: World) -> None:
    upload(world, referral(world.units["physio"]))
    other = referral(world.units["physio"], patient=citizen(CPRS[1], "Anden", "Borger"))
    taken = upload(world, other)
    assert taken.status == "parked" and "samme brevnummer" in taken.note
    assert upload(world, other).was_here
    assert Message.objects.count() == 2


def test_it_goes_to_the_unit_that_it_names_whoever_uploads_it(world: World) -> None:
    upload(world, referral(world.units["other_physio"]))
    assert Referral.objects.get().receiver == world.units["other_physio"]
    nobody = replace(STRANGER, role="receiver", phone=None, speciality=None, gln=stating("5790000002023", "gln"))
    upload(world, referral(world.units["physio"], number="A9", parties=(STRANGER, nobody, REFERRAL.parties[2])))
    assert Referral.objects.order_by("-id")[0].receiver == world.units["physio"]


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"hej", b"<x/>", b"\x00" * 50, b"x" * 6_000_000])
def test_what_is_no_message_leaves_one_sentence_and_one_row_in_the_log(world: World, raw: bytes) -> None:
    with pytest.raises(BadMessage):
        upload(world, raw)
    assert Message.objects.count() == Referral.objects.count() == 0
    assert [(row.deed, row.outcome) for row in Audit.objects.filter(deed="create message")] == [
        ("create message", "failed")
    ]


def test_a_person_settles_whose_it_is_and_which_programme(world: World) -> None:
    raw = referral(world.units["physio"], patient=citizen(given_name=None), diagnoses=())
    waiting = upload(world, raw)
    assert waiting.message
    done = settle_referral(open_parked(world.act("physio"), waiting.message), settling())
    row = Referral.objects.select_related("citizen").get(id=done)
    assert (row.status, row.citizen.name, row.receiver) == ("sent", "Prøve Borger", world.units["physio"])
    assert upload(world, raw).referral == done
    with pytest.raises(NothingThere):
        open_parked(world.act("physio"), waiting.message)


def test_the_wrong_citizen_is_refused_and_the_right_name_is_not_given_away(world: World) -> None:
    known = world.citizen()
    waiting = upload(world, referral(world.units["physio"], patient=citizen(surname="Andersen")))
    assert waiting.message
    parked = open_parked(world.act("physio"), waiting.message)
    for changes, field in (
        ({"surname": "Andersen"}, "cpr"),
        ({"cpr": CPRS[1]}, "cpr"),
        ({"cpr": "12"}, "cpr"),
        ({"surname": " "}, "surname"),
        ({"programme": "nothing"}, "programme"),
    ):
        with pytest.raises(FaultyForm) as refused:
            settle_referral(parked, settling(**changes))
        assert refused.value.of(field) and known.surname not in str(refused.value)
    settle_referral(parked, settling(surname=known.surname))
    assert Referral.objects.get().citizen_id == known.id


def test_two_who_settle_the_same_message_make_one_referral(world: World) -> None:
    waiting = upload(world, referral(world.units["physio"], diagnoses=()))
    assert waiting.message
    both = [open_parked(world.act("physio"), waiting.message) for _ in range(2)]
    settle_referral(both[0], settling())
    with pytest.raises(JustChanged):
        settle_referral(both[1], settling())
    assert Referral.objects.count() == 1


def test_a_rejected_message_is_kept_with_its_reason_and_without_numbers(world: World) -> None:
    waiting = upload(world, referral(world.units["physio"], diagnoses=()))
    assert waiting.message
    parked = open_parked(world.act("physio"), waiting.message)
    with pytest.raises(FaultyForm):
        reject_message(parked, " ")
    reject_message(parked, f"Forkert borger {CPRS[0]}")
    row = Message.objects.get()
    assert (row.status, row.note) == ("rejected", "Forkert borger 010150-xxxx")
    assert row.raw


@pytest.mark.parametrize("person", ["other_physio", "doctor", "secretary", "administrator"])
def test_a_message_that_waits_is_its_own_units_alone(world: World, person: str) -> None:
    waiting = upload(world, referral(world.units["physio"], diagnoses=()))
    assert waiting.message
    with pytest.raises((NothingThere, NotAllowed)):
        open_parked(world.act(person), waiting.message)


def sent_referral(world: World) -> Referral:
    """A referral that the practice sent."""
    row = Referral.objects.get(id=upload(world, referral(world.units["physio"], world.units["practice"])).referral)
    return Referral.objects.select_related("citizen", "sender", "receiver").get(id=row.id)


def test_a_closing_letter_finds_its_referral_by_the_id_that_it_echoes(world: World) -> None:
    row = sent_referral(world)
    taken = upload(world, closing_letter(row), "doctor")
    assert (taken.status, taken.referral) == ("received", row.id)
    letter = Letter.objects.get(kind="closing_letter")
    assert letter.referral == row and "ændring -30" in letter.body
    assert upload(world, closing_letter(row), "doctor").was_here
    assert Letter.objects.filter(kind="closing_letter").count() == 1


def test_our_own_closing_letter_that_comes_round_is_known(world: World) -> None:
    row = sent_referral(world)
    raw = closing_letter(row, "OWN1")
    assert row.receiver and row.sender
    written = Written(raw)
    queue_message(
        world.act("physio"),
        Outgoing("DIS08", written, row.id, row.receiver.id, row.receiver.gln, row.sender.gln, "E", "OWN1"),
    )
    taken = upload(world, raw, "doctor")
    assert taken.was_here and taken.referral == row.id and taken.unit == row.sender_id
    assert not Letter.objects.filter(kind="closing_letter").exists()


def test_a_closing_letter_for_another_citizen_or_from_another_waits(world: World) -> None:
    row = sent_referral(world)
    other = closing_letter(row, "B2", patient=citizen(CPRS[1]))
    assert "CPR-nummer" in upload(world, other, "doctor").note
    unknown = closing_letter(row, "B3").replace(row.id.hex.encode(), b"0" * 32)
    waiting = upload(world, unknown, "doctor")
    assert waiting.status == "parked" and waiting.message
    parked = open_parked(world.act("doctor"), waiting.message)
    with pytest.raises(FaultyForm):
        settle_letter(parked, "H-00000000")
    assert settle_letter(parked, row.reference.lower()) == row.id
    assert Letter.objects.filter(kind="closing_letter").count() == 1


def test_no_number_is_written_outside_what_is_sealed(world: World) -> None:
    upload(world, referral(world.units["physio"]))
    upload(world, referral(world.units["physio"], number="A2", patient=citizen(surname=CPRS[0])))
    texts = (free_text("anamnesis", [("", (f"Se {CPRS[0]}",))]),)
    assert isinstance(texts[0], FreeText) and texts[0].heading == TEXTS["anamnesis"]
    upload(world, referral(world.units["physio"], number="A3", texts=texts))
    for model in (Message, Event, Audit, Referral):
        for values in model.objects.values():
            shown = {name: value for name, value in values.items() if not name.endswith("_sealed")}
            assert SECRET not in str(shown) and CPRS[0] not in str(shown), model


def test_every_message_of_our_own_collection_is_taken(world: World) -> None:
    for file in sorted(Path(OWN).glob("REF*")):
        take_message(world.act("physio"), file.read_bytes(), world.units["physio"])
    assert Message.objects.count() >= 3
    assert set(Message.objects.values_list("status", flat=True)) <= {"received", "parked"}
