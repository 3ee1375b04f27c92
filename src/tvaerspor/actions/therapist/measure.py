"""Takes the programme's measures at a checkpoint: each within its range, none lost, the last one said counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.therapist.open_course import Change, OpenCourse, change_course, require_open
from tvaerspor.pathway.letter_parts import Measurement
from tvaerspor.pathway.plan import END, START
from tvaerspor.programme.contents import Measure
from tvaerspor.programme.words import number

MEASURED = "measured"


@dataclass(frozen=True)
class Compared:
    """A measure at every checkpoint that has it; `change` is None until it was taken at start and end.

    `verdict` is «better», «worse» or «same», by the programme's own direction; empty where there is no change.
    """

    measure: Measure
    values: Mapping[str, float]
    change: float | None
    verdict: str


def checkpoints(course: OpenCourse) -> tuple[str, ...]:
    """Start, end, and the programme's follow-ups."""
    return (START, END, *(each.id for each in course.programme.pathway.follow_ups))


def take_measures(course: OpenCourse, checkpoint: str, on: str, typed: Mapping[str, str], seen: int) -> int:
    """How many values were new or other than before. Raises FaultyForm, CourseClosed, JustChanged and AlreadyDone."""
    require_open(course)
    faults = [*frame_faults(course, checkpoint, on), *_faults(course, typed)]
    values = {each.id: _value(typed.get(each.id, "")) for each in course.programme.pathway.measures}
    given = {name: value for name, value in values.items() if value is not None}
    if not given and not faults:
        faults.append(FieldFault("_measures", "Skriv mindst én måling."))
    if faults:
        raise FaultyForm(tuple(faults))
    before = latest(course.measurements)
    new = {name: value for name, value in given.items() if before.get((name, checkpoint)) != value}
    if new:
        change_course(course, measured(course, checkpoint, on, new, seen))
    return len(new)


def measured(course: OpenCourse, checkpoint: str, on: str, values: Mapping[str, float], seen: int) -> Change:
    """The change of a course in which these values have been measured."""
    taken = [{"measure": name, "checkpoint": checkpoint, "on": on, "value": value} for name, value in values.items()]
    measures = [*json.loads(course.row.measures), *taken]
    titles = [each.title.da for each in course.programme.pathway.measures if each.id in values]
    about = {"checkpoint": checkpoint, "on": on, "measures": sorted(values), "told": "; ".join(titles)}
    text = json.dumps(measures, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return Change(seen, {"measures": text}, MEASURED, about)


def latest(measurements: tuple[Measurement, ...]) -> dict[tuple[str, str], float]:
    """The value that counts for each measure at each checkpoint."""
    return {(each.measure, each.checkpoint): each.value for each in sorted(measurements, key=lambda each: each.on)}


def compared(course: OpenCourse) -> tuple[Compared, ...]:
    """Every measure of the programme with its values, in the programme's order."""
    held = latest(course.measurements)
    return tuple(_compared(measure, held) for measure in course.programme.pathway.measures)


def _compared(measure: Measure, held: Mapping[tuple[str, str], float]) -> Compared:
    values = {checkpoint: value for (name, checkpoint), value in held.items() if name == measure.id}
    if START not in values or END not in values:
        return Compared(measure, values, None, "")
    change = round(values[END] - values[START], 6)
    is_better = change > 0 if measure.better == "higher" else change < 0
    return Compared(measure, values, change, "same" if change == 0 else "better" if is_better else "worse")


def frame_faults(course: OpenCourse, checkpoint: str, on: str) -> Iterator[FieldFault]:
    """What is wrong with when it was measured: the checkpoint, and the day."""
    if checkpoint not in checkpoints(course):
        yield FieldFault("checkpoint", "Vælg, hvornår der er målt: start, slut eller en opfølgning.")
    try:
        day = date.fromisoformat(on)
    except ValueError:
        yield FieldFault("on", "Skriv dagen som en dato, fx 2026-11-22.")
        return
    if day > course.act.today:
        yield FieldFault("on", "Dagen er ikke kommet endnu; skriv den dag, der blev målt.")


def _faults(course: OpenCourse, typed: Mapping[str, str]) -> Iterator[FieldFault]:
    for measure in course.programme.pathway.measures:
        words = typed.get(measure.id, "").strip()
        least, most = measure.range
        value = _value(words)
        if words and value is None:
            yield FieldFault(measure.id, f"{measure.title.da}: «{words[:20]}» er ikke et tal.")
        elif value is not None and not least <= value <= most:
            span = f"{number(least, 'da')} til {number(most, 'da')}"
            yield FieldFault(measure.id, f"{measure.title.da}: {number(value, 'da')} kan ikke passe; skriv fra {span}.")


def _value(words: str) -> float | None:
    """The number that is typed; None for nothing and for what is no number."""
    plain = words.strip().replace(",", ".")
    is_number = len(plain) < 12 and plain.isascii() and plain.lstrip("-").replace(".", "", 1).isdigit()
    value = float(plain) if is_number else None
    return int(value) if value is not None and value.is_integer() else value
