"""A made-up referral's rows as it is lived: each doing changes them as the action of that verb changes the stored ones.

The actions read and write one row at a time; here thousands are lived in memory and stored together. A test plays some
of the same doings through the actions and compares every column.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from tvaerspor.access.relation import Relation
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case
from tvaerspor.actions.demo.chance import Chance
from tvaerspor.actions.demo.doings import Doing
from tvaerspor.actions.duties.agreements import offer_facts
from tvaerspor.actions.duties.routing import duty_said
from tvaerspor.actions.messages.queue_message import outgoing_row
from tvaerspor.actions.messages.referral_message import referral_message
from tvaerspor.actions.moving import Step, due_by
from tvaerspor.actions.receivers import Residence
from tvaerspor.actions.recommend import Recommended, context_of, kept_answers, known_facts, with_fetched
from tvaerspor.actions.try_programme import try_answers
from tvaerspor.duties.agreements import MAIN
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import (
    Citizen,
    Course,
    Event,
    FollowUp,
    JointVoice,
    Letter,
    Message,
    Referral,
    Session,
    Unit,
)
from tvaerspor.referral.choice import Choice
from tvaerspor.referral.states import OVER, TURN, Side, Status, after
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import as_data, canonical

HERE = frozenset({Relation.SENDER, Relation.RECEIVER})
STARTED = "started"


class Places(Protocol):
    """What a life has to know of the units around it."""

    def unit(self, id_: UUID | None) -> Unit | None:
        """The unit of that id."""

    def has_offer(self, municipality: str) -> bool:
        """Whether the municipality takes referrals from its citizens."""


class Life:
    """A referral with its events and what hangs on it. `doings` is everything that was done, in order."""

    def __init__(self, citizen: Citizen, programme: Programme, chance: Chance, places: Places) -> None:
        self.programme, self.chance, self.places = programme, chance, places
        self.row = Referral(citizen=citizen, programme=programme.id, version_id=programme.version)
        self.events: list[Event] = []
        self.doings: list[Doing] = []
        self.course: Course | None = None
        self.sessions: list[Session] = []
        self.follow_ups: list[FollowUp] = []
        self.letters: list[Letter] = []
        self.messages: list[Message] = []
        self.voices: list[JointVoice] = []

    @property
    def status(self) -> Status:
        """Where the referral stands."""
        return Status(self.row.status)

    def act(self, doing: Doing) -> Act:
        """The act of a doing."""
        return doing.by.act(doing.at, self.new_id(doing.at))

    def new_id(self, at: datetime) -> Callable[[], UUID]:
        """Ids of that moment."""
        return lambda: self.chance.id_at(at)

    def case(self, doing: Doing) -> Case:
        """The case as whoever does it meets it."""
        return Case(self.act(doing), self.row, HERE)

    def begin(self, doing: Doing) -> None:
        """A draft."""
        row, act = self.row, self.act(doing)
        row.id = act.new_id()
        row.reference = f"H-{row.id.hex[-8:].upper()}"
        row.sender = doing.by.at.unit
        row.turn_id = act.unit
        row.author_id = act.actor
        row.status = Status.DRAFT
        row.created_at = row.changed_at = row.since = act.now
        self._happened(act, "begun")
        self.doings.append(doing)

    def save(self, doing: Doing) -> None:
        """The draft as it is typed: `fields`."""
        typed = canonical(dict(doing.given["fields"]))
        if typed != self.row.typed:
            self.row.typed, self.row.changed_at = typed, doing.at
            self.row.version_number += 1
        self.doings.append(doing)

    def recommended(self, doing: Doing, answers: Answers) -> Recommended:
        """What the programme says at that moment, with what the record knows (`recommend`, without the database)."""
        context = context_of(self.act(doing), self.row.citizen)
        offered = True if self.places.has_offer(self.row.citizen.municipality) else None
        main = (fact for fact, offer in offer_facts(self.programme).items() if offer == MAIN)
        known = known_facts(self.programme, self.row.citizen.birth_date, dict.fromkeys(main, offered))
        whole = with_fetched(self.programme, known, answers)
        trial = try_answers(self.programme, self.programme.decision().id, whole, context)
        return Recommended(self.programme, whole, context, trial)

    def send(self, doing: Doing, recommended: Recommended) -> None:
        """Sent, answered or kept: `fields`, `answers`, `destination`, `reason`, `receiver` (None where it is kept)."""
        act, given, receiver = self.act(doing), doing.given, doing.given["receiver"]
        about = {"destination": given["destination"], "version": self.programme.version}
        about |= {"to": str(receiver)} if receiver else {}
        residence = Residence(self.row.citizen.municipality, act.today)
        about |= duty_said(given["destination"], self.programme.destinations[given["destination"]].kind, residence)
        about |= {"reason": given["reason"]} if given["reason"] else {}
        due = due_by(self.programme, STARTED, act.today) if receiver else None
        changes = _sent_columns(recommended, given)
        changes |= {"sent_at": act.now, "receiver_id": receiver} if receiver else {"turn_id": None}
        self._message(doing, recommended)
        self.move(doing, Step(doing.verb, self.row.version_number, changes, about, due))

    def _message(self, doing: Doing, recommended: Recommended) -> None:
        receiver = self.places.unit(doing.given["receiver"])
        choice = Choice(doing.given["destination"], doing.given["reason"])
        message = referral_message(self.case(doing), recommended, choice, receiver) if receiver else None
        if message is not None:
            self.messages.append(outgoing_row(self.act(doing), message))

    def move(self, doing: Doing, step: Step) -> None:
        """Any move of the table, as `moving.move_within` makes it."""
        act, row = self.act(doing), self.row
        status = after(self.status, step.verb)
        columns: dict[str, Any] = {"status": status, "changed_at": act.now, "version_number": row.version_number + 1}
        if status is not self.status:
            receiver = step.changes.get("receiver_id", row.receiver_id)
            columns |= {"since": act.now, "turn_id": _turn(row, status, receiver), "due": step.due}
            columns |= {"closed_at": act.now} if status in OVER else {}
        for name, value in {**columns, **step.changes}.items():
            setattr(row, name, value)
        row.receiver = self.places.unit(row.receiver_id)
        self._happened(act, step.verb, step.about)
        self.doings.append(doing)

    def tell(self, doing: Doing, kind: str, about: Mapping[str, Any]) -> None:
        """An event that changes nothing in the referral itself."""
        self._happened(self.act(doing), kind, about)

    def _happened(self, act: Act, kind: str, about: Mapping[str, Any] | None = None) -> None:
        event = Event(referral=self.row, kind=kind, at=act.now, role=act.role, data=canonical(about or {}))
        event.actor_id, event.unit_id = act.actor, act.unit
        self.events.append(event)


def _turn(row: Referral, status: Status, receiver: UUID | None) -> UUID | None:
    return (row.sender_id or receiver) if TURN[status] is Side.SENDER else receiver


def _sent_columns(recommended: Recommended, given: Mapping[str, Any]) -> dict[str, Any]:
    decision = recommended.decision
    return {
        "typed": canonical(dict(given["fields"])),
        "answers": canonical(kept_answers(recommended.used)),
        "context": canonical(dataclasses.asdict(recommended.context)),
        "decision": canonical(as_data(decision)),
        "destination": given["destination"],
        "reason": given["reason"],
        "urgency": int(decision.urgency if decision.urgency is not None else Urgency.routine),
        "read_answers": "{}",
        "read_decision": "{}",
        "asked": "[]",
    }
