"""Simulations from a scenario's page: asked for where there is one, run beside the server, shown and taken along."""

from __future__ import annotations

import json
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.pdf_text import Pdf
from tests.shell.doctor.plain import page
from tests.shell.planner.test_pages import post
from tests.shell.planner.test_runs import RUNS, TRAINING, again, work_through
from tests.shell.world import World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.planner import beating as beats
from tvaerspor.actions.planner.beating import beating
from tvaerspor.planning.progress import Cancelled, Progress, step
from tvaerspor.planning.runs import RunState
from tvaerspor.records.models import PlanRun

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
CLINIC = "/planlaegning/scenarie/hofteklinik-simuleret/"
MOST_STATEMENTS = 12


def begin(browser: Client, path: str, kind: str) -> PlanRun:
    """A run of that kind over that scenario, asked for on its page."""
    answer = browser.post(f"{path}beregn/", {"kind": kind, "_key": str(new_id())})
    assert answer.status_code == 302, answer.content
    return PlanRun.objects.get(id=answer["Location"].rstrip("/").rpartition("/")[2])


def test_a_simulation_is_asked_for_run_beside_and_shown(world: World) -> None:
    browser = world.browser("planner")
    assert 'value="simulate"' in browser.get(CLINIC).content.decode()
    run = begin(browser, CLINIC, "simulate")
    path = f"{RUNS}{run.id}/"
    assert "Venter på tur" in browser.get(path).content.decode()
    work_through()
    assert again(run).state == RunState.DONE and json.loads(run.result)["replications"] == 20
    with CaptureQueriesContext(connection) as asked:
        shown = browser.get(path)
    assert len(asked) <= MOST_STATEMENTS
    assert len(page(shown).all("//div[@role='img']")) == 3 and len(page(shown).all("//table")) >= 5
    words = shown.content.decode()
    for said in (
        "Ventetider",
        "Undersøgt inden 60 dage",
        "Kø måned for måned",
        "Udnyttelse, %",
        "regionen",
        "STRESS 4",
    ):
        assert said in words, said
    assert "Simulation" in browser.get(f"/en{path}").content.decode()


def test_what_is_taken_along_says_the_same(world: World) -> None:
    browser = world.browser("planner")
    run = begin(browser, CLINIC, "simulate")
    work_through()
    path = f"{RUNS}{run.id}/"
    text = browser.get(f"{path}fil/csv/")
    assert (
        text["Content-Disposition"].endswith('.csv"')
        and ";wait_days;Undersøgelse i klinikken;" in text.content.decode()
    )
    assert "Ventetid" in "".join(Pdf(browser.get(f"{path}fil/pdf/").content).alternatives)
    assert browser.get(f"{path}fil/json/").json()["id"] == str(again(run).scenario)


def test_a_scenario_without_a_simulation_does_not_offer_one(world: World) -> None:
    browser = world.browser("planner")
    assert 'value="simulate"' not in browser.get(TRAINING).content.decode()
    for kind in ("simulate", "simulate_pair"):
        refused = browser.post(f"{TRAINING}beregn/", {"kind": kind, "_key": str(new_id())})
        assert refused.status_code == 404 and not PlanRun.objects.exists()


def test_an_own_scenario_is_held_against_what_it_builds_on(world: World) -> None:
    browser = world.browser("planner")
    assert 'value="simulate_pair"' not in browser.get(CLINIC).content.decode(), "it builds on nothing"
    answer = post(browser, CLINIC, "save", title="Kun grundmodellen", service_model="basic")
    own = str(answer.redirect_chain[-1][0]).partition("?")[0]
    assert 'value="simulate_pair"' in browser.get(own).content.decode()
    run = begin(browser, own, "simulate_pair")
    work_through()
    assert again(run).state == RunState.DONE, run.fault
    shown = browser.get(f"{RUNS}{run.id}/").content.decode()
    assert "Hofteklinikken: fuld model / Kun grundmodellen" in json.loads(run.result)["title"]
    assert "Kun før: Kontrol, justeret træning, injektion." in shown and "med det samme held" in shown
    assert (
        "measure;of;class;when;estimate;low;high\r\nwait_days;clinic;all;;0;0;0"
        in browser.get(f"{RUNS}{run.id}/fil/csv/").content.decode()
    )


def test_silent_work_has_a_pulse_and_is_stopped_at_its_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beats, "SECONDS_BETWEEN", 0.01)
    heard: list[tuple[int, int]] = []

    def silent(tell: Progress) -> int:
        while len(heard) < 3:
            time.sleep(0.01)
        return 7

    def hear(done: int, of: int) -> bool:
        heard.append((done, of))
        return True

    assert beating(silent, hear, 20) == 7 and heard[:3] == [(0, 20)] * 3

    def endless(tell: Progress) -> int:
        while True:
            step(tell, 1, 2)
            time.sleep(0.01)

    with pytest.raises(Cancelled):
        beating(endless, lambda done, of: False, 2)
