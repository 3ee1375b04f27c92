"""Long runs: asked for, reckoned beside, stopped, lost with their worker, begun again; never half a result."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.documents.pdf_text import Pdf
from tests.shell.doctor.plain import page
from tests.shell.world import World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.planner import kinds, work
from tvaerspor.actions.planner.kinds import KINDS, Kind
from tvaerspor.actions.planner.work import run_queued, work_on
from tvaerspor.planning.progress import step
from tvaerspor.planning.runs import SILENT, RunState, state_at
from tvaerspor.records.models import PlanRun

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
TRAINING = "/planlaegning/scenarie/traening-nordjylland-demo/"
RUNS = "/planlaegning/beregninger/"


def begin(browser: Client, kind: str = "draws", **more: str) -> PlanRun:
    """A run over the training scenario, asked for on its page."""
    fields = {"kind": kind, "draws": "1000", "_key": str(new_id()), **more}
    answer = browser.post(f"{TRAINING}beregn/", fields)
    assert answer.status_code == 302, answer.content
    return PlanRun.objects.get(id=answer["Location"].rstrip("/").rpartition("/")[2])


def work_through() -> None:
    """The worker, until nothing waits."""
    run_queued(lambda seconds: bool(seconds))


def again(run: PlanRun) -> PlanRun:
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("kind", sorted(name for name, kind in KINDS.items() if not kind.simulates))
def test_a_run_is_asked_for_reckoned_beside_and_shown(world: World, kind: str) -> None:
    browser = world.browser("planner")
    run = begin(browser, kind, ceiling="10.000.000")
    path = f"{RUNS}{run.id}/"
    waiting = browser.get(path).content.decode()
    assert "Venter på tur" in waiting and 'hx-trigger="every 2s"' in waiting and 'http-equiv="refresh"' in waiting
    work_through()
    assert again(run).state == RunState.DONE and json.loads(run.result)["draws"] == 1000
    shown = browser.get(path)
    assert "Færdig" in shown.content.decode() and "hx-trigger" not in shown.content.decode()
    assert page(shown).all("//div[@role='img']") and page(shown).all("//table")
    part = browser.get(path, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="run"') and "<html" not in part
    assert "mio. kr." in Pdf(browser.get(f"{path}fil/pdf/").content).alternatives[0]
    assert browser.get(f"{path}fil/json/").json() == json.loads(run.result)
    assert browser.get(f"{path}fil/csv/").status_code == 404
    assert "Færdig" in browser.get(RUNS).content.decode()


def test_the_worker_says_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "SECONDS_BETWEEN_BEATS", 0)
    browser = world.browser("planner")
    run, seen = begin(browser), []

    def slow(scenario: object, asked: object, progress: kinds.Progress) -> dict[str, object]:
        for done in range(3):
            step(progress, done, 3)
            seen.append(browser.get(f"{RUNS}{run.id}/").content.decode())
        return {}

    monkeypatch.setattr(
        work, "KINDS", {"draws": Kind(KINDS["draws"].title, KINDS["draws"].about, slow, KINDS["draws"].page)}
    )
    work_through()
    assert "1 af 3" in seen[1] and "2 af 3" in seen[2] and '<progress max="3" value="2"' in seen[2]


def test_a_run_is_stopped_while_it_waits_and_while_it_works(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "SECONDS_BETWEEN_BEATS", 0)
    browser = world.browser("planner")
    waiting, working = begin(browser), begin(browser)
    stopped = browser.post(f"{RUNS}{waiting.id}/stop/", {"_key": str(new_id())}, follow=True)
    assert "Beregningen er stoppet" in stopped.content.decode() and "intet resultat" in stopped.content.decode()

    def stop_inside(scenario: object, asked: object, progress: kinds.Progress) -> dict[str, object]:
        step(progress, 1, 2)
        browser.post(f"{RUNS}{working.id}/stop/", {"_key": str(new_id())})
        step(progress, 2, 2)
        raise AssertionError("the work goes on although it was stopped")

    monkeypatch.setattr(
        work, "KINDS", {"draws": Kind(KINDS["draws"].title, KINDS["draws"].about, stop_inside, KINDS["draws"].page)}
    )
    work_through()
    for run in (waiting, working):
        assert again(run).state == RunState.CANCELLED and run.result == "" and run.ended_at
    late = browser.post(f"{RUNS}{working.id}/stop/", {"_key": str(new_id())})
    assert late.status_code == 409 and "ikke længere i gang" in late.content.decode()


def test_one_that_is_stopped_at_the_last_moment_has_no_result_either(world: World) -> None:
    run = begin(world.browser("planner"))
    PlanRun.objects.filter(id=run.id).update(state=RunState.CANCELLED)
    work_on(again(run))
    assert again(run).state == RunState.CANCELLED and run.result == ""


def test_a_run_that_cannot_be_reckoned_says_why_and_may_be_begun_again(world: World) -> None:
    browser = world.browser("planner")
    run = begin(browser)
    PlanRun.objects.filter(id=run.id).update(text=run.text.replace("unit:", "unti:", 1))
    work_through()
    assert again(run).state == RunState.FAILED and run.result == ""
    shown = browser.get(f"{RUNS}{run.id}/").content.decode()
    assert "Kunne ikke regnes" in shown and "Begynd igen" in shown


def test_an_unforeseen_fault_names_only_its_kind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(scenario: object, asked: object, progress: kinds.Progress) -> dict[str, object]:
        raise ZeroDivisionError("hemmeligt")

    monkeypatch.setattr(
        work, "KINDS", {"draws": Kind(KINDS["draws"].title, KINDS["draws"].about, breaks, KINDS["draws"].page)}
    )
    run = begin(world.browser("planner"))
    work_through()
    assert again(run).state == RunState.FAILED and "ZeroDivisionError" in run.fault and "hemmeligt" not in run.fault


def test_a_run_whose_worker_fell_silent_is_shown_as_interrupted_and_begun_again_by_a_person(world: World) -> None:
    browser = world.browser("planner")
    run = begin(browser)
    silent = timezone.now() - SILENT - timedelta(seconds=1)
    PlanRun.objects.filter(id=run.id).update(state=RunState.RUNNING, beat_at=silent, started_at=silent, done=3, of=9)
    shown = browser.get(f"{RUNS}{run.id}/").content.decode()
    assert "Afbrudt" in shown and "begynder ikke igen af sig selv" in shown and "hx-trigger" not in shown
    work_through()
    assert again(run).state == RunState.RUNNING, "nothing begins again by itself"
    answer = browser.post(f"{RUNS}{run.id}/igen/", {"_key": str(new_id())}, follow=True)
    assert "begyndt igen, som en ny" in answer.content.decode()
    work_through()
    anew = PlanRun.objects.exclude(id=run.id).get()
    assert (anew.state, anew.text, anew.settings) == (RunState.DONE, run.text, run.settings)
    refused = browser.post(f"{RUNS}{anew.id}/igen/", {"_key": str(new_id())})
    assert refused.status_code == 409


def test_a_worker_that_is_asked_to_end_leaves_its_run_interrupted(world: World) -> None:
    run = begin(world.browser("planner"))
    PlanRun.objects.filter(id=run.id).update(state=RunState.RUNNING, beat_at=timezone.now())
    work_on(again(run), is_stopped=lambda: True)
    assert again(run).state == RunState.INTERRUPTED and run.result == ""


def test_silence_is_judged_by_the_clock_and_only_while_it_works() -> None:
    now = timezone.now()
    assert state_at("running", now - SILENT, now) is RunState.RUNNING
    assert state_at("running", now - SILENT - timedelta(seconds=1), now) is RunState.INTERRUPTED
    assert state_at("running", None, now) is RunState.INTERRUPTED
    assert state_at("queued", None, now) is RunState.QUEUED and state_at("done", None, now) is RunState.DONE


def test_a_run_is_over_the_scenario_as_it_was(world: World) -> None:
    run = begin(world.browser("planner"))
    assert "base:" not in run.text and "knee_referrals_per_100000" in run.text


WRONG = [({"kind": "simulate_nothing"}, 404, ""), ({"ceiling": "meget"}, 422, "er ikke et tal")]


@pytest.mark.parametrize(("fields", "status", "sentence"), WRONG)
def test_what_cannot_be_asked_for_is_not_begun(
    world: World, fields: dict[str, str], status: int, sentence: str
) -> None:
    given = {"kind": "draws", "draws": "1000", "_key": str(new_id()), **fields}
    answer = world.browser("planner").post(f"{TRAINING}beregn/", given)
    assert answer.status_code == status and sentence in answer.content.decode()
    assert not PlanRun.objects.exists()


def test_a_form_sent_twice_begins_one_run(world: World) -> None:
    browser, key = world.browser("planner"), str(new_id())
    assert begin(browser, _key=key).id == begin(browser, _key=key).id
    assert PlanRun.objects.count() == 1


def test_another_unit_sees_and_stops_nothing(world: World) -> None:
    run = begin(world.browser("planner"))
    stranger = world.browser("other_planner")
    for path in (f"{RUNS}{run.id}/", f"{RUNS}{run.id}/fil/json/"):
        assert stranger.get(path).status_code == 404
    for verb in ("stop", "igen"):
        assert stranger.post(f"{RUNS}{run.id}/{verb}/", {"_key": str(new_id())}).status_code == 404
    assert "Usikkerhed" not in page(stranger.get(RUNS)).text and again(run).state == RunState.QUEUED


WORKER = """
import os, sys, time
import django
django.setup()
from tvaerspor.actions.planner import kinds, work
from tvaerspor.planning.progress import step
def endless(scenario, asked, progress):
    for done in range(10**9):
        step(progress, done, 10**6)
        time.sleep(0.02)
