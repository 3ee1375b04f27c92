"""Plays a life through the real actions, doing by doing: the slow way to what the demo stores in bulk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.demo.doings import Doing
from tvaerspor.actions.demo.living import Life
from tvaerspor.actions.doctor.begin_referral import begin_for_known, begin_for_typed
from tvaerspor.actions.doctor.new_citizen import NewCitizen
from tvaerspor.actions.doctor.save_draft import open_draft, save_draft
from tvaerspor.actions.doctor.send_referral import Sending, send_referral
from tvaerspor.actions.doctor.simple_moves import cancel_referral, discard_draft, mark_seen
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.panel.conclude import conclude
from tvaerspor.actions.panel.dialogue import Proposed, propose, say_yes
from tvaerspor.actions.panel.give_vote import Ballot, give_vote
from tvaerspor.actions.panel.open_joint import DECIDE, open_joint
from tvaerspor.actions.receiver.accept import Acceptance, accept
from tvaerspor.actions.receiver.forward import Forwarding, forward
from tvaerspor.actions.receiver.offer import Appointment, offer
from tvaerspor.actions.receiver.prioritise import Priority, prioritise
from tvaerspor.actions.receiver.read_facts import read_facts
from tvaerspor.actions.receiver.receive import receive
from tvaerspor.actions.receiver.reject import Rejection, reject
from tvaerspor.actions.receiver.return_for_answers import Asked, return_for_answers
from tvaerspor.actions.receiver.take import take
from tvaerspor.actions.therapist.agree_plan import agree_plan
from tvaerspor.actions.therapist.attend import book_sessions, register
from tvaerspor.actions.therapist.closing import open_closing, save_letter
from tvaerspor.actions.therapist.follow_ups import mark_done
from tvaerspor.actions.therapist.measure import take_measures
from tvaerspor.actions.therapist.move_course import end_course, move_simply
from tvaerspor.actions.therapist.open_course import BOOK, EDIT, OpenCourse, course_of
from tvaerspor.actions.therapist.read_letter import read_letter
from tvaerspor.actions.therapist.send_letter import send_letter
from tvaerspor.actions.therapist.start_course import open_first_visit, start_course
from tvaerspor.records.models import Citizen, FollowUp, Referral, Session
from tvaerspor.records.sealing import blind_index
from tvaerspor.referral.choice import Choice
from tvaerspor.referral.states import MOVES


class Player:
    """Plays one life; `id` is the referral that comes of it."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.id: UUID | None = None

    def play(self) -> Referral:
        """The stored row after the last doing."""
        for doing in self.life.doings:
            act = doing.by.act(doing.at, new_id)
            _PLAYED[doing.verb](self, act, doing)
        return Referral.objects.get(id=self.id)

    def case(self, act: Act, verb: str) -> Case:
        """The case, opened with the access check of the verb."""
        assert self.id is not None
        return open_case(act, self.id, MOVES[verb].deed)

    def course(self, act: Act, deed: object = EDIT) -> OpenCourse:
        """The course, opened with its access check."""
        assert self.id is not None
        return course_of(act, self.id, deed)  # type: ignore[arg-type]


Played = Callable[[Player, Act, Doing], object]


def _begin(player: Player, act: Act, doing: Doing) -> None:
    citizen, programme = player.life.row.citizen, player.life.programme.id
    known = Citizen.objects.filter(cpr_index=blind_index(citizen.cpr)).first()
    if known is not None:
        player.id = begin_for_known(act, known.id, programme)
        return
    typed = NewCitizen(citizen.cpr, citizen.given_name, citizen.surname, citizen.municipality)
    player.id = begin_for_typed(act, typed, programme)


def _save(player: Player, act: Act, doing: Doing) -> None:
    assert player.id is not None
    case = open_draft(act, player.id)
    save_draft(case, doing.given["fields"], case.row.version_number)


def _send(player: Player, act: Act, doing: Doing) -> None:
    assert player.id is not None
    case, given = open_draft(act, player.id), doing.given
    choice = Choice(given["destination"], given["reason"])
    send_referral(case, Sending(given["fields"], given["answers"], choice, given["receiver"], case.row.version_number))


