"""The ledger: parts add up, scaling is linear, years build up, and every amount knows what it rests on."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.shipped import SMALL, TEXTS, around, changed, ledger, scenario
from tvaerspor.planning.ledger import Column, Ledger, budget
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.money import Money, PriceLevelsDiffer, summed

COLUMNS: list[Column] = ["line", "payer", "year", "programme", "municipality"]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("id_", sorted(TEXTS))
def test_whatever_a_budget_is_grouped_by_its_parts_add_up_to_the_total(id_: str, column: Column) -> None:
    parts = ledger(id_).by(column).values()
    assert summed((part.total() for part in parts), ledger(id_).price_level) == ledger(id_).total()


def naive(whole: Ledger) -> Money:
    """The sum, entry by entry."""
    return summed((entry.amount for entry in whole.entries), whole.price_level)


@pytest.mark.parametrize("id_", sorted(TEXTS))
def test_the_quick_sum_is_the_sum_of_the_entries(id_: str) -> None:
    assert ledger(id_).total() == naive(ledger(id_))


SHARE = st.integers(min_value=0, max_value=100)


@settings(max_examples=25, deadline=None)
@given(SHARE, st.integers(1, 9), st.integers(0, 3000), st.integers(1, 9999))
def test_the_payers_together_pay_the_total_and_ten_times_the_volume_costs_ten_times_as_much(
    percent: int, per: int, volume: int, price: int
) -> None:
    def total(volume: int) -> Ledger:
        return budget(
            changed(
                (
                    "{municipality: 0.6, region: 0.3, citizen: 0.1}",
                    f"{{municipality: {percent / 100}, region: {1 - percent / 100:.2f}}}",
                ),
                ("{low: 90, likely: 100, high: 120}", str(price / 100)),
                ("per_inhabitants: 50000", f"per_inhabitants: {per}"),
                ("{low: 80, likely: 100, high: 110}", str(volume)),
            )
        ).only(line="courses")

    once, tenfold = total(volume), total(10 * volume)
    exact = Fraction(57254 + 41894, per) * volume * Fraction(price, 100) * Fraction(5, 2)
    assert once.total() == Money.of(exact, "2020")
    assert summed((part.total() for part in once.by("payer").values()), "2020") == once.total()
    assert tenfold.total() == once.total() * 10


def test_capacity_builds_up_by_its_shares_and_the_last_one_holds_from_then_on() -> None:
    """Seed 004, table "Indsats": a gradual build-up is recommended; the shares are data."""
    years = {year: part.total().likely for year, part in budget(changed()).only(line="courses").by("year").items()}
    assert years[2020] * 2 == years[2021] == years[2022]


def test_low_likely_and_high_are_carried_through() -> None:
    of_2021 = budget(changed()).only(line="courses", year=2021, payer="region").total().kroner
    inhabited = Fraction(57254 + 41894, 50_000) * Fraction(3, 10)
    assert (of_2021.low, of_2021.likely, of_2021.high) == (
        inhabited * 80 * 90,
        inhabited * 100 * 100,
        inhabited * 110 * 120,
    )


def test_a_thousand_kroner_for_three_is_exactly_a_third_each_year() -> None:
    assert budget(changed()).only(line="clinic").total() == Money.of(1000, "2020")


def test_a_budget_of_two_price_levels_has_a_total_for_each_and_none_for_both() -> None:
    mixed = budget(changed(('per: 3, unit: kr. pr. år, price_level: "2020"', 'unit: kr. pr. år, price_level: "2012"')))
    assert mixed.totals()["2012"] == Money.of(3000, "2012")
    with pytest.raises(PriceLevelsDiffer, match="2020 og 2012"):
        mixed.total()


def test_nothing_picked_out_costs_nought_at_the_budgets_price_level() -> None:
    assert ledger("holstebro-2020").only(year=1999).total() == Money.of(0, "2019-10")


def test_a_saving_is_taken_off_and_its_largest_is_the_budgets_lowest() -> None:
    saved = (
        budget(changed(("    build_up: slow\n", "    build_up: slow\n    saving: yes\n"))).only(line="courses").total()
    )
    spent = budget(changed()).only(line="courses").total()
    assert (saved.kroner.low, saved.kroner.high) == (-spent.kroner.high, -spent.kroner.low)


def test_the_service_model_says_which_lines_are_in_the_budget() -> None:
    """Seed 000, B2: what the offer holds depends on which model and which budget is used."""
    lines = [line.id for line in scenario("traening-nordjylland-demo").lines]
    others = [line.id for line in scenario("traening-nordjylland-individuelt-demo").lines]
    assert (lines, others) == (["first_visit", "class_training"], ["first_visit", "individual_training"])


def test_region_and_citizen_together_pay_the_full_fee_of_the_programme() -> None:
    """The programme's planning.yaml: 81,54 and 125,94 are 207,48 kroner for a class."""
    line = next(line for line in scenario("traening-nordjylland-demo").lines if line.id == "class_training")
    prices = {charge.payer: charge.price.estimate.likely for charge in line.charges}
    planning = around().programmes["knaeartrose"].planning
    assert sum(prices.values()) == Fraction(str(planning["physiotherapy_class"].value))


def test_a_line_may_concern_one_municipality_alone() -> None:
    one = budget(changed(("    build_up: slow\n", '    build_up: slow\n    municipalities: ["0706"]\n')))
    assert {entry.municipality for entry in one.only(line="courses").entries} == {"0706"}


def test_the_same_file_gives_the_same_budget_in_any_order_of_its_lines() -> None:
    head, lines = SMALL.split("lines:\n")
    courses, clinic = lines.split("  clinic:\n")
    turned = f"{head}lines:\n  clinic:\n{clinic}{courses}"
    assert budget(load_scenario({"small": turned}, "small", around())).total() == budget(changed()).total()
