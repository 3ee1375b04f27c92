"""A site with a small made-up world in it, for browser tests that log in: run as a program, it serves until stopped."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path


def prepare(home: Path) -> None:
    """Keys, tables, programmes, units, people with one-click log-ins, a few citizens."""
    import django

    django.setup()
    from tests.shell.doctor.plain import plain_fields
    from tests.shell.panel.rows import talked_about, voted_on
    from tests.shell.world import CPRS, World
    from tvaerspor.actions.prepare_database import prepare_database

    prepare_database()
    world = World(datetime.now(UTC))
    for key, member in world.members.items():
        member.user.username = f"demo-{key}"
        member.user.save()
    citizens = [str(world.citizen(cpr).id) for cpr in CPRS]
    joint = {"votes": [str(voted_on(world).id) for _ in range(3)], "dialogue": str(talked_about(world).id)}
    known = {"fields": plain_fields(), "citizens": citizens, "joint": joint}
    (home / "known.json").write_text(json.dumps(known), encoding="utf-8")


if __name__ == "__main__":
    where, port = Path(sys.argv[1]), int(sys.argv[2])
    os.environ |= {
        "TVAERSPOR_HOME": str(where),
        "TVAERSPOR_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "tvaerspor.web.settings",
        "TVAERSPOR_OUTBOX": str(where / "outbox"),
    }
    from tvaerspor.records.keys import make_keys

    make_keys(where / "keys.json")
    if os.fork() == 0:
        prepare(where)
        os._exit(0)
    _, failed = os.wait()
    if failed:
        sys.exit("the world could not be made")
    from tvaerspor.web.serve import serve

    serve(port=port, workers=1)
