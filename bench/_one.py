"""One citizen at a time: ours against zen-engine's table, on distinct cells, without a cache of results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random
from typing import Any

import _zen
from _flat_table import as_answers, complete_cells, referrals
from _rounds import Line, compared, paired, seconds
from _versions import TODAY, opened

from tvaerspor.programme.answers import Answers
from tvaerspor.triage.decide import Decider, decide
from tvaerspor.triage.decision import Context

Rows = Sequence[dict[str, Any]]


def lines(cells: int, rounds: int) -> Iterator[Line]:
    """The possible set against zen's table, and a Decision with all its reasons against zen with its trace.

    What each takes is made beforehand: zen's engine and a dictionary of plain values, our decider and Answers around
    the same dictionary.
    """
    for kind, rows in (("complete", some_complete_cells(cells)), ("10 % blank", some_blank_cells(cells))):
        ours, theirs = partial(seconds, _all_possible(rows)), partial(seconds, _zen.deciding(rows))
        yield compared(f"possible set, {kind}", paired(ours, theirs, rounds), "zen-engine", 7, len(rows))
        ours, theirs = partial(seconds, _all_decided(rows)), partial(seconds, _zen.deciding(rows, traced=True))
        yield compared(f"Decision, {kind}", paired(ours, theirs, rounds), "zen-engine, traced", 1.5, len(rows))


def _all_possible(rows: Rows) -> Callable[[], Any]:
    decider, citizens = Decider(opened(), "destination", None, TODAY), [Answers(row) for row in rows]
    return lambda: [decider.possible(citizen) for citizen in citizens]


def _all_decided(rows: Rows) -> Callable[[], Any]:
    programme, context, citizens = opened(), Context(TODAY), [Answers(row) for row in rows]
    return lambda: [decide(programme, citizen, context) for citizen in citizens]


def some_complete_cells(count: int) -> Rows:
    """Distinct complete cells, by chance."""
    return Random(3).sample(list(complete_cells()), count)


def some_blank_cells(count: int) -> Rows:
    """Distinct referrals with blanks, in the order in which they come."""
    columns = referrals(20 * count, blank=0.1, seed=5)
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in range(20 * count):
        answers = as_answers(columns, row)
        found.setdefault(tuple(sorted(answers.items())), answers)
        if len(found) == count:
            break
    return list(found.values())
