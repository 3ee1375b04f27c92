"""Every figure of the founding documents that can be reckoned again, to the øre.

Seed 003 is the application of a labour-market department in Holstebro; seed 004 the note of 18 June 2012 on what a
programme costs the region and its municipalities.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.planning.shipped import TEXTS, around, ledger, scenario
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.money import Money, rounded_kroner, said_kroner, unit_price
from tvaerspor.planning.populations import Count
from tvaerspor.planning.scenario import Surroundings

APPLICATION, NOTE, PLANS = "holstebro-2020", "laenderyg-midtjylland-2012", "genoptraeningsplaner-2011"


def likely(id_: str, **only: str | int) -> Fraction:
    return ledger(id_).only(**only).total().likely


def test_teaching_forty_doctors_for_two_hours_costs_75317_60() -> None:
    """Seed 003, annex Budget, "Praktiserende lægers deltagelse i kursus" and "Takst"; printed 75.318."""
    assert likely(APPLICATION, line="teaching") == Decimal("75317.60") == 40 * 2 * Decimal("941.47")
    assert said_kroner(likely(APPLICATION, line="teaching"), "krone") == "75.318 kr."


def test_sparring_about_45_citizens_takes_fifteen_hours_and_costs_14122_05() -> None:
    """Seed 003, annex Budget, "Sparring": 20 minutter x 45 borgere = 900 minutter = 15 timer x 941,47 = 14.122,05."""
    sparring = ledger(APPLICATION).only(line="sparring")
    assert sum(entry.units.likely for entry in sparring.entries) == 15
    assert sparring.total().likely == Decimal("14122.05")
    assert said_kroner(sparring.total().likely, "krone") == "14.122 kr."


def test_the_application_comes_to_89439_65_and_is_printed_89500() -> None:
    """Seed 003, form, "Ansøgt beløb" and "Totalbudget": ca. 89.500. The nearest hundred is 89.400: the printed
    figure is the next hundred up, or the sum of the two printed years."""
    assert ledger(APPLICATION).total() == Money.of("89439.65", "2019-10")
    assert said_kroner(likely(APPLICATION), "hundred_up") == "ca. 89.500 kr."
    assert said_kroner(likely(APPLICATION), "hundred") == "ca. 89.400 kr."


YEARS = [(2020, "82378.625", "82.378,63 kr.", "ca. 82.400 kr."), (2021, "7061.025", "7.061,03 kr.", "ca. 7.100 kr.")]


@pytest.mark.parametrize(("year", "exact", "oere", "printed"), YEARS)
def test_all_teaching_and_half_the_sparring_fall_in_2020(year: int, exact: str, oere: str, printed: str) -> None:
    """Seed 003, form, "Budget fordelt på år", and the last two sentences of the annex."""
    assert likely(APPLICATION, year=year) == Decimal(exact)
    assert (said_kroner(likely(APPLICATION, year=year)), said_kroner(likely(APPLICATION, year=year), "hundred_up")) == (
        oere,
        printed,
    )


def test_the_two_years_printed_to_the_oere_are_one_oere_more_than_the_exact_total() -> None:
    """Seed 003: both halves end in half an øre; the total is therefore never the sum of printed years."""
    printed = sum(rounded_kroner(part.total().likely) for part in ledger(APPLICATION).by("year").values())
    assert printed - rounded_kroner(likely(APPLICATION)) == Decimal("0.01")


def test_the_region_pays_all_of_the_application_and_all_of_it_is_applied_for() -> None:
    """Seed 003, "Supplerende oplysninger" and note (2)."""
    assert likely(APPLICATION, payer="region") == likely(APPLICATION, applied_for=True) == likely(APPLICATION)


def test_a_municipality_of_fifty_thousand_has_a_hundred_courses_for_1050000() -> None:
    """Seed 004, table "Indsats", patient education: 10.500 a course, 100 courses per 50.000 inhabitants."""
    of_fifty_thousand = Count(title="Prøve", date="2013-01-01", basis="local", inhabitants={"0661": 50_000})
    known = around()
    populations = known.populations.model_copy(update={"counts": {"midtjylland-2013": of_fifty_thousand}})
    there = Surroundings(known.programmes, populations, known.indices, known.municipalities)
    courses = budget(load_scenario(TEXTS, NOTE, there)).only(line="patient_education", year=2013)
    assert [entry.units.likely for entry in courses.entries] == [100]
    assert courses.total() == Money.of(1_050_000, "2012")


def test_holstebro_has_courses_by_its_own_inhabitants() -> None:
    """Seed 004 with 57.254 inhabitants on 1 January 2013 (domain D.1): 114,508 courses."""
    mine = ledger(NOTE).only(line="patient_education", year=2013, municipality="0661")
    assert mine.entries[0].units.likely == Decimal("114.508")
    assert mine.total().likely == Decimal("1202334")


def test_open_counselling_costs_each_municipality_50000_a_year() -> None:
    """Seed 004, table "Indsats", open counselling: ca. 50.000 kr. årligt; the region has nineteen municipalities."""
    counselling = ledger(NOTE).only(line="open_counselling", year=2014)
    assert {part.total().likely for part in counselling.by("municipality").values()} == {50_000}
    assert counselling.total().likely == 19 * 50_000


def test_the_extra_programmes_cost_their_grant_and_3555_56_each() -> None:
    """Seed 004, "Implementering af regionale medicinske behandlingsprogrammer": 4.800.000 kr. for 1350 programmes."""
    assert likely(NOTE, line="medical_programmes", year=2013) == 4_800_000
    each = unit_price(Money.of(4_800_000, "2012"), 1350)
    assert each.likely == Fraction(32_000, 9)
    assert said_kroner(each.likely) == "3.555,56 kr."


def test_the_whole_regional_capacity_would_cost_sixteen_to_eighteen_million_at_that_price() -> None:
    """Seed 004, same section: capacity for 4500-5000 programmes a year (a price that the source does not state)."""
    each = unit_price(Money.of(4_800_000, "2012"), 1350)
    assert [said_kroner((each * count).likely) for count in (4500, 5000)] == ["16.000.000,00 kr.", "17.777.777,78 kr."]


def test_the_specialised_plans_of_2011_cost_912000_of_which_112000_surgical() -> None:
    """Seed 004, "Genoptræningsområdet", table: 337 plans and 912.000 kr., of which 26 and 112.000 kr. are surgical."""
    assert (likely(PLANS), likely(PLANS, line="surgical")) == (912_000, 112_000)
    assert sum(entry.units.likely for entry in ledger(PLANS).entries) == 337


PER_PLAN = [(912_000, 337, "2.706,23 kr."), (112_000, 26, "4.307,69 kr."), (800_000, 311, "2.572,35 kr.")]


@pytest.mark.parametrize(("kroner", "plans", "said"), PER_PLAN)
def test_a_specialised_plan_costs_what_all_cost_divided_by_their_number(kroner: int, plans: int, said: str) -> None:
    """Seed 004, same table; the quotients are not printed in the note."""
    assert said_kroner(unit_price(Money.of(kroner, "2011"), plans).likely) == said


RATES = [
    (3211, 10_441, "30.75"),
    (337, 10_441, "3.23"),
    (1370, 1531, "89.48"),
    (3211 - 1370, 10_441 - 1531, "20.66"),
]


@pytest.mark.parametrize(("plans", "citizens", "percent"), RATES)
def test_the_rates_of_2011_follow_from_their_counts(plans: int, citizens: int, percent: str) -> None:
    """Seed 004, same table: 10.441 citizens, 3.211 ordinary and 337 specialised plans; of 1.531 surgical ones 1.370."""
    assert rounded_kroner(Fraction(100 * plans, citizens)) == Decimal(percent)


def test_sickness_benefit_is_eight_million_and_what_may_be_saved_is_an_assumption_that_says_so() -> None:
    """Seed 004, "Langsigtede effekter": ca. 8 mio. kr. årligt, and that the effect is difficult to reckon."""
    id_ = "sygedagpenge-holstebro-2012"
    assert ledger(id_).only(line="paid").total() == Money.of(8_000_000, "2012")
    total = ledger(id_).total().kroner
    assert (total.low, total.likely, total.high) == (7_600_000, 8_000_000, 8_000_000)
    assumed = next(part for part in scenario(id_).assumptions if part.key == "factor:avoided/share")
    assert assumed.is_local and "Forudsætning" in assumed.note and not assumed.source


def test_every_shipped_amount_has_price_level_date_and_source() -> None:
    for id_ in TEXTS:
        for entry in ledger(id_).entries:
            assert entry.price_level and entry.date and entry.source, entry


def test_no_shipped_scenario_names_a_person() -> None:
    """Seed 003 names people; roles are enough."""
    for text in TEXTS.values():
        assert "@" not in text and "tlf" not in text.lower()
