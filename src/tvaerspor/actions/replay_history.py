"""Replays two versions of a programme over a history of referrals in a Parquet or CSV file, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.actions.triage_file import BadFile
from tvaerspor.programme.axes import Axis
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.batch import CellCounts, batch_table, count_cells
from tvaerspor.triage.columns import Column, slots_of
from tvaerspor.triage.decision import Context
from tvaerspor.triage.whatif import WhatIf, compare_counts, merged_axes

ROWS_AT_A_TIME = 500_000
Progress = Callable[[int, int], None]


def replay_history(before: Programme, after: Programme, file: Path, context: Context, tell: Progress) -> WhatIf:
    """The from-to matrix of the first decision; `tell(done, all)` is called after each piece."""
    decision = before.decisions[0].id
    old = batch_table(before, decision, context.region, context.date)
    new = batch_table(after, decision, context.region, context.date)
    axes = merged_axes(old, new)
    counts: CellCounts | None = None
    done = 0
    for piece, rows in _pieces(after, axes, file):
        here = count_cells(slots_of(after, axes, piece, context.date))
        moved = CellCounts(here.axes, here.keys, here.counts, here.examples + done)
        counts = moved if counts is None else counts + moved
        done += here.referrals
        tell(done, rows)
    if counts is None:
        raise BadFile(f"{file}: filen har ingen henvisninger")
    return compare_counts(old, new, counts)


def example_row(file: Path, row: int) -> Mapping[str, Any]:
    """One referral of the history, as it stands in the file; blanks left out."""
    import duckdb

    found = duckdb.connect().execute(f"SELECT * FROM {_source(file)} LIMIT 1 OFFSET {int(row)}")
    names = [str(column[0]) for column in found.description or ()]
    values = found.fetchone() or ()
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}


def _source(file: Path) -> str:
    name = str(file).replace("'", "''")
    if file.suffix == ".parquet":
        return f"read_parquet('{name}')"
    if file.suffix == ".csv":
        return f"read_csv('{name}')"
    raise BadFile(f"{file}: historien skal være en .parquet- eller .csv-fil")


def _pieces(programme: Programme, axes: tuple[Axis, ...], file: Path) -> Iterator[tuple[dict[str, Column], int]]:
    import duckdb

    if not file.is_file():
        raise BadFile(f"{file}: filen findes ikke")
    try:
        connection = duckdb.connect()
        connection.execute(f"CREATE TABLE history AS SELECT * FROM {_source(file)}")
    except duckdb.Error as error:
        raise BadFile(f"{file}: kan ikke læses som en tabel: {str(error).splitlines()[0]}") from None
    columns = {str(row[0]) for row in connection.execute("DESCRIBE history").fetchall()}
    wanted = _known_columns(programme, axes, columns, file)
    rows = int((connection.execute("SELECT count(*) FROM history").fetchone() or (0,))[0])
    for first in range(0, rows, ROWS_AT_A_TIME):
        quoted = ", ".join(f'"{name}"' for name in sorted(wanted))
        window = f"WHERE rowid >= {first} AND rowid < {first + ROWS_AT_A_TIME}"
        found = connection.execute(f"SELECT {quoted} FROM history {window}").fetchnumpy()
        yield {name: _with_blanks(column) for name, column in found.items()}, rows


def _known_columns(programme: Programme, axes: tuple[Axis, ...], columns: set[str], file: Path) -> set[str]:
    needed = {axis.fact for axis in axes}
    needed |= {source for axis in axes if (derive := programme.facts[axis.fact].derive) for source in derive.sources()}
    wanted = (needed | {"date"}) & columns
    if not wanted & needed:
        raise BadFile(f"{file}: ingen kolonne hedder som en oplysning i programmet, fx {', '.join(sorted(needed)[:5])}")
    return wanted


def _with_blanks(column: NDArray[Any]) -> Column:
    """A column as the batch reads it: a masked yes/no is -1, a masked number not-a-number, a masked word empty."""
    mask = np.ma.getmaskarray(column)
    values = np.ma.getdata(column)
    if values.dtype == np.bool_:
        return np.where(mask, np.int8(-1), values.astype(np.int8))
    if np.issubdtype(values.dtype, np.datetime64):
        return np.where(mask, np.datetime64("NaT"), values)
    if np.issubdtype(values.dtype, np.number):
        return np.where(mask, np.nan, values.astype(np.float64))
    return np.where(mask, "", values).astype(str)
