"""The provider register: criteria a to e with dates and evidence, and what the doctor sees when choosing."""

import pytest
from django.db import DatabaseError, transaction

from tests.shell.doctor.plain import page, plain_fields
from tests.shell.doctor.test_the_doctors_way import begin, save
from tests.shell.world import World
from tvaerspor.actions.duties.providers import NewStatement, state_criterion
from tvaerspor.actions.new_ids import new_id
from tvaerspor.records.models import CriterionRow

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
LIST = "/udbydere/"


def state(world: World, letters: str, **changes: str) -> None:
    for letter in letters:
        typed = {"is_met": "yes", "valid_from": "2026-01-01", "evidence": "kursusbevis", **changes}
        state_criterion(world.act("administrator"), world.units["physio"].id, NewStatement(letter, **typed))


def test_the_doctor_sees_which_criteria_are_met_and_which_nobody_has_stated(world: World) -> None:
    doctor = world.browser("doctor")
    draft = save(doctor, begin(world, doctor), plain_fields())
    where = f"/henvisning/{draft.id}/send/"
    assert "Ikke oplyst: a, b, c, d, e." in page(doctor.get(where)).text
    state(world, "abc")
    state(world, "d", valid_until="2026-11-22")
    state(world, "e", is_met="no")
    assert "Opfylder ikke e. Udløbet: d." in page(doctor.get(where)).text


def test_all_five_are_said_together(world: World) -> None:
    state(world, "abcde")
    (row,) = [each for each in page(world.browser("secretary").get(LIST)).words("tbody tr") if "Prøvetorv" in each]
    assert row.endswith("Opfylder kriterierne a-e.")


def test_what_runs_out_within_ninety_days_is_listed(world: World) -> None:
    state(world, "a", valid_until="2027-02-21")
    state(world, "b", valid_until="2027-02-22")
    state(world, "c", valid_until="2026-11-01")
    shown = page(world.browser("planner").get(LIST)).words(".note-box li")
    assert [each.split(": ")[1] for each in shown] == ["c, udløb 1. november 2026", "a, gælder til 21. februar 2027"]


def test_a_statement_is_ended_by_a_new_row_and_the_old_one_stays(world: World) -> None:
    state(world, "a")
    browser, row = world.browser("administrator"), CriterionRow.objects.get()
    where = f"{LIST}{row.unit_id}/kriterium/"
    ended = browser.post(f"{where}{row.id}/afslut/", {"last_day": "2026-12-31", "_key": str(new_id())})
    assert ended.status_code == 302 and CriterionRow.objects.get(replaces=row).valid_until.isoformat() == "2026-12-31"
    again = browser.post(f"{where}{row.id}/afslut/", {"last_day": "2026-11-30", "_key": str(new_id())})
    assert again.status_code == 409
    with pytest.raises(DatabaseError), transaction.atomic():
        CriterionRow.objects.filter(id=row.id).update(evidence="andet")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"criterion": "f"}, "criterion"),
        ({"is_met": ""}, "is_met"),
        ({"evidence": ""}, "evidence"),
        ({"valid_from": ""}, "valid_from"),
        ({"valid_from": "2026-06-01"}, "valid_from"),
    ],
)
def test_what_cannot_be_meant_is_refused(world: World, changes: dict[str, str], field: str) -> None:
    state(world, "a")
    where = f"{LIST}{world.units['physio'].id}/kriterium/"
    plain = {"criterion": "a", "is_met": "yes", "valid_from": "2026-06-01", "evidence": "bevis", "_key": str(new_id())}
    refused = page(world.browser("administrator").post(where, {**plain, **changes}))
    assert refused.status == 422 and refused.one(f"#e-{field}") and CriterionRow.objects.count() == 1


def test_only_the_administrator_states_a_criterion(world: World) -> None:
    where = f"{LIST}{world.units['physio'].id}/"
    for person in ("doctor", "physio", "planner"):
        browser = world.browser(person)
        assert browser.get(where).status_code == 200 and "Oplys et kriterium" not in page(browser.get(where)).text
        assert browser.post(f"{where}kriterium/", {}).status_code == 404
