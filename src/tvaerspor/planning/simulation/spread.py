"""Many pieces of work, spread as joblib is told to (threads here, or a cluster's workers), with progress and an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tvaerspor.planning.progress import Progress, step

P = TypeVar("P")
R = TypeVar("R")
WAVE = 4
"""Pieces for each worker between two looks at the progress."""


def spread(work: Callable[[P], R], pieces: Sequence[P], said: Callable[[int], None]) -> Iterator[R]:
    """The result of each piece in order; `said` is told how many are done after each wave, and may raise Cancelled.

    One after the other, unless a `joblib.parallel_config` around the call names workers.
    """
    from joblib import Parallel, delayed, effective_n_jobs

    workers = int(effective_n_jobs(None))
    if workers < 2:
        for done, piece in enumerate(pieces):
            yield work(piece)
            said(done + 1)
        return
    with Parallel(n_jobs=None, prefer="threads") as parallel:
        for first in range(0, len(pieces), workers * WAVE):
            wave = pieces[first : first + workers * WAVE]
            yield from parallel(delayed(work)(piece) for piece in wave)
            said(first + len(wave))


def reporting(progress: Progress | None, of: int, each: int = 1) -> Callable[[int], None]:
    """Tells the progress in units of `each` and raises Cancelled when it answers no."""

    def said(done: int) -> None:
        step(progress, min(of, done * each), of)

    return said
