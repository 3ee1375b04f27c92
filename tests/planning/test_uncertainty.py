"""How a budget spreads, what it hangs on, what a ceiling holds; and long work that can be given up."""

import numpy as np
import pytest

from tests.planning.shipped import changed, ledger, scenario
from tvaerspor.planning import totals
from tvaerspor.planning.draws import draw_budget
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.money import PriceLevelsDiffer, rounded_kroner
from tvaerspor.planning.progress import Cancelled
from tvaerspor.planning.scenario import with_figures
from tvaerspor.planning.sensitivity import Sensitivity, sensitivity
from tvaerspor.planning.totals import draw_totals
from tvaerspor.planning.uncertainty import Uncertainty, paired, uncertainty

TRAINING, INDIVIDUAL = "traening-nordjylland-demo", "traening-nordjylland-individuelt-demo"


def test_draws_made_piece_by_piece_are_the_same_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = draw_budget(scenario(TRAINING), 4, 130).kroner.sum(axis=1)
    monkeypatch.setattr(totals, "PIECE", 50)
    drawn = draw_totals(scenario(TRAINING), 4, 130)
    assert np.array_equal(drawn.kroner, whole)
    assert drawn.of(None, None) == pytest.approx(whole.sum(axis=(0, 1)))
    assert drawn.of("region", 2025) == pytest.approx(whole[drawn.payers.index("region"), 1])
    assert not drawn.of("state", None).any()


def test_the_rows_say_every_payer_and_year_and_then_their_sums() -> None:
    found = uncertainty(scenario(TRAINING), 1, 300)
    assert found.years == (2024, 2025, 2026)
    assert len(found.rows) == 2 * 3 + 3 + 2 + 1
    row = found.row("region", 2026)
    assert row.likely == float(rounded_kroner(ledger(TRAINING).only(payer="region", year=2026).total().likely))
    spread = row.spread
    assert spread.low < spread.quarter < spread.median < spread.three_quarters < spread.high
    assert Uncertainty.model_validate_json(found.model_dump_json()) == found


def test_a_pair_of_budgets_differs_only_by_what_differs() -> None:
    same = paired(scenario(TRAINING), scenario(TRAINING), 1, 100)
    assert {(row.difference.low, row.difference.high) for row in same.rows} == {(0.0, 0.0)}
    other = paired(scenario(TRAINING), scenario(INDIVIDUAL), 1, 400)
    whole = other.rows[-1]
    assert whole.after - whole.before == pytest.approx(
        float(ledger(INDIVIDUAL).total().likely - ledger(TRAINING).total().likely), abs=0.02
    )
    apart = draw_totals(scenario(INDIVIDUAL), 2, 400).of(None, None) - draw_totals(scenario(TRAINING), 1, 400).of(
        None, None
    )
    assert whole.difference.high - whole.difference.low < np.quantile(apart, 0.95) - np.quantile(apart, 0.05)


def test_two_price_levels_are_not_paired() -> None:
    with pytest.raises(PriceLevelsDiffer):
        paired(scenario(TRAINING), scenario("holstebro-2020"), 1, 10)


def test_each_swing_is_the_exact_budget_with_one_figure_at_its_end() -> None:
    found, plan = sensitivity(scenario(TRAINING), 1, 100), scenario(TRAINING)
    assert [swing.width for swing in found.swings] == sorted((swing.width for swing in found.swings), reverse=True)
    for swing in found.swings:
        part = next(part for part in plan.assumptions if part.key == swing.key)
        for value, total in ((part.value.low, swing.at_low), (part.value.high, swing.at_high)):
            assert total == float(rounded_kroner(budget(with_figures(plan, {part.key: value})).total().likely))
    assert Sensitivity.model_validate_json(found.model_dump_json()) == found


def test_a_ceiling_holds_in_the_share_of_the_draws_that_cost_no_more() -> None:
    found = sensitivity(scenario(TRAINING), 1, 500, 10_000_000)
    drawn = draw_totals(scenario(TRAINING), 1, 500)
    for within in found.within:
        assert within.share == pytest.approx((drawn.of(None, within.year) <= 10_000_000).mean(), abs=1e-4)
    for curve in found.curves:
        assert list(curve.ceilings) == sorted(curve.ceilings) and (curve.shares[0], curve.shares[-1]) == (0, 1)


def test_work_that_is_given_up_has_no_result() -> None:
    for work in (uncertainty, lambda plan, seed, draws, stop: sensitivity(plan, seed, draws, None, stop)):
        with pytest.raises(Cancelled):
            work(scenario(TRAINING), 1, 5000, lambda done, of: done < of // 2)


def test_work_says_how_far_it_is_from_nothing_to_all() -> None:
    told: list[tuple[int, int]] = []
    sensitivity(scenario(TRAINING), 1, 2000, None, lambda done, of: told.append((done, of)) is None)
    assert told == sorted(told) and told[0][0] == 0 and told[-1][0] == told[-1][1]
    assert len({of for _, of in told}) == 1


def test_a_ceiling_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="0 kr"):
        sensitivity(changed(), 1, 10, -1.0)
