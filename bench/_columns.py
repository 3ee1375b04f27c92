"""Millions of referrals: ours against polars and DuckDB, one process per engine, in turn."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from _rounds import Line, compared, megabytes, paired, times_ours, within

ENGINES = Path(__file__).parent / "_engines.py"
PEERS = {"duckdb": ("DuckDB", 10.0), "polars": ("polars", 1.5)}
MOST_MEMORY = 300.0


class Child:
    """An engine in a process of its own, which does what it is asked and is ended afterwards."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine = engine
        command = [sys.executable, str(ENGINES), engine, str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.communicate()

    def ask(self, order: str) -> Any:
        """The answer to one order; raises RuntimeError when the process has ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.engine} has ended")
        return json.loads(answer)

    def time(self, work: str) -> float:
        """Seconds that the engine took for a work."""
        return float(self.ask(f"time {work}"))


def lines(folder: Path, peers: Sequence[str], rounds: int) -> Iterator[Line]:
    """The batch against each peer, its memory, and the what-if against the batch."""
    with ExitStack() as stack:
        ours = stack.enter_context(Child("ours", folder))
        for peer, (name, bar) in PEERS.items():
            if peer in peers:
                theirs = stack.enter_context(Child(peer, folder))
                found = paired(partial(ours.time, "batch"), partial(theirs.time, "batch"), rounds)
                yield compared("batch with 10 % blanks", found, name, bar)
        ours.time("batch")
        yield within("peak memory of the batch", ours.ask("peak"), MOST_MEMORY, megabytes)
        found = paired(partial(ours.time, "whatif"), partial(ours.time, "batch"), rounds)
        yield times_ours("what-if", found, "batch", 1.5)
