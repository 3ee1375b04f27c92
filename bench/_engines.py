"""One engine over stored columns, in a process of its own: `python bench/_engines.py ENGINE FOLDER`.

It loads the columns in the engine's natural layout, then obeys its standard input, a word a line: `time WORK`
answers with seconds, `save` writes what was found, `peak` answers with the mebibytes that it has taken at most.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from _flat_table import FACTS, SEVERITIES
from _rounds import seconds
from numpy.typing import NDArray

Found = Mapping[str, NDArray[Any]]
Works = Mapping[str, Callable[[], Any]]
POLARS_ROWS = 262_144  # of 65,536 to 1,000,000 rows a piece, and all in one, this was the fastest


class Engine(Protocol):
    """What can be timed by name, and what it found."""

    works: Works

    def found(self) -> Found:
        """What the engine says of each referral, as columns."""
        ...


class Ours:
    """The product: `decide_many` and `what_if` over int8 codes and int16 numbers with -1 for a blank."""

    def __init__(self, folder: Path) -> None:
        from _versions import opened, with_limit

        from tvaerspor.triage.batch import decide_many
        from tvaerspor.triage.decision import Context
        from tvaerspor.triage.whatif import what_if

        programme, context = opened(), Context("2026-11-22")
        later = with_limit(programme, 25, 27)
        history = {fact: np.load(folder / f"{fact}.npy") for fact in FACTS}
        self.batch = partial(decide_many, programme, history, context)
        self.what_if = partial(what_if, programme, later, history, context)
        self.works: Works = {"batch": self.batch, "whatif": self.what_if}

    def found(self) -> Found:
        """The set of destinations in the flat table's order, and the moves that are changes."""
        from _versions import destination_sets

        masks = self.batch()
        moves = [move for move in self.what_if().moves if move.is_change]
        certain = sum(move.referrals for move in moves if move.is_certain)
        return {
            "destinations": destination_sets(masks.table)[masks.masks],
            "moves": np.array([sum(move.referrals for move in moves), certain]),
        }


class Polars:
    """Kleene in polars: the first rule that is true, and the rules that are not ruled out.

    The fastest of thirty-two ways that were tried: criteria named once, an Enum, pieces, the in-memory engine.
    """

    def __init__(self, folder: Path) -> None:
        import polars as pl

        whole = stored_frame(folder)
        pieces = [whole[first : first + POLARS_ROWS] for first in range(0, whole.height, POLARS_ROWS)]
        names = [f"r{number}" for number in range(1, 13)]
        named = [rule.alias(name) for rule, name in zip(_rules(pl), names, strict=True)]
        first: Any = pl
        for number, name in enumerate(names, start=1):
            first = first.when(pl.col(name)).then(pl.lit(number, pl.UInt8))
        zero = pl.lit(0, pl.UInt16)
        kept = [
            pl.when(pl.col(name).fill_null(True)).then(pl.lit(1 << place, pl.UInt16)).otherwise(zero)
            for place, name in enumerate(names)
        ]
        mask = kept[0]
        for bit in kept[1:]:
            mask = mask | bit
        asked = pl.concat(pieces, rechunk=False).lazy().with_columns(named)
        asked = asked.select(first.alias("first"), mask.alias("mask"))
        self.works: Works = {"batch": lambda: asked.collect(engine="in-memory")}

    def found(self) -> Found:
        """The first true rule from 1, and a bit for each rule that is not ruled out."""
        frame = self.works["batch"]()
        return {name: frame[name].to_numpy() for name in ("first", "mask")}


def stored_frame(folder: Path) -> Any:
    """The referrals as polars and DuckDB store them: nullable booleans, an enumeration, a 16-bit number."""
    import polars as pl

    return pl.DataFrame([_series(pl, fact, np.load(folder / f"{fact}.npy")) for fact in FACTS])


def _series(pl: Any, fact: str, codes: NDArray[Any]) -> Any:
    kind = pl.Int16 if fact == "bmi" else pl.Enum(SEVERITIES) if fact == "severity" else pl.Boolean
    blank = pl.Series(fact, codes).to_frame().select(pl.when(pl.col(fact) >= 0).then(pl.col(fact)))[fact]
    return blank.cast(pl.UInt8).cat.to(kind) if fact == "severity" else blank.cast(kind)


