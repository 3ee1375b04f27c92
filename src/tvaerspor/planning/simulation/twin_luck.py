"""Where the twin's draws come from: the compiled loop's, in whole numbers of Python's own."""

from __future__ import annotations

from math import exp, log, sqrt
from statistics import NormalDist
from typing import Protocol

from tvaerspor.planning.simulation.layout import CONSTANT, EXPONENTIAL, LOG_NORMAL
from tvaerspor.planning.simulation.network import Network

_NORMAL = NormalDist()
_COMING = 0xFFFFFFFF


class Luck(Protocol):
    """Where the draws come from; each is strictly between 0 and 1."""

    def coming(self, stream: int, number: int) -> tuple[float, float]:
        """The time since the citizen before, and the kind."""

    def spell(self, stream: int, number: int, visit: int) -> tuple[float, float]:
        """The length of a spell, and the way after it."""

    def patience(self, stream: int, number: int, visit: int) -> tuple[float, float]:
        """How long the citizen waits, and whether they ask for a pause."""


class Keyed:
    """The compiled loop's draws, in whole numbers of Python's own."""

    def __init__(self, network: Network, replication: int) -> None:
        self.names = [int(name) for name in network.tables["streams"]["name"]]
        self.seed, self.replication = network.seed, replication

    def coming(self, stream: int, number: int) -> tuple[float, float]:
        """The time since the citizen before, and the kind."""
        return self._drawn(stream, number, _COMING)

    def spell(self, stream: int, number: int, visit: int) -> tuple[float, float]:
        """The length of a spell, and the way after it."""
        return self._drawn(stream, number, 2 * visit)

    def patience(self, stream: int, number: int, visit: int) -> tuple[float, float]:
        """How long the citizen waits, and whether they ask for a pause."""
        return self._drawn(stream, number, 2 * visit + 1)

    def _drawn(self, stream: int, number: int, visit: int) -> tuple[float, float]:
        c0, c1, c2, c3 = number, visit, self.names[stream], self.replication
        k0, k1 = self.seed & 0xFFFFFFFF, self.seed >> 32 & 0xFFFFFFFF
        for _ in range(10):
            p0, p1 = c0 * 0xD2511F53, c2 * 0xCD9E8D57
            c0, c1, c2, c3 = p1 >> 32 ^ c1 ^ k0, p1 & 0xFFFFFFFF, p0 >> 32 ^ c3 ^ k1, p0 & 0xFFFFFFFF
            k0, k1 = k0 + 0x9E3779B9 & 0xFFFFFFFF, k1 + 0xBB67AE85 & 0xFFFFFFFF
        return ((c0 << 20 | c1 >> 12) + 0.5) * 2.0**-52, (c2 + 0.5) * 2.0**-32


def length(shape: int, of: tuple[float, float, float], u: float) -> float:
    """Days, by the inverse of the distribution (see `luck.length`)."""
    if shape == EXPONENTIAL:
        return -log(u) * of[0]
    if shape == LOG_NORMAL:
        return exp(of[0] + of[1] * _NORMAL.inv_cdf(u))
    if shape == CONSTANT:
        return of[0]
    low, likely, high = of
    if u * (high - low) < likely - low:
        return low + sqrt(u * (high - low) * (likely - low))
    return high - sqrt((1 - u) * (high - low) * (high - likely))
