"""The compiled draws: Philox4x32-10 keyed by citizen, visit and purpose, and lengths of time by the inverse of their
distribution, so that a greater draw is a longer spell in every scenario.
"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import Any

import numpy as np
from numba import njit

from tvaerspor.planning.simulation.layout import CONSTANT, EXPONENTIAL, LOG_NORMAL

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _32 = np.uint64(0xFFFFFFFF), np.uint64(32)
_12, _20 = np.uint64(12), np.uint64(20)
_NEAR: tuple[float, ...] = (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457)
_NEAR += (13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080)
_NEAR_UNDER: tuple[float, ...] = (
    5226.4952788528545610,
    28729.085735721942674,
    39307.895800092710610,
    21213.794301586595867,
)
_NEAR_UNDER += (5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1.0)
_FAR: tuple[float, ...] = (
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258,
)
_FAR += (3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734)
_FAR_UNDER: tuple[float, ...] = (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2)
_FAR_UNDER += (
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940,
    2.05319162663775882187,
    1.0,
)
_TAIL: tuple[float, ...] = (
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.24266094738807843860e-3,
    2.65321895265761230930e-2,
)
_TAIL += (2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720)
_TAIL_UNDER: tuple[float, ...] = (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5)
_TAIL_UNDER += (
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
)
_TAIL_UNDER += (1.0,)


@njit(nogil=True, forceinline=True)
def words(counter: Any, key: Any) -> Any:
    """Four random words of 32 bits, as `keyed.philox`."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = c0 * _M0, c2 * _M1
        c0, c1, c2, c3 = (p1 >> _32) ^ c1 ^ k0, p1 & _LOW, (p0 >> _32) ^ c3 ^ k1, p0 & _LOW
        k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@njit(nogil=True, forceinline=True)
def fine(high: Any, low: Any) -> Any:
    """A number between 0 and 1 of 52 bits, as `keyed.uniforms`."""
    return (np.float64((high << _20) | (low >> _12)) + 0.5) * 2.0**-52


@njit(nogil=True, forceinline=True)
def coarse(word: Any) -> Any:
    """A number between 0 and 1 of 32 bits: for choices, not for lengths."""
    return (np.float64(word) + 0.5) * 2.0**-32


@njit(nogil=True, forceinline=True)
def _polynomial(x: float, of: Any) -> Any:
    return ((((((of[0] * x + of[1]) * x + of[2]) * x + of[3]) * x + of[4]) * x + of[5]) * x + of[6]) * x + of[7]


@njit(nogil=True)
def _far(q: float, u: float) -> Any:
    root = sqrt(-log(u if q <= 0.0 else 1.0 - u))
    if root <= 5.0:
        x = _polynomial(root - 1.6, _FAR) / _polynomial(root - 1.6, _FAR_UNDER)
    else:
        x = _polynomial(root - 5.0, _TAIL) / _polynomial(root - 5.0, _TAIL_UNDER)
    return -x if q < 0.0 else x


@njit(nogil=True, forceinline=True)
def normal(u: float) -> Any:
    """The standard normal quantile (Wichura 1988, algorithm AS241), in the standard library's order of operations."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return _polynomial(r, _NEAR) * q / _polynomial(r, _NEAR_UNDER)
    return _far(q, u)


@njit(nogil=True, forceinline=True)
def length(shape: Any, of: Any, u: float) -> Any:
    """Days: exponential (mean), log-normal (mu, sigma), constant (days) or triangular (low, likely, high)."""
    if shape == EXPONENTIAL:
        return -log(u) * of[0]
    if shape == LOG_NORMAL:
        return exp(of[0] + of[1] * normal(u))
    if shape == CONSTANT:
        return float(of[0])
    low, likely, high = of
    if u * (high - low) < likely - low:
        return low + sqrt(u * (high - low) * (likely - low))
    return high - sqrt((1 - u) * (high - low) * (high - likely))
