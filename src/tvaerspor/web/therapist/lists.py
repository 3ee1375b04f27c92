"""A unit's lists: follow-ups that are due, and courses that are not closed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.therapist.follow_ups import follow_ups as listed
from tvaerspor.actions.therapist.follow_ups import mark_done, undo_done
from tvaerspor.actions.therapist.unclosed import unclosed_courses
from tvaerspor.web.visit import Visit

MAX_NOTE = 2000


def follow_ups(visit: Visit) -> HttpResponse:
    """The list."""
    newest_first = visit.request.GET.get("orden") == "senest"
    found = listed(visit.act, newest_first)
    known = {
        "here": "follow_ups",
        "found": found,
        "newest_first": newest_first,
        "due": tuple(each for each in found.waiting if each.row.due <= visit.act.today),
        "coming": tuple(each for each in found.waiting if each.row.due > visit.act.today),
    }
    return visit.show("therapist/course_follow_ups", known)


def follow_up(visit: Visit, follow_up: UUID) -> HttpResponse:
    """Says that one has been made, or takes it back."""
    if visit.posted.get("_do") == "undo":
        undo_done(visit.act, follow_up)
        return visit.to("follow_ups", "follow_up_undone")
    mark_done(visit.act, follow_up, visit.posted.get("note", "")[:MAX_NOTE])
    return visit.to("follow_ups", "follow_up")


def open_courses(visit: Visit) -> HttpResponse:
    """The list; all of the unit's, or one's own."""
    only_mine = visit.request.GET.get("hvis") == "mine"
    found = unclosed_courses(visit.act, only_mine)
    return visit.show("therapist/course_list", {"here": "open_courses", "found": found, "only_mine": only_mine})
