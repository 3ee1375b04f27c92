"""Scales filled in, the charts of what was measured, injections, and what stands beside the training."""

import json
from datetime import date, timedelta

import pytest

from tests.shell.receiver.rows import answered, referral
from tests.shell.therapist.course import ANSWERED, Therapist, as_typed
from tests.shell.world import World
from tests.web.visitor import Page
from tvaerspor.actions.stored_programmes import current_version
from tvaerspor.records.models import Course, Event, Session

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
TODAY = date.today()


@pytest.fixture
def therapist(world: World) -> Therapist:
    return Therapist(world)


def fill(therapist: Therapist, course: Course, measure: str, **fields: str) -> Page:
    sent = {"checkpoint": "start", "on": TODAY.isoformat(), "_version": str(course.version_number)}
    typed = {name.replace("__", "."): value for name, value in fields.items()}
    answer = therapist.post(f"/forloeb/{course.id}/skema/{measure}/", {**sent, **typed})
    course.refresh_from_db()
    return answer


def under(world: World, programme: str, **given: object) -> Course:
    """A course under another programme, put straight into the tables."""
    row = referral(world, programme=programme, version_id=current_version(programme), status="started")
    answered(row, dict(given))
    return Course.objects.create(
        id=row.id, referral=row, citizen=row.citizen, unit=world.units["physio"], state="running", started_on=TODAY
    )


def test_a_scale_is_filled_in_and_its_score_stands_among_the_measures(therapist: Therapist) -> None:
    course = therapist.planned()
    assert "/skema/chair_stand/?hvornaar=start" in therapist.get(f"/forloeb/{course.id}/maalinger/?hvornaar=start").text
    assert fill(therapist, course, "chair_stand", i__stands="11").status == 302
    (kept,) = json.loads(course.measures)
    assert (kept["value"], kept["checkpoint"], kept["reply"]["numbers"]) == (11, "start", {"stands": 11})
    assert Event.objects.filter(kind="measured").count() == 1
    assert "11" in therapist.get(f"/forloeb/{course.id}/").one("table.measures tbody tr")


def test_a_value_out_of_range_is_refused_and_what_was_typed_is_kept(therapist: Therapist) -> None:
    course = therapist.planned()
    refused = fill(therapist, course, "pain_nrs", i__pain="12")
    assert refused.status == 422 and "12 kan ikke passe; skriv et tal fra 0 til 10" in refused.text
    assert as_typed(refused)["i.pain"] == "12"
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert "Dagen er ikke kommet endnu" in fill(therapist, course, "pain_nrs", i__pain="5", on=tomorrow).text
    assert Course.objects.get().measures == "[]"


def test_five_answers_are_needed_and_a_blank_is_no_zero(world: World, therapist: Therapist) -> None:
    course = under(world, "funktionelle-lidelser")
    given = {f"i__{name}": "3" for name in ("cheerful", "calm", "active", "rested", "interested")}
    refused = fill(therapist, course, "who5", **{name: value for name, value in given.items() if "calm" not in name})
    assert refused.status == 422 and "uden det gives ingen score" in refused.text
    assert len(refused.all("//input[@type='radio' and @checked]")) == 4
    assert fill(therapist, course, "who5", **given).status == 302
    assert json.loads(course.measures)[0]["value"] == 60
    assert "World Health" in therapist.get(f"/en/forloeb/{course.id}/skema/who5/").text


def test_the_citizens_own_activities_are_asked_about_again(world: World, therapist: Therapist) -> None:
    course = under(world, "hofteklinik")
    typed = {"o__1__words": "Gå på trapper", "o__1__value": "4", "o__2__words": "Cykle", "o__2__value": "7"}
    assert fill(therapist, course, "psfs", **typed).status == 302
    assert json.loads(course.measures)[0]["value"] == 5.5
    again = as_typed(therapist.get(f"/forloeb/{course.id}/skema/psfs/?hvornaar=end"))
    assert (again["o.1.words"], again["o.1.value"], again["o.2.words"]) == ("Gå på trapper", "", "Cykle")


def test_statements_are_ticked_by_number_and_a_blank_form_is_refused(world: World, therapist: Therapist) -> None:
    course = under(world, "laenderyg")
    assert fill(therapist, course, "roland_morris").status == 422
    assert fill(therapist, course, "roland_morris", t__2="1", t__17="1").status == 302
    assert json.loads(course.measures)[0]["value"] == 2


@pytest.mark.parametrize("measure", ["koos_qol", "active_days", "nothing"])
def test_a_measure_without_a_form_has_no_page(therapist: Therapist, measure: str) -> None:
    assert therapist.get(f"/forloeb/{therapist.planned().id}/skema/{measure}/").status == 404


def test_two_windows_do_not_overwrite_each_others_score(therapist: Therapist) -> None:
    course = therapist.planned()
    seen = str(course.version_number)
    assert fill(therapist, course, "pain_nrs", i__pain="5").status == 302
    assert fill(therapist, course, "pain_nrs", i__pain="6", _version=seen).status == 409
    assert len(json.loads(Course.objects.get().measures)) == 1


