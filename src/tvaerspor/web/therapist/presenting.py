"""A course as its pages show it: doses in words and bars, sessions by week, measures with their direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tvaerspor.actions.organisation import scales
from tvaerspor.actions.therapist.attend import registered
from tvaerspor.actions.therapist.open_course import OpenCourse
from tvaerspor.pathway.adherence import adherence
from tvaerspor.pathway.clocks import CLOSED, CLOSING_LETTER_SENT, Event
from tvaerspor.pathway.course import STOP_REASONS, State
from tvaerspor.pathway.dose import ActivityDose, Attendance, dose_of, monday_of
from tvaerspor.pathway.dose import Session as Held
from tvaerspor.pathway.follow_ups import Due, agenda
from tvaerspor.pathway.least_dose import activity_of
from tvaerspor.pathway.plan import Plan, PlannedActivity
from tvaerspor.pathway.progress import Progress, progress_of
from tvaerspor.pathway.scales import scale_for, walking_speed
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import number
from tvaerspor.records.models import Session
from tvaerspor.terms.text import Language, Text
from tvaerspor.web.dates import said_date
from tvaerspor.web.form.said import Voice
from tvaerspor.web.therapist.drawing import Chart, Weeks, chart_of, weeks_of
from tvaerspor.web.wording import ui


@dataclass(frozen=True)
class DoseSaid:
    """What became of an activity: its title, the dose that was agreed, sentences, and a bar from 0 to `of`."""

    title: Text
    agreed: str
    sentences: tuple[str, ...]
    attended: int
    of: int


@dataclass(frozen=True)
class WeekOfSessions:
    """A calendar week with its sessions."""

    monday: date
    sessions: tuple[Session, ...]

    @property
    def number(self) -> int:
        """The week's number."""
        return self.monday.isocalendar().week


def title_of(programme: Programme, activity: str) -> Text:
    """What an activity is called; its id where the programme no longer has it."""
    known = activity_of(programme, activity)
    return known.title if known else Text(da=activity)


def dose_said(activity: PlannedActivity, language: Language) -> str:
    """«2 gange om ugen i 6 uger, 12 gange i alt, 60 minutter ad gangen»: as much of it as is agreed."""
    numbers = ((name, getattr(activity, name)) for name in ("per_week", "weeks", "sessions", "minutes"))
    said = [ui(f"dose_{name}{'_one' if value == 1 else ''}", language, count=value) for name, value in numbers if value]
    return ", ".join(said)


def doses_said(course: OpenCourse, sessions: Iterable[Session], language: Language) -> tuple[DoseSaid, ...]:
    """Each planned activity with what has become of it; none without a plan."""
    plan = course.plan
    if plan is None:
        return ()
    held = [Held(row.on, row.activity, Attendance(row.attendance)) for row in registered(sessions)]
    agreed = {activity.id: activity for activity in plan.activities}
    return tuple(
        DoseSaid(
            title_of(course.programme, each.activity),
            dose_said(agreed[each.activity], language),
            tuple(_sentences(each, language)),
            each.attended,
            max(each.planned or each.offered, each.attended, 1),
        )
        for each in dose_of(course.programme, plan, held)
    )


def _sentences(dose: ActivityDose, language: Language) -> Iterator[str]:
    if not dose.offered and not dose.planned:
        return
    of = {"attended": dose.attended, "planned": dose.planned, "offered": dose.offered}
    yield ui("came_of_planned" if dose.planned else "came_of_offered", language, **of)
    if dose.excused:
        yield ui("excused_count", language, count=dose.excused)
    if dose.stayed_away:
        yield ui("away_count", language, count=dose.stayed_away)
    if dose.reached_on:
        yield ui("dose_reached", language, date=said_date(dose.reached_on.isoformat(), language))


def weeks_said(course: OpenCourse, sessions: Iterable[Session], language: Language) -> tuple[Weeks, ...]:
    """Each activity that is agreed by the week, with its weeks so far; none without a plan."""
    if course.plan is None:
        return ()
    held = [Held(row.on, row.activity, Attendance(row.attendance)) for row in registered(sessions)]
    until = course.row.ended_on or course.act.today
    found = adherence(course.programme, course.plan, held, until)
    return tuple(weeks_of(each, title_of(course.programme, each.activity), language) for each in found if each.weeks)


