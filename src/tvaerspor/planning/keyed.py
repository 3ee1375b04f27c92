"""Random numbers keyed by what they are for, so that two scenarios share their luck and no draw can fall out of step.

Philox4x32-10 (Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC 2011): a pure function of key and counter,
with no state and no seed of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
"""32-bit words, held in 64 bits so that a product of two fits."""

_ROUNDS = 10
_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_32 = np.uint64(32)


def philox(counter: tuple[Words, Words, Words, Words], key: tuple[int, int]) -> tuple[Words, Words, Words, Words]:
    """Four random 32-bit words for each counter of four, under one key of two."""
    c0, c1, c2, c3 = counter
    for turn in range(_ROUNDS):
        k0, k1 = (np.uint64((word + turn * step) & 0xFFFFFFFF) for word, step in zip(key, _WEYL, strict=True))
        p0, p1 = c0 * _MULTIPLIERS[0], c2 * _MULTIPLIERS[1]
        c0, c1, c2, c3 = (p1 >> _32) ^ c1 ^ k0, p1 & _LOW, (p0 >> _32) ^ c3 ^ k1, p0 & _LOW
    return c0, c1, c2, c3


def uniforms(seed: int, names: Sequence[str], draws: int, skip: int = 0) -> NDArray[np.float64]:
    """A number strictly between 0 and 1 for each name and draw, as an array of names x draws.

    The first `skip` draws are passed over. The same seed, name and draw give the same number, whatever else is drawn
    and how many draws there are. `seed` is 0 or more and counts in its lowest 64 bits.
    """
    turn = np.arange(skip, skip + draws, dtype=np.uint64)
    key = (seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF)
    found = np.empty((len(names), draws))
    for row, name in enumerate(names):
        first, second, third = (np.full(draws, word, dtype=np.uint64) for word in _words_of(name))
        high, low, *_ = philox((turn, first, second, third), key)
        bits = (high << np.uint64(20)) | (low >> np.uint64(12))  # 52 bits: with the half below, exact in a float
        found[row] = (bits.astype(np.float64) + 0.5) * 2.0**-52
    return found


def _words_of(name: str) -> tuple[int, int, int]:
    """96 bits of the name's fingerprint: two names share them once in far more than a lifetime."""
    digest = sha256(name.encode()).digest()
    return int.from_bytes(digest[:4]), int.from_bytes(digest[4:8]), int.from_bytes(digest[8:12])
