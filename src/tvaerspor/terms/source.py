"""Where a statement comes from: a source and section, or a local standard that awaits clinical approval."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from tvaerspor.terms.model import Model
from tvaerspor.terms.text import Text

LOCAL_MARK = Text(
    da="lokal standard, kræver klinisk godkendelse",
    en="local standard, needs clinical approval",
)


class SourceRef(Model):
    """A place in a declared source: its id and the section, table or item."""

    id: str
    section: str | None = None

    def __str__(self) -> str:
        return f"{self.id}, {self.section}" if self.section else self.id


class Source(Model):
    """A document that programmes lean on. `regions` empty means that it speaks for the whole country."""

    title: Text
    publisher: Text
    date: str
    kind: Literal["agreement", "guideline", "law", "article", "hospital_practice", "imaging_guideline", "register"]
    url: str | None = None
    regions: tuple[str, ...] = ()
    status: Text | None = None
    grades: Text | None = None


class Evidence(Model):
    """Level and strength in the source's own scheme, e.g. Ia/A (meta-analysis of randomised trials, strongest)."""

    level: str | None = None
    strength: str | None = None

    def __str__(self) -> str:
        return " / ".join(part for part in (self.level, self.strength) if part)


class Sourced(Model):
    """Anything that must say where it comes from. `basis: local` is shown as needing clinical approval."""

    source: tuple[SourceRef, ...] = ()
    basis: Literal["local"] | None = None
    evidence: Evidence | None = None
    quote: str | None = Field(default=None, description="a short quotation of the source, in its own language")
    note: Text | None = None

    @field_validator("source", mode="before")
    @classmethod
    def _one_or_many(cls, raw: object) -> object:
        return [raw] if isinstance(raw, dict) else raw

    @property
    def is_sourced(self) -> bool:
        """Whether a source is named or the statement is openly marked as local."""
        return bool(self.source) or self.basis == "local"
