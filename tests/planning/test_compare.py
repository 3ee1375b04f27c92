"""Two budgets side by side: only what changes, for each payer in each year."""

import pytest

from tests.planning.shipped import TEXTS, changed, ledger
from tvaerspor.planning.compare import compare
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.money import Money, PriceLevelsDiffer, summed

FULL, GRADUAL = "laenderyg-midtjylland-2012", "laenderyg-gradvis"


@pytest.mark.parametrize("id_", sorted(TEXTS))
def test_a_budget_does_not_differ_from_itself(id_: str) -> None:
    assert compare(ledger(id_), ledger(id_)).changes == ()


def test_a_gradual_build_up_changes_the_years_in_which_capacity_is_built_and_no_others() -> None:
    found = compare(ledger(FULL), ledger(GRADUAL))
    assert [(change.line, change.payer, change.year) for change in found.changes] == [
        ("patient_education", "municipality", year) for year in (2013, 2014, 2015)
    ]
    first = found.changes[0]
    assert (first.before * 1).likely == first.after.likely * 4


def test_the_changes_add_up_to_the_difference_of_the_totals() -> None:
    one, other = ledger("traening-nordjylland-demo"), ledger("traening-nordjylland-individuelt-demo")
    found = compare(one, other)
    assert found.difference() == other.total() - one.total()
    for column in ("line", "payer", "year"):
        assert summed(found.by(column).values(), found.price_level) == found.difference()  # type: ignore[arg-type]


def test_a_line_that_only_one_budget_has_costs_nought_in_the_other() -> None:
    found = compare(ledger("traening-nordjylland-demo"), ledger("traening-nordjylland-individuelt-demo"))
    nought = Money.of(0, "2023-04")
    assert {change.line for change in found.changes if change.after == nought} == {"class_training"}
    assert {change.line for change in found.changes if change.before == nought} == {"individual_training"}


def test_a_change_back_is_the_same_change_with_the_opposite_sign() -> None:
    there, back = compare(ledger(FULL), ledger(GRADUAL)), compare(ledger(GRADUAL), ledger(FULL))
    assert there.difference() + back.difference() == Money.of(0, "2012")


def test_budgets_of_two_price_levels_are_not_compared() -> None:
    with pytest.raises(PriceLevelsDiffer, match="2012 og 2011"):
        compare(ledger(FULL), ledger("genoptraeningsplaner-2011"))
    assert budget(changed()).price_level == "2020"
