"""The recommendation: what it says, in which order, and that it never says more than the core does."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.visitor import ID, TRY, Visitor
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.cases import context_of
from tvaerspor.triage.decide import decide
from tvaerspor.triage.read_answers import read_answers
from tvaerspor.web.places import place_of, regions

CALM = {
    "diagnosis_code": "L90",
    "severity": "moderate",
    "request": "training",
    "citizen_agrees": "yes",
    "municipality_has_offer": "yes",
    "municipality_joined": "yes",
}


def calm(programme: Programme, **more: str) -> dict[str, str]:
    """A citizen without flags or special circumstances, for whom everything is settled."""
    groups = [fact for name in ("red_flags", "special_circumstances") for fact in programme.facts[name].of]
    return {**dict.fromkeys(groups, "no"), **CALM, **more}


def test_an_empty_form_asks_for_the_first_answer_and_recommends_nothing(visitor: Visitor) -> None:
    page = visitor.get(TRY)
    assert page.headline == "Svar på det første spørgsmål"
    assert not page.all(".option")


def test_a_settled_answer_names_destination_strength_offer_message_and_who_decides(
    visitor: Visitor, programme: Programme
) -> None:
    page = visitor.fill(calm(programme))
    assert page.headline == "Anbefaling: praktiserende fysioterapeut"
    panel = page.one(".headline")
    for said in ("bør vælges", "REF07", "Superviseret træning", "lægen sammen med patienten", "Skriv i henvisningen"):
        assert said in panel


def test_a_possible_alternative_is_said_to_be_one(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill(calm(programme, home_care="yes"))
    options = page.words(".option > p:first-child")
    assert options == ["Praktiserende fysioterapeut bør vælges", "Kommunal træning kan overvejes"]


def test_an_unsettled_answer_lists_exactly_the_destinations_that_are_possible(
    visitor: Visitor, programme: Programme
) -> None:
    fields = {"diagnosis_code": "L90", "infection": "no"}
    page = visitor.fill(fields)
    context = context_of(programme.cases[0])
    possible = decide(programme, read_answers(programme, fields), context, "destination").possible
    titles = {programme.destinations[name].title.da for outcome in possible for name in outcome.destinations}
    assert set(page.words(".possible li > span:first-child")) == titles
    assert page.headline == f"Endnu ikke afklaret: {len(titles)} mulige modtagere"


def test_what_is_no_longer_possible_is_struck_with_the_reason(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill({"diagnosis_code": "L90", **dict.fromkeys(programme.facts["red_flags"].of, "no")})
    gone = {row.split(" der er ")[0] for row in page.words(".gone li")}
    assert any(row.startswith("Akutmodtagelsen") and "ingen mistanke" in row for row in page.words(".gone li"))
    assert gone
    assert len(page.all(".gone s")) == len(page.all(".gone li"))


def test_possible_and_no_longer_possible_are_together_all_destinations(visitor: Visitor, programme: Programme) -> None:
    before = set(visitor.fill({"side": "left"}).words(".possible li > span:first-child"))
    page = visitor.fill({"side": "left", "request": "training"})
    now = set(page.words(".possible li > span:first-child"))
    assert now < before
    assert now | set(page.words(".gone s")) == before
    assert not now & set(page.words(".gone s"))


def test_a_red_flag_comes_first_with_urgency_and_whom_to_telephone(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill({"inflammatory": "yes", "infection": "yes"})
    first = page.all("#recommendation-content > div")[0]
    assert "flag" in first.get("class").split()
    assert page.words(".flag h3") == [
        "Mistanke om infektion i led eller knogle",
        "Mistanke om inflammatorisk ledsygdom",
    ]
    assert "akut, ring" in page.words(".flag-kind")[0]
    assert page.words(".flag .telephone")
    assert page.one(".summary-bar > span:first-child") == "Rødt flag: akut, ring"


def test_a_red_flag_is_told_by_words_and_not_by_colour_alone(visitor: Visitor) -> None:
    assert visitor.fill({"infection": "yes"}).one(".flag-kind").startswith("Rødt flag")


def test_nothing_stands_in_the_way_of_something_acute(visitor: Visitor) -> None:
    acute, calm_ = visitor.fill({"infection": "yes"}), visitor.fill({"infection": "no"})
    assert "Før henvisningen kan sendes" not in acute.text
    assert "Før henvisningen kan sendes" in calm_.text


def test_what_must_be_answered_is_named_until_it_is(visitor: Visitor, programme: Programme) -> None:
    fields = calm(programme)
    del fields["citizen_agrees"]
    assert visitor.fill(fields).all(".part a[href='#q-citizen_agrees']")
    assert not visitor.fill(calm(programme)).all(".part a[href='#q-citizen_agrees']")


def test_each_missing_item_leads_to_a_question_that_is_there(visitor: Visitor) -> None:
    page = visitor.fill({"diagnosis_code": "L90"})
    links = [link.get("href") for link in page.all(".missing a")]
    assert links
    assert all(page.all(link) for link in links)


def test_red_flags_stand_first_among_what_is_missing(visitor: Visitor) -> None:
    first = visitor.fill({"diagnosis_code": "L90"}).words(".missing li")[0]
    assert "røde flag" in first
    assert "skal besvares" in first
    assert "8 af 8 ubesvaret" in first


def test_a_group_counts_as_one_answer_and_a_fetched_fact_as_none(visitor: Visitor, programme: Programme) -> None:
    flags = dict.fromkeys(programme.facts["red_flags"].of, "no")
    page = visitor.fill({**flags, "bmi": "24", "birth_date": "1956-02-01", "severity": "unknown"})
    assert page.one(".count") == "Svar talt: 2"


def test_every_reason_has_its_source_one_click_away(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill(calm(programme, home_care="yes", bmi="31"))
    rules = page.all("//section[h3='Fordi']/ul/li")
    assert len(rules) == 2
    assert all(rule.xpath(".//details[@class='source']//cite") for rule in rules)


def test_a_quotation_and_the_evidence_stand_with_the_source(visitor: Visitor, programme: Programme) -> None:
    said = visitor.fill(calm(programme)).one("//section[h3='Fordi']")
    assert "Som udgangspunkt henvises borgeren/patienten" in said
    assert "Ia, styrke A" in said


def test_a_rule_of_another_region_is_marked_as_local_here(visitor: Visitor, programme: Programme) -> None:
    def marks(place: str) -> int:
        page = visitor.fill(calm(programme, home_care="yes", _place=place))
        return len(page.all("//section[h3='Fordi']//*[contains(@class, 'local-long')]"))

    assert marks("region:nordjylland") == 0
    assert marks("region:midtjylland") == 2


def test_what_would_change_it_says_the_answer_and_what_then(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill(calm(programme))
    (part,) = [words for words in page.words("details.fold") if words.startswith("Det ville ændre")]
    assert "Så bliver det akutmodtagelsen (akut, ring), hvis der er mistanke om" in part


def test_rules_beside_the_destination_are_yes_perhaps_or_no(visitor: Visitor, programme: Programme) -> None:
    def verdict(bmi: dict[str, str]) -> str:
        page = visitor.fill(calm(programme, **bmi))
        return page.one("//section[h3='Ved siden af']//li[strong='Forebyggelse: vægttab']/span[1]")

    assert [verdict({"bmi": "31"}), verdict({}), verdict({"bmi": "22"})] == ["Ja", "Måske", "Nej"]


def test_answers_that_contradict_each_other_are_named(visitor: Visitor, programme: Programme) -> None:
    case = next(each for each in programme.cases if each.expect.contradiction)
    page = visitor.get(f"/afproev/{ID}/{case.decision}/sag/{case.id}/")
    assert page.headline == "Svarene modsiger hinanden"
    assert page.words(".headline li")
    assert not page.all(".option")


def test_outside_its_validity_the_programme_recommends_nothing_but_still_shows_red_flags(visitor: Visitor) -> None:
    page = visitor.fill({"infection": "yes", "_date": "2010-01-01"})
    assert page.headline == "Programmet gælder ikke endnu"
    assert page.all(".flag.acute")
    assert not page.all(".option")


def test_an_expired_programme_says_so(visitor: Visitor, own_folder: Path) -> None:
    header = own_folder / ID / "programme.yaml"
    header.write_text(header.read_text().replace("valid_from:", 'valid_until: "2020-12-31"\nvalid_from:', 1))
    page = visitor.fill({"infection": "no"})
    assert page.headline == "Programmet gælder ikke længere"
    assert "31. december 2020" in page.one(".headline")


def test_a_passed_review_date_only_warns(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill(calm(programme, _date="2030-01-01"))
    assert page.headline.startswith("Anbefaling: ")
    assert "skulle være gennemgået" in page.one("#recommendation-content")


def test_a_screen_reader_hears_the_headline_after_each_answer(visitor: Visitor) -> None:
    status = visitor.answer({"infection": "yes"}).one("#status")
    assert status.startswith("Rødt flag: Mistanke om infektion")
    assert "Anbefaling: akutmodtagelsen." in status


def test_htmx_gets_the_recommendation_and_not_the_page(visitor: Visitor) -> None:
    page = visitor.answer({"infection": "no"})
    assert page.all(".headline")
    assert not page.all("form")


def test_english_reads_the_same_recommendation_in_english(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill(calm(programme), path=f"/en{TRY}")
    assert page.tree.get("lang") == "en"
    assert page.headline == "Recommendation: private physiotherapist"
    assert page.all("q span[lang='da']"), "Danish quotations are marked as Danish"


def test_the_print_holds_every_answer_with_version_place_and_date(visitor: Visitor, programme: Programme) -> None:
    page = visitor.fill(calm(programme, bmi="27,5", _place="0851", _date="2026-11-22"))
    printed = page.one(".print-only")
    for said in ("27,5 kg/m²", programme.version[:12], "Aalborg Kommune", "22. november 2026"):
        assert said in printed


def test_all_98_municipalities_can_be_chosen_and_know_their_region() -> None:
    codes = [code for region in regions() for code, _ in region.municipalities]
    assert len(codes) == len(set(codes)) == 98
    assert place_of("0851") == ("nordjylland", "0851")
    assert place_of("9999") == (None, None)


SOME = {
    "diagnosis_code": ["L90", "L15", "K01"],
    "infection": ["yes", "no", "unknown"],
    "cancer": ["yes", "no"],
    "severity": ["mild", "moderate", "severe", "unknown"],
    "request": ["training", "surgery_assessment", "advice", "prevention"],
    "training": ["not_begun", "ended_without_effect"],
    "home_care": ["yes", "no"],
    "bmi": ["22", "31", "mindst 25", "abc", "300"],
    "_date": ["2026-01-01", "1999-01-01", "i går"],
}


@settings(max_examples=25)
@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in SOME.items()}))
@pytest.mark.parametrize("path", [TRY, f"/en{TRY}"])
def test_any_answers_give_a_page_that_says_something(path: str, fields: dict[str, str]) -> None:
    page = Visitor().answer(fields, path=path)
    assert page.status in (200, 422)
    assert page.headline


def test_a_blank_that_only_decides_together_with_another_is_not_said_to_be_without_weight(
    visitor: Visitor, programme: Programme
) -> None:
    fields = calm(programme)
    del fields["municipality_has_offer"], fields["home_care"], fields["low_self_care"]
    items = visitor.fill(fields).words("//section[h3='Mangler']/ol/li")
    assert items[0] == "Borgerens kommune har et træningstilbud på datoen"
    assert "Særlige forhold Sammen med andre svar; 2 af 11 ubesvaret" in items


def test_a_sentence_that_nobody_has_translated_is_marked_as_danish(visitor: Visitor, own_folder: Path) -> None:
    questions = own_folder / "common" / "questions.yaml"
    danish = "der er ingen mistanke om kræft eller metastase"
    text, found = re.subn(rf'(says_not: {{da: "{danish}"), en: "[^"]*"', r"\1", questions.read_text())
    assert found == 1
    questions.write_text(text)
    page = visitor.fill({"cancer": "no"}, path=f"/en{TRY}")
    assert danish.capitalize() in page.words("details span[lang='da']")
