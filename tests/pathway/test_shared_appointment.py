"""Shared appointments: the table of moves, and times that cannot be proposed."""

from datetime import UTC, datetime, timedelta

import pytest

from tvaerspor.pathway.shared_appointment import (
    APPOINTMENT_MOVES,
    AppointmentSide,
    AppointmentState,
    CannotMoveAppointment,
    appointment_after,
    appointment_diagram,
    appointment_moves,
    faulty_times,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DOCTOR, PARTNER = AppointmentSide.DOCTOR, AppointmentSide.PARTNER
PROPOSED, ACCEPTED, HELD, CANCELLED = AppointmentState


def verbs(state: AppointmentState, side: AppointmentSide, proposed_by: AppointmentSide) -> list[str]:
    return [move.verb for move in appointment_moves(state, side, proposed_by)]


def test_the_side_that_is_asked_answers_and_either_cancels() -> None:
    for side in AppointmentSide:
        assert verbs(PROPOSED, side, side) == ["cancel"]
        assert verbs(PROPOSED, side, side.other) == ["accept", "other_times", "cancel"]
        assert verbs(ACCEPTED, side, DOCTOR) == ["hold", "cancel"]
        assert verbs(HELD, side, DOCTOR) == ["agree"]
        assert verbs(CANCELLED, side, DOCTOR) == []


def test_every_combination_is_a_move_of_the_table_or_a_sentence() -> None:
    for state in AppointmentState:
        for side in AppointmentSide:
            for move in APPOINTMENT_MOVES:
                if move.verb in verbs(state, side, DOCTOR):
                    assert appointment_after(state, move.verb, side, DOCTOR) is move.after
                else:
                    with pytest.raises(CannotMoveAppointment, match=r"kan ikke vælges.*\.$"):
                        appointment_after(state, move.verb, side, DOCTOR)


def test_the_diagram_has_every_state() -> None:
    assert all(str(state) in appointment_diagram() for state in AppointmentState)


@pytest.mark.parametrize(
    ("times", "taken", "said"),
    [
        ((NOW + HOUR, NOW + 3 * HOUR), (), ""),
        ((NOW + HOUR,), (), "2 eller 3"),
        ((NOW + HOUR, NOW + 3 * HOUR, NOW + 5 * HOUR, NOW + 7 * HOUR), (), "2 eller 3"),
        ((NOW - HOUR, NOW + 3 * HOUR), (), "allerede gået"),
        ((NOW, NOW + 3 * HOUR), (), "allerede gået"),
        ((NOW + HOUR, NOW + 400 * 24 * HOUR), (), "mere end et år"),
        ((NOW + HOUR, NOW + 1.5 * HOUR), (), "overlapper"),
        ((NOW + HOUR, NOW + HOUR), (), "overlapper"),
        ((NOW + HOUR, NOW + 2 * HOUR), (), ""),
        ((NOW + HOUR, NOW + 3 * HOUR), (NOW + 3.5 * HOUR,), "allerede et fælles møde"),
        ((NOW + HOUR, NOW + 3 * HOUR), (NOW + 4 * HOUR,), ""),
    ],
)
def test_times_that_cannot_be_meant_are_refused_with_what_to_do(
    times: tuple[datetime, ...], taken: tuple[datetime, ...], said: str
) -> None:
    found = faulty_times(times, HOUR, NOW, taken)
    assert said in found
    assert bool(found) is bool(said)
