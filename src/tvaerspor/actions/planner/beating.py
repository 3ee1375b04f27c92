"""Work that is silent for long, with a pulse: it goes on in a thread of its own, while this one says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from typing import TypeVar

from tvaerspor.planning.progress import Progress

R = TypeVar("R")
SECONDS_BETWEEN = 1.0


def beating(work: Callable[[Progress], R], progress: Progress, of: int) -> R:
    """What the work comes to, with `progress` called here, in the caller's thread, also between the work's own steps.

    `of` is what is said until the work says it itself. When `progress` answers no, the work is told so at its next
    step, and its Cancelled is raised here.
    """
    said, is_stopped = (0, of), Event()

    def tell(done: int, whole: int) -> bool:
        nonlocal said
        said = (done, whole)
        return not is_stopped.is_set()

    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(work, tell)
        try:
            while not going.done():
                if not progress(*said):
                    is_stopped.set()
                wait([going], SECONDS_BETWEEN)
        finally:
            is_stopped.set()
        return going.result()
