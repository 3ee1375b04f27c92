"""What a course knows for the closing letter: in Danish words, and absent where it is not known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pathway.course_programme import START, plan, programme, with_activity
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.pathway.dose import Attendance, Session
from tvaerspor.pathway.letter_parts import CourseSoFar, Measurement, letter_parts, said_date
from tvaerspor.pathway.plan import PlannedGoal
from tvaerspor.pathway.proposal import proposed_plan
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.names import LETTER_FIELDS

PROGRAMME = programme()
NOTHING = Answers({})


def measured(measure: str, checkpoint: str, value: float, on: date = START) -> Measurement:
    return Measurement(measure, checkpoint, on, value)


def parts(*measurements: Measurement) -> dict[str, str]:
    return dict(letter_parts(PROGRAMME, CourseSoFar(plan(), measurements=measurements), NOTHING))


def test_of_a_new_course_only_its_title_and_start_are_known() -> None:
    assert parts() == {"programme.title": "Lille", "course.start": "3. marts 2026"}


def test_the_end_is_said_when_there_is_one() -> None:
    ended = CourseSoFar(plan(), end=date(2026, 4, 14))
    assert letter_parts(PROGRAMME, ended, NOTHING)["course.end"] == "14. april 2026"


MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()


@given(st.dates())
def test_a_date_is_said_as_day_and_month_in_words(day: date) -> None:
    number, month, year = said_date(day).split(" ")
    assert (int(number.rstrip(".")), MONTHS.index(month) + 1, int(year)) == (day.day, day.month, day.year)


def test_contacts_are_those_that_are_supervised_and_were_offered() -> None:
    held = [Session(START, "class"), Session(START, "class", Attendance.STAYED_AWAY), Session(START, "talk")]
    said = letter_parts(PROGRAMME, CourseSoFar(plan(), sessions=held), NOTHING)
    assert (said["course.contacts_offered"], said["course.contacts_attended"]) == ("2", "1")


def test_no_contacts_are_absent_and_not_zero_but_a_known_zero_is_said() -> None:
    only_talk = letter_parts(PROGRAMME, CourseSoFar(plan(), sessions=[Session(START, "talk")]), NOTHING)
    stayed_away = CourseSoFar(plan(), sessions=[Session(START, "class", Attendance.STAYED_AWAY)])
    assert not any(name.startswith("course.contacts") for name in only_talk)
    assert letter_parts(PROGRAMME, stayed_away, NOTHING)["course.contacts_attended"] == "0"


CHANGES = [
    (7, 3.5, "7", "3,5", "-3,5"),
    (3, 7, "3", "7", "+4"),
    (5, 5, "5", "5", "0"),
    (0.3, 0.1, "0,3", "0,1", "-0,2"),
    (0.3, 0.1 + 0.2, "0,3", "0,3", "0"),
]


@pytest.mark.parametrize(("first", "last", "start", "end", "change"), CHANGES)
def test_a_measure_has_start_end_and_a_change_with_its_sign(
    first: float, last: float, start: str, end: str, change: str
) -> None:
    said = parts(measured("pain_score", "start", first), measured("pain_score", "end", last))
    assert [said[f"measure.pain_score.{part}"] for part in ("start", "end", "change")] == [start, end, change]


def test_a_measure_with_one_value_has_no_change() -> None:
    said = parts(measured("pain_score", "start", 7), measured("pain_score", "later", 2))
    assert [name for name in said if name.startswith("measure")] == ["measure.pain_score.start"]


def test_the_latest_of_two_values_at_a_checkpoint_counts() -> None:
    later = measured("steps", "end", 14, START + timedelta(days=40))
    assert parts(later, measured("steps", "end", 12))["measure.steps.end"] == "14"


def test_a_measure_whose_unit_names_its_values_is_said_in_words_without_a_change() -> None:
    said = parts(measured("pills", "start", 1), measured("pills", "end", 0))
    assert (said["measure.pills.start"], said["measure.pills.end"]) == ("ja", "nej")
    assert "measure.pills.change" not in said


def test_only_agreed_goals_are_told() -> None:
    goals = (
        PlannedGoal(id="calm", standing="agreed", words="gå til købmanden"),
        PlannedGoal(id="newer", standing="agreed"),
        PlannedGoal(id="lighter", standing="to_ask"),
    )
    said = letter_parts(PROGRAMME, CourseSoFar(plan(goals=goals)), NOTHING)
    assert said["plan.goals"] == "Mindre smerte: gå til købmanden; Nyt billede"


def test_self_training_is_told_with_as_much_dose_as_is_agreed() -> None:
    agreed = with_activity("self_training", per_week=3, weeks=12, minutes=20)
    told = letter_parts(PROGRAMME, CourseSoFar(agreed.model_copy(update={"self_care": "elastik"})), NOTHING)
    assert told["plan.self_training"] == "3 gange om ugen i 12 uger, 20 minutter ad gangen; elastik"
    once = letter_parts(PROGRAMME, CourseSoFar(with_activity("self_training", per_week=1)), NOTHING)
    assert once["plan.self_training"] == "1 gang om ugen"


def answered(**answers: bool | str | float) -> dict[str, str]:
    return dict(letter_parts(PROGRAMME, CourseSoFar(plan()), Answers(answers)))


def test_answers_are_said_in_words_and_dates_in_danish() -> None:
    said = answered(weight=80.5, degree="mild", picture_date="2026-01-31")
    assert (said["weight"], said["degree"], said["picture_date"]) == ("80,5 kg", "mildt", "31. januar 2026")


SEVERAL = [
    ({"warm": True, "home_care": False}, "Er fingeren varm?"),
    ({"warm": False, "home_care": False}, "ingen"),
    ({"warm": True}, "Er fingeren varm? (ikke besvaret: Får borgeren hjemmepleje?)"),
    ({"warm": False}, "ingen af de undersøgte (ikke besvaret: Får borgeren hjemmepleje?)"),
]


@pytest.mark.parametrize(("answers", "words"), SEVERAL)
def test_a_blank_among_several_is_never_told_as_no(answers: dict[str, bool], words: str) -> None:
    assert answered(**answers)["signs"] == words


def test_several_without_any_answer_are_absent() -> None:
    assert "signs" not in answered(weight=80)


@pytest.mark.parametrize("id_", programme_ids())
def test_every_part_is_a_blank_that_a_text_may_have_and_none_is_empty(id_: str) -> None:
    shipped = open_programme(id_)
    values = [
        Measurement(measure.id, checkpoint, START, measure.range[0])
        for measure in shipped.pathway.measures
        for checkpoint in ("start", "end")
    ]
    held = proposed_plan(shipped, NOTHING, START)
    sessions = [Session(START, activity.id) for activity in held.activities]
    said = letter_parts(shipped, CourseSoFar(held, START, sessions, values), Answers({}))
    assert all(LETTER_FIELDS.fullmatch(name) or name in shipped.facts for name in said)
    assert all(text.strip() for text in said.values())
    assert len(said) >= 3 + 2 * len(shipped.pathway.measures)
