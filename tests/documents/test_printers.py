"""A budget as PDF, HTML, text, CSV and Parquet, and its pictures: the same words and the same øre in all of them."""

import io
import re

import pyarrow.parquet
import pytest

from tests.documents.pdf_text import Pdf
from tests.planning.shipped import TEXTS, around, ledger, scenario
from tvaerspor.documents.application import application_form
from tvaerspor.documents.budget_columns import budget_data, budget_rows, csv_text, parquet_bytes
from tvaerspor.documents.budget_pages import budget_page, comparison_page, sensitivity_page, uncertainty_page
from tvaerspor.documents.charts import Bar, bar_chart
from tvaerspor.documents.form import Figure, Form, FormField, FormSection
from tvaerspor.documents.kroner import said_kroner_in, said_percent, said_short
from tvaerspor.documents.print_html import html_page, html_part
from tvaerspor.documents.print_pdf import pdf_bytes
from tvaerspor.documents.print_text import text_lines
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.sensitivity import sensitivity
from tvaerspor.planning.uncertainty import paired, uncertainty

SEED, NOTE, TRAINING = "holstebro-2020", "laenderyg-midtjylland-2012", "traening-nordjylland-demo"


def of(id_: str) -> Form:
    return budget_page(scenario(id_), ledger(id_))


def test_the_pdf_of_the_application_says_what_holstebro_applied_for() -> None:
    """Seed 003, form, "Ansøgt beløb", "Budget fordelt på år", "Totalbudget"."""
    text = Pdf(pdf_bytes(application_form(scenario(SEED), ledger(SEED)))).text
    for said in ("ca. 89.500 kr.", "2020: ca. 82.400 kr.; 2021: ca. 7.100 kr.", "75.317,60 kr.", "14.122,05 kr."):
        assert said in text, text
    assert "Fælles ansøgningsskema" in text and "(ikke udfyldt)" in text


def test_a_pdf_is_tagged_in_danish_and_its_picture_has_words() -> None:
    made = Pdf(pdf_bytes(of(TRAINING)))
    assert b"/StructTreeRoot" in made.all and b"/Lang(da-DK)" in made.all
    assert b"/MarkInfo<</Marked true" in made.all
    for tag in (b"/S/Table", b"/S/TH", b"/S/H1", b"/S/H2", b"/S/Figure"):
        assert tag in made.all, tag
    (alternative,) = made.alternatives
    assert "Regionen: 2024 2,59 mio. kr. (1,66 mio. kr. til 4,23 mio. kr.)" in alternative


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf_bytes(of(SEED)) == pdf_bytes(of(SEED))


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="ikke kan se den"):
        Figure(str, " ", "Billede")


def test_words_of_an_author_are_never_read_as_markup() -> None:
    words = '<b>#set page(fill: red) *x* $y$ [z] \\ "q" & _u_'
    form = Form(words, (FormSection(words, (FormField(words, words),)),))
    text = Pdf(pdf_bytes(form)).text
    assert text.count("#set page(fill: red) *x* $y$ [z]") == 4
    assert "<b>" not in html_page(form) and html_page(form).count("&lt;b&gt;") == 5


@pytest.mark.parametrize("id_", sorted(TEXTS))
def test_every_shipped_budget_prints_in_every_way(id_: str) -> None:
    form, whole = of(id_), said_kroner_in(float(ledger(id_).total().likely))
    assert whole in html_page(form) and any(whole in line for line in text_lines(form, None))
    assert whole in Pdf(pdf_bytes(form)).text


def test_comparison_spread_and_sensitivity_print_too() -> None:
    other = scenario("traening-nordjylland-individuelt-demo")
    both = paired(scenario(TRAINING), other, 1, 200)
    pages = (
        comparison_page((scenario(TRAINING), ledger(TRAINING)), (other, budget(other)), both),
        uncertainty_page(uncertainty(scenario(TRAINING), 1, 200)),
        sensitivity_page(sensitivity(scenario(TRAINING), 1, 200, 10_000_000)),
    )
    for page in pages:
        made = Pdf(pdf_bytes(page))
        assert made.alternatives and all("mio. kr." in words for words in made.alternatives)
        assert page.title.split(":")[0] in made.text


