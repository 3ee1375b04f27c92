"""Queueing theory's exact answers, to hold the simulation to."""

from __future__ import annotations

from math import exp


def erlang_b(load: float, units: int) -> float:
    """The share who find all units taken, where nobody waits; `load` is arrivals times mean spell."""
    blocked = 1.0
    for unit in range(1, units + 1):
        blocked = load * blocked / (unit + load * blocked)
    return blocked


def erlang_c(load: float, units: int) -> float:
    """The share who must wait, where everybody waits."""
    blocked = erlang_b(load, units)
    used = load / units
    return blocked / (1 - used * (1 - blocked))


def mean_wait(rate: float, mean: float, units: int) -> float:
    """M/M/c: the mean wait, in the unit of `mean`."""
    return erlang_c(rate * mean, units) / (units / mean - rate)


def waits_longer(rate: float, mean: float, units: int, than: float) -> float:
    """M/M/c: the share who wait longer."""
    return erlang_c(rate * mean, units) * exp(-(units / mean - rate) * than)


def priority_waits(rates: tuple[float, ...], mean: float, units: int) -> tuple[float, ...]:
    """M/M/c without interruption: each class's mean wait, the first going first (Cobham 1954)."""
    waits_at_all = erlang_c(sum(rates) * mean, units) * mean / units
    found, before = [], 0.0
    for rate in rates:
        upto = before + rate * mean / units
        found.append(waits_at_all / ((1 - before) * (1 - upto)))
        before = upto
    return tuple(found)
