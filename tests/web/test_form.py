"""The form: what is asked, what is typed, and that nothing typed is ever lost."""

from pathlib import Path

import pytest

from tests.web.visitor import ID, TRY, Visitor
from tvaerspor.programme.answers import Answers, Partial
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.read_answers import read_answers
from tvaerspor.web.form.fields import answers_in, fields_of
from tvaerspor.web.form.questions import question_of


def test_a_referral_asks_at_most_eight_numbered_phrases(visitor: Visitor, programme: Programme) -> None:
    numbers = visitor.get(TRY).words(".phrase-number")
    assert numbers == [str(number) for number in range(1, len(programme.phrases) + 1)]


def test_every_fact_of_the_phrases_has_a_field(visitor: Visitor, programme: Programme) -> None:
    page = visitor.get(TRY)
    names = {field.get("name") for field in page.all("//*[@name]")}
    asked = {fact for question in question_of(programme, "destination").values() for fact in question.facts}
    assert asked <= names


def test_nothing_is_chosen_before_somebody_chooses(visitor: Visitor) -> None:
    chosen = visitor.get(TRY).all("//form[@id='trial']//input[@checked and @value!='']")
    assert chosen == []


def test_a_later_decision_asks_its_own_questions_first(visitor: Visitor, programme: Programme) -> None:
    page = visitor.get(f"/afproev/{ID}/first_visit/")
    assert page.words(".phrase > h3")[0] == "1 Første besøg"
    assert page.all("//*[@name='training_needed']")


def test_every_decision_of_the_programme_has_a_form(visitor: Visitor, programme: Programme) -> None:
    for decision in programme.decisions:
        assert visitor.get(f"/afproev/{ID}/{decision.id}/").status == 200


