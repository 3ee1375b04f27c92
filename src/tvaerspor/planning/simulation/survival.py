"""Waits when some have not ended: the product-limit estimate (Kaplan and Meier 1958) over bins of waits."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.simulation.layout import COARSE, FINE, MIDDLE, WAIT_BINS

Bins = NDArray[Any]


def edges() -> NDArray[np.float64]:
    """Where each bin begins, in days, and where the last one ends."""
    fine = np.arange(FINE) / 16
    middle = 16 + np.arange(MIDDLE, dtype=np.float64)
    coarse = 16 + MIDDLE + 7 * np.arange(COARSE + 1, dtype=np.float64)
    return np.concatenate((fine, middle, coarse))


def still_waiting(started: Bins, still: Bins) -> NDArray[np.float64]:
    """The share who wait longer than the end of each bin; those who still wait are at risk to the end of their bin."""
    at_risk = np.cumsum((started + still)[::-1])[::-1].astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = np.where(at_risk > 0, 1 - started / at_risk, 1.0)
    return np.asarray(np.cumprod(factors))


def quantile(started: Bins, still: Bins, share: float) -> float | None:
    """The wait that `share` do not exceed, in days; None when it lies beyond what was seen."""
    if not (started.sum() + still.sum()):
        return None
    beyond = still_waiting(started, still)
    place = int(np.searchsorted(-beyond, share - 1 - 1e-12))
    if place >= WAIT_BINS:
        return None
    begins, ends = edges()[place : place + 2]
    before = beyond[place - 1] if place else 1.0
    inside = (before - (1 - share)) / (before - beyond[place]) if before > beyond[place] else 1.0
    return float(begins + (ends - begins) * inside)


def within(started: Bins, still: Bins, days: float) -> float | None:
    """The share who wait at most so many days; None when nobody came."""
    if not (started.sum() + still.sum()):
        return None
    place = int(np.searchsorted(edges()[1:], days + 1e-9, side="right"))
    return float(1 - still_waiting(started, still)[place - 1]) if place else 0.0
