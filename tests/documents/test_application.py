"""The application form of seed 003 comes out of the same scenario as its budget."""

import pytest

from tests.planning.shipped import SMALL, TEXTS, around, ledger, scenario
from tvaerspor.documents.application import application_form
from tvaerspor.documents.budget_tables import assumption_table, comparison_table
from tvaerspor.documents.form import Form, form_markdown
from tvaerspor.planning.compare import compare
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.load_scenario import load_scenario

ID = "holstebro-2020"


def form(*changes: tuple[str, str]) -> Form:
    text = TEXTS[ID]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    changed = load_scenario({ID: text}, ID, around())
    return application_form(changed, budget(changed))


def field(form: Form, name: str) -> str | None:
    return next(field.text for section in form.sections for field in section.fields if field.name == name)


PRINTED = [
    ("Ansøgt beløb (2)", "ca. 89.500 kr."),
    ("Ansøgte midler sponseret fra andre sider", "0 kr."),
    ("Budget fordelt på år", "2020: ca. 82.400 kr.; 2021: ca. 7.100 kr."),
    ("Totalbudget", "ca. 89.500 kr."),
    ("Nyt eller tidligere afholdt projekt", "Nyoprettet projekt"),
    ("Afsluttende rapport eller artikel sendes til det regionale sekretariat", "Ja"),
]


@pytest.mark.parametrize(("name", "text"), PRINTED)
def test_the_form_says_what_the_application_of_holstebro_said(name: str, text: str) -> None:
    """Seed 003, form, "Budget" and the fields around it."""
    assert field(form(), name) == text


def test_the_annex_shows_the_reckoning_what_is_applied_for_and_every_year_to_the_oere() -> None:
    """Seed 003, annex Budget, and note (2): what is applied for is marked precisely."""
    page = form_markdown(form())
    sparring = "| Sparring | 45 borgere × 2 samtaler × 10 minutter / 60 × 941,47 kr. pr. time | regionen | ja |"
    assert f"{sparring} 7.061,03 kr. | 7.061,03 kr. | 14.122,05 kr. |" in page
    assert "| **I alt** |  |  |  | **82.378,63 kr.** | **7.061,03 kr.** | **89.439,65 kr.** |" in page


def test_the_printed_total_is_the_exact_one_rounded_once_and_a_note_says_where_the_years_differ() -> None:
    to_the_oere = form(("rounding: hundred_up", "rounding: oere"))
    assert field(to_the_oere, "Totalbudget") == "89.439,65 kr."
    notes = {section.heading: section.lines for section in to_the_oere.sections}
    assert any("afrundet for sig" in line for line in notes["Budget"])
    hundreds = {section.heading: section.lines for section in form().sections}
    assert not any("afrundet for sig" in line for line in hundreds["Budget"])


def test_another_sponsor_is_named_and_what_nobody_gives_is_own_money() -> None:
    given = "sponsors:\n  fund: {title: En fond, by_year: {2020: 5000}, basis: local}\nlines:"
    shared = form(("lines:", given), ("    by_year: {2020: 1}\n    applied_for: yes\n", "    by_year: {2020: 1}\n"))
    assert field(shared, "Ansøgt beløb (2)") == "ca. 14.200 kr."
    assert field(shared, "Ansøgte midler sponseret fra andre sider") == "En fond: ca. 5.000 kr."
    assert field(shared, "Egen finansiering") == "ca. 70.400 kr."
    annex = next(section.table for section in shared.sections if section.heading == "Bilag: specificeret budget")
    assert annex is not None and [(row[0], row[3]) for row in annex.rows] == [
        ("Undervisning", "nej"),
        ("Sparring", "ja"),
    ]


def test_more_money_than_the_budget_is_told() -> None:
    given = "sponsors:\n  fund: {title: En fond, by_year: {2020: 5000}, basis: local}\nlines:"
    assert (
        field(form(("lines:", given)), "Mere end budgettet")
        == "Der er søgt eller givet 5.000,00 kr. mere, end det koster."
    )


def test_a_field_that_nobody_filled_in_is_shown_as_such_and_listed() -> None:
    assert form().unfilled == ("Dato",)
    assert "**Dato:** (ikke udfyldt)" in form_markdown(form())


def test_a_scenario_without_an_application_has_no_form() -> None:
    small = load_scenario({"small": SMALL}, "small", around())
    with pytest.raises(ValueError, match="har ingen ansøgning"):
        application_form(small, budget(small))


def test_every_assumption_is_listed_with_price_level_date_and_source_or_the_local_mark() -> None:
    for id_ in TEXTS:
        for row in assumption_table(scenario(id_)).rows:
            assert row[3] and row[4], row
    rows = assumption_table(scenario("sygedagpenge-holstebro-2012")).rows
    share = next(row for row in rows if row[0] == "Andel af udgiften, der undgås")
    assert share[1] == "0 (0 til 5) %" and "lokal standard" in share[4]


def test_a_comparison_is_a_table_of_what_changes() -> None:
    table = comparison_table(compare(ledger("laenderyg-midtjylland-2012"), ledger("laenderyg-gradvis")))
    assert table.rows[0] == (
        "Patientuddannelse", "kommunerne", "2013", "26.717.040,00 kr.", "6.679.260,00 kr.", "-20.037.780,00 kr.",
    )  # fmt: skip
    assert table.total[-1] == "-40.075.560,00 kr."


def test_words_of_an_author_cannot_break_the_page() -> None:
    page = form_markdown(form(('title: {da: "Undervisning"', 'title: {da: "A | B <b>"')))
    assert "| A \\| B &lt;b> |" in page
