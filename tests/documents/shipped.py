"""The programmes that the product ships, opened once, with their worked citizens."""

from __future__ import annotations

from functools import cache

from tvaerspor.actions.open_programme import check_programme, programme_ids
from tvaerspor.documents.worked import Worked, worked_cases
from tvaerspor.programme.programme import Programme

IDS = programme_ids()


@cache
def shipped(id_: str) -> Programme:
    """A programme with its cases; it has no faults."""
    programme, faults = check_programme(id_)
    assert programme is not None and not faults, faults
    return programme


@cache
def worked(id_: str) -> tuple[Worked, ...]:
    """Its worked citizens, decided."""
    return worked_cases(shipped(id_))
