"""What a course knows for the blanks of a closing letter, in Danish words; what is not known is absent, never zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tvaerspor.pathway.dose import Session
from tvaerspor.pathway.plan import Plan
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measure taken: its id in the programme, the moment of the plan (`start`, `end`, a follow-up), the value."""

    measure: str
    moment: str
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class CourseSoFar:
    """What has become of a course; `end` is None while it goes on."""

    plan: Plan
    end: date | None = None
    sessions: Sequence[Session] = ()
    measurements: Sequence[Measurement] = ()


def letter_parts(programme: Programme, course: CourseSoFar, answers: Answers) -> Mapping[str, str]:
    """Texts by the name of the blank: `course.end`, `measure.pain_nrs.change`, the id of an answered fact."""
    raise NotImplementedError
