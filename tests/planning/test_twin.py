"""The compiled loop and its twin in plain Python agree citizen by citizen, and on everything that is counted."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.planning.networks import EVERYTHING, network_of
from tvaerspor.planning.keyed import philox
from tvaerspor.planning.simulation import layout
from tvaerspor.planning.simulation.network import Network
from tvaerspor.planning.simulation.replication import Counts, replicate
from tvaerspor.planning.simulation.twin import Stay, Twin
from tvaerspor.planning.simulation.twin_luck import Keyed, length

VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "everything": (),
    "a run-in instead of a list of today": (
        ("  replications: 6", "  replications: 6\n  run_in_days: 200"),
        ("      waiting: {referrals: {waiting: 30, oldest_days: 50}}\n", ""),
    ),
    "the smaller service model": (("service_model: full", "service_model: basic"),),
    "too little of everything": (("units: 60", "units: 6"), ("units: 75", "units: 3"), ("group: 6", "group: 11")),
    "everything in whole days, so that much happens at the same time": (
        ("{distribution: lognormal, mean: 56, cv: 0.4}", "{distribution: constant, mean: 56}"),
        ("service: {mean: 2}", "service: {distribution: constant, mean: 1}"),
        ("{distribution: exponential, mean: 40}", "{distribution: constant, mean: 21}"),
        ("{distribution: constant, mean: 4, unit: hours}", "{distribution: constant, mean: 1}"),
    ),
    "another seed": (("seed: 7", "seed: 123456789012345"),),
}


@cache
def both(variant: str) -> tuple[Network, tuple[Stay, ...], int, Counts]:
    """A variant's network, its stays by the twin, who was not offered a station, and the compiled loop's counts."""
    network = network_of(EVERYTHING, *VARIANTS[variant])
    twin = Twin(network, Keyed(network, 3))
    return network, tuple(twin.run()), twin.not_offered, replicate(network, 3, keeps=True)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_spell_of_every_citizen_is_the_same_to_the_last_bit(variant: str) -> None:
    _, stays, _, counts = both(variant)
    fields = ("stream", "number", "visit", "station", "kind", "arrived", "started", "ended")
    twin = sorted(tuple(getattr(stay, name) for name in fields) for stay in stays if stay.ended is not None)
    assert counts.spells is not None
    ours = sorted(tuple(spell[name].item() for name in fields) for spell in counts.spells)
    assert len(ours) > 500
    assert ours == twin


@pytest.mark.parametrize("variant", VARIANTS)
def test_waits_and_those_who_still_wait_are_the_same(variant: str) -> None:
    network, stays, not_offered, counts = both(variant)
    assert counts.not_offered == not_offered
    for at in range(len(network.stations)):
        for class_ in range(len(network.classes)):
            here = [stay for stay in stays if _is(network, stay, at, class_) and _counts(network, stay)]
            waits = [stay.started - stay.arrived for stay in here if stay.started is not None]
            open_ = [network.days - stay.arrived for stay in here if _waits_at_the_end(network, stay)]
            row = counts.waits[at, class_]
            assert (row["visits"], row["open"]) == (len(waits), len(open_))
            assert row["days"] == pytest.approx(sum(waits)) and row["longest"] == max(waits, default=0)
            assert row["oldest"] == max(open_, default=0)
            assert counts.started[at, class_].sum() == len(waits)
            gone = [stay for stay in here if _gave_up(network, stay)]
            assert counts.still[at, class_].sum() == len(open_) + len(gone)


@pytest.mark.parametrize("variant", VARIANTS)
def test_months_add_up_to_what_the_twins_stays_come_to(variant: str) -> None:
    network, stays, _, counts = both(variant)
    begins = np.array([begin for begin, _ in network.months])
    ends = np.append(begins[1:], network.days)
    for at in range(len(network.stations)):
        queue, busy, starts = np.zeros(begins.size), np.zeros(begins.size), np.zeros(begins.size)
        for stay in stays:
            if stay.station != at:
                continue
            left = stay.started if stay.started is not None else stay.gave_up if stay.gave_up is not None else np.inf
            queue += _overlap(stay.came, left, begins, ends)
            if stay.started is not None:
                starts += (begins <= stay.started) & (stay.started < ends)
                if stay.leads:
                    busy += _overlap(stay.started, stay.ended or np.inf, begins, ends)
        assert np.allclose(counts.cells["queue"][:, at].sum(axis=1), queue, atol=1e-6)
        assert np.allclose(counts.rooms["busy"][:, at], busy, atol=1e-6)
        assert (counts.cells["starts"][:, at].sum(axis=1) == starts).all()


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_station_works_more_than_it_is_there(variant: str) -> None:
    network, _, _, counts = both(variant)
    open_days = network.capacity_days + counts.rooms["over"]
    assert (counts.rooms["over"] >= -1e-9).all()
    assert (counts.rooms["busy"] <= open_days + 1e-6).all()


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_is_worked_beyond_the_capacity_is_what_the_twins_spells_come_to(variant: str) -> None:
    network, stays, _, counts = both(variant)
    for at in range(len(network.stations)):
        changes = [(c["at"], 0, c["capacity"]) for c in network.tables["changes"] if c["station"] == at]
        led = [stay for stay in stays if stay.station == at and stay.leads and stay.started is not None]
        changes += [(stay.started, 1, 1) for stay in led]
        changes += [(stay.ended, 1, -1) for stay in led if stay.ended is not None]
        over, capacity, busy, last = 0.0, 0, 0, -network.run_in_days
        for when, kind, number in sorted([*changes, (network.days, 1, 0)], key=lambda change: change[0]):
            over += max(0, busy - capacity) * (when - last)
            capacity, busy, last = (number, busy, when) if kind == 0 else (capacity, busy + number, when)
        assert counts.rooms["over"][:, at].sum() == pytest.approx(over, abs=1e-6)
    assert counts.rooms["over"].sum() > 1


@pytest.mark.parametrize("variant", VARIANTS)
def test_deadlines_are_kept_by_those_who_keep_them(variant: str) -> None:
    network, stays, _, counts = both(variant)
    for place, name in enumerate(network.deadlines):
        kept, late = _verdicts(network, stays, place)
        assert counts.verdicts["kept"][place].sum() == kept, name
        assert counts.verdicts["late"][place].sum() == late, name
        assert kept + late > 10


def test_the_twins_draws_are_those_of_the_authors_of_philox() -> None:
    network = network_of(EVERYTHING)
    twin = Keyed(network, replication=5)
    name = int(network.tables["streams"]["name"][1])
    words = [np.array([word], dtype=np.uint64) for word in (17, 2 * 3 + 1, name, 5)]
    first, second, third, _ = (int(word[0]) for word in philox((words[0], words[1], words[2], words[3]), (7, 0)))
    assert twin.patience(1, 17, 3) == (((first << 20 | second >> 12) + 0.5) * 2.0**-52, (third + 0.5) * 2.0**-32)


@pytest.mark.parametrize("shape", range(4))
def test_lengths_are_the_same_to_the_last_bit_over_the_whole_of_chance(shape: int) -> None:
    from tvaerspor.planning.simulation import luck

    of = (2.0, 3.0, 7.0) if shape == layout.TRIANGULAR else (1.5, 0.6, 0.0)
    for u in (2.0**-53, 1e-12, 1e-5, 0.0749, 0.075, 0.3, 0.5, 0.7, 0.925, 0.9251, 0.99999, 1 - 1e-13):
        assert luck.length(shape, of, u) == length(shape, of, u)


def _verdicts(network: Network, stays: tuple[Stay, ...], place: int) -> tuple[int, int]:
    deadline, limits = network.tables["deadlines"][place], network.tables["limits"][place]
    judged: set[tuple[int, int]] = set()
    kept = late = 0
    for stay in sorted(stays, key=lambda stay: _happened(network, stay, deadline)[1]):
        if not _has(network, stay, place):
            continue
        from_referral = deadline["since"] == layout.FROM_REFERRAL
        if from_referral and (stay.stream, stay.number) in judged:
            continue
        judged.add((stay.stream, stay.number))
        began = stay.referred if from_referral else stay.arrived
        rows = limits[: deadline["limits"]]
        in_force = [float(row["days"]) for row in rows if row["from_"] <= began]
        if not in_force or began > network.days - in_force[-1] or (network.run_in_days and began < 0):
            continue
        happened, when = _happened(network, stay, deadline)
        spent = when - began - (stay.paused if from_referral else 0)
        late += spent > in_force[-1] + 1e-9
        kept += happened and spent <= in_force[-1] + 1e-9
    return kept, late


def _has(network: Network, stay: Stay, place: int) -> bool:
    station = network.tables["stations"][stay.station]
    return bool(station["deadline"] <= place < station["deadline"] + station["deadlines"])


def _happened(network: Network, stay: Stay, deadline: np.void) -> tuple[bool, float]:
    """Whether what the deadline asks for has happened, and when; else when it was given up, or the horizon."""
    done = stay.started if deadline["until"] == layout.TO_START else stay.ended
    if done is not None:
        return True, done
    return False, stay.gave_up if stay.gave_up is not None and stay.gave_up < network.days else network.days


def _is(network: Network, stay: Stay, at: int, class_: int) -> bool:
    return stay.station == at and bool(network.tables["kinds"]["class_"][stay.kind] == class_)


def _counts(network: Network, stay: Stay) -> bool:
    return stay.arrived >= 0 or not network.run_in_days


def _gave_up(network: Network, stay: Stay) -> bool:
    return stay.started is None and stay.gave_up is not None and stay.gave_up < network.days


def _waits_at_the_end(network: Network, stay: Stay) -> bool:
    return stay.started is None and not _gave_up(network, stay)


def _overlap(first: float, last: float, begins: np.ndarray, ends: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return np.clip(np.minimum(last, ends) - np.maximum(first, begins), 0, None)