def test_a_certain_budget_has_nothing_to_swing_with() -> None:
    page = sensitivity_page(sensitivity(scenario(SEED), 1, 10, 80_000))
    assert "Ingen af budgettets tal er usikre" in html_part(page)
    assert "2020: 0 %, 2021: 100 %" in html_part(page)


def test_a_budget_of_many_years_still_fits_its_paper() -> None:
    text = TEXTS[TRAINING].replace("{from: 2024, to: 2026}", "{from: 2024, to: 2033}")
    long = load_scenario({TRAINING: text}, TRAINING, around())
    assert "2033" in Pdf(pdf_bytes(budget_page(long, budget(long)))).text


def test_the_spreadsheet_has_every_amount_with_comma_level_date_and_source() -> None:
    lines = csv_text(budget_rows(scenario(SEED), ledger(SEED))).splitlines()
    assert lines[0].startswith("\ufeffscenario;line;title;")
    assert len(lines) == 1 + len(ledger(SEED).entries)
    assert ";75317,6;75317,6;75317,6;2019-10;2019-10-01;ja;" in lines[1] and "Takst" in lines[1]
    assert ";7061,025;" in lines[2] and ";;" in lines[2]


def test_a_cell_never_begins_a_formula() -> None:
    rows = iter([{"title": "=1+1", "note": "+x", "likely": -5.0}])
    assert csv_text(rows).splitlines()[1] == "'=1+1;'+x;-5"


def test_parquet_has_the_same_rows_with_their_types() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(parquet_bytes(budget_rows(scenario(NOTE), ledger(NOTE)))))
    assert table.num_rows == len(ledger(NOTE).entries)
    assert sum(table["likely"].to_pylist()) == pytest.approx(float(ledger(NOTE).total().likely), abs=0.01)
    assert str(table.schema.field("year").type) == "int32" and "0661" in table["municipality"].to_pylist()


def test_plain_data_adds_up_to_the_oere() -> None:
    data = budget_data(scenario(SEED), ledger(SEED))
    assert data["totals"] == {"2019-10": {"kroner": 89439.65, "oere": "89439.65"}}
    assert {(row["year"], row["oere"]) for row in data["sums"]} == {(2020, "82378.63"), (2021, "7061.03")}


def test_a_picture_holds_shapes_and_words_only() -> None:
    svg = bar_chart((Bar("Regionen", "2024", 1.0, 2.0, 3.0, "2 kr."), Bar("<Staten>", "2024", 0.0, 0.0, 0.0, "0 kr.")))
    assert not re.search(r"<style|<script|\son\w+=|\s(style|id|href|role|aria-\w+)=", svg)
    assert "Regionen" in svg and "2 kr." in svg and "&lt;Staten&gt;" in svg
    assert 'class="c-sourcef"' in svg and 'fill="#8fa3a8"' in svg


SHORT = [
    (26_717_040, "26,7 mio. kr.", "DKK 26.7 million"),
    (82_378.63, "82.379 kr.", "DKK 82,379"),
    (0, "0 kr.", "DKK 0"),
]


@pytest.mark.parametrize(("kroner", "danish", "english"), SHORT)
def test_large_amounts_are_said_shortly(kroner: float, danish: str, english: str) -> None:
    assert (said_short(kroner), said_short(kroner, "en")) == (danish, english)


def test_a_share_that_is_neither_nought_nor_whole_never_reads_as_either() -> None:
    assert [said_percent(share) for share in (0, 0.00001, 0.5, 0.99999, 1)] == [
        "0 %", "under 0,1 %", "50 %", "over 99,9 %", "100 %",
    ]  # fmt: skip
    assert said_percent(0.99999, "en") == "over 99.9%"


def test_a_long_name_on_the_form_keeps_its_distance() -> None:
    lines = list(text_lines(application_form(scenario(SEED), ledger(SEED)), None))
    assert "  Ansøgte midler sponseret fra andre sider: 0 kr." in lines
