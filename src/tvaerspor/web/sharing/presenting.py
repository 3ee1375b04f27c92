"""The words for what is shared: of the rules' own texts, of states, and of the lines on a desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tvaerspor.actions.sharing.rules import rules
from tvaerspor.pathway.agenda import AGENDA_OUTCOMES
from tvaerspor.pathway.coping import COPING_MARK_TEXT
from tvaerspor.pathway.shared_appointment import APPOINTMENT_STATE_TEXT, AppointmentState
from tvaerspor.terms.text import Text

DESK_LINES: Mapping[str, str] = {
    "request": "shared_line_request",
    "step_up": "shared_line_step_up",
    "step_down": "shared_line_step_down",
    "appointment_asked": "shared_line_asked",
    "appointment_agreed": "shared_line_agreed",
    "appointment_unwritten": "shared_line_unwritten",
    "appointment_proposed": "shared_line_proposed",
    "appointment_accepted": "shared_line_accepted",
    "appointment_held": "shared_line_held",
    "task_citizen": "shared_line_task_citizen",
    "task_doctor": "shared_line_task_doctor",
    "task_partner": "shared_line_task_partner",
    "meeting": "shared_line_meeting",
    "consent_ends": "shared_line_consent_ends",
}
OWNERS: Mapping[str, str] = {
    "citizen": "shared_owner_citizen",
    "doctor": "shared_owner_doctor",
    "partner": "shared_owner_partner",
}
CONSENT_STANDINGS: Mapping[str, str] = {
    "in_force": "consent_in_force",
    "ends_soon": "consent_ends_soon",
    "expired": "consent_expired",
    "withdrawn": "consent_was_withdrawn",
}
REQUEST_ANSWERS: Mapping[str, str] = {
    "invited": "request_invited",
    "agenda": "request_on_agenda",
    "not_now": "request_not_now",
}
MEETING_STATES: Mapping[str, str] = {
    "planned": "meeting_planned",
    "held": "meeting_held",
    "cancelled": "meeting_cancelled",
}
STEP_WORDS: Mapping[str, str] = {
    "up": "step_up",
    "down": "step_down",
    "yes": "step_agreed",
    "not_now": "step_not_now",
    "": "step_waits",
}


def state_text(state: str) -> Text:
    """Where a shared appointment stands, in words."""
    return APPOINTMENT_STATE_TEXT[AppointmentState(state)]


def words_of() -> Mapping[str, Any]:
    """What the templates of these pages say of codes."""
    return {
        "rules": rules(),
        "state_text": state_text,
        "desk_lines": DESK_LINES,
        "owners": OWNERS,
        "standings": CONSENT_STANDINGS,
        "answers": REQUEST_ANSWERS,
        "meeting_states": MEETING_STATES,
        "step_words": STEP_WORDS,
        "outcomes": AGENDA_OUTCOMES,
        "mark_text": COPING_MARK_TEXT,
    }
