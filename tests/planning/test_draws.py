"""Draws: keyed luck, the triangle over three points, and floats that are the exact amounts to the øre."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.shipped import changed, ledger, scenario
from tvaerspor.planning.draws import draw_budget, share_over, spread, triangular
from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.keyed import philox, uniforms
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.money import PriceLevelsDiffer, rounded_kroner
from tvaerspor.planning.scenario import with_figures

KNOWN_ANSWERS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN_ANSWERS)
def test_philox_gives_the_known_answers_of_its_authors(counter: str, key: str, words: str) -> None:
    """Random123, kat_vectors, philox4x32 with ten rounds."""
    c0, c1, c2, c3 = (np.array([int(word, 16)], dtype=np.uint64) for word in counter.split())
    k0, k1 = (int(word, 16) for word in key.split())
    assert " ".join(f"{int(word[0]):08x}" for word in philox((c0, c1, c2, c3), (k0, k1))) == words


def test_luck_depends_on_seed_name_and_draw_and_on_nothing_else() -> None:
    few, many = uniforms(1, ["a", "b"], 10), uniforms(1, ["c", "b", "a"], 1000)
    assert (few[0] == many[2, :10]).all() and (few[1] == many[1, :10]).all()
    assert (uniforms(2, ["a"], 10) != few[0]).all()
    assert (uniforms(1 + 2**32, ["a"], 10) != few[0]).all()


def test_luck_is_even_and_no_two_figures_share_it() -> None:
    rows = uniforms(7, [f"figure {number}" for number in range(40)], 5000)
    assert rows.min() > 0 and rows.max() < 1
    evenness = np.abs(np.sort(rows, axis=1) - (np.arange(5000) + 0.5) / 5000).max(axis=1)
    assert evenness.max() < 1.95 / np.sqrt(5000)  # Kolmogorov: one in a thousand for each of forty rows
    correlation = np.corrcoef(rows) - np.eye(40)
    assert np.abs(correlation).max() < 0.07


def test_a_triangle_has_its_ends_its_mean_and_its_variance() -> None:
    low, likely, high = 2.0, 3.0, 10.0
    found = triangular(Estimate(Fraction(2), Fraction(3), Fraction(10)), (np.arange(100_000) + 0.5) / 100_000)
    squares = low**2 + likely**2 + high**2 - low * likely - low * high - likely * high
    assert (found.min() >= low, found.max() <= high, bool((np.diff(found) > 0).all())) == (True, True, True)
    assert found.mean() == pytest.approx((low + likely + high) / 3, rel=1e-5)
    assert found.var() == pytest.approx(squares / 18, rel=1e-4)


POINT = st.integers(0, 1000)


@given(POINT, POINT, POINT, st.floats(0.001, 0.999))
def test_a_drawn_figure_lies_between_its_lowest_and_its_highest(a: int, b: int, c: int, luck: float) -> None:
    low, likely, high = sorted((a, b, c))
    drawn = triangular(Estimate(*map(Fraction, (low, likely, high))), np.array([luck]))[0]
    assert low - 1e-9 <= drawn <= high + 1e-9


def test_a_drawn_budget_is_to_the_oere_what_its_figures_come_to_exactly() -> None:
    plan = scenario("traening-nordjylland-demo")
    drawn = draw_budget(plan, seed=3, draws=40)
    for draw in (0, 17, 39):
        settled = with_figures(plan, {key: Fraction(float(row[draw])) for key, row in drawn.figures.items()})
        exact = budget(settled)
        for number, payer in enumerate(drawn.payers):
            for place, municipality in enumerate(drawn.municipalities):
                amount = Fraction(float(drawn.kroner[number, place, 2, draw]))
                mine = exact.only(payer=payer, municipality=municipality, year=2026).total()
                assert rounded_kroner(amount) == rounded_kroner(mine.likely)


def test_a_certain_budget_is_the_same_in_every_draw() -> None:
    drawn = draw_budget(scenario("holstebro-2020"), seed=1, draws=5)
    assert not drawn.figures
    assert drawn.total == pytest.approx([89439.65] * 5, abs=1e-6)
    assert drawn.by_year[2021] == pytest.approx([7061.025] * 5, abs=1e-6)


def test_the_parts_of_a_drawn_budget_add_up() -> None:
    drawn = draw_budget(changed(), seed=1, draws=20)
    for parts in (drawn.by_payer, drawn.by_year, drawn.by_municipality):
        assert sum(parts.values()) == pytest.approx(drawn.total)


def test_draws_lie_within_the_lowest_and_highest_of_the_ledger() -> None:
    drawn, bounds = draw_budget(changed(), seed=1, draws=500), budget(changed()).total().kroner
    assert float(bounds.low) < drawn.total.min() and drawn.total.max() < float(bounds.high)
    lower, median, upper = spread(drawn.total)
    assert lower < median < upper
    assert share_over(drawn.total, median) == 0.5
    assert (share_over(drawn.total, float(bounds.high)), share_over(drawn.total, 0)) == (0.0, 1.0)


def test_two_scenarios_share_the_luck_of_what_they_share() -> None:
    class_, individual = (
        draw_budget(scenario(id_), 5, 50)
        for id_ in ("traening-nordjylland-demo", "traening-nordjylland-individuelt-demo")
    )
    shared = class_.figures.keys() & individual.figures.keys()
    assert "knaeartrose/knee_referrals_per_100000" in shared
    assert all((class_.figures[key] == individual.figures[key]).all() for key in shared)


def test_a_figure_that_two_lines_use_has_one_value_in_a_draw() -> None:
    names = [part.key for part in scenario("traening-nordjylland-demo").assumptions]
    assert len(names) == len(set(names))
    assert names.count("trained_share") == 1


def test_drawing_refuses_several_price_levels_and_a_seed_below_nought() -> None:
    mixed = changed(('per: 3, unit: kr. pr. år, price_level: "2020"', 'unit: kr. pr. år, price_level: "2012"'))
    with pytest.raises(PriceLevelsDiffer):
        draw_budget(mixed, seed=1)
    with pytest.raises(ValueError, match="seed"):
        draw_budget(changed(), seed=-1)
    assert ledger("holstebro-2020").price_level == "2019-10"
