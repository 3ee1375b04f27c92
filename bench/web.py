"""How fast the pages are: `python bench/web.py [--database sqlite|postgresql|both] [--seconds N] [--referrals N]`.

An open loop of 54 visits a second, a fifth of them changing something, by people of every role with sessions of their
own, on 100,000 made-up referrals, audit on; the server as `tvaerspor serve` starts it. Each visit's time counts from
the moment that it was planned for, so that a queue is not hidden. Prints a line for each page and one for each bar; 1
when a bar is missed. The filled databases are kept in --folder, and the next run begins at once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from _web_home import HERE, Home, postgresql_home, sqlite_home
from _web_load import Load, Took
from _web_visits import Office, Person
from _web_watch_names import ALONE_MS, LOCK_MS, PAGE, STATEMENTS

HOMES = {"sqlite": sqlite_home, "postgresql": postgresql_home}
RATE, WRITES = 54.0, 0.2
P95_MS, P99_MS, MAX_STATEMENTS, MAX_LOCK_MS = 40.0, 100.0, 12, 50.0
WARM_SECONDS = 10.0


@dataclass(frozen=True)
class Bar:
    """One thing that must hold."""

    name: str
    measured: float
    most: float
    unit: str = ""

    @property
    def is_met(self) -> bool:
        """Whether it holds."""
        return self.measured <= self.most

    def __str__(self) -> str:
        verdict = "met" if self.is_met else "MISSED"
        return f"{self.name:<44} {self.measured:>9.1f} {self.unit:<4} at most {self.most:g}: {verdict}"


def main() -> int:
    """Measures on each database that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=[*HOMES, "both"], default="both")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long, after ten seconds that do not count")
    parser.add_argument("--referrals", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "tvaerspor-bench"))
    parser.add_argument("--rate", type=float, default=RATE, help="visits a second; the bars are for the default")
    parser.add_argument("--errors", type=int, default=10, help="how many errors to show")
    asked = parser.parse_args()
    bars = []
    for name in HOMES if asked.database == "both" else [asked.database]:
        with HOMES[name](asked.folder, asked.referrals) as home:
            load = measured(home, asked.seconds, asked.rate)
        took = load.took
        print(f"\n{name}, {asked.referrals:,} referrals\n", *table(took), "", sep="\n")
        print(f"answered {len(took) / load.span:.1f} visits a second, of {asked.rate:g} that were planned\n")
        print(*errors(took, asked.errors), sep="\n", end="")
        bars += list(bars_of(name, took))
    print(*bars, sep="\n")
    return 0 if all(bar.is_met for bar in bars) else 1


def measured(home: Home, seconds: float, rate: float) -> Load:
    """The load with every visit but those of the first seconds, in which the caches fill."""
    people = [Person(about) for about in home.told("_web_people.py")]
    with served(home) as port:
        office = Office(people, random.Random(7))
        load = Load(office, port, rate, WRITES)
        asyncio.run(load.run(WARM_SECONDS))
        load.took.clear()
        asyncio.run(load.run(seconds))
    return load


@contextmanager
def served(home: Home) -> Iterator[int]:
    """The server, in a process of its own; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    log = home.folder / "server.log"
    with log.open("w") as said:
        command = [sys.executable, str(HERE / "_web_serve.py"), str(port)]
        server = subprocess.Popen(command, env=home.environment, stdout=said, stderr=said, start_new_session=True)
    try:
        _await(port, server)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        if said_more := [line for line in log.read_text().splitlines() if "Traceback" in line or "Error" in line]:
            print(f"the server said {len(said_more)} times that something was wrong: {said_more[0]}", file=sys.stderr)
            shutil.copy(log, Path(tempfile.gettempdir(), "tvaerspor-bench-server.log"))


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start; see server.log in the database's folder")


def table(took: Sequence[Took]) -> Iterator[str]:
    """A line for each page and each form, the slowest first."""
    yield f"{'page':<16}{'visits':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>9} ms  {'statements':>10}{'lock':>8} ms"
    names = {name: [each for each in took if each.visit.name == name] for name in {each.visit.name for each in took}}
    for name, some in sorted(names.items(), key=lambda item: -at(item[1], 0.95)):
        yield _line(name, some)
    yield _line("all", took)


def _line(name: str, took: Sequence[Took]) -> str:
    times = "".join(f"{at(took, share):>8.1f}" for share in (0.5, 0.95, 0.99))
    seen = f"{told(took, STATEMENTS):>10.0f}{told(took, LOCK_MS):>8.1f}"
    return f"{name:<16}{len(took):>8}{times}{at(took, 1):>9.1f}     {seen}"


def at(took: Sequence[Took], share: float) -> float:
    """Milliseconds within which that share of the visits was answered."""
    times = sorted(each.seconds * 1000 for each in took)
    return times[min(len(times) - 1, int(share * len(times)))]


def told(took: Sequence[Took], header: str) -> float:
    """The largest number that the watch told under that name."""
    return max((each.answer.number(header) for each in took if each.answer), default=0.0)


def errors(took: Sequence[Took], most: int) -> Iterator[str]:
    """The first errors, as far as they are asked for."""
    for each in [each for each in took if each.wrong][:most]:
        yield f"wrong: {each.visit.name} {each.visit.path}: {each.wrong}\n"


def bars_of(database: str, took: Sequence[Took]) -> Iterator[Bar]:
    """Everything that must hold on a database."""
    writes = sum(each.visit.is_write for each in took)
    alone = [each for each in took if each.answer and each.answer.headers.get(PAGE.lower())]
    yield Bar(f"{database}: p95", at(took, 0.95), P95_MS, "ms")
    yield Bar(f"{database}: p99", at(took, 0.99), P99_MS, "ms")
    yield Bar(f"{database}: errors", sum(bool(each.wrong) for each in took), 0)
    yield Bar(f"{database}: statements of a page", told(took, STATEMENTS), MAX_STATEMENTS)
    yield Bar(f"{database}: longest lock", told(took, LOCK_MS), MAX_LOCK_MS, "ms")
    yield Bar(f"{database}: longest single write, with its wait", told(alone, ALONE_MS), P99_MS, "ms")
    yield Bar(f"{database}: share of writes short of {WRITES:.0%}", 100 * (WRITES - writes / len(took)), 2, "%")


if __name__ == "__main__":
    sys.exit(main())
