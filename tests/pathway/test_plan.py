"""The proposed plan, its round trip as JSON, and the sentences about what is wrong with one."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pathway.course_programme import START, plan, programme, with_activity
from tests.programme.small import opened
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.pathway.plan import Checkpoint, Plan, PlannedActivity, PlannedGoal, as_data, from_data
from tvaerspor.pathway.plan_faults import plan_faults
from tvaerspor.pathway.proposal import options, proposed_activity, proposed_plan
from tvaerspor.programme.answers import Answers, Partial
from tvaerspor.triage.decision import canonical

words = st.text(max_size=8)
numbers = st.none() | st.integers(-5, 600)
activities = st.builds(
    PlannedActivity,
    id=words,
    setting=st.sampled_from(["supervised", "home", "other"]),
    group=st.booleans(),
    per_week=numbers,
    weeks=numbers,
    sessions=numbers,
    minutes=numbers,
    reason=words,
)
goals = st.builds(PlannedGoal, id=words, standing=st.sampled_from(["proposed", "to_ask", "agreed"]), words=words)
checkpoints = st.builds(Checkpoint, id=words, due=st.dates(), measures=st.lists(words, max_size=3).map(tuple))
plans = st.builds(
    Plan,
    programme=words,
    version=words,
    start=st.dates(),
    activities=st.lists(activities, max_size=3).map(tuple),
    goals=st.lists(goals, max_size=3).map(tuple),
    self_care=words,
    checkpoints=st.lists(checkpoints, max_size=3).map(tuple),
)


def standings(answers: dict[str, object]) -> dict[str, str]:
    given_ = Answers(answers)  # type: ignore[arg-type]
    return {goal.id: goal.standing for goal in proposed_plan(programme(), given_, START).goals}


def test_the_first_supervised_activity_is_proposed_and_the_others_are_options() -> None:
    assert [activity.id for activity in plan().activities] == ["talk", "class", "self_training"]
    assert [activity.id for activity in options(programme(), plan())] == ["alone", "massage"]


def test_the_proposed_dose_is_the_least_that_the_programme_allows() -> None:
    trained = plan().activities[1]
    assert (trained.per_week, trained.weeks, trained.sessions, trained.minutes) == (2, 6, 12, None)
    assert (trained.setting, trained.group) == ("supervised", True)


def test_self_training_without_a_dose_is_proposed_without_one() -> None:
    home = plan().activities[2]
    assert (home.setting, home.per_week, home.weeks, home.sessions) == ("home", None, None, None)


def test_an_option_is_added_with_the_programmes_least_dose() -> None:
    alone = proposed_activity(programme(), options(programme(), plan())[0])
    assert (alone.per_week, alone.weeks, alone.sessions) == (2, 6, None)


STANDINGS = [
    ({}, {"calm": "proposed", "lighter": "to_ask", "newer": "to_ask"}),
    ({"weight": 90, "picture_date": "2026-01-01"}, {"calm": "proposed", "lighter": "proposed", "newer": "proposed"}),
    ({"weight": 89, "picture_date": "2026-03-01"}, {"calm": "proposed"}),
    ({"weight": Partial(at_least=80)}, {"calm": "proposed", "lighter": "to_ask", "newer": "to_ask"}),
    ({"weight": Partial(at_least=95)}, {"calm": "proposed", "lighter": "proposed", "newer": "to_ask"}),
]


@pytest.mark.parametrize(("answers", "expected"), STANDINGS)
def test_a_goal_is_proposed_asked_about_or_left_out_and_unknown_is_never_no(
    answers: dict[str, object], expected: dict[str, str]
) -> None:
    assert standings(answers) == expected


def test_measures_are_taken_at_start_end_and_follow_ups_as_the_letter_and_the_programme_ask() -> None:
    assert [(checkpoint.id, checkpoint.due.isoformat(), checkpoint.measures) for checkpoint in plan().checkpoints] == [
        ("start", "2026-03-03", ("pain_score", "steps", "pills")),
        ("end", "2026-04-14", ("pain_score", "steps", "pills")),
        ("later", "2026-06-03", ("pain_score",)),
    ]


def test_a_programme_without_activities_or_letter_proposes_only_its_follow_ups() -> None:
    bare = proposed_plan(opened(), Answers({}), START)
    assert (bare.activities, bare.goals) == ((), ())
    assert [checkpoint.id for checkpoint in bare.checkpoints] == ["start", "later"]


@given(plans)
def test_a_plan_comes_back_from_its_canonical_text(held: Plan) -> None:
    text = canonical(as_data(held))
    again = from_data(json.loads(text))
    assert again == held
    assert canonical(as_data(again)) == text


@pytest.mark.parametrize("id_", programme_ids())
def test_what_a_shipped_programme_proposes_has_no_faults(id_: str) -> None:
    shipped = open_programme(id_)
    proposed = proposed_plan(shipped, Answers({}), date(2026, 3, 3))
    assert plan_faults(shipped, proposed) == ()
    assert proposed.activities


def faults_of(held: Plan) -> str:
    return "\n".join(plan_faults(programme(), held))


def test_the_proposed_plan_has_no_faults() -> None:
    assert plan_faults(programme(), plan()) == ()


NUMBERS = [
    ({"per_week": 0}, "«Hold»: 0 gange om ugen kan ikke passe; skriv et tal fra 1 til 21, eller lad feltet stå tomt."),
    ({"weeks": -6}, "«Hold»: -6 uger kan ikke passe"),
    ({"weeks": 105}, "«Hold»: 105 uger kan ikke passe"),
    ({"sessions": 501}, "«Hold»: 501 gange i alt kan ikke passe"),
    ({"minutes": 481}, "«Hold»: 481 minutter kan ikke passe"),
    ({"per_week": 1}, "«Hold»: 1 gang om ugen er under programmets mindste dosis på 2"),
    ({"weeks": 5, "sessions": 10}, "«Hold»: 5 uger er under programmets mindste dosis på 6"),
    ({"sessions": 11}, "«Hold»: 11 gange i alt er under programmets mindste dosis på 12"),
    ({"sessions": 13}, "«Hold»: 13 gange i alt kan ikke nås med 2 gange om ugen i 6 uger; ret et af tallene."),
    ({"per_week": None}, "«Hold»: antallet af gange om ugen mangler; programmet siger mindst 2."),
]


@pytest.mark.parametrize(("changes", "sentence"), NUMBERS)
def test_a_number_that_cannot_be_meant_is_named_with_what_to_do(changes: dict[str, object], sentence: str) -> None:
    assert sentence in faults_of(with_activity("class", **changes))


@pytest.mark.parametrize("changes", [{"per_week": 3}, {"weeks": 8}, {"sessions": 16, "per_week": 3}, {"minutes": 60}])
def test_more_than_the_least_dose_is_no_fault(changes: dict[str, object]) -> None:
    assert faults_of(with_activity("class", **changes)) == ""


def test_a_dose_below_the_least_is_no_fault_once_it_has_a_reason() -> None:
    small = {"per_week": 1, "sessions": 6}
    assert faults_of(with_activity("class", **small, reason="Borgeren kan kun komme om tirsdagen.")) == ""
    assert faults_of(with_activity("class", **small, reason="  ")) != ""


def test_home_training_without_a_supervised_start_needs_the_start_or_a_reason() -> None:
    home = next(each for each in plan().activities if each.id == "self_training")
    explained = home.model_copy(update={"reason": "Borgeren har lige gennemført et hold."})
    assert "uden en superviseret start; tilføj «Hold»" in faults_of(plan(activities=(home,)))
    assert faults_of(plan(activities=(explained,))) == ""


def test_names_that_the_programme_does_not_have_are_named() -> None:
    odd = PlannedActivity(id="yoga", setting="other")
    strange = plan(
        activities=(*plan().activities, odd),
        goals=(PlannedGoal(id="win", standing="agreed"),),
        checkpoints=(Checkpoint(id="start", due=START, measures=("speed",)),),
    )
    for name in ("aktiviteten «yoga»", "målet «win»", "målingen «speed»"):
        assert f"Planen nævner {name}, som programmet ikke har" in faults_of(strange)


def test_an_activity_stands_only_once_in_a_plan() -> None:
    held = plan().activities
    assert "«Undervisning» står to gange i planen" in faults_of(plan(activities=(*held, held[0])))


def test_a_checkpoint_before_the_start_is_a_fault() -> None:
    early = Checkpoint(id="later", due=date(2026, 3, 2))
    assert "Målingen «later» ligger før forløbets start" in faults_of(plan(checkpoints=(early,)))


def test_a_plan_for_another_version_is_not_judged_by_this_one() -> None:
    assert "en anden version" in faults_of(plan(version="0" * 64))
