"""The addresses of the course: from the first visit to the closing letter."""

from __future__ import annotations

from tvaerspor.actions.therapist import closing, follow_ups, open_course, read_letter, start_course, unclosed
from tvaerspor.web.gate import Route
from tvaerspor.web.therapist import (
    attendance,
    contacts,
    course,
    ending,
    injecting,
    letters,
    lists,
    measuring,
    planning,
    scoring,
    starting,
)

FORM = ("GET", "HEAD", "POST")
_COURSE = "forloeb/<uuid:course>"
_REFERRAL = "henvisning/<uuid:referral>"
THERAPIST_ROUTES = (
    Route(f"{_REFERRAL}/foerste-besoeg/", "start", starting.start, start_course.START, FORM),
    Route(f"{_REFERRAL}/epikrise/", "letter", letters.letter, read_letter.READ),
    Route(f"{_REFERRAL}/epikrise/skriv/", "close", letters.close, closing.WRITE, FORM),
    Route(f"{_REFERRAL}/epikrise/se/", "close_preview", letters.close_preview, closing.WRITE, FORM),
    Route(f"{_COURSE}/", "course", course.course, open_course.READ),
    Route(f"{_COURSE}/plan/", "plan", planning.plan, open_course.EDIT, FORM),
    Route(f"{_COURSE}/plan/til-borgeren/", "plan_print", planning.plan_print, open_course.READ),
    Route(f"{_COURSE}/fremmoede/", "sessions", attendance.sessions, open_course.SEE_SESSIONS, FORM),
    Route(f"{_COURSE}/fremmoede/dag/", "register", attendance.register_on_day, open_course.BOOK, ("POST",)),
    Route(f"{_COURSE}/maalinger/", "measures", measuring.measures, open_course.EDIT, FORM),
    Route(f"{_COURSE}/skema/<slug:measure>/", "scale", scoring.scale, open_course.EDIT, FORM),
    Route(f"{_COURSE}/injektion/", "injection", injecting.injection, open_course.EDIT, FORM),
    Route(f"{_COURSE}/kontakt/", "contact", contacts.contact, open_course.EDIT, FORM),
    Route(f"{_COURSE}/slut/", "end_course", ending.end, open_course.EDIT, FORM),
    Route(f"{_COURSE}/tilstand/<slug:word>/", "move_course", ending.move_course, open_course.EDIT, FORM),
    Route("fremmoede/", "attendance", attendance.day, open_course.BOOK),
    Route("forloeb/", "open_courses", lists.open_courses, unclosed.FIND),
    Route("opfoelgning/", "follow_ups", lists.follow_ups, follow_ups.FIND),
    Route("opfoelgning/<uuid:follow_up>/", "follow_up", lists.follow_up, follow_ups.EDIT, ("POST",)),
)
