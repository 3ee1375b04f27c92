"""The flat first-hit table that the benchmark programme restates in steps: an independent reference, by hand.

It shares nothing with the product but the names of the facts and options, so that equality means something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Row = Mapping[str, Any]
Columns = dict[str, NDArray[Any]]

SEVERITIES = ("let", "moderat", "svaer")
BMI_SLOTS = (24, 25, 30)  # one whole number from each stretch that the rules can tell apart
DESTINATIONS = ("rheumatology", "orthopaedics", "own_doctor", "kram", "municipality", "physiotherapist")
SENT_TO = (0, 0, 1, 2, 3, 2, 4, 4, 4, 4, 3, 5)  # by rule: r1 and r2 to rheumatology, r3 to orthopaedics, ...
SHARE_YES = {
    "red_flags": 0.03,
    "other_condition": 0.05,
    "physiotherapy_done": 0.35,
    "analgesics_tried": 0.6,
    "xray_taken": 0.5,
    "home_care": 0.12,
    "low_self_care": 0.15,
    "coordination_needed": 0.15,
    "on_sick_leave": 0.10,
    "municipality_joined": 0.7,
}
SHARE_OF_SEVERITY = (0.4, 0.4, 0.2)
FACTS = (*SHARE_YES, "severity", "bmi")
ROWS_AT_A_TIME = 500_000


def first_hit(row: Row, bmi_limit: int = 25) -> int:
    """The number, from 0, of the first rule that a complete citizen meets."""
    severe, mild = row["severity"] == "svaer", row["severity"] == "let"
    joined, trained = row["municipality_joined"], row["physiotherapy_done"]
    rules = (
        row["red_flags"],
        row["other_condition"],
        severe and trained and row["analgesics_tried"] and row["xray_taken"],
        severe and trained and (not row["analgesics_tried"] or not row["xray_taken"]),
        trained and not severe and row["bmi"] >= bmi_limit,
        trained and not severe and row["bmi"] < bmi_limit,
        row["home_care"] and joined,
        row["low_self_care"] and joined,
        row["coordination_needed"] and joined,
        row["on_sick_leave"] and not mild and joined,
        mild and row["bmi"] >= 30 and joined,
        True,
    )
    return rules.index(True)


def first_true(row: Row) -> int:
    """The number, from 0, of the first rule that is true of what is known; a test on a blank is unknown (None)."""
    get = row.get
    bmi, severity = get("bmi"), get("severity")
    severe, mild = (None if severity is None else severity == name for name in ("svaer", "let"))
    heavy, obese = (None if bmi is None else bmi >= limit for limit in (25, 30))
    joined, trained, tried, xray = map(
        get, ("municipality_joined", "physiotherapy_done", "analgesics_tried", "xray_taken")
    )
    rules = (
        get("red_flags"),
        get("other_condition"),
        severe and trained and tried and xray,
        severe and trained and (tried is False or xray is False),
        trained and severe is False and heavy,
        trained and severe is False and heavy is False,
        get("home_care") and joined,
        get("low_self_care") and joined,
        get("coordination_needed") and joined,
        get("on_sick_leave") and mild is False and joined,
        mild and obese and joined,
        True,
    )
    return rules.index(True)


def complete_cells() -> Iterator[dict[str, Any]]:
    """One citizen for each of the 9,216 combinations that the rules can tell apart."""
    choices = [SEVERITIES if fact == "severity" else BMI_SLOTS if fact == "bmi" else (False, True) for fact in FACTS]
    for values in product(*choices):
        yield dict(zip(FACTS, values, strict=True))


def every_cell() -> tuple[Columns, NDArray[np.uint8]]:
    """All 944,784 combinations, blanks included, as columns; and the set of destinations of each, by filling."""
    found = np.array([1 << SENT_TO[first_hit(row)] for row in complete_cells()], dtype=np.uint8)
    found = found.reshape([3 if fact in ("severity", "bmi") else 2 for fact in FACTS])
    for place in range(len(FACTS)):
        slots = np.split(found, found.shape[place], axis=place)
        found = np.concatenate((*slots, reduce(np.bitwise_or, slots)), axis=place)
    codes = np.indices(found.shape, dtype=np.int8).reshape(len(FACTS), -1)
    columns: Columns = {}
    for fact, column, slots_there in zip(FACTS, codes, found.shape, strict=True):
        values = BMI_SLOTS if fact == "bmi" else range(slots_there - 1)
        kind = np.int16 if fact == "bmi" else np.int8
        columns[fact] = np.array([*values, -1], dtype=kind)[column]
    return columns, found.reshape(-1)


def referrals(rows: int, blank: float, seed: int) -> Columns:
    """Made-up referrals: yes/no and severity as int8 codes, BMI as int16, -1 for a blank."""
    rng = np.random.default_rng(seed)
    columns: Columns = {
        fact: (rng.random(rows, dtype=np.float32) < share).astype(np.int8) for fact, share in SHARE_YES.items()
    }
    cuts = np.cumsum(SHARE_OF_SEVERITY)[:-1].astype(np.float32)
    columns["severity"] = np.searchsorted(cuts, rng.random(rows, dtype=np.float32), side="right").astype(np.int8)
    columns["bmi"] = rng.normal(29, 5.5, rows).clip(14, 70).astype(np.int16)
    for column in columns.values():
        column[rng.random(rows, dtype=np.float32) < blank] = -1
    return columns


def write_referrals(folder: Path, rows: int, blank: float) -> None:
    """The same, a file per column, made piece by piece so that any size fits."""
    files = {
        fact: np.lib.format.open_memmap(
            folder / f"{fact}.npy", mode="w+", dtype=np.int16 if fact == "bmi" else np.int8, shape=(rows,)
        )
        for fact in FACTS
    }
    for first in range(0, rows, ROWS_AT_A_TIME):
        piece = referrals(min(ROWS_AT_A_TIME, rows - first), blank, seed=first)
        for fact, column in piece.items():
            files[fact][first : first + column.size] = column


def as_answers(columns: Columns, row: int) -> dict[str, Any]:
    """One referral as plain values, blanks left out."""
    found: dict[str, Any] = {}
    for fact in FACTS:
        code = int(columns[fact][row])
        if code >= 0:
            found[fact] = code if fact == "bmi" else SEVERITIES[code] if fact == "severity" else bool(code)
    return found
