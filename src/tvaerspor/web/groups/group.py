"""A unit's groups, and one group: who is in it, its days, the attendance of a day, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.groups.attend_group import attending, day_to_show, register_one, register_rest
from tvaerspor.actions.groups.enrol import give_place, leave
from tvaerspor.actions.groups.open_group import (
    CREATE,
    MANAGE,
    PLACED,
    READ,
    WAITING,
    OpenGroup,
    list_groups,
    open_group,
)
from tvaerspor.actions.groups.run_group import NewGroup, add_days, choices, make_group, move
from tvaerspor.actions.therapist.open_course import BOOK
from tvaerspor.actions.therapist.open_course import READ as READ_COURSE
from tvaerspor.pathway.dose import Attendance
from tvaerspor.pathway.groups import GROUP_STATE_TEXT, CannotMoveGroup, GroupState, group_moves
from tvaerspor.web.dates import as_iso, is_date
from tvaerspor.web.therapist.attendance import booking_of
from tvaerspor.web.visit import Visit


def groups(visit: Visit) -> HttpResponse:
    """The list."""
    found = list_groups(visit.act)
    over = (GroupState.ENDED, GroupState.CANCELLED)
    known = {
        "here": "groups",
        "going": tuple(each for each in found if each.row.state not in over),
        "over": tuple(each for each in found if each.row.state in over),
        "state_text": lambda state: GROUP_STATE_TEXT[GroupState(state)],
        "may_create": visit.may(CREATE),
    }
    return visit.show("groups/groups", known)


def new_group(visit: Visit) -> HttpResponse:
    """The form that makes a group."""
    typed, faults = visit.posted, None
    if visit.request.method == "POST":
        asked = NewGroup(
            typed.get("what", ""), typed.get("places", ""), typed.get("least", ""), as_iso(typed.get("starts_on", ""))
        )
        try:
            return visit.to("group", "group_made", group=make_group(visit.act, asked))
        except FaultyForm as found:
            faults = found
    known = {"here": "groups", "choices": choices(), "typed": typed, "faults": faults}
    return visit.show("groups/new_group", known, 422 if faults else 200)


def group(visit: Visit, group: UUID) -> HttpResponse:
    """The page; each button does one thing."""
    opened = open_group(visit.act, group, READ)
    if visit.request.method != "POST":
        return _page(visit, opened)
    try:
        done = _done(visit, opened)
    except FaultyForm as faults:
        return _page(visit, opened, faults)
    except CannotMoveGroup as cannot:
        return _page(visit, opened, FaultyForm((FieldFault("_group", str(cannot)),)))
    answer = visit.to("group", done, group=group)
    shown = as_iso(visit.posted.get("_day", ""))
    if is_date(shown):
        answer["Location"] += f"&dag={shown}"
    return answer


def _done(visit: Visit, group: OpenGroup) -> str:
    """Does what the pressed button says; the phrase that tells it."""
    verb, _, rest = visit.posted.get("_do", "").partition(":")
    if verb in ("register", "undo", "all"):
        return _attendance(visit, group, verb, rest)
    visit.require(MANAGE)
    if verb == "days":
        added, left_out = add_days(group, booking_of(visit), visit.seen_version)
        return "days_some" if added and left_out else "days" if added else "days_none"
    if verb == "move" and any(each.verb == rest for each in group_moves(group.state)):
        move(group, rest, visit.posted.get("reason", ""), visit.seen_version)
        return f"group_{rest}"
    try:
        enrolment = UUID(rest)
    except ValueError:
        raise FaultyForm((FieldFault("_group", "Tryk på en af knapperne på siden."),)) from None
    act_on: Mapping[str, Callable[[OpenGroup, UUID, int], None]] = {"place": give_place, "leave": leave}
    if verb not in act_on:
        raise FaultyForm((FieldFault("_group", "Tryk på en af knapperne på siden."),))
    act_on[verb](group, enrolment, visit.seen_version)
    return f"group_{verb}"


def _attendance(visit: Visit, group: OpenGroup, verb: str, rest: str) -> str:
    visit.require(BOOK)
    try:
        if verb == "all":
            register_rest(group, date.fromisoformat(rest))
            return "attended_all"
        session, _, attendance = rest.partition(":")
        said = Attendance(attendance).value
        register_one(group, UUID(session), *((said, "") if verb == "undo" else ("", said)))
    except ValueError:
        raise FaultyForm((FieldFault("_sessions", "Tryk på en af knapperne ved borgeren."),)) from None
    return "unregistered" if verb == "undo" else "attended"


def _page(visit: Visit, group: OpenGroup, faults: FaultyForm | None = None) -> HttpResponse:
    asked = as_iso(visit.posted.get("_day", "") or visit.request.GET.get("dag", ""))
    shown = day_to_show(group, date.fromisoformat(asked) if is_date(asked) else None)
    known = {
        "here": "groups",
        "group": group,
        "title": group.activity.title if group.activity else None,
        "state": GROUP_STATE_TEXT[group.state],
        "placed": group.of(PLACED),
        "waiting": group.of(WAITING),
        "moves": tuple(each for each in group_moves(group.state) if visit.may(MANAGE)),
        "may_manage": visit.may(MANAGE),
        "read_course": READ_COURSE,
        "day_shown": shown,
        "attending": attending(group, shown) if shown and group.state is not GroupState.PLANNED else (),
        "choices": tuple(Attendance),
        "typed": visit.posted,
        "faults": faults,
    }
    return visit.show("groups/group", known, 422 if faults else 200)