def charts_of(course: OpenCourse, language: Language) -> tuple[Chart, ...]:
    """Every measure that has been taken, as a chart over time, in the programme's order."""
    taken = [progress_of(measure, course.measurements) for measure in course.programme.pathway.measures]
    drawn = ((chart_of(each, language), _speed_said(each, language)) for each in taken)
    return tuple(replace(chart, sentence=f"{chart.sentence}{speed}") for chart, speed in drawn if chart is not None)


def _speed_said(progress: Progress, language: Language) -> str:
    """The latest time for a distance as a speed; empty for what is no walk."""
    scale = scale_for(progress.measure, scales())
    if scale is None or scale.metres is None or not progress.points:
        return ""
    speed = walking_speed(scale.metres, progress.points[-1].value)
    return f" {ui('walking_speed', language, speed=number(speed, language))}" if speed else ""


def by_week(sessions: Sequence[Session]) -> tuple[WeekOfSessions, ...]:
    """The sessions by calendar week, the earliest first; in a week by day."""
    mondays = sorted({monday_of(row.on) for row in sessions})
    return tuple(WeekOfSessions(each, tuple(row for row in sessions if monday_of(row.on) == each)) for each in mondays)


def due(course: OpenCourse) -> tuple[Due, ...]:
    """What is to be done for the course, earliest first."""
    plan = course.plan or Plan(
        programme=course.programme.id, version=course.programme.version, start=course.row.started_on
    )
    events = [Event("started", course.row.started_on)]
    events += [Event(f"measured_{each.checkpoint}", each.on) for each in course.measurements]
    events += [Event(CLOSED, course.row.ended_on)] if course.row.ended_on else []
    events += [Event(CLOSING_LETTER_SENT, course.act.today)] if course.state is State.CLOSED else []
    return agenda(course.programme, plan, events, course.act.today)


def checkpoint_title(programme: Programme, checkpoint: str) -> Text:
    """What a checkpoint is called: start, end, or the programme's follow-up."""
    own = {"start": Text(da="Start", en="Start"), "end": Text(da="Slut", en="End")}
    titles = {each.id: each.title for each in programme.pathway.follow_ups if each.title}
    return {**titles, **own}.get(checkpoint, Text(da=checkpoint))


def checkpoints_said(course: OpenCourse, names: Iterable[str]) -> tuple[tuple[str, Text], ...]:
    """Checkpoints with what each is called."""
    return tuple((name, checkpoint_title(course.programme, name)) for name in names)


def numbers_in(language: Language) -> Callable[[float], str]:
    """How a number is said in a language."""
    return lambda value: number(value, language)


def how_ended(course: OpenCourse, language: Language) -> str:
    """Why the course stopped, in words; empty where it did not stop before time."""
    reason = STOP_REASONS.get(course.ending.get("how", ""))
    return reason.in_language(language) if reason else ""


def destinations_of(course: OpenCourse, language: Language) -> str:
    """Where a red flag sends the citizen, in words; empty where none was raised."""
    names = course.ending.get("out", {}).get("to", ())
    known = [course.programme.destinations[name].title for name in names if name in course.programme.destinations]
    return ", ".join(title.in_language(language) for title in known)


def recommended_at_end(course: OpenCourse, language: Language) -> str:
    """What the programme recommended at the last visit, in words; empty where it did not settle."""
    recommended = course.ending.get("decision", {}).get("recommended") or {}
    names = [each["destination"] for each in recommended.get("to", ())]
    known = [course.programme.destinations[name].title for name in names if name in course.programme.destinations]
    return ", ".join(title.in_language(language) for title in known)


def notes_of(course: OpenCourse, voice: Voice) -> tuple[tuple[str, str], ...]:
    """The notes of the first visit, each with what it is called."""
    facts = course.programme.facts
    own = {"work": ui("note_work", voice.language)}
    kept = course.first_visit.get("notes", {})
    return tuple(
        (own.get(name) or str(voice.text(facts[name].title or facts[name].ask) if name in facts else name), words)
        for name, words in kept.items()
    )
