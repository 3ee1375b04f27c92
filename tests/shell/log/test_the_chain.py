"""The log is sealed in a chain, and whatever is done to it afterwards is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.shell.world import World
from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.admin import jobs
from tvaerspor.actions.log import seal_audit as sealing
from tvaerspor.actions.log.chain import COLUMNS
from tvaerspor.actions.log.seal_audit import WAIT, seal_audit
from tvaerspor.actions.log.verify_audit import Verified, verify_audit
from tvaerspor.actions.saving import write_audit
from tvaerspor.records.append_only import LOGS, unguard
from tvaerspor.records.models import Audit, AuditSeal

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
READ = Deed("read", "referral")
TAMPERINGS = 1_000


def later(act: Act, passed: timedelta) -> Act:
    """The same act at a later time."""
    return Act(act.now + passed, act.actor, act.role, act.unit, act.purpose, act.new_id, act.route)


def write(act: Act, count: int) -> None:
    """Rows that differ, one second apart."""
    for number in range(count):
        seen = later(act, timedelta(seconds=number))
        seen.saw("referral", act.new_id())
        write_audit(seen, READ, "ok" if number % 5 else "denied")


def verified(head: str = "") -> Verified:
    return verify_audit(lambda done, of: None, head)


def test_rows_are_sealed_once_they_are_a_minute_old_and_the_chain_holds(world: World) -> None:
    act = world.act("doctor")
    write(act, 90)
    assert seal_audit(act) == 0
    assert verified() == Verified(0, 90, "", ())
    assert seal_audit(later(act, WAIT + timedelta(seconds=29))) == 30
    assert seal_audit(later(act, WAIT + timedelta(seconds=29))) == 0
    assert seal_audit(later(act, timedelta(minutes=9))) == 60
    found = verified()
    assert (found.rows, found.unsealed, found.faults) == (90, 0, ())
    assert AuditSeal.objects.count() == 2


def test_a_young_row_holds_back_those_behind_it_however_old_they_say_they_are(world: World) -> None:
    act = world.act("doctor")
    write_audit(later(act, timedelta(hours=1)), READ, "ok")
    write_audit(act, READ, "ok")
    assert seal_audit(later(act, timedelta(minutes=30))) == 0
    assert seal_audit(later(act, timedelta(hours=2))) == 2


def test_many_rows_become_several_links_in_one_round(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ROWS_IN_A_LINK", 7)
    act = world.act("doctor")
    write(act, 40)
    assert seal_audit(later(act, timedelta(hours=1))) == 40
    assert [seal.count for seal in AuditSeal.objects.order_by("last")] == [7, 7, 7, 7, 7, 5]
    assert verified().faults == ()


def test_a_cut_off_end_is_found_by_whoever_kept_the_head(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ROWS_IN_A_LINK", 10)
    act = world.act("doctor")
    write(act, 30)
    seal_audit(later(act, timedelta(hours=1)))
    head = verified().head
    assert verified(head).faults == ()
    with unguarded():
        last = AuditSeal.objects.order_by("-last").first()
        assert last is not None
        Audit.objects.filter(pk__gte=last.first).delete()
        last.delete()
        assert verified().faults == ()
        assert "slutningen" in verified(head).faults[0]


def test_the_worker_seals_and_a_job_that_fails_keeps_none_back(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write(world.act("doctor"), 3)
    monkeypatch.setattr(jobs, "_JOBS", (("tvaerspor.nowhere", "fail"), *jobs._JOBS))
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    monkeypatch.setattr(jobs, "system_act", lambda route: later(world.act("doctor"), timedelta(hours=1)))
    jobs.run_round()
    assert verified().rows == 3
    assert [record.getMessage() for record in caplog.records] == ["fail: ModuleNotFoundError"]


def test_a_thousand_random_tamperings_are_all_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ROWS_IN_A_LINK", 8)
    act = world.act("doctor")
    write(act, 40)
    seal_audit(later(act, timedelta(hours=1)))
    assert verified().faults == ()
    chance, missed = random.Random(2026), []
    with unguarded():
        for number in range(TAMPERINGS):
            tamper = chance.choice((edit, delete, insert, swap, edit_seal, delete_seal, swap_seals, delete_link))
            with undone():
                tamper(chance)
                if not verified().faults:
                    missed.append((number, tamper.__name__))
    assert missed == []
    assert verified().faults == ()


@contextmanager
def unguarded() -> Iterator[None]:
    """The copy that somebody tampers with, its triggers dropped."""
    with connection.schema_editor(atomic=False) if connection.vendor == "postgresql" else _editor() as editor:
        unguard(editor, LOGS)
    yield


@contextmanager
def _editor() -> Iterator[object]:
    """SQLite's editor refuses to work in a transaction, for reasons that dropping a trigger does not have."""

    class Editor:
        connection = connection

        def execute(self, statement: str, params: object = ()) -> None:
            with connection.cursor() as cursor:
                cursor.execute(statement)

    yield Editor()


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def some(chance: random.Random, kind: type[Audit] | type[AuditSeal], count: int = 1) -> list[object]:
    return chance.sample(list(kind.objects.order_by("pk")), count)


def edit(chance: random.Random) -> None:
    (row,) = some(chance, Audit)
    column = chance.choice((*COLUMNS, "at"))
    changed = row.at + timedelta(microseconds=1) if column == "at" else getattr(row, column)[:-1] + "x"
    Audit.objects.filter(pk=row.pk).update(**{column: changed})


def delete(chance: random.Random) -> None:
    Audit.objects.filter(pk__in=[row.pk for row in some(chance, Audit, chance.randint(1, 3))]).delete()


def insert(chance: random.Random) -> None:
    """A row in a place that was made free for it, or before the first."""
    (row,) = some(chance, Audit)
    if chance.random() < 0.5:
        row.pk = Audit.objects.order_by("pk").values_list("pk", flat=True)[0] - 1
    else:
        Audit.objects.filter(pk=row.pk).delete()
        row.user = "0" * 36
    row.save(force_insert=True)


def swap(chance: random.Random) -> None:
    first, second = some(chance, Audit, 2)
    names = (*COLUMNS, "at")
    for row, other in ((first, second), (second, first)):
        Audit.objects.filter(pk=row.pk).update(**{name: getattr(other, name) for name in names})


def edit_seal(chance: random.Random) -> None:
    (seal,) = some(chance, AuditSeal)
    changes: list[Callable[[], dict[str, object]]] = [
        lambda: {"digest": "f" * 64},
        lambda: {"count": seal.count + 1},
        lambda: {"first": seal.first + 1},
    ]
    AuditSeal.objects.filter(pk=seal.pk).update(**chance.choice(changes)())


def delete_seal(chance: random.Random) -> None:
    """Any but the last, which only somebody who kept the head can miss."""
    AuditSeal.objects.filter(pk=chance.choice(list(AuditSeal.objects.order_by("pk"))[:-1]).pk).delete()


def swap_seals(chance: random.Random) -> None:
    first, second = some(chance, AuditSeal, 2)
    AuditSeal.objects.filter(pk=first.pk).update(digest=second.digest)
    AuditSeal.objects.filter(pk=second.pk).update(digest=first.digest)


def delete_link(chance: random.Random) -> None:
    """A link with all of its rows, but not the last: the one after it leans on what is gone."""
    seal = chance.choice(list(AuditSeal.objects.order_by("pk"))[:-1])
    Audit.objects.filter(pk__gte=seal.first, pk__lte=seal.last).delete()
    seal.delete()
