"""How fast triage is, and that it is right first: `python bench/triage.py [--quick]`.

First the agreement: the benchmark programme is the flat first-hit table of `_flat_table.py` restated in steps, and
every engine says what it should. A ratio is printed only when everything agrees. Then one line each: name, ratio, ours,
theirs, and the bar; the median of seven paired rounds. Peers that are not installed (`make bench`) are left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import _agreement
import _columns
import _one
import _ours
from _flat_table import write_referrals
from _rounds import Line, tell

ROWS, QUICK_ROWS = 10_000_000, 100_000
CELLS, QUICK_CELLS = 3_000, 300

NEEDED = {"zen": ["zen"], "polars": ["polars"], "duckdb": ["duckdb", "polars", "pyarrow"]}
"""What each peer needs; DuckDB's table is filled from a polars frame."""


def main() -> int:
    """Prints the agreement and the lines; 1 when something does not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run, to see that everything works")
    is_quick = parser.parse_args().quick
    peers = [peer for peer, modules in NEEDED.items() if all(map(find_spec, modules))]
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), is_quick, peers)


def run(folder: Path, is_quick: bool, peers: list[str]) -> int:
    """The whole benchmark, with its columns in a folder of its own."""
    rows, cells = (QUICK_ROWS, QUICK_CELLS) if is_quick else (ROWS, CELLS)
    tell("making up referrals")
    write_referrals(folder, rows, blank=0.1)
    found = list(_agreement.of_one_by_one(peers)) + list(_agreement.of_columns(folder, peers))
    tell("")
    print(*found, sep="\n")
    if not all(statement.holds for statement in found):
        print("no ratios: what does not agree is not compared", file=sys.stderr)
        return 1
    for line in lines(folder, cells, rows, peers, 3 if is_quick else 7):
        tell("")
        print(line, flush=True)
    return 0


def lines(folder: Path, cells: int, rows: int, peers: list[str], rounds: int) -> Iterator[Line]:
    """Every comparison."""
    if "zen" in peers:
        yield from _one.lines(cells, rounds)
    yield from _columns.lines(folder, peers, rounds)
    yield from _ours.lines(folder, rows, rounds)


if __name__ == "__main__":
    sys.exit(main())
