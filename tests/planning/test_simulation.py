"""What a simulation says: pairs, precision, sensitivity, the smallest capacity, and triage's own routing."""

import dataclasses

import numpy as np
import pytest

from tests.planning.networks import EVERYTHING, run, scenario_of, yardstick
from tests.planning.shipped import TEXTS, around, scenario
from tests.planning.test_theory import ONE
from tvaerspor.documents.form import form_markdown
from tvaerspor.documents.simulation_findings import simulation_found
from tvaerspor.documents.simulation_page import simulation_page
from tvaerspor.planning.simulation.cohort import triaged
from tvaerspor.planning.simulation.measures import Ratio, paired, student
from tvaerspor.planning.simulation.simulate import (
    Cancelled,
    Key,
    NoSimulation,
    Search,
    Target,
    compare_runs,
    sensitivity,
    simulate,
    smallest_capacity,
)
from tvaerspor.planning.simulation.survival import quantile
from tvaerspor.planning.simulation.warm import compile_now

SIMULATED = sorted(id_ for id_ in TEXTS if "simuleret" in id_)


@pytest.mark.parametrize("id_", SIMULATED)
def test_a_shipped_simulation_runs_and_reports(id_: str) -> None:
    found = simulate(scenario(id_), around().programmes, replications=2)
    for station in found.stations:
        assert found.interval("utilisation", station).estimate <= 1
        assert found.interval("arrivals", station).estimate > 0, station
    report = form_markdown(simulation_page(simulation_found(found)))
    assert "STRESS 4: Forsøgets opsætning" in report and "| Station |" in report


def test_all_four_programmes_have_a_simulation() -> None:
    used = {programme for id_ in SIMULATED for programme in scenario(id_).written.programmes}
    assert used == set(around().programmes) - {"skeleton"}


def test_the_notes_shares_of_rehabilitation_plans_come_out() -> None:
    found = simulate(scenario("laenderyg-simuleret"), around().programmes, replications=2)
    plans, sent = (found.interval("arrivals", at).estimate for at in ("ordinary_rehabilitation", "after_hospital"))
    assert plans / sent == pytest.approx(3211 / 10441, abs=0.01)


def test_the_same_run_against_itself_differs_in_nothing() -> None:
    one = run(EVERYTHING, replications=4)
    found = compare_runs(one, run(EVERYTHING, replications=4))
    assert not found.clear
    assert all(
        interval.estimate in (0, pytest.approx(0)) or np.isnan(interval.estimate)
        for interval in found.differences.values()
    )


def test_shared_luck_makes_a_difference_surer_than_two_runs_apart() -> None:
    change = ("capacity: 4", "capacity: 5")
    before, after = run(ONE, replications=20), run(ONE, change, replications=20)
    other = run(ONE, change, ("  demand:", "  seed: 99\n  demand:"), replications=20)
    key = Key("wait_days", "clinic")
    shared = compare_runs(before, after).differences[key]
    apart = paired(before.measures[key], other.measures[key])
    assert shared.high < 0
    assert shared.half_width < apart.half_width
    with pytest.raises(ValueError, match="hver sit seed"):
        compare_runs(before, other)


def test_more_replications_are_run_until_the_answer_is_sure_enough() -> None:
    wish = ("  demand:", "  replications: {half_width: 0.05, at_least: 5, at_most: 300}\n  demand:")
    found = run(ONE, wish)
    interval = found.interval("wait_days", "clinic")
    assert 5 < found.replications < 300
    assert interval.half_width <= 0.05 * interval.estimate


def test_the_smallest_capacity_meets_the_target_and_one_less_does_not() -> None:
    target = Target(Key("wait_days", "clinic"), 0.1)
    asked = scenario_of(ONE, ("  demand:", "  replications: 5\n  demand:"))
    found = smallest_capacity(asked, {}, Search("clinic", least=4), target)
    assert found.units is not None
    tried = {trial.units: trial.is_met for trial in found.trials}
    assert tried[found.units] and not tried[found.units - 1]
    assert smallest_capacity(asked, {}, Search("clinic", least=4, most=4), target).units is None


def test_a_run_that_is_cancelled_leaves_nothing() -> None:
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled, match="intet resultat"):
        simulate(scenario_of(ONE), {}, replications=40, progress=lambda done, of: told.append((done, of)) or done < 20)
    assert told == [(10, 40), (20, 40)]


def test_uncertain_figures_are_drawn_and_swung() -> None:
    found = sensitivity(scenario_of(EVERYTHING), around().programmes, draws=12, replications=2)
    kroner = Key("kroner")
    assert len(set(found.of(kroner))) == 12
    widest, *rest = found.tornado(kroner)
    assert widest.width >= max(swing.width for swing in rest)
    assert {swing.figure.key for swing in found.tornado(kroner)} == set(found.parts)
    curve = found.acceptability(kroner, (0, float(np.median(found.of(kroner))), 1e12))
    assert curve[0] == 0 and 0.4 <= curve[1] <= 0.6 and curve[2] == 1
    assert 0 <= found.parameter_share(kroner) <= 1
    assert found.accepted({kroner: 1e12}, {}) == 1


