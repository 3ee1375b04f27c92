"""What state the database is in: whether it is there, and whether its tables are those of this release."""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tvaerspor.actions.refused import Refused
from tvaerspor.records.models import Unit, User


def embedded_file() -> Path | None:
    """The file of the embedded database; None where the database is a server, or lives in memory."""
    name = str(connection.settings_dict["NAME"])
    return None if connection.vendor != "sqlite" or name.startswith(("file:", ":")) else Path(name)


def missing_migrations() -> tuple[str, ...]:
    """The changes of the tables that this release has and the database has not, in the order in which they are made."""
    file = embedded_file()
    if file is not None and not file.is_file():
        raise Refused(f"{file}: der er ingen database endnu; start én med «tvaerspor serve»")
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        raise Refused("databasen svarer ikke; se efter, om TVAERSPOR_DATABASE eller TVAERSPOR_HOME er rigtig") from None
    return tuple(f"{migration.app_label} {migration.name}" for migration, _ in plan)


def require_ready() -> None:
    """Raises Refused where there is no database, or its tables are older than this release."""
    missing = missing_migrations()
    if missing:
        raise Refused(f"databasens tabeller mangler {len(missing)} ændringer; start «tvaerspor serve», som laver dem")


def is_empty() -> bool:
    """Whether nobody and nothing has been put into the database yet."""
    return not User.objects.exists() and not Unit.objects.exists()
