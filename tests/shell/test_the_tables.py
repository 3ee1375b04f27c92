"""The tables: logs that refuse changes, migrations that are complete, and a database that keeps what it was told."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.shell.world import World
from tvaerspor.actions.stored_programmes import NoVersion, open_stored, store_shipped
from tvaerspor.records.append_only import LOGS
from tvaerspor.records.models import Audit, Event, ProgrammeVersion

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_logs_refuse_changes_and_deletions(world: World) -> None:
    world.browser("doctor").get("/hjem/")
    from tests.shell.doctor.test_the_doctors_way import begin

    begin(world, world.browser("doctor"))
    for model in (Audit, Event, ProgrammeVersion):
        row = model.objects.first()
        assert row is not None and model._meta.db_table in LOGS
        key = model._meta.pk.column
        for sql in (f"UPDATE {model._meta.db_table} SET {key} = {key}", f"DELETE FROM {model._meta.db_table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
        assert model.objects.filter(pk=row.pk).exists()


def test_a_published_version_is_published_once_and_opens_as_it_was(world: World) -> None:
    before = list(ProgrammeVersion.objects.values_list("id", flat=True))
    assert before
    assert store_shipped(world.act("administrator")) == ()
    assert list(ProgrammeVersion.objects.values_list("id", flat=True)) == before
    for version in before:
        assert open_stored(version).version == version
    with pytest.raises(NoVersion):
        open_stored("0" * 64)


def test_the_embedded_database_waits_for_the_disk() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL waits for the disk by itself")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2, "FULL"
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone()[0] == 1