def _by_sender(player: Player, act: Act, doing: Doing) -> None:
    row = Referral.objects.get(id=player.id)
    if doing.verb == "discard":
        discard_draft(act, row.id, row.version_number)
    elif doing.verb == "cancel":
        cancel_referral(act, row.id, row.version_number, doing.given["reason"])
    else:
        mark_seen(act, row.id, row.version_number, doing.verb)


def _by_receiver(player: Player, act: Act, doing: Doing) -> None:
    case, given = player.case(act, doing.verb), doing.given
    seen = case.row.version_number
    match doing.verb:
        case "receive":
            receive(case, seen)
        case "take":
            take(case, seen)
        case "accept":
            accept(case, Acceptance(f"{given['destination']}/{given['offer']}", given.get("reason", "")), seen)
        case "reject":
            reject(case, Rejection(given["reason"], given["pointer"]), seen)
        case "return":
            return_for_answers(case, Asked(given["asked"], given["note"]), seen)
        case "forward":
            forward(case, Forwarding(given["destination"], UUID(given["to"]), given["reason"]), seen)
        case "prioritise":
            prioritise(case, Priority(given["urgency"], given["reason"]), seen)
        case "read_facts":
            read_facts(case, given["answers"], seen)
        case "offer":
            on = datetime.fromisoformat(given["appointment"])
            offer(case, Appointment(on.date().isoformat(), f"{on:%H:%M}"), seen)


def _on_panel(player: Player, act: Act, doing: Doing) -> None:
    assert player.id is not None
    joint, given = open_joint(act, player.id, DECIDE), doing.given
    seen = joint.case.row.version_number
    match doing.verb:
        case "vote":
            give_vote(joint, Ballot(given["destination"], given["note"]), seen)
        case "choose":
            conclude(joint, given["choice"], given["note"], seen)
        case "joint_proposal":
            propose(joint, Proposed(given["destination"], given["note"]), seen)
        case "joint_yes":
            say_yes(joint, given["to"], seen)


def _start(player: Player, act: Act, doing: Doing) -> None:
    assert player.id is not None
    case = open_first_visit(act, player.id)
    start_course(case, replace(doing.given["assessment"], seen=case.row.version_number))


def _in_course(player: Player, act: Act, doing: Doing) -> None:
    course, given = player.course(act), doing.given
    seen = course.row.version_number
    match doing.verb:
        case "agree":
            agree_plan(course, given["typed"], seen)
        case "measure":
            typed = {name: str(value) for name, value in given["values"].items()}
            take_measures(course, given["checkpoint"], act.today.isoformat(), typed, seen)
        case "pause" | "resume":
            move_simply(course, doing.verb, given["reason"], seen)
        case "end":
            end_course(course, replace(given["assessment"], seen=seen))


def _session(player: Player, act: Act, doing: Doing) -> None:
    course, given = player.course(act, BOOK), doing.given
    if doing.verb == "book":
        book_sessions(course, given["booking"])
        return
    row = Session.objects.get(course=course.row.id, on=given["on"], activity=given["activity"])
    register(course, row.id, given["attendance"])


def _letter(player: Player, act: Act, doing: Doing) -> None:
    assert player.id is not None
    if doing.verb == "read":
        read_letter(act, player.id)
        return
    course = open_closing(act, player.id)
    if doing.verb == "save_letter":
        save_letter(course, doing.given["draft"], course.row.version_number)
    else:
        send_letter(course, course.row.version_number)


def _follow_up(player: Player, act: Act, doing: Doing) -> None:
    row = FollowUp.objects.get(course__referral=player.id, kind=doing.given["kind"])
    mark_done(act, row.id, doing.given["note"])


_PLAYED: dict[str, Played] = {
    "begin": _begin,
    "save": _save,
    "start": _start,
    "follow_up": _follow_up,
    **dict.fromkeys(("send", "answer", "conclude"), _send),
    **dict.fromkeys(("discard", "cancel", "see", "see_cancelled"), _by_sender),
    **dict.fromkeys(
        ("receive", "take", "accept", "reject", "return", "forward", "prioritise", "read_facts", "offer"), _by_receiver
    ),
    **dict.fromkeys(("agree", "measure", "pause", "resume", "end"), _in_course),
    **dict.fromkeys(("book", "register"), _session),
    **dict.fromkeys(("vote", "choose", "joint_proposal", "joint_yes"), _on_panel),
    **dict.fromkeys(("save_letter", "close", "read"), _letter),
}
