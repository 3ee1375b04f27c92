"""Days as they are typed in a form, read into a period with a sentence for each that cannot be meant."""

from __future__ import annotations

from datetime import date

from tvaerspor.actions.faulty_form import FieldFault
from tvaerspor.terms.period import BackwardsPeriod, Period

Faults = tuple[FieldFault, ...]


def typed_day(field: str, typed: str, wanted: str) -> tuple[date | None, Faults]:
    """The day, or what to do about it; `wanted` ends the sentence «Skriv …»."""
    try:
        return date.fromisoformat(typed.strip()), ()
    except ValueError:
        return None, (FieldFault(field, f"Skriv {wanted} som en dato, fx 2026-11-22."),)


def typed_period(start: str, end: str, needs_end: bool = False) -> tuple[Period | None, Faults]:
    """The period between two typed days; a blank last day is none, unless it is needed."""
    first, faults = typed_day("valid_from", start, "den første dag, det gælder,")
    last = None
    if end.strip() or needs_end:
        last, more = typed_day("valid_until", end, "den sidste dag, det gælder,")
        faults += more
    if first is None or faults:
        return None, faults
    try:
        return Period(first, last), ()
    except BackwardsPeriod as backwards:
        return None, (FieldFault("valid_until", str(backwards)),)
