"""What happens in processes of their own: making the database ready, and the work beside the web application.

Each is forked before Django is imported, so that no connection is shared across a fork.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from tvaerspor.actions.refused import Refused

SECONDS_BEFORE_AGAIN = 5
NICE = 10
_PR_SET_PDEATHSIG = 1
_REFUSED = 2


def prepare() -> None:
    """Makes the database ready, in a process of its own; fills it with the demo where this is the demo.

    Raises Refused with the sentence that the other process wrote.
    """
    said, saying = os.pipe()
    child = _forked(lambda: _prepare(saying))
    os.close(saying)
    with os.fdopen(said, encoding="utf-8") as heard:
        sentence = heard.read()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise Refused(sentence or "databasen kunne ikke gøres klar; årsagen står ovenfor")


def _prepare(saying: int) -> int:
    from tvaerspor.records.database import BadDatabaseAddress

    try:
        import django

        django.setup()
        _make_ready()
    except (Refused, BadDatabaseAddress) as error:
        os.write(saying, str(error).encode("utf-8"))
        return _REFUSED
    return 0


def _make_ready() -> None:
    from django.conf import settings
    from django.db import OperationalError

    from tvaerspor.actions.prepare_database import prepare_database

    try:
        prepare_database(settings.PROGRAMMES)
    except OperationalError as error:
        raise Refused(f"databasen kan ikke åbnes: {str(error).splitlines()[0]}") from None
    if settings.DEMO:
        from tvaerspor.actions.admin.demo import demo_log_ins, fill_demo

        with _bar("Demoens borgere") as tell:
            note = fill_demo(tell)
        print(note or "Demoens log-ind, med ét klik på siden:", flush=True)
        for name, role, unit in demo_log_ins():
            print(f"  {name:<20} {role}, {unit}", flush=True)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(label, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


def keep_running() -> None:
    """Starts the work beside, each in a process that starts it again when it fails, and that ends with this one."""
    for work in (_work, _reckon):
        _forked(lambda work=work: _supervise(work))  # type: ignore[misc]


def _supervise(work: Callable[[], int]) -> int:
    """Holds one worker at a time; a worker that ends by itself is begun anew."""
    stop = _stop_signals()
    while not stop.is_set():
        child = _forked(work)
        status = _awaited(child, stop)
        if not stop.is_set():
            print(
                f"tvaerspor: arbejdet ved siden af stoppede ({status}); det begyndes igen", file=sys.stderr, flush=True
            )
            stop.wait(SECONDS_BEFORE_AGAIN)
    return 0


def _awaited(child: int, stop: Event) -> int:
    """How the child ended; it is asked to end when we are."""
    asked = False
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if stop.is_set() and not asked:
            os.kill(child, signal.SIGTERM)
            asked = True
        time.sleep(0.2)


def _work() -> int:
    stop = _stop_signals()
    import django

    django.setup()
    from tvaerspor.actions.admin.jobs import run_jobs

    run_jobs(stop.wait)
    return 0


def _reckon() -> int:
    """Planners' long runs, behind everything that somebody waits for."""
    stop = _stop_signals()
    os.nice(NICE)
    import django

    django.setup()
    from tvaerspor.actions.planner.work import run_queued

    run_queued(stop.wait)
    return 0


def _stop_signals() -> Event:
    """Set when somebody asks this process to end. Ctrl+C reaches every process of the terminal: each ends by itself."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _forked(task: Callable[[], int]) -> int:
    """The id of a new process that does the task and ends; it is told to end when its parent does."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        _end_with_parent(parent)
        status = task()
    except KeyboardInterrupt:
        status = 0
    except BaseException as error:
        print(_without_content(error), file=sys.stderr, flush=True)
    finally:
        sys.stdout.flush()
        os._exit(status)


def _without_content(error: BaseException) -> str:
    """Where in the code it went wrong, and with which kind of error; what it says may name a citizen."""
    places = traceback.extract_tb(error.__traceback__)
    lines = [f"  {place.filename}:{place.lineno} {place.name}" for place in places if "tvaerspor" in place.filename]
    return "\n".join(["tvaerspor: noget gik galt her:", *lines, f"  {type(error).__name__}"])


def _end_with_parent(parent: int) -> None:
    """Asks the system for a signal when the parent is gone, however it went (Linux; elsewhere Ctrl+C reaches both)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(0)
