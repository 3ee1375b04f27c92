"""The addresses of what is shared: citizens, consents, contact requests, appointments and cooperation meetings."""

from __future__ import annotations

from tvaerspor.actions.sharing import consents as consent_deeds
from tvaerspor.actions.sharing import coping_course, meetings, read_appointments, requests, standing, steps
from tvaerspor.web.gate import Route
from tvaerspor.web.sharing import agendas, appointments, coping, giving, people, reaching

FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
_CITIZEN = "faelles/borger/<uuid:citizen>"
_APPOINTMENT = "faelles/aftale/<uuid:appointment>"
_MEETING = "faelles/moeder/<uuid:meeting>"
_MEET, _CHANGE = read_appointments.READ, read_appointments.EDIT
SHARING_ROUTES = (
    Route("faelles/", "shared", people.shared, standing.FIND, FORM),
    Route(f"{_CITIZEN}/", "shared_citizen", people.shared_citizen, standing.READ),
    Route(f"{_CITIZEN}/udskrift/", "shared_print", people.shared_print, standing.READ),
    Route(f"{_CITIZEN}/arbejdsplan/", "work_plan", people.work_plan, people.EDIT, FORM),
    Route(f"{_CITIZEN}/samtykke/", "consent", giving.consent, consent_deeds.CREATE, FORM),
    Route(f"{_CITIZEN}/samtykke/traek-tilbage/", "withdraw", giving.withdraw, consent_deeds.EDIT, FORM),
    Route(f"{_CITIZEN}/henvendelse/", "raise_request", reaching.raise_request, requests.CREATE, FORM),
    Route("faelles/henvendelse/ny/", "new_request", reaching.new_request, requests.CREATE, FORM),
    Route("faelles/henvendelse/<uuid:contact>/", "contact_request", reaching.contact_request, requests.READ, FORM),
    Route(f"{_CITIZEN}/aftale/", "propose", appointments.propose, read_appointments.CREATE, FORM),
    Route(f"{_APPOINTMENT}/", "shared_appointment", appointments.appointment, _MEET),
    Route(f"{_APPOINTMENT}/kalender.ics", "calendar_file", appointments.calendar, _MEET),
    Route(f"{_APPOINTMENT}/opgave/", "shared_task", appointments.task, _CHANGE, POST),
    Route(f"{_APPOINTMENT}/<slug:verb>/", "move_appointment", appointments.move, _CHANGE, FORM),
    Route(f"{_CITIZEN}/mestring/", "coping", coping.coping, coping_course.EDIT, FORM),
    Route(f"{_CITIZEN}/trin/", "propose_step", coping.propose_step, steps.CREATE, POST),
    Route("faelles/trin/<uuid:proposal>/", "answer_step", coping.answer_step, steps.DECIDE, POST),
    Route("faelles/moeder/", "meetings", agendas.meetings, meetings.FIND, FORM),
    Route(f"{_MEETING}/", "meeting", agendas.meeting, meetings.READ, FORM),
)
