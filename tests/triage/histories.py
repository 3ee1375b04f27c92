"""Histories made by chance: the same referrals as columns, in every way that these may be written, and as answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np

from tvaerspor.programme.answers import Answers
from tvaerspor.programme.axes import Axis
from tvaerspor.programme.derivations import Age, FromParameter, LookUp, TimeBetween
from tvaerspor.programme.model import Fact
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.columns import Column

FIRST_DAY = date(2025, 1, 1)


@dataclass(frozen=True)
class History:
    """Columns, and the same rows as one citizen's answers each."""

    columns: dict[str, Column]
    answers: tuple[Answers, ...]


def history_of(programme: Programme, axes: Sequence[Axis], rows: int, chance: Random) -> History:
    """Referrals that answer these axes, about one answer in six blank."""
    raw: dict[str, list[Any]] = {}
    for axis in axes:
        for name, values in _raw(programme, axis, rows, chance):
            raw.setdefault(name, values)
    columns = {name: _column(programme.facts[name], values, chance) for name, values in raw.items()}
    answers = [
        Answers({name: values[row] for name, values in raw.items() if values[row] is not None}) for row in range(rows)
    ]
    return History(columns, tuple(answers))


def _raw(programme: Programme, axis: Axis, rows: int, chance: Random) -> Iterator[tuple[str, list[Any]]]:
    fact = programme.facts[axis.fact]
    if isinstance(fact.derive, FromParameter):
        return
    if isinstance(fact.derive, Age | TimeBetween):
        for source in sorted(fact.derive.sources()):
            yield source, [_blank_or(chance, _day(chance, fact.derive)) for _ in range(rows)]
    elif isinstance(fact.derive, LookUp):
        codes = [key.replace("*", "3") for key, _ in fact.derive.table] + ["Z99"]
        yield fact.derive.fact, [_blank_or(chance, chance.choice(codes)) for _ in range(rows)]
    else:
        yield axis.fact, [_blank_or(chance, _answer(axis, fact, chance)) for _ in range(rows)]


def _blank_or(chance: Random, value: Any) -> Any:
    return None if chance.random() < 1 / 6 else value


def _day(chance: Random, derive: Age | TimeBetween) -> str:
    back = chance.randint(0, 36_000 if isinstance(derive, Age) else 400)
    return (FIRST_DAY + timedelta(days=400 - back)).isoformat()


def _answer(axis: Axis, fact: Fact, chance: Random) -> Any:
    if not axis.is_number:
        return chance.choice(axis.values)
    low, high = fact.between or (0, 40)
    near = [cut + more for cut in axis.cuts for more in (-1, 0, 1) if low <= cut + more <= high and cut + more >= 0]
    number = chance.choice([*near, chance.randint(int(max(low, 0)), int(high))])
    return int(number) if number == int(number) else number


def _column(fact: Fact, values: Sequence[Any], chance: Random) -> Column:
    """One of the ways to write a column: with codes, with words, with numbers of either kind."""
    if fact.type == "yes_no":
        whole = np.array([-1 if value is None else value for value in values], dtype=np.int8)
        return whole if None in values else whole.astype(np.bool_)
    if fact.type == "date":
        return np.array(["NaT" if value is None else value for value in values], dtype="datetime64[D]")
    if fact.type in ("number", "measure"):
        return _numbers(values, chance)
    words = np.array(["" if value is None else value for value in values])
    codes = {"": -1, **{name: code for code, name in enumerate(fact.options)}}
    if not set(words.tolist()) <= codes.keys() or chance.random() < 0.5:
        return words
    return np.array([codes[word] for word in words.tolist()], dtype=np.int8)


def _numbers(values: Sequence[Any], chance: Random) -> Column:
    if all(value is None or value == int(value) for value in values) and chance.random() < 0.5:
        return np.array([-1 if value is None else value for value in values], dtype=np.int16)
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
