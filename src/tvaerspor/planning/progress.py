"""How long work says how far it is, and is told to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], bool]
"""Called as `progress(done, of)` now and then; False asks for the work to be given up."""


class Cancelled(Exception):
    """Somebody asked for the work to be given up: there is no result, not even half of one."""

    def __init__(self) -> None:
        super().__init__("kørslen blev afbrudt; der er intet resultat")


def step(progress: Progress | None, done: int, of: int) -> None:
    """Says how far the work is; raises Cancelled when it is to be given up."""
    if progress is not None and not progress(done, of):
        raise Cancelled
