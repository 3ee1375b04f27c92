"""What the receiver of a referral reads: every phrase, the choice, the red flags and what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.documents.shipped import IDS, shipped, worked
from tvaerspor.documents.referral_text import referral_text
from tvaerspor.documents.text_section import TextSection
from tvaerspor.documents.worked import Worked
from tvaerspor.programme.answers import Answers
from tvaerspor.referral.choice import Choice
from tvaerspor.terms.text import Language
from tvaerspor.triage.decide import decide
from tvaerspor.triage.decision import Context
from tvaerspor.triage.read_answers import sift_answers

KNEE = "knaeartrose"
SENTENCE = "Henvises til behandling for den pågældende lidelse jf. kliniske retningslinjer."
CONTEXT = Context("2026-06-01", "nordjylland", "0851")
TWO_PAGES = 90, 7_000  # lines and signs
AT_REFERRAL = [(id_, case) for id_ in IDS for case in worked(id_) if case.case.decision == shipped(id_).decisions[0].id]


def of_case(
    case: Worked, id_: str = KNEE, choice: Choice | None = None, language: Language = "da"
) -> Mapping[str, str]:
    programme = shipped(id_)
    answers, _ = sift_answers(programme, dict(case.case.answers))
    return by_heading(referral_text(programme, answers, case.decision, choice, language))


def by_heading(sections: tuple[TextSection, ...]) -> Mapping[str, str]:
    return {section.heading: "\n".join(section.lines) for section in sections}


def said(raw: dict[str, object], choice: Choice | None = None) -> Mapping[str, str]:
    """The text for a citizen with these answers."""
    programme = shipped(KNEE)
    answers, faults = sift_answers(programme, raw)
    assert not faults
    decision = decide(programme, answers, CONTEXT)
    return by_heading(referral_text(programme, answers, decision, choice))


def ordinary() -> Worked:
    return next(case for case in worked(KNEE) if case.case.id == "ordinary")


@pytest.mark.parametrize(
    ("id_", "case"), AT_REFERRAL, ids=lambda each: getattr(getattr(each, "case", None), "id", None)
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_worked_citizen_gets_a_text_of_at_most_two_pages(id_: str, case: Worked, language: Language) -> None:
    text = of_case(case, id_, language=language)
    whole = "\n".join(f"{heading}\n{lines}" for heading, lines in text.items())
    assert whole.count("\n") + whole.count("\n\n") <= TWO_PAGES[0] and len(whole) <= TWO_PAGES[1]
    assert not re.search(r"[{}]|None|\.\.|::|  | ,|True|False", whole), whole
    assert [
        phrase.heading.in_language(language)
        for phrase in shipped(id_).phrases
        if phrase.heading.in_language(language) not in text
    ] == []


def test_the_answers_are_sentences_under_the_programmes_own_headings() -> None:
    text = of_case(ordinary())
    assert text["BMI"] == "BMI er 24 kg/m²."
    assert text["Henvisningsdiagnose"] == "Diagnosekode (ICPC-2 eller SKS): L90, Artrose i knæ.\nSiden er højre."
    assert text["Anamnese"].startswith("Smerter gennem to år")
    examined = text["Kliniske undersøgelser"].splitlines()
    assert examined[1].startswith("Nej: Mistanke om infektion i led eller knogle; ")
    assert examined[2:] == [
        "Objektive fund: Let ansamling, fri bevægelighed, stabilt knæ.",
        "Knæartrosen er moderat.",
    ]


def test_what_nobody_has_said_is_named_as_such_and_never_as_a_no() -> None:
    text = said({"red_flags": {"infection": "no", "cancer": "unknown"}})
    examined = text["Kliniske undersøgelser"].splitlines()
    assert examined[1] == "Nej: Mistanke om infektion i led eller knogle."
    assert examined[2] == "Ikke kendt (ved ikke): Mistanke om kræft eller metastase."
    assert examined[3].startswith("Ikke oplyst: Mistanke om blodprop")
    assert text["Røntgen"] == "Ikke oplyst."
    assert "Er borgeren informeret og enig i henvisningen: ikke oplyst." in text["Særlige forhold og ønsket"]


def test_an_answer_that_somebody_does_not_know_is_said_to_be_unknown() -> None:
    assert said({"bmi": "unknown"})["BMI"] == "BMI: ikke kendt (ved ikke)."


def test_what_is_only_asked_after_a_yes_is_left_out_without_it() -> None:
    assert "Ottawa" not in said({"red_flags": "none"})["Kliniske undersøgelser"]
    with_trauma = said({"red_flags": {"knee_trauma": "yes", "others": "no"}})
    assert "Efter traume: tegn efter Ottawa-reglen: ikke oplyst." in with_trauma["Kliniske undersøgelser"]


def test_the_sentence_of_the_agreement_stands_in_every_referral_to_training() -> None:
    assert of_case(ordinary())["Henvises til"] == SENTENCE
    for destination in ("private_physiotherapist", "municipal_training"):
        assert SENTENCE in of_case(ordinary(), choice=Choice(destination))["Henvises til"]
    assert SENTENCE not in of_case(ordinary(), choice=Choice("own_doctor_advice")).get("Henvises til", "")


def test_who_chose_is_said_and_a_reason_only_where_the_choice_is_outside() -> None:
    inside = of_case(ordinary(), choice=Choice("private_physiotherapist", "overflødig"))
    assert inside["Henvises til"] == f"Praktiserende fysioterapeut.\n{SENTENCE}\nValgt af lægen sammen med borgeren."
    outside = of_case(ordinary(), choice=Choice("municipal_training", "Borgeren bor tæt på", "doctor"))
    assert outside["Henvises til"].endswith(
        "Valgt af lægen.\nValget er et andet end programmets anbefaling. Begrundelse: Borgeren bor tæt på."
    )
    unsaid = of_case(ordinary(), choice=Choice("municipal_training"))
    assert unsaid["Henvises til"].endswith("Begrundelse: ikke oplyst.")


def test_a_red_flag_stands_before_the_phrases_with_whom_to_telephone() -> None:
    text = said({"red_flags": {"infection": "yes", "others": "no"}})
    assert list(text).index("Røde flag") < list(text).index("Henvisningsdiagnose")
    assert text["Røde flag"].startswith("AKUT, RING: ")
    assert "Røde flag" not in of_case(ordinary())


def test_the_recommendation_says_why_and_an_unsettled_one_what_is_missing() -> None:
    home_care = next(case for case in worked(KNEE) if case.case.id == "home-care")
    lines = of_case(home_care)["Programmets anbefaling"].splitlines()
    assert lines[0] == "Praktiserende fysioterapeut (bør vælges) eller Kommunal træning (kan overvejes)."
    assert "Fordi borgeren får hjemmepleje eller hjemmesygepleje." in lines
    text = said({"diagnosis_code": "L90"})
    assert text["Programmets anbefaling"].startswith("Ikke afklaret. Muligt: ")
    assert text["Mangler"].startswith("Mangler for at afgøre, hvor borgeren skal hen: ")
    assert "(rødt flag)" in text["Mangler"] and "mere." in text["Mangler"]


def test_a_version_that_is_not_in_force_recommends_nothing() -> None:
    programme = shipped(KNEE)
    decision = decide(programme, Answers(), Context("1999-01-01", "nordjylland"))
    text = by_heading(referral_text(programme, Answers(), decision, Choice("private_physiotherapist")))
    assert text["Programmets anbefaling"].startswith("Ingen anbefaling: programmets version er ikke i kraft.")
    assert "Begrundelse" not in text["Henvises til"]
