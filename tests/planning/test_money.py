"""Exact kroner: price levels are never mixed, and rounding is only for print."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tvaerspor.planning.estimate import Estimate, product
from tvaerspor.planning.money import (
    ROUNDINGS,
    Money,
    PriceLevelsDiffer,
    rounded_kroner,
    said_exactly,
    said_kroner,
    said_span,
    summed,
    unit_price,
)

KRONER = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6)
POSITIVE = st.fractions(min_value=0, max_value=10**6, max_denominator=1000)
THREE = st.tuples(POSITIVE, POSITIVE, POSITIVE).map(lambda points: Estimate(*sorted(points)))


def test_amounts_of_two_price_levels_are_not_added_and_the_sentence_names_both() -> None:
    with pytest.raises(PriceLevelsDiffer, match="2012 og 2019-10 kan ikke lægges sammen"):
        Money.of(1, "2012") + Money.of(1, "2019-10")
    with pytest.raises(PriceLevelsDiffer):
        Money.of(1, "2012") - Money.of(1, "2011")


def test_a_third_of_a_krone_stays_a_third() -> None:
    assert unit_price(Money.of(1, "2012"), 3) * 3 == Money.of(1, "2012")


@settings(max_examples=40, deadline=None)
@given(st.lists(KRONER))
def test_a_sum_is_exact_in_any_order(kroner: list[Fraction]) -> None:
    amounts = [Money.of(one, "2020") for one in kroner]
    assert summed(reversed(amounts), "2020") == Money.of(sum(kroner, Fraction(0)), "2020")


@settings(max_examples=40, deadline=None)
@given(KRONER, st.sampled_from(sorted(ROUNDINGS)))
def test_a_printed_amount_is_a_whole_number_of_steps_and_less_than_a_step_away(kroner: Fraction, rounding: str) -> None:
    rule, printed = ROUNDINGS[rounding], Fraction(rounded_kroner(kroner, rounding))
    assert (printed / rule.step).denominator == 1
    assert abs(printed - kroner) <= (rule.step if rule.is_up else rule.step / 2)
    assert not rule.is_up or abs(printed) >= abs(kroner)
    assert rule.rounded(-kroner) == -rule.rounded(kroner)


def test_half_an_oere_goes_up_and_a_debt_of_half_an_oere_goes_down() -> None:
    assert rounded_kroner(Fraction("82378.625")) == Decimal("82378.63")
    assert rounded_kroner(Fraction("-82378.625")) == Decimal("-82378.63")


SAID = [
    ("89439.65", "oere", "89.439,65 kr."),
    ("89439.65", "krone", "89.440 kr."),
    ("89439.65", "hundred", "ca. 89.400 kr."),
    ("89439.65", "hundred_up", "ca. 89.500 kr."),
    ("89500", "hundred_up", "ca. 89.500 kr."),
    ("1499.99", "thousand", "ca. 1.000 kr."),
    ("0", "oere", "0,00 kr."),
    ("-1234567.5", "krone", "-1.234.568 kr."),
]


@pytest.mark.parametrize(("kroner", "rounding", "said"), SAID)
def test_an_amount_is_said_by_its_rule(kroner: str, rounding: str, said: str) -> None:
    assert said_kroner(Fraction(kroner), rounding) == said


def test_an_uncertain_amount_is_said_with_its_lowest_and_highest() -> None:
    assert said_span(Estimate(Fraction(5), Fraction(8), Fraction(9)), "krone") == "8 kr. (5 til 9)"


@pytest.mark.parametrize(
    ("number", "said"), [("45", "45"), ("94.312", "94,312"), ("1/3", "0,3333…"), ("1200", "1.200")]
)
def test_a_number_is_said_with_the_decimals_that_it_has(number: str, said: str) -> None:
    assert said_exactly(Fraction(number)) == said


@settings(max_examples=40, deadline=None)
@given(st.lists(THREE, min_size=1, max_size=4))
def test_a_product_of_uncertain_numbers_keeps_their_order(parts: list[Estimate]) -> None:
    assert product(parts).is_ordered


@settings(max_examples=40, deadline=None)
@given(THREE, KRONER)
def test_scaling_by_any_number_keeps_the_lowest_lowest(estimate: Estimate, factor: Fraction) -> None:
    assert (estimate * factor).is_ordered
    assert (estimate * factor).likely == estimate.likely * factor


@settings(max_examples=40, deadline=None)
@given(THREE, THREE, POSITIVE)
def test_scaling_a_sum_is_summing_what_was_scaled(one: Estimate, other: Estimate, factor: Fraction) -> None:
    assert (one + other) * factor == one * factor + other * factor
    assert one + other - other == one