def test_a_chart_says_in_words_what_it_draws(therapist: Therapist) -> None:
    course = therapist.planned()
    fill(therapist, course, "pain_vas", i__pain="60")
    fill(therapist, course, "pain_vas", i__pain="30", checkpoint="end")
    fill(therapist, course, "walk_40m", i__seconds="32")
    page = therapist.get(f"/forloeb/{course.id}/")
    assert len(page.all(".chart circle")) == 3 and len(page.all(".chart-band")) == 1
    words = " ".join(page.words(".chart-words"))
    assert "Fra 60 til 30; ændring -30. Det er bedre. Lavere er bedre." in words
    assert "Mindste vigtige ændring: 18. Den er nået." in words
    assert "1,25 meter i sekundet" in words
    assert "Fra 60 til 30" in Therapist(therapist.world, "doctor").get(f"/forloeb/{course.id}/").text
    assert "style=" not in page.text, "no inline style passes the content policy"


def test_the_weeks_that_were_kept_are_drawn_and_said(therapist: Therapist) -> None:
    course = therapist.planned()
    start = TODAY - timedelta(weeks=3)
    plan = {**json.loads(course.plan), "start": start.isoformat()}
    Course.objects.update(plan=json.dumps(plan), started_on=start)
    for day in (0, 2, 7):
        on = start + timedelta(days=day)
        Session.objects.create(
            id=therapist.world.act("physio").new_id(),
            course=course,
            on=on,
            activity="class_training",
            attendance="attended",
        )
    page = therapist.get(f"/forloeb/{course.id}/")
    assert "1 af 3 uger med mindst 2 gange, som aftalt." in page.text
    assert "Programmet siger mindst 2 gange om ugen i mindst 6 uger." in page.text
    assert len(page.all(".week-bar")) == 4 and len(page.all(".week-bar.kept")) == 1


def test_what_the_decision_said_beside_stands_in_a_box_with_its_reasons(world: World, therapist: Therapist) -> None:
    row = answered(referral(world, status="visitated"), {**ANSWERED, "sick_listed": True, "work_threatened": True})
    course = therapist.planned(therapist.started(row))
    for person, path in (("physio", f"/forloeb/{course.id}/"), ("doctor", f"/henvisning/{row.id}/")):
        box = Therapist(world, person).get(path).one(".beside-box")
        assert "Arbejdssporet" in box and "borgeren er sygemeldt" in box
        assert "Muligvis også" in box and "Opmærksomhed på familien" in box


def test_a_vulnerable_citizen_is_named_with_the_reasons_and_the_family(world: World, therapist: Therapist) -> None:
    given = dict(
        ANSWERED, home_care=True, low_self_care=True, weak_network=True, homeless_misuse_or_mental_illness=True
    )
    row = answered(referral(world), given)
    parallel = json.loads(row.decision)["parallel"]
    box = therapist.get(f"/henvisning/{row.id}/").one(".beside-box")
    assert parallel["family_attention"] == "certain", "the decision says so, the page only reads it"
    assert "Vær også opmærksom på borgerens familie" in box and "svagt" in box.lower()


def inject(therapist: Therapist, course: Course, days_ago: int, **more: str) -> Page:
    on = (TODAY - timedelta(days=days_ago)).isoformat()
    return therapist.post(f"/forloeb/{course.id}/injektion/", {"site": "Højre side", "on": on, **more})


def test_an_injection_beyond_the_programmes_count_warns_and_is_written_when_somebody_says_so(
    world: World, therapist: Therapist
) -> None:
    course = under(world, "hofteklinik")
    for days in (300, 200, 100):
        assert inject(therapist, course, days).status == 302
    warned = inject(therapist, course, 10, site="  højre   side ")
    assert warned.status == 422 and "der er givet 3 de seneste 12 måneder; programmets grænse er 3" in warned.text
    assert Event.objects.filter(kind="injection").count() == 3, "nothing is saved by a warning"
    assert inject(therapist, course, 10, _anyway="1").status == 302
    assert inject(therapist, course, 10, site="venstre side").status == 302, "counted by site"
    page = therapist.get(f"/forloeb/{course.id}/")
    assert "Højre side" in page.text and "4 de seneste 12 måneder" in page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"site": ""}, "Skriv stedet"), ({"on": "2999-01-01"}, "ikke kommet endnu"), ({"on": "i går"}, "som en dato")],
)
def test_an_injection_that_cannot_be_meant_is_refused(
    world: World, therapist: Therapist, fields: dict[str, str], said: str
) -> None:
    course = under(world, "hofteklinik")
    refused = inject(therapist, course, 10, **fields)
    assert refused.status == 422 and said in refused.text and not Event.objects.filter(kind="injection").exists()
