"""The published versions in the database: put in once, and opened again for every decision that names them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from tvaerspor.actions.act import Act
from tvaerspor.actions.open_programme import open_programme, programme_ids, read_texts, shipped_folder
from tvaerspor.programme.load import read
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import ProgrammeVersion
from tvaerspor.triage.decision import canonical


class NoVersion(Exception):
    """No version of that programme is published."""


def store_shipped(act: Act, folder: Path | None = None) -> tuple[str, ...]:
    """Publishes every shipped programme that is not there yet; the ids of those that were new."""
    new = []
    where = folder or shipped_folder()
    for id_ in programme_ids(where):
        programme = open_programme(id_, where)
        if not ProgrammeVersion.objects.filter(id=programme.version).exists():
            store_version(act, programme, read_texts(where, with_cases=False))
            new.append(id_)
    return tuple(new)


def store_version(act: Act, programme: Programme, texts: dict[str, str]) -> None:
    """Puts one proved version into the table; a version that is there already stays as it is."""
    kept = (programme.id, *programme.header.includes)
    files = {path: text for path, text in texts.items() if path.split("/")[0] in kept}
    ProgrammeVersion.objects.get_or_create(
        id=programme.version,
        defaults={
            "programme": programme.id,
            "files": canonical(files),
            "published_at": act.now,
            "published_by": str(act.actor or "system"),
        },
    )


def current_version(programme: str) -> str:
    """The id of the version of a programme that was published last; raises NoVersion."""
    rows = ProgrammeVersion.objects.filter(programme=programme).order_by("-published_at")
    found = rows.values_list("id", flat=True).first()
    if found is None:
        raise NoVersion(f"programmet «{programme}» er ikke udgivet")
    return found


def current_programmes() -> tuple[Programme, ...]:
    """The newest version of every programme, by title."""
    rows = ProgrammeVersion.objects.order_by("published_at").values_list("programme", "id")
    return tuple(sorted((open_stored(version) for version in dict(rows).values()), key=lambda each: each.title.da))


@lru_cache(maxsize=32)
def open_stored(version: str) -> Programme:
    """A published version. It was proved when it was published: later, stricter rules of writing do not refuse it.

    Raises NoVersion where it is not there or cannot be read at all.
    """
    row = ProgrammeVersion.objects.filter(id=version).values_list("programme", "files").first()
    if row is None:
        raise NoVersion(f"version {version[:8]} findes ikke")
    programme, faults = read(json.loads(row[1]), row[0])
    if programme is None:
        raise NoVersion(f"version {version[:8]} kan ikke læses: {faults[0]}")
    return programme
