"""What may be shared, proposed and agreed between the health side and the employment side, as its file says it."""

from __future__ import annotations

from collections.abc import Mapping

from tvaerspor.terms.model import Model
from tvaerspor.terms.text import Text


class ConsentRules(Model):
    """How long a consent may last, when it is about to end, its parts, and how it may have been obtained."""

    longest_days: int
    warn_days: int
    parts: Mapping[str, Text]
    obtained: Mapping[str, Text]


class Track(Model):
    """A track of the coordinated plan; one that is not shared is the health side's alone."""

    title: Text
    is_shared: bool


class SharingRules(Model):
    """organisation/sharing.yaml. `partners` are the kinds of unit that a consent can name, with their purpose.

    `hours` is the activity of the coping course that is told in hours a week; `double_appointment` the programme's
    activity whose dose gives the minutes of a shared appointment.
    """

    programme: str
    double_appointment: str
    coping: tuple[str, ...]
    hours: str
    partners: Mapping[str, str]
    consent: ConsentRules
    request_purposes: Mapping[str, Text]
    tracks: Mapping[str, Track]
    companions: Mapping[str, Text]
    step_reasons: Mapping[str, Mapping[str, Text]]

    @property
    def shared_tracks(self) -> frozenset[str]:
        """The tracks that everybody at the table sees."""
        return frozenset(name for name, track in self.tracks.items() if track.is_shared)
