"""Referrals as columns: from answers (codes, numbers, dates with a blank) to one slot per fact and referral."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.axes import Axis
from tvaerspor.programme.derivations import Age, Derivation, LookUp, TimeBetween
from tvaerspor.programme.model import Fact, ReadAs
from tvaerspor.programme.programme import Programme
from tvaerspor.triage import kernels

Column = NDArray[Any]
ROWS_AT_A_TIME = 1 << 20  # what is worked out for so many rows at a time takes little memory beside the history
BLANK_NUMBER = -1
"""A blank in a column of whole numbers; in one of floats not-a-number is, and this where the fact cannot be so low."""


@dataclass(frozen=True)
class Slots:
    """One int8 column per axis, each holding slots with -1 for a blank."""

    axes: tuple[Axis, ...]
    columns: tuple[NDArray[np.int8], ...]

    @property
    def rows(self) -> int:
        """How many referrals."""
        return self.columns[0].size if self.columns else 0

    @property
    def addresses(self) -> NDArray[np.int64]:
        """Where the columns lie, for the compiled loops; keep this object alive while they run."""
        return np.array([column.ctypes.data for column in self.columns], dtype=np.int64)

    def check(self) -> None:
        """Raises ValueError naming the column that holds a code which is neither a slot nor a blank."""
        for axis, column in zip(self.axes, self.columns, strict=True):
            if column.size and (column.max() >= axis.blank or column.min() < -1):
                raise ValueError(f"{axis.fact}: koderne skal ligge mellem -1 (blank) og {axis.blank - 1}")

    @property
    def blanks(self) -> NDArray[np.int64]:
        """The code of a blank on each axis."""
        return np.array([axis.blank for axis in self.axes], dtype=np.int64)


def pieces_of(history: Mapping[str, Column], rows: int = ROWS_AT_A_TIME) -> Iterator[tuple[int, dict[str, Column]]]:
    """The same history some rows at a time, each piece with the number of its first row."""
    for first in range(0, rows_of(history), rows):
        yield first, {name: column[first : first + rows] for name, column in history.items()}


def rows_of(history: Mapping[str, Column]) -> int:
    """How many referrals a history holds."""
    return max((column.size for column in history.values()), default=0)


def slots_of(programme: Programme, axes: tuple[Axis, ...], history: Mapping[str, Column], on: str) -> Slots:
    """The slots of every referral in `history`: a column per fact, all of one length.

    A yes/no is bool, or int8 with -1 for blank; a choice is its option's place (int8, -1 blank; in a what-if the
    place in the earlier version) or its name; a number is a number in the fact's unit (`BLANK_NUMBER` or not-a-number
    blank); a date is datetime64 (NaT blank). A fact without a column is blank everywhere. Dates are read on `on`, or
    on each referral's own `date` column.
    """
    rows = rows_of(history)
    today = history.get("date", np.full(1, np.datetime64(on, "D")))
    return Slots(axes, tuple(_slots(programme, axis, history, rows, today) for axis in axes))


def _slots(
    programme: Programme, axis: Axis, history: Mapping[str, Column], rows: int, today: Column
) -> NDArray[np.int8]:
    fact = programme.facts[axis.fact]
    column = history.get(axis.fact)
    if column is None and fact.derive is not None:
        column = _derived(fact.derive, history, today)
    if column is None:
        found = np.full(rows, -1 if axis.blank > 1 else 0, dtype=np.int8)
    elif axis.is_number:
        found = _slots_of_numbers(axis, column, fact)
    else:
        found = _slots_of_options(axis, column)
    if isinstance(fact.if_blank, ReadAs):
        found = np.where(found < 0, np.int8(axis.code(fact.if_blank.read_as)), found).astype(np.int8)
    return np.ascontiguousarray(found)


def _slots_of_numbers(axis: Axis, column: Column, fact: Fact) -> NDArray[np.int8]:
    found = np.empty(column.size, dtype=np.int8)
    whole = np.issubdtype(column.dtype, np.integer)  # among whole numbers, 24.5 is reached by 25
    low = fact.between[0] if fact.between is not None else -np.inf
    blank = BLANK_NUMBER if whole or low > BLANK_NUMBER else np.nan
    cuts = np.array(np.ceil(axis.cuts) if whole else axis.cuts, dtype=column.dtype)
    kernels.slots_of(np.ascontiguousarray(column), cuts, column.dtype.type(blank), found)
    return found


def _slots_of_options(axis: Axis, column: Column) -> NDArray[np.int8]:
    if column.dtype == np.int8:
        return column
    if column.dtype == np.bool_:
        return column.view(np.int8)
    names, places = np.unique(column.astype(str), return_inverse=True)
    words = {str(value): code for code, value in enumerate(axis.values)} | {"None": -1, "nan": -1, "": -1}
    strange = [name for name in names if name not in words]
    if strange:
        raise ValueError(f"{axis.fact}: kan ikke være {', '.join(strange[:3])}; vælg mellem {', '.join(words)}")
    return np.array([words[name] for name in names], dtype=np.int8)[places]


def _derived(derive: Derivation, history: Mapping[str, Column], today: Column) -> Column | None:
    if isinstance(derive, Age) and derive.of in history:
        return _whole_units(history[derive.of], today, "years")
    if isinstance(derive, TimeBetween) and derive.start in history:
        end = today if derive.end is None else history.get(derive.end)
        return None if end is None else _whole_units(history[derive.start], end, derive.unit)
    if isinstance(derive, LookUp) and derive.fact in history:
        codes, places = np.unique(history[derive.fact].astype(str), return_inverse=True)
        results = [derive.derive({derive.fact: code}, date.min) if code not in ("", "None") else "" for code in codes]
        return np.array(results)[places]
    return None


def _whole_units(start: Column, end: Column, unit: str) -> NDArray[np.float64]:
    """`derivations.whole_units` over columns; not-a-number where a date is blank."""
    start, end = np.broadcast_arrays(start.astype("datetime64[D]"), end.astype("datetime64[D]"))
    if unit in ("days", "weeks"):
        found = np.floor((end - start).astype(np.float64) / (7 if unit == "weeks" else 1))
    else:
        months = (end.astype("datetime64[M]") - start.astype("datetime64[M]")).astype(np.float64)
        months -= _day(end) < _day(start)
        found = np.floor(months / 12) if unit == "years" else months
    found[np.isnat(start) | np.isnat(end)] = np.nan
    return np.asarray(found)


def _day(dates: Column) -> Column:
    return np.asarray(dates - dates.astype("datetime64[M]").astype("datetime64[D]"))