if sys.argv[1] == "endless":
    work.KINDS = {"draws": kinds.Kind(kinds.KINDS["draws"].title, kinds.KINDS["draws"].about, endless, None)}
work.run_queued(lambda seconds: time.sleep(seconds) or (sys.argv[1] != "endless" and seconds > 0))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_no_half_result_and_the_next_one_works_on(tmp_path: Path) -> None:
    """The real process, on a database of its own, killed while it works."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TVAERSPOR_")}
    home = {**kept, "TVAERSPOR_HOME": str(tmp_path)}
    make = (
        "import django; django.setup()\n"
        "from tests.shell.world import World\n"
        "from tvaerspor.actions.prepare_database import prepare_database\n"
        "prepare_database(); world = World()\n"
        "from tvaerspor.actions.planner.plans import open_plan\n"
        "from tvaerspor.actions.planner.runs import start_run\n"
        "from tvaerspor.actions.planner.kinds import RunSettings\n"
        "act = world.act('planner')\n"
        "print(start_run(act, open_plan(act, 'traening-nordjylland-demo'), 'draws', RunSettings(draws=1000)))\n"
    )
    from tvaerspor.records.keys import make_keys

    make_keys(tmp_path / "keys.json")
    id_ = _python(home, make).strip()
    show = "import django; django.setup()\nfrom tvaerspor.records.models import PlanRun as R\n"
    show += f"r = R.objects.get(id='{id_}')\n"
    show += "print(r.state, r.done, len(r.result))"
    with subprocess.Popen([sys.executable, "-c", WORKER, "endless"], env=home) as worker:
        _until(lambda: _python(home, show).split()[0] == "running" and int(_python(home, show).split()[1]) > 0)
        worker.send_signal(signal.SIGKILL)
    assert _python(home, show).split()[0::2] == ["running", "0"], "it is shown as interrupted once it has been silent"
    anew = show.replace("print(", "R.objects.filter(id=r.id).update(state='queued')\nprint(")
    _python(home, anew)
    subprocess.run([sys.executable, "-c", WORKER, "once"], env=home, check=True, timeout=120)
    state, _, size = _python(home, show).split()
    assert state == "done" and int(size) > 1000


def _python(home: dict[str, str], code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=home, check=True, capture_output=True, text=True, timeout=120).stdout


def _until(is_so: object) -> None:
    end = time.monotonic() + 60
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.2)
