"""The application to a fund, from the same scenario as the budget (the form: seed 003)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tvaerspor.documents.budget_tables import assumption_table, payer_table, specified_budget
from tvaerspor.documents.form import Form, FormField, FormSection
from tvaerspor.planning.ledger import Ledger
from tvaerspor.planning.money import ROUNDINGS, rounded_kroner, said_kroner, said_span
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.written_scenario import Application
from tvaerspor.terms.text import Text

_YES_NO = {True: "Ja", False: "Nej", None: None}
_KIND = {True: "Nyoprettet projekt", False: "Opdatering af et tidligere projekt", None: None}


def application_form(scenario: Scenario, ledger: Ledger) -> Form:
    """The form with its words from the scenario and its figures from the ledger.

    Raises ValueError for a scenario without an application, and PriceLevelsDiffer for a budget of several levels.
    """
    words = scenario.written.application
    if words is None:
        raise ValueError(f"scenariet «{scenario.id}» har ingen ansøgning; skriv dens ord under application")
    sections = (
        _who(words),
        _what(words),
        _evaluation(words),
        FormSection("Budget", tuple(_budget(words, scenario, ledger)), None, tuple(_notes(words, scenario, ledger))),
        _rest(words),
        FormSection(
            "Bilag: specificeret budget", (), specified_budget(ledger, scenario), tuple(_annex_notes(scenario, ledger))
        ),
        FormSection("Bilag: hvem betaler", (), payer_table(ledger, scenario)),
        FormSection("Bilag: forudsætninger", (), assumption_table(scenario)),
    )
    return Form(words.fund.da, sections)


def _who(words: Application) -> FormSection:
    return FormSection(
        "Stamoplysninger",
        (
            _field("Region", words.region),
            FormField("Dato", words.date),
            FormField("Løbenr.", "udfyldes af regionen"),
            _field("Ansøger", words.applicant),
            _field("Projektansvarlig", words.lead),
            _field("Øvrige deltagere", words.participants),
        ),
    )


def _what(words: Application) -> FormSection:
    return FormSection(
        "Projektbeskrivelse",
        (
            _field("Projektets titel", words.title),
            _field("Projektets emne", words.subject),
            FormField("Nyt eller tidligere afholdt projekt", _KIND[words.is_new]),
            _field("Formål", words.purpose),
            _field("Kort resumé", words.summary),
        ),
    )


def _evaluation(words: Application) -> FormSection:
    return FormSection(
        "Evaluering",
        (
            _field("Metode og tidsramme", words.evaluation),
            _field("Triple Aim (1)", words.triple_aim),
            _field("Udbredelse og implementering i almen praksis", words.dissemination),
            _field("Start- og sluttidspunkt", words.period),
        ),
        lines=("(1) Projektet skal forholde sig til mulighederne for at anvende Triple Aim.",),
    )


def _rest(words: Application) -> FormSection:
    return FormSection(
        "Øvrigt",
        (
            FormField(
                "Afsluttende rapport eller artikel sendes til det regionale sekretariat", _YES_NO[words.final_report]
            ),
            _field("Supplerende oplysninger", words.remarks),
            _field("Bilagsfortegnelse", words.annexes),
        ),
    )


def _budget(words: Application, scenario: Scenario, ledger: Ledger) -> Iterator[FormField]:
    applied = ledger.only(applied_for=True).total()
    years = (f"{year}: {said_span(ledger.only(year=year).total().kroner, words.rounding)}" for year in scenario.years)
    yield FormField("Ansøgt beløb (2)", said_span(applied.kroner, words.rounding))
    yield FormField("Ansøgte midler sponseret fra andre sider", _sponsored(words, scenario))
    yield FormField("Budget fordelt på år", "; ".join(years))
    yield FormField("Totalbudget", said_span(ledger.total().kroner, words.rounding))
    own = ledger.total().likely - applied.likely - _from_sponsors(scenario)
    if own > 0:
        yield FormField("Egen finansiering", said_kroner(own, words.rounding))
    if own < 0:
        yield FormField("Mere end budgettet", f"Der er søgt eller givet {said_kroner(-own)} mere, end det koster.")


def _sponsored(words: Application, scenario: Scenario) -> str:
    if not scenario.written.sponsors:
        return "0 kr."
    return "; ".join(
        f"{sponsor.title.da}: {said_kroner(sum(sponsor.by_year.values(), Fraction(0)), words.rounding)}"
        for sponsor in scenario.written.sponsors.values()
    )


def _from_sponsors(scenario: Scenario) -> Fraction:
    sponsors = scenario.written.sponsors.values()
    return sum((kroner for sponsor in sponsors for kroner in sponsor.by_year.values()), Fraction(0))


def _notes(words: Application, scenario: Scenario, ledger: Ledger) -> Iterator[str]:
    yield "(2) Det specificerede budget er vedlagt; det er markeret dér, hvilke midler der søges om."
    exact = said_span(ledger.total().kroner)
    yield f"Tallene er {ROUNDINGS[words.rounding].title}; det nøjagtige totalbudget er {exact}"
    yield from _rounding_note(words.rounding, scenario, ledger)


def _annex_notes(scenario: Scenario, ledger: Ledger) -> Iterator[str]:
    yield f"Alle beløb er faste priser i prisniveau {ledger.price_level}; intet er fremskrevet eller diskonteret."
    yield from _rounding_note("oere", scenario, ledger)
    if scenario.written.note:
        yield scenario.written.note.da


def _rounding_note(rounding: str, scenario: Scenario, ledger: Ledger) -> Iterator[str]:
    """Said where the printed years do not add up to the printed total: the total is the exact one, rounded once."""
    years = (ledger.only(year=year).total().likely for year in scenario.years)
    total = ledger.total().likely
    if sum(rounded_kroner(kroner, rounding) for kroner in years) != rounded_kroner(total, rounding):
        yield "Hvert tal er afrundet for sig; årenes afrundede tal giver derfor ikke helt det afrundede totalbudget."


def _field(name: str, text: Text | None) -> FormField:
    return FormField(name, text.da if text else None)
