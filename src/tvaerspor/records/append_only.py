"""What the databases themselves refuse: changing or deleting a row of a log; and how they compare keyed names."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LOGS = ("records_event", "records_audit", "records_auditseal", "records_programmeversion")
KEYED = (("records_citizen", "given_key"), ("records_citizen", "sort_key"), ("records_unit", "name_key"))
REFUSAL = "append-only"


def guard_logs(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Puts triggers on the logs that refuse every UPDATE and DELETE."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}: %', TG_TABLE_NAME; END $$",
            params=None,
        )
    for table in LOGS:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_trigger(editor.connection.vendor, table, verb))


def _trigger(vendor: str, table: str, verb: str) -> str:
    name = f"{table}_no_{verb.lower()}"
    if vendor == "postgresql":
        return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION records_refuse()"
    return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"


def unguard_logs(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the triggers away again: only for undoing the migration, and for a demo that starts over."""
    on_table = editor.connection.vendor == "postgresql"
    for table in LOGS:
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}" + (f" ON {table}" if on_table else ""))
    if on_table:
        editor.execute("DROP FUNCTION records_refuse()")


def compare_by_bytes(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """PostgreSQL compares keyed names by bytes, as SQLite does."""
    if editor.connection.vendor == "postgresql":
        for table, column in KEYED:
            editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar COLLATE "C"')


def compare_as_before(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undoes `compare_by_bytes`."""
    if editor.connection.vendor == "postgresql":
        for table, column in KEYED:
            editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar COLLATE "default"')


SHARING_LOGS = (
    *("records_consent", "records_consentwithdrawal", "records_contactrequest", "records_requestanswer"),
    *("records_workplan", "records_copingnote", "records_sharedevent"),
)


def guard_sharing(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Puts the same triggers on what consents, requests, work plans and the coping course have told."""
    for table in SHARING_LOGS:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_trigger(editor.connection.vendor, table, verb))


def unguard_sharing(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undoes `guard_sharing`."""
    on_table = editor.connection.vendor == "postgresql"
    for table in SHARING_LOGS:
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}" + (f" ON {table}" if on_table else ""))
