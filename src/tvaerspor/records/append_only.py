"""What the databases themselves refuse: changing or deleting a row of a log; and how they compare keyed names."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

LOGS = ("records_event", "records_audit", "records_auditseal", "records_programmeversion")
DUTY_LOGS = (
    *("records_agreementrow", "records_unmetneed", "records_criterionrow", "records_openattendance"),
    *("records_paidtime", "records_teaching", "records_tariff"),
    *("records_settlement", "records_settlementline", "records_settledtime"),
)
"""Rows about who offers what, and what is paid: one that takes another's place is appended."""
JOINT_LOGS = ("records_jointvoice",)
"""What was said in joint triage."""
SHARING_LOGS = (
    *("records_consent", "records_consentwithdrawal", "records_contactrequest", "records_requestanswer"),
    *("records_workplan", "records_copingnote", "records_sharedevent"),
)
"""What consents, requests, work plans and the coping course have told."""
REHABILITATION_LOGS = ("records_rehabilitationevent",)
GUARDED = (*LOGS, *DUTY_LOGS, *JOINT_LOGS, *REHABILITATION_LOGS, *SHARING_LOGS)
KEYED = (("records_citizen", "given_key"), ("records_citizen", "sort_key"), ("records_unit", "name_key"))
REFUSAL = "append-only"
_VERBS = ("update", "delete")


def make_refusal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """PostgreSQL's triggers call a function."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}: %', TG_TABLE_NAME; END $$",
            params=None,
        )


def drop_refusal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undoes `make_refusal`."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION records_refuse()")


def guarding(tables: Iterable[str]) -> RunPython:
    """The step of a migration that guards tables against every UPDATE and DELETE."""
    named = tuple(tables)
    return RunPython(lambda apps, editor: guard(editor, named), lambda apps, editor: unguard(editor, named))


def guard(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Puts triggers on tables that refuse every UPDATE and DELETE."""
    for table in tables:
        for verb in _VERBS:
            editor.execute(_trigger(editor.connection.vendor, table, verb))


def _trigger(vendor: str, table: str, verb: str) -> str:
    made = f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}"
    if vendor == "postgresql":
        return f"{made} FOR EACH ROW EXECUTE FUNCTION records_refuse()"
    return f"{made} BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"


def unguard(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Takes the triggers away again: only for undoing a migration, and for a demo that starts over."""
    for table in tables:
        for verb in _VERBS:
            on_table = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER {table}_no_{verb}{on_table}")


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
