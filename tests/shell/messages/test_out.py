"""A message leaves: valid, once, never in part, and a doctor is told when it cannot be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings as SettingsWrapper

from tests.interop.our_letters import REFERRAL as OURS
from tests.interop.samples import SCHEMAS, schema_faults
from tests.shell.doctor.plain import DESTINATION, plain_fields
from tests.shell.doctor.test_the_doctors_way import begin, page, save, send
from tests.shell.messages.letters import referral
from tests.shell.world import World
from tvaerspor.actions.messages.deliver import deliver_messages
from tvaerspor.actions.messages.fetch import fetch_messages
from tvaerspor.actions.messages.schema_check import require_valid
from tvaerspor.actions.messages.take_message import upload_message
from tvaerspor.interop.reading import read
from tvaerspor.interop.writing import CannotWrite, Written, write_referral
from tvaerspor.records.models import Audit, Message, Referral
from tvaerspor.transport import folders

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def queued(world: World) -> Message:
    """The message of an ordinary referral that a doctor has sent."""
    doctor = world.browser("doctor")
    assert send(world, doctor, save(doctor, begin(world, doctor), plain_fields())).status_code == 302
    return Message.objects.get(direction="out")


def test_a_sent_referral_is_a_valid_message_that_says_what_the_doctor_saw(world: World) -> None:
    message = queued(world)
    (said,) = read(message.raw)
    row = Referral.objects.select_related("citizen").get()
    assert schema_faults(message.raw, "REF07") == []
    assert (message.kind, message.status, message.unit) == ("REF07", "queued", world.units["practice"])
    assert said.letter.referral_id and said.letter.referral_id.value == row.id.hex
    assert said.patient.cpr and said.patient.cpr.value == row.citizen.cpr
    assert [party.gln.value for party in said.parties[:2] if party.gln] == [message.sender_gln, message.receiver_gln]
    assert [each.code.value for each in said.diagnoses if each.role == "referral" and each.code] == ["L90"]
    assert {text.field for text in said.texts} == {"clinical_reason", "anamnesis"}
    assert len(message.envelope) == len(message.letter) == 14 and message.envelope != message.letter
    assert said.warnings == ()


def test_what_cannot_be_written_is_told_before_it_is_sent(world: World) -> None:
    unit = world.units["physio"]
    unit.gln = "5790000000000"
    unit.save()
    doctor = world.browser("doctor")
    refused = send(world, doctor, save(doctor, begin(world, doctor), plain_fields()))
    assert refused.status_code == 422
    assert any("lokationsnummer" in words for words in page(refused).words(".trouble-box li"))
    assert not Message.objects.exists() and Referral.objects.get().status == "draft"


def test_a_unit_without_a_number_is_reached_inside_the_house_or_not_at_all(world: World) -> None:
    for unit in (world.units["physio"], world.units["other_physio"]):
        unit.gln = ""
        unit.save()
    doctor = world.browser("doctor")
    draft = save(doctor, begin(world, doctor), plain_fields())
    world.members["other_physio"].delete()
    chosen = {f"_unit-{DESTINATION}": str(world.units["other_physio"].id)}
    assert "brugere her" in page(send(world, doctor, draft, **chosen)).text
    assert send(world, doctor, draft).status_code == 302
    assert not Message.objects.exists()


def test_a_message_that_breaks_the_schema_is_refused_without_its_content(settings: SettingsWrapper) -> None:
    if not SCHEMAS.exists():
        pytest.skip("MedCom's schemas are not at hand")
    settings.XSD = str(SCHEMAS)
    written = write_referral(OURS)
    assert require_valid("REF07", written) is written
    wrong = Written(
        written.raw.replace(b"<PersonGivenName>", b"<PersonGivenNames>", 1).replace(
            b"</PersonGivenName>", b"</PersonGivenNames>", 1
        )
    )
    with pytest.raises(CannotWrite, match="overholder ikke MedComs skema for REF07") as refused:
        require_valid("REF07", wrong)
    assert "2512" not in str(refused.value)
    settings.XSD = "/nowhere"
    with pytest.raises(CannotWrite, match="kan ikke efterprøves"):
        require_valid("REF07", written)


def test_the_outbox_is_emptied_into_the_folder_once(world: World, settings: SettingsWrapper, tmp_path: Path) -> None:
    message = queued(world)
    assert deliver_messages(world.act("administrator")) == 0
    settings.OUTBOX = str(tmp_path)
    assert deliver_messages(world.act("administrator")) == 1
    assert deliver_messages(world.act("administrator")) == 0
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(f"{message.id.hex}.xml", message.raw)]
    message.refresh_from_db()
    assert message.status == "delivered" and message.handled_at == world.now
    assert Audit.objects.filter(deed="edit message", outcome="ok").count() == 1


def test_a_stop_between_file_and_row_gives_the_same_file_again(
    world: World, settings: SettingsWrapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(world)
    settings.OUTBOX = str(tmp_path)
    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr("tvaerspor.actions.messages.deliver._note", _stop)
        deliver_messages(world.act("administrator"))
    assert Message.objects.get().status == "queued"
    (before,) = tmp_path.iterdir()
    content = before.read_bytes()
    assert deliver_messages(world.act("administrator")) == 1
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(before.name, content)]


def _stop(*_: object) -> None:
    raise RuntimeError("stopped")


def test_a_folder_that_is_gone_is_noted_tried_again_and_never_given_up(
    world: World, settings: SettingsWrapper, tmp_path: Path
) -> None:
    queued(world)
    settings.OUTBOX = str(tmp_path / "gone")
    act = world.act("administrator")
    for hour in range(8):
        deliver_messages(replace(act, now=world.now + timedelta(hours=hour)))
    deliver_messages(replace(act, now=world.now + timedelta(hours=7, seconds=10)))
    row = Message.objects.get()
    assert row.status == "failed" and row.note.startswith("8 forsøg")
    (tmp_path / "gone").mkdir()
    assert deliver_messages(replace(act, now=world.now + timedelta(hours=9))) == 1


def test_our_own_message_that_comes_round_is_known(world: World) -> None:
    message = queued(world)
    (taken,) = upload_message(world.act("physio"), message.raw)
    assert taken.was_here and taken.referral == message.referral_id
    assert Referral.objects.count() == 1


def test_the_inbox_is_emptied_into_taken_and_refused(world: World, settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.INBOX = str(tmp_path)
    raw = referral(world.units["physio"])
    (tmp_path / "a.xml").write_bytes(raw)
    (tmp_path / "b.xml").write_bytes(b"hej")
    (tmp_path / "c.xml").write_bytes(raw)
    (tmp_path / "d.xml.part").write_bytes(raw)
    (tmp_path / "e.xml").write_bytes(referral(replace_gln(world), number="E"))
    later = replace(world.act("administrator"), now=world.now.replace(year=2100))
    assert fetch_messages(later) == 4
    assert fetch_messages(later) == 0
    assert {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")} == {
        "taget/a.xml",
        "fejl/b.xml",
        "taget/c.xml",
        "d.xml.part",
        "fejl/e.xml",
    }
    assert Referral.objects.count() == 1


def replace_gln(world: World) -> object:
    """A unit that is not one of ours."""
    unit = world.units["hospital"]
    unit.gln, unit.identifier = "5790000002023", "999999"
    return unit


def test_a_file_is_moved_only_when_it_is_saved(
    world: World,
    settings: SettingsWrapper,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.INBOX = str(tmp_path)
    (tmp_path / "0101500010.xml").write_bytes(referral(world.units["physio"]))
    later = replace(world.act("administrator"), now=world.now.replace(year=2100))
    with monkeypatch.context() as broken:
        broken.setattr("tvaerspor.actions.messages.fetch.take_message", _stop)
        assert fetch_messages(later) == 0
    assert (tmp_path / "0101500010.xml").exists() and "0101500010" not in caplog.text
    with monkeypatch.context() as broken:
        broken.setattr(folders.os, "link", _refuse)
        assert fetch_messages(later) == 0
    assert Referral.objects.count() == 1
    assert fetch_messages(later) == 1
    assert Referral.objects.count() == 1 and (tmp_path / "taget" / "0101500010.xml").exists()


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "not allowed")
