"""That the engines agree before they are compared, each in its own semantics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import _zen
import numpy as np
from _columns import Child
from _flat_table import (
    DESTINATIONS,
    FACTS,
    SENT_TO,
    as_answers,
    complete_cells,
    every_cell,
    first_hit,
    first_true,
    referrals,
)
from _rounds import tell
from _versions import TODAY, destination_sets, opened
from numpy.typing import NDArray

from tvaerspor.programme.answers import Answers
from tvaerspor.triage.batch import decide_many
from tvaerspor.triage.decide import decide, possible
from tvaerspor.triage.decision import Context

RULES = 12
BLANK_REFERRALS = 4_000


@dataclass(frozen=True)
class Statement:
    """Something that must hold of every row, and of how many it does not; `beside` is worth knowing."""

    says: str
    rows: int
    wrong: int
    beside: str = ""

    @property
    def holds(self) -> bool:
        """Whether it holds of every row."""
        return self.rows > 0 and self.wrong == 0

    def __str__(self) -> str:
        verdict = "agree" if self.holds else f"DISAGREE in {self.wrong:,}"
        return f"{verdict:<8} {self.rows:>12,}  {self.says}{self.beside}"


def of_one_by_one(peers: Sequence[str]) -> Iterator[Statement]:
    """The restated programme against the flat table, and zen's table."""
    tell("comparing cell by cell")
    cells = list(complete_cells())
    sent_to = [DESTINATIONS[SENT_TO[first_hit(cell)]] for cell in cells]
    programme, context = opened(), Context(TODAY)
    whole = [decide(programme, Answers(cell), context).recommended for cell in cells]
    wrong = sum(outcome is None or outcome.destinations != (to,) for outcome, to in zip(whole, sent_to, strict=True))
    yield Statement("complete cells: the decision is the flat table's first hit", len(cells), wrong)
    columns, sets = every_cell()
    masks = decide_many(programme, columns, context)
    wrong = int((destination_sets(masks.table)[masks.masks] != sets).sum())
    yield Statement("cells with blanks: the possible set is the union over every filling", sets.size, wrong)
    if "zen" in peers:
        hits = _zen.first_rules(cells)
        wrong = sum(hit != first_hit(cell) for hit, cell in zip(hits, cells, strict=True))
        yield Statement("complete cells: zen-engine's rule is the flat table's first hit", len(cells), wrong)
        yield _blanks_in_zen()


def _blanks_in_zen() -> Statement:
    """zen names one rule, the first that is true of what is known; perhaps one that no filling of the blanks gives."""
    columns = referrals(BLANK_REFERRALS, blank=0.1, seed=7)
    rows = [as_answers(columns, row) for row in range(BLANK_REFERRALS)]
    programme, context = opened(), Context(TODAY)
    named = _zen.first_rules(rows)
    wrong = sum(rule != first_true(row) for rule, row in zip(named, rows, strict=True))
    elsewhere = 0
    for rule, row in zip(named, rows, strict=True):
        can_be = {to for outcome in possible(programme, Answers(row), context) for to in outcome.destinations}
        elsewhere += DESTINATIONS[SENT_TO[rule]] not in can_be
    beside = f"; {elsewhere / len(rows):.1%} are sent where no filling of the blanks leads"
    return Statement("referrals with blanks: zen-engine's rule is the first that is true", len(rows), wrong, beside)


def of_columns(folder: Path, peers: Sequence[str]) -> Iterator[Statement]:
    """DuckDB and polars against ours, row by row, over the stored referrals."""
    found = {}
    for engine in ["ours", *(peer for peer in ("polars", "duckdb") if peer in peers)]:
        tell(f"comparing columns: {engine}")
        with Child(engine, folder) as child:
            child.ask("save")
        found[engine] = dict(np.load(folder / f"{engine}.npz"))
    ours, moves = found["ours"]["destinations"], found["ours"]["moves"]
    is_complete = np.logical_and.reduce([np.load(folder / f"{fact}.npy") >= 0 for fact in FACTS])
    unsettled = float((ours & (ours - 1) != 0).mean())
    shown = f"; {unsettled:.1%} unsettled, {moves[0]:,} change in the what-if, {moves[1]:,} of them certainly"
    yield Statement("stored referrals: something is possible", ours.size, int((ours == 0).sum()), shown)
    for engine in (name for name in found if name != "ours"):
        yield from _against(engine, kleene_sets(found[engine]["first"], found[engine]["mask"]), ours, is_complete)
    if {"polars", "duckdb"} <= found.keys():
        wrong = sum(int((found["polars"][name] != found["duckdb"][name]).sum()) for name in ("first", "mask"))
        yield Statement("stored referrals: polars and DuckDB say the same, rule by rule", ours.size, wrong)


def _against(
    engine: str, theirs: NDArray[np.uint8], ours: NDArray[np.uint8], is_complete: NDArray[np.bool_]
) -> Iterator[Statement]:
    wrong = int((theirs != ours)[is_complete].sum())
    yield Statement(f"complete referrals: {engine} says the same destination", int(is_complete.sum()), wrong)
    outside = int((ours & ~theirs != 0).sum())
    beside = f"; larger in {float((theirs != ours).mean()):.2%}"
    yield Statement(f"stored referrals: of {engine}, the Kleene set contains the exact set", ours.size, outside, beside)


def kleene_sets(first: NDArray[np.uint8], mask: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """The destinations of the rules that are not ruled out, up to the first that is true."""
    rules = np.arange(1 << RULES)
    sets = np.zeros(rules.size, dtype=np.uint8)
    for rule, to in enumerate(SENT_TO):
        sets[(rules >> rule & 1) == 1] |= np.uint8(1 << to)
    up_to = (np.uint16(1) << first.astype(np.uint16)) - np.uint16(1)
    return np.asarray(sets[mask & up_to])
