"""What stands in the way of sending: blanks for the routine, never for the acute; a reason only outside the allowed."""

import pytest

from tests.shell.doctor.plain import PROGRAMME
from tvaerspor.actions.try_programme import Trial, open_for_trial, try_answers
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.programme import Programme
from tvaerspor.referral.choice import Choice, allowed_destinations, is_acute, obstacles
from tvaerspor.referral.questions import must_be_answered, still_blank
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Context
from tvaerspor.triage.read_answers import sift_answers

HERE = Context("2026-11-23", "nordjylland", "0851")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return open_for_trial(PROGRAMME)


def tried(programme: Programme, answers: Answers) -> Trial:
    return try_answers(programme, programme.decisions[0].id, answers, HERE)


def acute_cases(programme: Programme) -> list[Answers]:
    cases = [case for case in programme.cases if case.expect.urgency is Urgency.acute]
    return [sift_answers(programme, case.answers)[0] for case in cases if case.decision == programme.decisions[0].id]


def test_nothing_stands_in_the_way_of_an_acute_referral_but_the_choice(programme: Programme) -> None:
    found = acute_cases(programme)
    assert found
    for answers in found:
        trial = tried(programme, answers)
        blanks = still_blank(programme, programme.decision(), trial.known, answers)
        assert is_acute(trial.decision) and trial.decision.urgency is Urgency.acute
        goal = allowed_destinations(trial.decision)[0]
        assert obstacles(programme, trial.decision, blanks, Choice(goal)) == ()
        assert [each.field for each in obstacles(programme, trial.decision, blanks, Choice(""))] == ["_destination"]


def test_every_blank_that_must_be_answered_is_named_at_once(programme: Programme) -> None:
    trial = tried(programme, Answers())
    blanks = still_blank(programme, programme.decision(), trial.known, Answers())
    assert len(blanks) > 1
    named = [each.field for each in obstacles(programme, trial.decision, blanks, Choice(""))]
    assert named == [*blanks, "_destination"]


def test_do_not_know_is_a_blank_to_what_must_be_answered(programme: Programme) -> None:
    must = must_be_answered(programme)
    unknown = Answers({}, must)
    trial = tried(programme, unknown)
    assert still_blank(programme, programme.decision(), trial.known, unknown) == still_blank(
        programme, programme.decision(), trial.known, Answers()
    )


def test_a_reason_is_asked_for_only_outside_what_is_allowed(programme: Programme) -> None:
    for answers in acute_cases(programme):
        decision = tried(programme, answers).decision
        outside = next(name for name in programme.destinations if name not in allowed_destinations(decision))
        assert [each.field for each in obstacles(programme, decision, (), Choice(outside))] == ["_reason"]
        assert [each.field for each in obstacles(programme, decision, (), Choice(outside, "  "))] == ["_reason"]
        assert obstacles(programme, decision, (), Choice(outside, "borgeren ønsker det")) == ()
    nowhere = obstacles(programme, tried(programme, Answers()).decision, (), Choice("the_moon"))
    assert [each.field for each in nowhere] == ["_destination"]