def test_none_of_these_answers_the_whole_group_with_no(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill({}, press="none:red_flags")
    assert {page.chosen(fact) for fact in programme.facts["red_flags"].of} == {"no"}


def test_the_rest_can_be_set_to_no_without_touching_what_is_answered(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill({"cancer": "yes"}, press="rest:red_flags")
    answers = {fact: page.chosen(fact) for fact in programme.facts["red_flags"].of}
    assert answers.pop("cancer") == "yes"
    assert set(answers.values()) == {"no"}


def test_an_answer_can_be_taken_back(visitor: Visitor) -> None:
    page = visitor.fill({"severity": "mild", "bmi": "31"}, press="clear:severity")
    assert (page.chosen("severity"), page.chosen("bmi")) == (None, "31")


def test_with_htmx_a_button_sends_back_its_own_question_and_no_other(visitor: Visitor) -> None:
    page = visitor.answer({"severity": "mild"}, press="none:red_flags")
    assert [each.get("id") for each in page.all(".question")] == ["q-red_flags"]
    assert page.chosen("infection") == "no"


@pytest.mark.parametrize("typed", ["27,5", "27.5", "27,5 kg/m²"])
def test_a_decimal_comma_and_a_unit_are_understood(visitor: Visitor, typed: str) -> None:
    page = visitor.fill({"bmi": typed})
    assert page.status == 200
    assert "27,5 kg/m²" in page.one(".given")


@pytest.mark.parametrize(
    ("typed", "said"), [("abc", "skal være et tal"), ("3", "mellem 10 og 80"), ("mindst 4 dage", "skal være et tal")]
)
def test_a_number_that_cannot_be_used_is_kept_and_named_with_what_was_expected(
    visitor: Visitor, typed: str, said: str
) -> None:
    page = visitor.fill({"bmi": typed, "severity": "mild"})
    assert page.status == 422
    assert page.chosen("bmi") == typed
    assert page.chosen("severity") == "mild"
    assert said in page.one("#e-bmi")
    (field,) = page.all("#bmi")
    assert field.get("aria-invalid") == "true"
    assert "e-bmi" in field.get("aria-describedby").split()
    assert page.all(".trouble-box a[href='#q-bmi']")


def test_a_number_and_not_measured_together_are_a_fault_and_not_a_guess(visitor: Visitor) -> None:
    page = visitor.fill({"bmi": "27", "bmi.unknown": "1"})
    assert page.status == 422
    assert "både et tal" in page.one("#e-bmi")


def test_a_number_that_is_only_partly_known_counts_as_that(programme: Programme) -> None:
    answers, faults = answers_in(programme, {"bmi": "mindst 25 og under 30 kg/m²"}, "da")
    assert faults == ()
    assert answers["bmi"] == Partial(at_least=25, below=30)


def test_a_danish_date_typed_by_hand_is_understood(programme: Programme) -> None:
    answers, faults = answers_in(programme, {"birth_date": "1.2.1956"}, "da")
    assert (answers["birth_date"], faults) == ("1956-02-01", ())


def test_an_impossible_date_of_the_page_is_said_and_today_is_used(visitor: Visitor) -> None:
    page = visitor.fill({"_date": "31.2.2026"})
    assert page.status == 422
    assert "dagen i dag er brugt" in page.one("#e-_date")


def test_every_worked_citizen_survives_the_way_into_the_form_and_out_again(programme: Programme) -> None:
    for case in programme.cases:
        answers = read_answers(programme, case.answers)
        for language in ("da", "en"):
            again, faults = answers_in(programme, fields_of(programme, answers, language), language)
            assert (again, faults) == (answers, ()), case.id


def test_dont_know_and_not_asked_are_kept_apart(programme: Programme) -> None:
    answers, _ = answers_in(programme, {"severity": "unknown", "bmi.unknown": "1"}, "da")
    assert answers == Answers({}, frozenset({"severity", "bmi"}))


def test_a_question_is_shown_while_its_criterion_can_still_hold(visitor: Visitor) -> None:
    assert "closed" not in visitor.get(TRY).all("#g-new_complaint")[0].get("class")


def test_a_question_goes_when_its_criterion_cannot_hold_and_the_page_says_why(visitor: Visitor) -> None:
    page = visitor.fill({"request": "training"})
    assert "closed" in page.all("#g-new_complaint")[0].get("class")
    assert "spørges der ikke om nu" in page.one("#g-new_complaint")


def test_an_answer_to_a_question_that_went_is_kept_not_used_and_said_to_be(visitor: Visitor) -> None:
    page = visitor.fill({"request": "training", "new_complaint": "yes"})
    assert page.chosen("new_complaint") == "yes"
    assert "bruges ikke" in page.one("#g-new_complaint")
    assert "gener" not in page.one(".given").lower()
    assert page.one(".count") == "Svar talt: 1"


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked_either(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill({"request": "training", "severity": "mild"})
    assert "closed" in page.all("#g-xray_taken")[0].get("class")
    assert "closed" in page.all("#g-xray_date")[0].get("class")


def test_changing_language_keeps_what_is_typed(visitor: Visitor) -> None:
    button = visitor.get(TRY).all("button.language")[0]
    page = visitor.fill({"bmi": "31", "anamnesis": "Ondt, når hun går på trapper."}, path=button.get("formaction"))
    assert page.tree.get("lang") == "en"
    assert page.chosen("bmi") == "31"
    assert "Ondt, når hun går på trapper." in page.one("#anamnesis")


def test_changing_moment_keeps_what_both_forms_ask(visitor: Visitor) -> None:
    path = next(
        each.get("formaction")
        for each in visitor.get(TRY).all(".decisions button")
        if "first_visit" in each.get("formaction")
    )
    page = visitor.fill({"infection": "no", "bmi": "31"}, path=path)
    assert (page.chosen("infection"), page.chosen("bmi")) == ("no", "31")


def test_the_form_never_sends_answers_in_the_address(visitor: Visitor) -> None:
    page = visitor.get(TRY)
    assert page.all("form#trial")[0].get("method") == "post"
    assert all("?" not in element.get("formaction", "") for element in page.all("button"))


def test_fields_that_the_programme_does_not_know_are_ignored(visitor: Visitor) -> None:
    page = visitor.fill({"<script>": "1", "__class__": "1", "bmi": "24"})
    assert page.status == 200
    assert page.one(".count") == "Svar talt: 1"


def test_words_typed_into_the_form_are_never_markup(visitor: Visitor) -> None:
    page = visitor.fill({"anamnesis": "</textarea><script>alert(1)</script>", "bmi": '"><img src=x>'})
    assert "<script>alert" not in page.text
    assert not page.all("img")


def test_place_decides_region_and_is_remembered(visitor: Visitor) -> None:
    page = visitor.fill({"_place": "0751"})
    assert "Aarhus Kommune" in page.one(".context summary")
    assert page.all("//option[@selected and @value='0751']")


def test_an_answer_that_is_not_asked_for_does_not_count_in_any_rule(visitor: Visitor, own_folder: Path) -> None:
    questions = own_folder / "common" / "questions.yaml"
    questions.write_text(questions.read_text().replace("  bmi:\n", "  bmi:\n    ask_when: {request: advice}\n", 1))

    def verdict(request: str) -> str:
        page = visitor.fill({"bmi": "31", "request": request})
        return page.one("//section[h3='Ved siden af']//li[strong='Forebyggelse: vægttab']/span[1]")

    assert verdict("advice") == "Ja"
    assert verdict("training") == "Måske"
