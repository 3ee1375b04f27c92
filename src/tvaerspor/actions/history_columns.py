"""Reads a history of referrals (Parquet or CSV) into the columns that the batch runs on, cell by cell understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.actions.reading_files import BadFile, cannot_read
from tvaerspor.documents.terminal import counted
from tvaerspor.programme.axes import Axis
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.columns import Column
from tvaerspor.triage.read_answers import sift_answers

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS_AT_A_TIME = 500_000
DAY = "date"
"""The column that says on which day each referral was triaged; it is no fact."""
_MOST_WORDS = 1000  # a column of options with more different words than this is something else
_NUMBERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT", "DOUBLE"}
)
_ONE_AND_NOUGHT = {"1": True, "1.0": True, "0": False, "0.0": False}


@dataclass(frozen=True)
class History:
    """An opened file: how many referrals, and the columns that are not used."""

    connection: DuckDBPyConnection
    columns: Mapping[str, str]
    rows: int
    unused: tuple[str, ...]

    def pieces(self) -> Iterator[Mapping[str, Column]]:
        """The columns, so many rows at a time."""
        chosen = ", ".join(f"{expression} AS {_quoted(name)}" for name, expression in self.columns.items())
        for first in range(0, self.rows, ROWS_AT_A_TIME):
            window = f"WHERE rowid >= {first} AND rowid < {first + ROWS_AT_A_TIME}"
            found = self.connection.execute(f"SELECT {chosen} FROM history {window}").fetchnumpy()
            yield {name: _with_blanks(column) for name, column in found.items()}


def open_history(programme: Programme, earlier: Programme, axes: tuple[Axis, ...], file: Path) -> History:
    """The history with every cell understood; raises BadFile naming each column that is not, and the row.

    An option that only the `earlier` version has is understood too: somebody was asked when it was in force.
    """
    import duckdb

    connection = duckdb.connect()
    try:
        found = connection.execute(f"DESCRIBE SELECT * FROM {source_of(file)}").fetchall()
        names = [str(row[0]) for row in found]
        wanted = _wanted(programme, axes, names, file)
        chosen = ", ".join(map(_quoted, wanted))
        connection.execute(f"CREATE TABLE history AS SELECT {chosen} FROM {source_of(file)}")
    except duckdb.Error as error:
        raise BadFile(f"{file}: filen kan ikke læses som en tabel: {str(error).splitlines()[0]}") from None
    rows = int((connection.execute("SELECT count(*) FROM history").fetchone() or (0,))[0])
    if not rows:
        raise BadFile(f"{file}: filen har ingen henvisninger")
    reader = _Reader((programme, earlier), {axis.fact: axis for axis in axes}, connection, file)
    kinds = {str(row[0]): str(row[1]) for row in found}
    columns = {name: reader.expression(name, kinds[name]) for name in wanted}
    if reader.faults:
        raise BadFile("\n".join(reader.faults))
    return History(connection, columns, rows, tuple(name for name in names if name not in wanted))


def source_of(file: Path) -> str:
    """The file as a table in SQL; the words of a CSV file are left as they stand."""
    try:
        file.open("rb").close()
    except OSError as error:
        raise cannot_read(file, error) from None
    name = str(file).replace("'", "''")
    if file.suffix.lower() == ".parquet":
        return f"read_parquet('{name}')"
    if file.suffix.lower() == ".csv":
        return f"read_csv('{name}', all_varchar=true, header=true)"
    raise BadFile(f"{file}: historien skal være en .parquet- eller .csv-fil")


def _wanted(programme: Programme, axes: tuple[Axis, ...], names: list[str], file: Path) -> list[str]:
    needed = {axis.fact for axis in axes}
    needed |= {source for axis in axes if (derive := programme.facts[axis.fact].derive) for source in derive.sources()}
    if not needed & set(names):
        shown = ", ".join(sorted(needed)[:5])
        raise BadFile(f"{file}: ingen kolonne hedder som en oplysning, der afgør noget i programmet, fx {shown}")
    return [name for name in names if name in needed or name == DAY]


class _Reader:
    """How each column of the table is read, and what could not be."""

    def __init__(
        self,
        versions: tuple[Programme, Programme],
        axes: Mapping[str, Axis],
        connection: DuckDBPyConnection,
        file: Path,
    ) -> None:
        self.versions = versions
        self.programme = versions[0]
        self.axes = axes
        self.connection = connection
        self.file = file
        self.faults: list[str] = []

    def expression(self, name: str, stored: str) -> str:
        """The column's answers in SQL, blanks as null (as -1 where the answer is an option's number)."""
        kind = "date" if name == DAY else self.programme.facts[name].type
        column = _quoted(name)
        text = f"nullif(trim(CAST({column} AS VARCHAR)), '')"
        if kind == "date":
            return self._cast(name, text, column if stored == "DATE" else f"TRY_CAST({text} AS DATE)", "")
        if kind in ("number", "measure"):
            comma = f"replace({text}, ',', '.')"
            return self._number(name, text, f"TRY_CAST({column if stored in _NUMBERS else comma} AS DOUBLE)")
        if kind == "yes_no" and stored == "BOOLEAN":
            return f"coalesce(CAST({column} AS TINYINT), CAST(-1 AS TINYINT))"
        if name in self.axes:
            return self._options(name, text)
        return f"upper({text})" if kind == "code" else text

    def _number(self, name: str, text: str, number: str) -> str:
        fact = self.programme.facts[name]
        outside = f" OR isnan({number}) OR isinf({number})"
        if fact.between:
            outside += f" OR {number} NOT BETWEEN {fact.between[0]} AND {fact.between[1]}"
        if fact.whole:
            outside += f" OR {number} <> floor({number})"
        return self._cast(name, text, number, outside)

    def _cast(self, name: str, text: str, cast: str, outside: str) -> str:
        """`cast`, where no cell goes wrong: none is lost, none lies outside what the fact can be."""
        blank = f"({_quoted(name)} IS NULL OR {cast} IS NULL AND {text} IS NULL)"
        wrong = f"NOT {blank} AND ({cast} IS NULL{outside})"
        query = f"SELECT min(rowid), arg_min({text}, rowid), count(*) FROM history WHERE {wrong}"
        row, word, count = self.connection.execute(query).fetchone() or (None, "", 0)
        if row is not None:
            self._fault(name, row, word, count)
        return cast

    def _options(self, name: str, text: str) -> str:
        """A number per option. Each different word is read as a person's answer is."""
        query = f"SELECT {text} AS word, min(rowid), count(*) FROM history GROUP BY word ORDER BY 2 LIMIT {_MOST_WORDS}"
        cases = []
        for word, row, count in self.connection.execute(query).fetchall():
            if word is None:
                continue
            read, _ = self._read(name, word)
            if read is _WRONG:
                self._fault(name, row, word, count)
            elif read is not None:
                cases.append(f"WHEN {_literal(word)} THEN {self.axes[name].code(read)}")
        chosen = f"CASE {text} {' '.join(cases)} ELSE -1 END" if cases else "-1"
        return f"CAST({chosen} AS TINYINT)"

    def _read(self, name: str, word: str) -> tuple[Any, str]:
        """The answer (None: blank), or _WRONG and the sentence about it."""
        fact = self.programme.facts[name]
        raw = _ONE_AND_NOUGHT.get(word, word) if fact.type == "yes_no" else word
        tried = [sift_answers(version, {name: raw}) for version in self.versions]
        understood = [answers for answers, faults in tried if not faults]
        return (understood[0].get(name), "") if understood else (_WRONG, tried[0][1][0].sentence)

    def _fault(self, name: str, row: int, word: str, count: int) -> None:
        sentence = f"skal være en dato som 2026-11-22, ikke «{word}»" if name == DAY else self._read(name, word)[1]
        more = f" (og {counted(count - 1, 'række', 'rækker')} til)" if count > 1 else ""
        self.faults.append(f"{self.file}: række {row + 1}: {name}: {sentence}{more}")


_WRONG = object()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _with_blanks(column: NDArray[Any]) -> Column:
    """A column as the batch reads it: a masked date is no time, a masked number not-a-number, a masked word empty."""
    mask = np.ma.getmaskarray(column)
    values = np.ma.getdata(column)
    if values.dtype == np.int8:
        return np.ascontiguousarray(values)
    if np.issubdtype(values.dtype, np.datetime64):
        return np.where(mask, np.datetime64("NaT", "D"), values)
    if np.issubdtype(values.dtype, np.number):
        return np.where(mask, np.nan, values.astype(np.float64))
    return np.where(mask, "", values).astype(str)


Progress = Callable[[int, int], None]
"""Told after each piece: how many rows are done, of how many."""
