"""The programmes that are measured, the changes that are replayed, and made-up referrals to any programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from _flat_table import DESTINATIONS
from numpy.typing import NDArray

from tvaerspor.actions.open_programme import open_programme
from tvaerspor.programme.answers import Answers, Value
from tvaerspor.programme.axes import Axis
from tvaerspor.programme.criteria import AllOf, AnyOf, AtLeast, Below, Criterion, Named, Not
from tvaerspor.programme.model import Rule, Step
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.tables import DecisionTable
from tvaerspor.triage.batch import batch_table, deciding_axes
from tvaerspor.triage.decision import Context

PROGRAMMES = Path(__file__).parent / "programmes"
TODAY = "2026-11-22"
SHARE_YES, SHARE_BLANK = 0.1, 0.1


def opened() -> Programme:
    """The benchmark programme: the flat table restated in steps."""
    return open_programme("benchmark", PROGRAMMES)


def context_of(programme: Programme) -> Context:
    """A day, and the first region that the programme names."""
    return Context(TODAY, programme.header.regions[0] if programme.header.regions else None)


def destination_sets(table: DecisionTable) -> NDArray[np.uint8]:
    """For each mask of the programme, the set of destinations in the flat table's order."""
    bits = [sum(1 << DESTINATIONS.index(to) for to in outcome.destinations) for outcome in table.bits.outcomes]
    masks = range(1 << (len(bits) + 1))
    sets = [sum(bit for place, bit in enumerate(bits) if mask >> place & 1) for mask in masks]
    return np.array(sets, dtype=np.uint8)


def with_limit(programme: Programme, limit: float, instead: float) -> Programme:
    """Another version of the first decision: wherever a rule asks for `limit`, it asks for `instead`."""

    def moved(criterion: Criterion) -> Criterion:
        if isinstance(criterion, AtLeast | Below):
            return replace(criterion, threshold=instead) if criterion.threshold == limit else criterion
        if isinstance(criterion, AllOf | AnyOf):
            return replace(criterion, of=tuple(map(moved, criterion.of)))
        return replace(criterion, of=moved(criterion.of)) if isinstance(criterion, Not | Named) else criterion

    def changed(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(rule.model_copy(update={"when": moved(rule.when)}) for rule in rules)

    return _with_steps(
        programme,
        lambda steps: tuple(
            step.model_copy(update={"rules": changed(step.rules), "exceptions": changed(step.exceptions)})
            for step in steps
        ),
    )


def without_last_rule(programme: Programme) -> Programme:
    """Another version of the first decision: its last step has one rule or exception less."""

    def shortened(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        last = steps[-1]
        shorter = {"rules": last.rules[:-1], "exceptions": last.exceptions[:-1]}
        return (*steps[:-1], last.model_copy(update=shorter))

    return _with_steps(programme, shortened)


def _with_steps(programme: Programme, change: Callable[[tuple[Step, ...]], tuple[Step, ...]]) -> Programme:
    first, *others = programme.decisions
    changed = first.model_copy(update={"steps": change(first.steps)})
    return replace(programme, decisions=(changed, *others), version=f"{programme.version}, changed")


def made_up_answers(programme: Programme, count: int, blank: float) -> list[Answers]:
    """Citizens of the same kind, as answers: with few yeses, because with red flags everything is settled at once."""
    context, chance = context_of(programme), Random(count)
    table = batch_table(programme, programme.decisions[0].id, context.region, context.date)
    return [
        Answers({axis.fact: _answer(axis, chance) for axis in table.axes.values() if chance.random() >= blank})
        for _ in range(count)
    ]


def _answer(axis: Axis, chance: Random) -> Value:
    return chance.random() < SHARE_YES if axis.values == (False, True) else chance.choice(axis.values)


def made_up_history(programme: Programme, rows: int) -> Mapping[str, NDArray[Any]]:
    """Referrals to the first decision: each answer by chance, one in ten blank, one yes in ten."""
    context = context_of(programme)
    table = batch_table(programme, programme.decisions[0].id, context.region, context.date)
    rng = np.random.default_rng(1)
    columns: dict[str, NDArray[Any]] = {}
    for axis in deciding_axes(table):
        if axis.blank == 1:
            continue
        chance = rng.random(rows, dtype=np.float32)
        if axis.is_number:
            low, high = programme.facts[axis.fact].between or (0, 2 * max(axis.cuts))
            column = (low + chance * (high - low)).astype(np.int16)
        elif axis.values == (False, True):
            column = (chance < SHARE_YES).astype(np.int8)
        else:
            column = (chance * axis.blank).astype(np.int8)
        column[rng.random(rows, dtype=np.float32) < SHARE_BLANK] = -1
        columns[axis.fact] = column
    return columns
