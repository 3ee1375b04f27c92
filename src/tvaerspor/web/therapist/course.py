"""One course: what stands in it, and what can be done next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.desk.timeline import timeline
from tvaerspor.actions.therapist.attend import sessions_of
from tvaerspor.actions.therapist.inject import at_sites, limits_for
from tvaerspor.actions.therapist.measure import checkpoints, compared
from tvaerspor.actions.therapist.move_course import can
from tvaerspor.actions.therapist.open_course import BOOK, EDIT, READ, OpenCourse, open_course
from tvaerspor.pathway.course import MOVES, STATE_TEXT, State
from tvaerspor.terms.text import Text
from tvaerspor.web.form.said import Voice
from tvaerspor.web.therapist.beside import beside
from tvaerspor.web.therapist.ending import VERBS
from tvaerspor.web.therapist.presenting import (
    charts_of,
    checkpoints_said,
    destinations_of,
    dose_said,
    doses_said,
    due,
    how_ended,
    notes_of,
    numbers_in,
    title_of,
    weeks_said,
)
from tvaerspor.web.visit import Visit


def course(visit: Visit, course: UUID) -> HttpResponse:
    """The page."""
    opened = open_course(visit.act, course, READ)
    sessions = sessions_of(opened)
    programme = opened.programme
    known = {
        "course": opened,
        "row": opened.case.row,
        "state": STATE_TEXT[opened.state],
        "may_edit": opened.case.may(EDIT) and opened.state is not State.CLOSED,
        "may_book": opened.case.may(BOOK) and opened.state is not State.CLOSED,
        "out": opened.ending.get("out"),
        "flags": {flag.id: flag.title for flag in programme.red_flags},
        "how": how_ended(opened, visit.language),
        "destinations": destinations_of(opened, visit.language),
        "notes": notes_of(opened, Voice(visit.language, programme)),
        "due": due(opened),
        "doses": doses_said(opened, sessions, visit.language),
        "coming": tuple(row for row in sessions if not row.attendance and row.on >= visit.act.today)[:3],
        "unregistered": sum(not row.attendance and row.on < visit.act.today for row in sessions),
        "title_of": lambda activity: title_of(programme, activity),
        "dose_said": lambda activity: dose_said(activity, visit.language),
        "goals": {goal.id: goal.title for goal in programme.pathway.self_care_goals},
        "measures": compared(opened),
        "beside": beside(opened.case, Voice(visit.language, programme), opened.first_visit, opened.ending),
        "injections": at_sites(opened),
        "has_limits": limits_for(opened) is not None,
        "charts": charts_of(opened, visit.language),
        "weeks": weeks_said(opened, sessions, visit.language),
        "checkpoints": checkpoints_said(opened, checkpoints(opened)),
        "number": numbers_in(visit.language),
        "moves": tuple(_moves(opened)),
        "items": timeline(opened.case),
    }
    return visit.show("therapist/course", known)


def _moves(course: OpenCourse) -> list[tuple[str, Text]]:
    """Each by its word in the address."""
    titles = {each.verb: each.title for each in MOVES}
    return [(word, titles[verb]) for word, verb in VERBS.items() if can(course, verb)]
