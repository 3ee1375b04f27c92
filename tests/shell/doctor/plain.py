"""An ordinary referral, as its form's fields: a worked citizen of the shipped programme."""

from tests.web.visitor import Page
from tvaerspor.actions.open_programme import programme_ids
from tvaerspor.actions.try_programme import open_for_trial
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.read_answers import sift_answers
from tvaerspor.web.form.fields import fields_of

PROGRAMME = programme_ids()[0] if len(programme_ids()) == 1 else "knaeartrose"
DESTINATION = "private_physiotherapist"


def plain_case(programme: Programme) -> dict[str, str]:
    """The fields of the first worked citizen who goes to a private physiotherapist without anything in the way."""
    for case in programme.cases:
        fine = case.expect.to == (DESTINATION,) and case.expect.settled and not case.expect.red_flags
        if fine and case.decision == programme.decisions[0].id:
            answers, _ = sift_answers(programme, case.answers)
            fields = fields_of(programme, answers)
            fields.pop("birth_date", None)
            return fields
    raise AssertionError("the programme has no such worked citizen")


def plain_fields() -> dict[str, str]:
    """Its fields, with every red flag answered."""
    from tvaerspor.referral.questions import must_be_answered

    programme = open_for_trial(PROGRAMME)
    fields = plain_case(programme)
    return {**dict.fromkeys(must_be_answered(programme), "no"), **fields}


def page(response: object) -> Page:
    """A response as a page whose words can be asked for."""
    return Page(response)
