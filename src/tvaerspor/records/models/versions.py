"""The published versions of the programmes: put in once, never changed."""

from __future__ import annotations

from django.db import models


class ProgrammeVersion(models.Model):
    """One version: its id is the hash over its files, which are kept as one JSON text of path -> content."""

    id = models.CharField(primary_key=True, max_length=64)
    programme = models.CharField(max_length=60, db_index=True)
    files = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.programme} {self.id[:8]}"
