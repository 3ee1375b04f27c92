"""Run by the benchmark in a database's environment: makes the tables, and fills them with made-up referrals."""

from __future__ import annotations

import sys

import django
from _rounds import tell

django.setup()

from django.db import connection  # noqa: E402

from tvaerspor.actions.demo.load_demo import load_demo  # noqa: E402
from tvaerspor.actions.prepare_database import prepare_database, system_act  # noqa: E402


def main() -> None:
    """Fills, and tells the database to look at what it has got."""
    prepare_database()
    load_demo(system_act("bench"), int(sys.argv[1]), lambda done, of: tell(f"{done:,} of {of:,} referrals"))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")


main()
