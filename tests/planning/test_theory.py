"""The simulation gives what queueing theory says, within its own intervals."""

from __future__ import annotations

import os

import pytest

from tests.planning.networks import run
from tests.planning.theory import erlang_b, erlang_c, mean_wait, priority_waits, waits_longer
from tvaerspor.planning.simulation.measures import Interval
from tvaerspor.planning.simulation.survival import within

LONG = os.environ.get("TVAERSPOR_LONG") == "1"
REPLICATIONS = 400 if LONG else 40
WIDER = 1.6
"""An interval of 95 in 100 is held to once in twenty by chance alone: the tests allow three standard errors."""

ONE = """\
id: one
title: En station
years: {from: 2021, to: 2023}
simulation:
  run_in_days: 200
  demand:
    all: {title: Alle, per_year: 3652.5, enters: clinic, basis: local}
  stations:
    clinic: {title: Klinik, capacity: 4, service: {mean: 0.36}, then: {leave: 1}, basis: local}
"""


def holds(found: Interval, exact: float) -> bool:
    """Whether the exact answer lies within the widened interval."""
    reach = WIDER * found.half_width
    return found.estimate - reach <= exact <= found.estimate + reach


def rates(per_day: float) -> str:
    return f"per_year: {per_day * 365.25!r}"


@pytest.mark.parametrize(("rate", "mean", "units"), [(10, 0.36, 4), (0.9, 1, 1), (2.7, 1, 3), (18, 2, 40)])
def test_waits_in_a_single_line_are_erlangs(rate: float, mean: float, units: int) -> None:
    found = run(
        ONE,
        ("per_year: 3652.5", rates(rate)),
        ("capacity: 4", f"capacity: {units}"),
        ("mean: 0.36", f"mean: {mean}"),
        replications=REPLICATIONS,
    )
    assert holds(found.interval("wait_days", "clinic"), mean_wait(rate, mean, units))
    assert holds(found.interval("utilisation", "clinic"), rate * mean / units)
    assert found.loads["clinic"] == pytest.approx(rate * mean / units)
    for days in (1, 5):
        started, still = found.series.started[0, 0], found.series.still[0, 0]
        share = within(started, still, days)
        assert share == pytest.approx(1 - waits_longer(rate, mean, units, days), abs=0.03)


def test_the_classes_of_a_line_with_priorities_wait_as_cobham_says() -> None:
    classes = (
        "classes: {first: {title: F, priority: 1}, second: {title: A, priority: 2}, third: {title: T, priority: 3}}"
    )
    found = run(
        ONE,
        ("  demand:", f"  {classes}\n  demand:"),
        ("enters: clinic,", "enters: clinic, classes: {first: 0.2, second: 0.5, third: 0.3},"),
        replications=REPLICATIONS,
    )
    for name, exact in zip(("first", "second", "third"), priority_waits((2, 5, 3), 0.36, 4), strict=True):
        assert holds(found.interval("wait_days", "clinic", name), exact), name


def test_a_network_with_ways_back_waits_as_jackson_says() -> None:
    back = (
        "then: {leave: 1}, basis: local}",
        "then: {clinic: 0.2, ward: 0.3, leave: rest}, basis: local}\n"
        "    ward: {title: Afsnit, capacity: 6, service: {mean: 1}, then: {clinic: 0.25, leave: rest}, basis: local}",
    )
    found = run(ONE, ("per_year: 3652.5", rates(7)), ("mean: 0.36", "mean: 0.25"), back, replications=REPLICATIONS)
    clinic = 7 / (1 - 0.2 - 0.3 * 0.25)
    assert holds(found.interval("wait_days", "clinic"), mean_wait(clinic, 0.25, 4))
    assert holds(found.interval("wait_days", "ward"), mean_wait(0.3 * clinic, 1, 6))
    assert found.loads["ward"] == pytest.approx(0.3 * clinic / 6)


def test_patience_without_a_line_turns_away_the_share_of_erlang_b() -> None:
    nobody_waits = "service: {mean: 0.36}, patience: {distribution: constant, mean: 0}"
    found = run(ONE, ("service: {mean: 0.36}", nobody_waits), replications=REPLICATIONS)
    assert holds(found.interval("gave_up", "clinic"), erlang_b(3.6, 4))


def test_impatient_citizens_give_up_as_often_as_erlang_a_says() -> None:
    patience = "service: {mean: 0.36}, patience: {mean: 0.36}"
    found = run(ONE, ("service: {mean: 0.36}", patience), replications=REPLICATIONS)
    # With patience as long as the spells the line is M/M/infinity: as many here as Poisson has with mean 3.6.
    probability, beyond = 2.718281828459045**-3.6, 0.0
    for here in range(1, 60):
        probability *= 3.6 / here
        beyond += max(0, here - 4) * probability
    assert holds(found.interval("in_line", "clinic"), beyond)
    assert holds(found.interval("gave_up", "clinic"), beyond / 0.36 / 10)


def test_groups_wait_for_their_members() -> None:
    group = "capacity: 1000, group: 5"
    found = run(ONE, ("capacity: 4", group), replications=REPLICATIONS)
    assert holds(found.interval("wait_days", "clinic"), (5 - 1) / 2 / 10)


def test_the_published_share_of_the_stroke_wards_that_are_full() -> None:
    """Monks et al. 2016 (BMC Health Services Research 16:530), table 2: acute beds."""
    published = {10: 0.14, 11: 0.09, 12: 0.06, 13: 0.04, 14: 0.02}
    for beds, share in published.items():
        assert erlang_b(8.145, beds) == pytest.approx(share, abs=0.013)


def test_erlang_c_is_that_of_the_text_books() -> None:
    assert mean_wait(300 / 365, 2, 3) == pytest.approx(0.4288, abs=2e-4)
    assert erlang_c(1, 2) == pytest.approx(1 / 3)
