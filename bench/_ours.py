"""What has no peer: arrays, proofs, a cold start, and the same work on the shipped programmes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from _columns import Child
from _rounds import Line, alone, duration, megabytes, paired, seconds, tell, times_ours, within
from _versions import context_of, made_up_answers, opened

from tvaerspor.actions.open_programme import open_programme, programme_ids, read_texts, shipped_folder
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.load import read
from tvaerspor.programme.programme import Programme, with_parameters
from tvaerspor.programme.prove import prove
from tvaerspor.programme.tables import compile_decision
from tvaerspor.triage.decide import decide, possible
from tvaerspor.triage.decision import Context

CITIZENS = 300
FEW_ROUNDS = 3


def lines(folder: Path, rows: int, rounds: int) -> Iterator[Line]:
    """Every line without a peer."""
    yield within("array built", compiling(opened(), rounds), 0.05, duration)
    spent = typical(FEW_ROUNDS, partial(seconds, all_proved))
    yield within("all shipped programmes read and proved", spent, 2.0, duration)
    command = Path(sys.executable).with_name("tvaerspor")
    if command.exists():
        yield within("cold `tvaerspor triage FILE`, CPU", cold_start(command, folder, rounds), 0.6, duration)
    for id_ in programme_ids():
        yield from of_shipped(open_programme(id_), folder, rows, rounds)


def of_shipped(programme: Programme, folder: Path, rows: int, rounds: int) -> Iterator[Line]:
    """The same work on one shipped programme: its first decision, made-up citizens."""
    context = context_of(programme)
    for kind, blank in (("complete", 0.0), ("half blank", 0.5)):
        citizens = made_up_answers(programme, CITIZENS, blank)
        for name, work in (("possible set", possible), ("Decision", decide)):
            spent = typical(rounds, partial(seconds, partial(_each, work, programme, citizens, context)))
            yield alone(f"{programme.id}: {name}, {kind}", duration(spent / CITIZENS))
    yield from _columns_of(programme, folder, rows)
    yield alone(f"{programme.id}: arrays built", duration(compiling(programme, rounds)))
    yield alone(f"{programme.id}: proof", duration(typical(rounds, partial(seconds, partial(proved, programme)))))


def _each(work: Callable[..., Any], programme: Programme, citizens: list[Answers], context: Context) -> None:
    for citizen in citizens:
        work(programme, citizen, context)


def _columns_of(programme: Programme, folder: Path, rows: int) -> Iterator[Line]:
    here = folder / programme.id
    here.mkdir(exist_ok=True)
    (here / "rows").write_text(str(rows))
    with Child("shipped", here) as child:
        found = paired(partial(child.time, "whatif"), partial(child.time, "batch"), FEW_ROUNDS)
        yield alone(f"{programme.id}: batch of {rows:,}", duration(median(batch for _, batch in found)))
        yield times_ours(f"{programme.id}: what-if of {rows:,}", found, "batch", None)
        yield alone(f"{programme.id}: peak memory of both", megabytes(child.ask("peak")))


def typical(rounds: int, work: Callable[[], float]) -> float:
    """The median of several rounds, after one that does not count."""
    work()
    found = []
    for number in range(rounds):
        tell(f"round {number + 1} of {rounds}")
        found.append(work())
    return median(found)


def compiling(programme: Programme, rounds: int) -> float:
    """Seconds to build the arrays of a programme's first decision."""
    context = context_of(programme)
    settled = with_parameters(programme, context.region, context.date)
    build = compile_decision.__wrapped__  # without the cache
    return typical(rounds, partial(seconds, partial(build, settled, settled.decisions[0].id)))


def proved(programme: Programme) -> None:
    """Proves a programme anew."""
    compile_decision.cache_clear()
    assert not prove(programme)


def all_proved() -> None:
    """Reads every shipped programme and proves it."""
    texts = read_texts(shipped_folder(), with_cases=False)
    for id_ in programme_ids():
        programme, faults = read(texts, id_)
        assert programme is not None and not faults
        proved(programme)


def cold_start(command: Path, folder: Path, rounds: int) -> float:
    """Seconds of CPU, user and system, that one run of the command takes on a shipped programme's first citizen."""
    programme, _ = read(read_texts(shipped_folder()), programme_ids()[0])
    assert programme is not None
    case = programme.cases[0]
    file = folder / "citizen.json"
    asked = {"programme": programme.id, "decision": case.decision, "region": case.region, "date": case.date}
    file.write_text(json.dumps({**asked, "answers": dict(case.answers)}), encoding="utf-8")
    run = [str(command), "triage", str(file)]
    return typical(rounds, partial(cpu_of, run, folder))


def cpu_of(command: list[str], compiled: Path) -> float:
    """Seconds of CPU of one process; raises RuntimeError when it neither settles nor leaves unsettled.

    Cold, but not the first start after an installation: Python's compiled modules are kept, in `compiled`.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "PYTHONPYCACHEPREFIX": str(compiled / "compiled")}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, spent = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return spent.ru_utime + spent.ru_stime
