"""Who acts, where, for which purpose and when: what enters every action, so that nothing else reads a clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tvaerspor.access.ask import Holder

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Trail:
    """The ids that an act has shown or changed, by kind, for its one audit row; `is_written` once that row is there."""

    def __init__(self) -> None:
        self.ids: dict[str, set[str]] = {}
        self.is_written = False

    def saw(self, kind: str, *ids: UUID) -> None:
        """Notes that these were shown or changed."""
        if ids:
            self.ids.setdefault(kind, set()).update(str(each) for each in ids)
            self.is_written = False

    def as_data(self) -> dict[str, list[str]]:
        """The ids in a fixed order."""
        return {kind: sorted(ids) for kind, ids in sorted(self.ids.items())}


@dataclass(frozen=True)
class Once:
    """The key of a form that may be sent twice by accident, and a fingerprint of what was sent."""

    key: UUID
    digest: str


@dataclass(frozen=True)
class Act:
    """One person's act at one moment. `now` has a time zone; `new_id` gives ids that sort by time.

    `route` names the page or command, for the log. `once` is there when a form was sent.
    """

    now: datetime
    actor: UUID | None
    role: str
    unit: UUID | None
    purpose: str
    new_id: Callable[[], UUID]
    route: str = ""
    once: Once | None = None
    trail: Trail = field(default_factory=Trail, compare=False)

    @property
    def at(self) -> UUID:
        """The unit, for what only people at a unit do."""
        assert self.unit is not None, "only people at a unit do this"
        return self.unit

    @property
    def today(self) -> date:
        """The date in Denmark."""
        return self.now.astimezone(COPENHAGEN).date()

    @property
    def holder(self) -> Holder:
        """Who asks, as the access matrix knows it."""
        return Holder(self.role, self.purpose)

    def saw(self, kind: str, *ids: UUID) -> None:
        """Notes what was shown or changed."""
        self.trail.saw(kind, *ids)
