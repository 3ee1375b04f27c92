"""What a simulation found as columns: a row for each measure with its interval."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.documents.budget_columns import Row
from tvaerspor.documents.simulation_found import Estimated, PairFound, SimulationFound


def simulation_rows(found: SimulationFound) -> Iterator[Row]:
    """What is measured, of which station, deadline or payer, for which class, when (empty is the whole period)."""
    for measure, of, class_, when, value in _measured(found):
        names = {"scenario": found.id, "measure": measure, "of": of, "class": class_, "when": when}
        yield {**names, "estimate": value.estimate, "low": value.low, "high": value.high}


def pair_rows(found: PairFound) -> Iterator[Row]:
    """The differences under the same headings; stations, deadlines and payers by their names in the file."""
    for row in found.differences:
        names = {"measure": row["what"], "of": row["of"], "class": row["class_"], "when": row["when"]}
        yield {**names, "estimate": row["estimate"], "low": row["low"], "high": row["high"]}


def _measured(found: SimulationFound) -> Iterator[tuple[str, str, str, str, Estimated]]:
    for at in found.stations:
        for measure in ("arrivals", "utilisation", "in_line", "still_waiting", "gave_up"):
            yield measure, at.title, "", "", getattr(at, measure)
        yield "load", at.title, "", "", Estimated(estimate=at.load)
    for waits in found.waits:
        yield "wait_days", waits.station, waits.class_, "", waits.mean
        yield "wait_days_median", waits.station, waits.class_, "", Estimated(estimate=waits.median)
        yield "wait_days_ninth", waits.station, waits.class_, "", Estimated(estimate=waits.ninth)
        yield "oldest_wait_days", waits.station, waits.class_, "", Estimated(estimate=waits.oldest)
    for deadline in found.deadlines:
        yield "kept", deadline.title, "", "", deadline.kept
    for month in found.months:
        yield "in_line", month.station, month.class_, month.month, month.in_line
    for paid in found.money:
        yield "kroner", paid.payer, "", paid.year, paid.kroner