def _rules(pl: Any) -> list[Any]:
    is_ = pl.col
    severe, mild = is_("severity") == "svaer", is_("severity") == "let"
    trained, joined = is_("physiotherapy_done"), is_("municipality_joined")
    return [
        is_("red_flags"),
        is_("other_condition"),
        severe & trained & is_("analgesics_tried") & is_("xray_taken"),
        severe & trained & (~is_("analgesics_tried") | ~is_("xray_taken")),
        trained & ~severe & (is_("bmi") >= 25),
        trained & ~severe & (is_("bmi") < 25),
        is_("home_care") & joined,
        is_("low_self_care") & joined,
        is_("coordination_needed") & joined,
        is_("on_sick_leave") & ~mild & joined,
        mild & (is_("bmi") >= 30) & joined,
        pl.lit(True),
    ]


SQL_RULES = (
    "red_flags",
    "other_condition",
    "severity = 'svaer' AND physiotherapy_done AND analgesics_tried AND xray_taken",
    "severity = 'svaer' AND physiotherapy_done AND (NOT analgesics_tried OR NOT xray_taken)",
    "physiotherapy_done AND severity <> 'svaer' AND bmi >= 25",
    "physiotherapy_done AND severity <> 'svaer' AND bmi < 25",
    "home_care AND municipality_joined",
    "low_self_care AND municipality_joined",
    "coordination_needed AND municipality_joined",
    "on_sick_leave AND severity <> 'let' AND municipality_joined",
    "severity = 'let' AND bmi >= 30 AND municipality_joined",
    "TRUE",
)


class DuckDb:
    """The same in SQL, over a table of BOOLEAN, ENUM and SMALLINT in memory; the answer as an Arrow table."""

    def __init__(self, folder: Path) -> None:
        import duckdb

        connection = duckdb.connect()
        connection.register("stored", stored_frame(folder).to_arrow())
        connection.execute("CREATE TABLE referrals AS SELECT * FROM stored")
        connection.unregister("stored")
        first = " ".join(f"WHEN {rule} THEN {number}" for number, rule in enumerate(SQL_RULES, start=1))
        kept = " | ".join(
            f"(CASE WHEN ({rule}) IS NOT FALSE THEN {1 << place} ELSE 0 END)::USMALLINT"
            for place, rule in enumerate(SQL_RULES)
        )
        asked = f"SELECT (CASE {first} END)::UTINYINT AS first, {kept} AS mask FROM referrals"
        self.works: Works = {"batch": lambda: connection.sql(asked).to_arrow_table()}

    def found(self) -> Found:
        """As of polars."""
        table = self.works["batch"]()
        return {name: table[name].to_numpy() for name in ("first", "mask")}


class Shipped:
    """A shipped programme over made-up referrals; `folder` is named after it, and after it how many there are."""

    def __init__(self, folder: Path) -> None:
        from _versions import context_of, made_up_history, without_last_rule

        from tvaerspor.actions.open_programme import open_programme
        from tvaerspor.triage.batch import decide_many
        from tvaerspor.triage.whatif import what_if

        programme = open_programme(folder.name)
        context, later = context_of(programme), without_last_rule(programme)
        history = made_up_history(programme, int((folder / "rows").read_text()))
        self.works: Works = {
            "batch": partial(decide_many, programme, history, context),
            "whatif": partial(what_if, programme, later, history, context),
        }

    def found(self) -> Found:
        """Nothing: there is no peer to agree with."""
        return {}


ENGINES: Mapping[str, Callable[[Path], Engine]] = {
    "ours": Ours,
    "polars": Polars,
    "duckdb": DuckDb,
    "shipped": Shipped,
}


def peak() -> float:
    """The most memory this process has had, in mebibytes; Linux' `ru_maxrss` would count its parent's too."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    found = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return (found[0] if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def obey(engine: Engine, folder: Path, name: str) -> None:
    """Answers each line of standard input with one line."""
    for line in sys.stdin:
        order, *rest = line.split()
        answer: Any = None
        if order == "time":
            answer = seconds(engine.works[rest[0]])
        elif order == "peak":
            answer = peak()
        elif order == "save":
            np.savez(folder / f"{name}.npz", allow_pickle=False, **engine.found())
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    obey(ENGINES[sys.argv[1]](Path(sys.argv[2])), Path(sys.argv[2]), sys.argv[1])
