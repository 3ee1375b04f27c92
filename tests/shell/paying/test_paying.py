"""Sparring, teaching, tariffs and settlement through the pages and the actions; seed 003's figures to the øre."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from tests.shell.doctor.plain import page
from tests.shell.world import CPRS, NORTH, World
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.paying.settle import as_csv, settle_period, settlement
from tvaerspor.actions.paying.sparring import NewCall, log_call
from tvaerspor.actions.paying.tariffs import NewTariff, add_tariff
from tvaerspor.actions.paying.teaching import NewTeaching, add_teaching
from tvaerspor.records.models import PaidTime, Settlement, SettlementLine, Tariff, Unit

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
CALLS = "/sparring/"


def tariffs(world: World, kroner: str = "941,47", valid_from: str = "2019-10-01") -> None:
    for kind in ("sparring", "teaching"):
        typed = NewTariff(kind, kroner, "2019-10", "Lægeforeningen Midtjylland, 1.10.2019", valid_from)
        add_tariff(world.act("administrator"), typed)


def call(world: World, minutes: str = "10", on: str = "2026-11-02") -> UUID:
    clinic = str(world.units["pain_clinic"].id)
    return log_call(world.act("doctor"), NewCall(on, minutes, clinic, "Nedtrapning?"))


def typed_call(world: World, **changes: str) -> dict[str, str]:
    plain = {
        "on": "2026-11-20",
        "minutes": "10",
        "other": str(world.units["pain_clinic"].id),
        "question": "Hvor hurtigt?",
    }
    return {**plain, **changes, "_key": str(new_id())}


def settled(world: World, last_day: str) -> tuple[UUID, Decimal]:
    act = world.act("administrator")
    id_ = settle_period(act, NORTH, last_day)
    return id_, settlement(act, id_)[2]


def practices(world: World, count: int) -> list[Unit]:
    """So many practices more."""
    made = []
    for number in range(count):
        row = Unit(id=new_id(), kind="general_practice", region=NORTH, identifier=f"9{number:05}")
        row.set_name(f"Lægerne Opdigt {number}")
        row.save()
        made.append(row)
    return made


def test_the_figures_of_the_application_come_out_to_the_oere(world: World) -> None:
    tariffs(world)
    people = {str(unit.id): "1" for unit in practices(world, 40)}
    add_teaching(world.act("pain_doctor"), NewTeaching("2026-11-03", "120", "Smertebehandling", people))
    teaching, kroner = settled(world, "2026-11-03")
    assert kroner == Decimal("75317.60") and SettlementLine.objects.filter(settlement=teaching).count() == 40
    for _ in range(45):
        call(world, on="2026-11-10")
        call(world, on="2026-11-12")
    sparring, sparred = settled(world, "2026-11-20")
    assert sparred == Decimal("14122.05") and SettlementLine.objects.get(settlement=sparring).minutes == 900
    assert kroner + sparred == Decimal("89439.65")


def test_a_call_is_one_form_with_one_press_for_the_minutes(world: World) -> None:
    doctor = world.browser("doctor")
    form = page(doctor.get(CALLS))
    assert [each.get("value") for each in form.all("//button[@name='quick']")] == ["5", "10", "15", "20"]
    assert form.all("//input[@name='on']")[0].get("value") == doctor_day(world)
    assert doctor.post(CALLS, {**typed_call(world, minutes=""), "quick": "15"}).status_code == 302
    row = PaidTime.objects.get()
    assert (row.minutes, row.practice, row.other) == (15, world.units["practice"], world.units["pain_clinic"])
    assert row.words == "Hvor hurtigt?" and b"hurtigt" not in bytes(row.words_sealed or b"")


def doctor_day(world: World) -> str:
    from django.utils import timezone

    return timezone.localdate().isoformat()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "-5"}, "minutes"),
        ({"minutes": "1440"}, "minutes"),
        ({"minutes": "ti"}, "minutes"),
        ({"minutes": ""}, "minutes"),
        ({"on": ""}, "on"),
        ({"on": "2999-01-01"}, "on"),
        ({"other": ""}, "other"),
        ({"question": " "}, "question"),
        ({"question": "x" * 501}, "question"),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused_and_kept(world: World, changes: dict[str, str], field: str) -> None:
    refused = page(world.browser("doctor").post(CALLS, typed_call(world, **changes)))
    assert refused.status == 422 and refused.one(f"#e-{field}") and not PaidTime.objects.exists()


def test_the_clinic_sees_question_and_attachment_and_never_the_citizen(world: World) -> None:
    citizen = world.citizen()
    doctor = world.browser("doctor")
    sent = typed_call(world, citizen=str(citizen.id), attached="Tramadol i tre uger")
    assert doctor.post(CALLS, sent).status_code == 302
    where = f"{CALLS}{PaidTime.objects.get().id}/"
    own, clinic = page(doctor.get(where)), page(world.browser("pain_doctor").get(where))
    assert citizen.name in own.text and "Tramadol" in own.text
    assert "Tramadol" in clinic.text and "Hvor hurtigt?" in clinic.text
    assert citizen.name not in clinic.text and str(citizen.id) not in clinic.text
    assert world.browser("other_doctor").get(where).status_code == 404


def test_a_call_about_somebody_elses_citizen_is_nothing(world: World) -> None:
    far = world.citizen(CPRS[1], unit="other_practice")
    with pytest.raises(NothingThere):
        log_call(
            world.act("doctor"), NewCall("2026-11-20", "10", str(world.units["pain_clinic"].id), "?", "", str(far.id))
        )
    assert world.browser("doctor").get(f"{CALLS}?borger={far.id}").status_code == 404


def test_a_call_is_corrected_by_a_counter_row_once_and_only_by_its_writer(world: World) -> None:
    id_ = call(world)
    doctor, clinic = world.browser("doctor"), world.browser("pain_doctor")
    assert clinic.post(f"{CALLS}{id_}/ret/", {"reason": "x", "_key": str(new_id())}).status_code == 404
    assert doctor.post(f"{CALLS}{id_}/ret/", {"reason": "", "_key": str(new_id())}).status_code == 422
    assert doctor.post(f"{CALLS}{id_}/ret/", {"reason": "forkert dag", "_key": str(new_id())}).status_code == 302
    assert doctor.post(f"{CALLS}{id_}/ret/", {"reason": "igen", "_key": str(new_id())}).status_code == 409
    assert sorted(PaidTime.objects.values_list("minutes", flat=True)) == [-10, 10]
    with pytest.raises(DatabaseError), transaction.atomic():
        PaidTime.objects.filter(id=id_).update(minutes=99)


def test_the_clinic_can_write_the_call_too_and_the_practice_is_paid(world: World) -> None:
    clinic = world.browser("pain_doctor")
    sent = typed_call(world, other=str(world.units["practice"].id))
    assert clinic.post(CALLS, sent).status_code == 302
    row = PaidTime.objects.get()
    assert (row.practice, row.other, row.unit) == (
        *(world.units[key] for key in ("practice", "pain_clinic")),
        row.other,
    )


def test_a_settled_period_is_frozen_and_what_comes_later_goes_into_the_next(world: World) -> None:
    tariffs(world)
    first = call(world, "60", "2026-11-02")
    _, kroner = settled(world, "2026-11-10")
    assert kroner == Decimal("941.47")
    call(world, "30", "2026-11-05")
    world.browser("doctor").post(f"{CALLS}{first}/ret/", {"reason": "forkert", "_key": str(new_id())})
    second, later = settled(world, "2026-11-20")
    assert later == Decimal("-470.74") and Settlement.objects.get(id=second).first_day.isoformat() == "2026-11-11"
    with pytest.raises(FaultyForm, match=r"allerede afregnet til og med 20\.11\.2026"):
        settle_period(world.act("administrator"), NORTH, "2026-11-15")
    with pytest.raises(DatabaseError), transaction.atomic():
        SettlementLine.objects.update(kroner=0)


def test_nothing_is_settled_without_a_tariff_for_the_day(world: World) -> None:
    tariffs(world, valid_from="2026-11-03")
    call(world, on="2026-11-02")
    refused = page(
        world.browser("administrator").post(
            "/afregning/", {"region": NORTH, "last_day": "2026-11-20", "_do": "settle", "_key": str(new_id())}
        )
    )
    assert refused.status == 422 and "ingen takst for sparring den 2.11.2026" in refused.one("#e-last_day")
    assert not Settlement.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_from": ""}, "valid_from"),
        ({"valid_from": "2025-01-01"}, "valid_from"),
        ({"kroner_per_hour": "-1"}, "kroner_per_hour"),
        ({"kroner_per_hour": "1,234"}, "kroner_per_hour"),
        ({"price_level": "nu"}, "price_level"),
        ({"source": ""}, "source"),
        ({"kind": "moon"}, "kind"),
    ],
)
def test_a_tariff_without_a_date_or_on_anothers_days_is_refused(
    world: World, changes: dict[str, str], field: str
) -> None:
    tariffs(world)
    plain = {"kind": "sparring", "kroner_per_hour": "1000", "price_level": "2027", "source": "brev"}
    typed = {**plain, "valid_from": "2027-01-01", **changes, "_key": str(new_id())}
    refused = page(world.browser("administrator").post("/administration/takster/", typed))
    assert refused.status == 422 and refused.one(f"#e-{field}") and Tariff.objects.count() == 2


def test_the_list_is_seen_settled_printed_and_downloaded(world: World) -> None:
    tariffs(world)
    call(world, "10")
    browser = world.browser("administrator")
    wanted = {"region": NORTH, "last_day": "2026-11-20"}
    seen = page(browser.post("/afregning/", {**wanted, "_do": "preview", "_key": str(new_id())}))
    assert "156,91" in seen.one(".settlement tfoot") and not Settlement.objects.exists()
    done = browser.post("/afregning/", {**wanted, "_do": "settle", "_key": str(new_id())})
    planner = world.browser("planner")
    shown = page(planner.get(done.headers["Location"]))
    assert "156,91" in shown.one("tfoot") and "afrundet til øre" in shown.text
    answer = planner.get(f"/afregning/{Settlement.objects.get().id}/liste.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1] == "Lægerne Prøvegade;000000;Sparring;10;941,47;2019-10;156,91"
    assert (
        planner.post("/afregning/", {**wanted, "_do": "settle"}).status_code == 200 and Settlement.objects.count() == 1
    )


def test_a_name_that_a_spreadsheet_would_run_is_written_as_text(world: World) -> None:
    tariffs(world)
    world.units["practice"].set_name("=1+1")
    world.units["practice"].save()
    call(world)
    act = world.act("administrator")
    lines = settlement(act, settle_period(act, NORTH, "2026-11-20"))[1]
    assert as_csv(lines).splitlines()[1].startswith("'=1+1;")


def test_teaching_is_registered_by_practice_and_taken_back_by_a_counter_row(world: World) -> None:
    clinic = world.browser("pain_doctor")
    practice = world.units["practice"].id
    typed = {"title": "Smerter", "on": "2026-11-20", "minutes": "120", f"people-{practice}": "3", "_key": str(new_id())}
    assert clinic.post("/undervisning/ny/", {**typed, f"people-{practice}": "x"}).status_code == 422
    assert clinic.post("/undervisning/ny/", {**typed, f"people-{practice}": ""}).status_code == 422
    done = clinic.post("/undervisning/ny/", {**typed, "_key": str(new_id())})
    assert "3 læger" in page(clinic.get(done.headers["Location"])).one(".lead")
    row = PaidTime.objects.get()
    where = f"/undervisning/{row.teaching_id}/{row.id}/ret/"
    assert clinic.post(where, {"_key": str(new_id())}).status_code == 302
    assert clinic.post(where, {"_key": str(new_id())}).status_code == 409
    assert "0 læger" in page(clinic.get(f"/undervisning/{row.teaching_id}/")).one(".lead")