def test_money_is_what_the_counts_cost() -> None:
    found = run(EVERYTHING, replications=2)
    capacity = yardstick(scenario_of(EVERYTHING)).network.capacity_days
    groups = found.interval("kroner", "municipality").estimate / 500 - capacity[:, 2].sum()
    assert groups == pytest.approx(found.interval("starts", "course").estimate / 6)


def test_a_changed_rule_moves_only_the_citizens_whom_it_concerns() -> None:
    cohort = scenario("traening-nordjylland-simuleret").written.simulation
    assert cohort is not None
    programme = around().programmes["knaeartrose"]
    rows = cohort.cohorts["referred"]
    before = triaged(rows, "referred", programme, 1)
    older = {name: fact for name, fact in rows.answers.items() if name != "home_care"} | {"home_care": 1.0}
    after = triaged(rows.model_copy(update={"answers": older}), "referred", programme, 1)
    assert before.of_citizen.size == after.of_citizen.size
    same = [
        before.sent[one] == after.sent[other] for one, other in zip(before.of_citizen, after.of_citizen, strict=True)
    ]
    assert 0.02 < np.mean(same) < 0.98


def test_a_scenario_without_a_simulation_says_so() -> None:
    with pytest.raises(NoSimulation, match="har ingen simulation"):
        simulate(scenario("laenderyg-gradvis"), around().programmes)


def test_an_overloaded_station_is_run_and_told_of() -> None:
    found = run(ONE, ("capacity: 4", "capacity: 3"), replications=3)
    assert [overload.station for overload in found.overloads] == ["clinic"]
    assert "20 % mere" in str(found.overloads[0])
    assert found.interval("utilisation", "clinic").estimate <= 1


def test_students_t_is_that_of_the_tables() -> None:
    for freedom, exact in ((1, 12.7062), (2, 4.3027), (5, 2.5706), (10, 2.2281), (30, 2.0423), (1000, 1.9623)):
        assert student(0.975, freedom) == pytest.approx(exact, abs=2e-4)


def test_those_who_still_wait_make_the_median_longer() -> None:
    started, still = np.zeros((2, 1792), dtype=int)
    started[16 * 2], still[16 * 3] = 60, 0
    alone = quantile(started, still, 0.5)
    still[16 * 3] = 140
    assert alone is not None and 2 <= alone < 3
    assert quantile(started, still, 0.5) is None
    assert Ratio(np.zeros(3), np.zeros(3)).estimate != 0


def test_compiling_beforehand_needs_no_scenario() -> None:
    compile_now()
    assert dataclasses.is_dataclass(simulate(scenario_of(ONE), {}, replications=1))


FAULTS = {
    "a negative capacity": ("capacity: 4", "capacity: -4", "kapaciteten -4 er negativ"),
    "no capacity": ("capacity: 4, ", "", "one.yaml:9: simulation.stations.clinic.capacity"),
    "days without capacity": (
        "capacity: 4",
        "capacity: [{units: 4, to: 2021-12-31}]",
        "kapacitet mangler fra 2022-01-01",
    ),
    "a length without a mean": (
        "service: {mean: 0.36}",
        "service: {distribution: lognormal, cv: 0.3}",
        "mangler middelværdi; skriv mean",
    ),
    "routing that does not sum": ("{leave: 1}", "{leave: 0.9}", "andelene skal give 1, men giver 0,9"),
    "routing to nowhere": (
        "{leave: 1}",
        "{clinci: 0.1, leave: rest}",
        "stationen «clinci» findes ikke; mente du «clinic»?",
    ),
    "a cycle that never ends": ("{leave: 1}", "{clinic: 1}", "kredsløbet slutter aldrig: fra clinic"),
    "no source": ("then: {leave: 1}, basis: local", "then: {leave: 1}", "kilde mangler"),
    "a season of eleven months": ("enters: clinic", "season: [1,1,1,1,1,1,1,1,1,1,1], enters: clinic", "12 vægte"),
    "a run-in and a list of today": (
        "then: {leave: 1}",
        "waiting: {all: {waiting: 3, oldest_days: 9}}, then: {leave: 1}",
        "ikke begge",
    ),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_is_written_wrongly_is_told_with_its_line(what: str) -> None:
    from tvaerspor.planning.reading import FaultyPlanning

    old, new, sentence = FAULTS[what]
    with pytest.raises(FaultyPlanning) as told:
        scenario_of(ONE, (old, new))
    assert sentence in str(told.value)
    assert all(fault.line > 0 for fault in told.value.faults)
