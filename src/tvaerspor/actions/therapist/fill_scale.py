"""Fills in a scale that is shipped with its items: the score is counted here, and kept with what was answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import scales
from tvaerspor.actions.therapist.measure import frame_faults, measured
from tvaerspor.actions.therapist.open_course import Change, OpenCourse, change_course, require_open
from tvaerspor.pathway.scales import Reply, Scale, read_reply, scale_for, score
from tvaerspor.programme.contents import Measure


@dataclass(frozen=True)
class Filling:
    """A scale as it was sent: for which checkpoint, on which day, the fields, and the row's version number."""

    checkpoint: str
    on: str
    typed: Mapping[str, str]
    seen: int


def open_scale(course: OpenCourse, measure: str) -> tuple[Measure, Scale]:
    """The measure with the scale that fills it in; raises NothingThere where it has no form."""
    asked = next((each for each in course.programme.pathway.measures if each.id == measure), None)
    scale = scale_for(asked, scales()) if asked else None
    if asked is None or scale is None or not scale.has_form:
        raise NothingThere
    return asked, scale


def with_forms(course: OpenCourse) -> frozenset[str]:
    """The measures of the course's programme that can be filled in by a scale's own form."""
    found = {each.id: scale_for(each, scales()) for each in course.programme.pathway.measures}
    return frozenset(name for name, scale in found.items() if scale and scale.has_form)


def fill_scale(course: OpenCourse, measure: str, filling: Filling) -> float:
    """The score. Raises FaultyForm where a blank makes it impossible, CourseClosed, JustChanged and AlreadyDone."""
    require_open(course)
    asked, scale = open_scale(course, measure)
    reply, wrong = read_reply(scale, filling.typed)
    faults = [*frame_faults(course, filling.checkpoint, filling.on), *(FieldFault(*each) for each in wrong)]
    value = score(scale, reply)
    if faults or value is None:
        raise FaultyForm(tuple(faults))
    change = measured(course, filling.checkpoint, filling.on, {asked.id: value}, filling.seen)
    change_course(course, _with_reply(change, scale, reply))
    return value


def own_activities(course: OpenCourse, measure: str) -> Mapping[str, str]:
    """The activities that the citizen named the last time, by their place; empty before the first."""
    kept = [
        each.get("reply", {}).get("words") for each in json.loads(course.row.measures) if each["measure"] == measure
    ]
    named = [each for each in kept if each]
    return named[-1] if named else {}


def _with_reply(change: Change, scale: Scale, reply: Reply) -> Change:
    kept: dict[str, Any] = {"scale": scale.id, "numbers": dict(reply.numbers), "words": dict(reply.words)}
    if scale.scoring == "count":
        kept["ticked"] = sorted(reply.ticked)
    entries = json.loads(change.columns["measures"])
    entries[-1]["reply"] = kept
    text = json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return Change(change.seen, {"measures": text}, change.kind, change.about)
