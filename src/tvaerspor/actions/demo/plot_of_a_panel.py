"""What becomes of a made-up referral in joint triage: votes or proposals, agreement or not, and the one choice."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tvaerspor.access.relation import Relation
from tvaerspor.actions.cases import Case
from tvaerspor.actions.demo.doings import Doing, Worker
from tvaerspor.actions.panel.conclude import joint_step
from tvaerspor.actions.panel.give_vote import AGREE, DIFFER
from tvaerspor.actions.panel.open_joint import BEGINS_A_ROUND, Joint, voice_row, with_voice
from tvaerspor.programme.model import Panel, Seat
from tvaerspor.referral.joint_triage import JointChoice, propose, say_yes, table_of, vote

if TYPE_CHECKING:
    from tvaerspor.actions.demo.plot import Plot

NOTHING_KNOWN = frozenset[Relation]()


class Goal(StrEnum):
    """Where joint triage stops: before a word, after one voice, at a disagreement or agreement, or at its end."""

    UNHEARD = "unheard"
    ONE = "one"
    DIFFERING = "differing"
    AGREED = "agreed"
    DECIDED = "decided"


class PanelPlot:
    """A panel's plot, from the moment that the referral lies with `receiver`."""

    def __init__(self, plot: Plot, receiver: Worker, panel: Panel) -> None:
        self.plot, self.receiver, self.panel = plot, receiver, panel
        self.life, self.chance = plot.life, plot.chance
        case = Case(self.life.act(Doing("", plot.at, receiver)), self.life.row, NOTHING_KNOWN)
        begun = sum(event.kind in BEGINS_A_ROUND for event in self.life.events)
        self.joint = Joint(case, panel, table_of(panel, ()), begun + 1, {})

    def play(self, goal: Goal = Goal.DECIDED, differs: bool | None = None) -> None:
        """As far as the goal, or as the clock lets it; `differs` None is left to chance."""
        seats = [(seat, somebody) for seat in self.panel.seats if (somebody := self._somebody(seat)) is not None]
        if goal is Goal.UNHEARD or len(seats) < len(self.panel.seats):
            return
        is_differing = self.plot.happens("votes_differ") if differs is None else differs
        places = self.chance.some(self._places(), 2)
        if self.panel.kind == "votes":
            self._voted(seats, places if is_differing else places[:1] * 2, goal)
        else:
            self._talked(seats, places if is_differing else places[:1], goal)

    def _somebody(self, seat: Seat) -> Worker | None:
        """Who sits there: the doctor, one of the receiver's people, or one of another role at the receiver."""
        if self.plot.doctor.at.role in seat.roles:
            return self.plot.doctor
        if self.receiver.at.role in seat.roles:
            return self.receiver
        found = [(role, self.receiver.at.others[role]) for role in seat.roles if self.receiver.at.others.get(role)]
        return Worker(found[0][1][0], self.receiver.at, found[0][0]) if found else None

    def _places(self) -> list[str]:
        return [name for name in self.panel.to if name in self.life.programme.destinations]

    def _voted(self, seats: list[tuple[Seat, Worker]], places: list[str], goal: Goal) -> None:
        seats = self.chance.some(seats, len(seats))
        for place, (_, somebody) in zip(places, seats[:1] if goal is Goal.ONE else seats, strict=False):
            joint, given = self._at("vote", somebody), {"destination": place, "note": self._remark("joint_note")}
            self._says(joint, Doing("vote", self.plot.at, somebody, given), vote(joint.table, joint.speaker, **given))
            self._tell("vote", somebody)
        if not self.joint.table.is_revealed:
            return
        agreed = self.joint.table.agreed_on
        self._tell(AGREE if agreed else DIFFER, seats[-1][1], {"panel": self.panel.id, "round": self.joint.round})
        if goal is Goal.DECIDED:
            note = "" if agreed else self.chance.one(self.plot.texts["joint_conference"])
            self._chosen(self.chance.one(places), note, self.chance.one(seats)[1])

    def _talked(self, seats: list[tuple[Seat, Worker]], places: list[str], goal: Goal) -> None:
        """Each place is proposed in turn, and the last one is what the other side says yes to."""
        seats = self.chance.some(seats, len(seats))
        for number, place in enumerate(places[:1] if goal is Goal.ONE else places):
            somebody = seats[number % len(seats)][1]
            joint, given = self._at("joint_proposal", somebody), {"destination": place, "note": ""}
            doing = Doing("joint_proposal", self.plot.at, somebody, given)
            self._says(joint, doing, propose(joint.table, joint.speaker, place))
            self._tell("joint_proposal", somebody, {"panel": self.panel.id, **given})
        if goal is Goal.DECIDED:
            self._agreed(seats[len(places) % len(seats)][1])

    def _agreed(self, somebody: Worker) -> None:
        joint = self._at("joint_yes", somebody)
        standing = joint.table.proposal
        assert standing is not None, "something was proposed before"
        said = say_yes(joint.table, joint.speaker, standing.number)
        self._says(joint, Doing("joint_yes", self.plot.at, somebody, {"to": standing.number}), said)
        self._tell("joint_yes", somebody)
        self._moved(somebody, JointChoice(standing.destination, tuple(sorted(self.joint.table.in_favour))), "")

    def _chosen(self, place: str, note: str, somebody: Worker) -> None:
        self.joint = self._at("choose", somebody)
        choice = JointChoice(place, tuple(seat.id for seat in self.panel.seats))
        self._moved(somebody, choice, note)
        doing = Doing("choose", self.plot.at, somebody, {"choice": choice, "note": note})
        self.life.doings[-1] = doing

    def _moved(self, somebody: Worker, choice: JointChoice, note: str) -> None:
        """The move; it is no doing of its own, because the last yes or the choice makes it."""
        joint = replace(self.joint, case=self._case(somebody))
        step = joint_step(joint, choice, note, self.life.row.version_number)
        self.life.move(Doing(step.verb, self.plot.at, somebody), step)
        if step.verb.startswith("agree") or self.panel.kind == "dialogue":
            self.life.doings.pop()

    def _at(self, verb: str, somebody: Worker) -> Joint:
        """The joint triage as somebody meets it when it comes to that, after a delay; raises NotYet."""
        self.plot.doing(verb, somebody, "decide")
        return replace(self.joint, case=self._case(somebody))

    def _case(self, somebody: Worker) -> Case:
        is_sender = somebody.at.unit.id == self.life.row.sender_id
        held = frozenset({Relation.SENDER if is_sender else Relation.RECEIVER})
        return Case(self.life.act(Doing("", self.plot.at, somebody)), self.life.row, held)

    def _says(self, joint: Joint, doing: Doing, voice: Any) -> None:
        self.life.voices.append(voice_row(joint, voice))
        self.joint = with_voice(joint, voice)
        self.life.doings.append(doing)

    def _tell(self, kind: str, somebody: Worker, about: dict[str, Any] | None = None) -> None:
        self.life.tell(Doing(kind, self.plot.at, somebody), kind, about or {})

    def _remark(self, text: str) -> str:
        return self.chance.one(self.plot.texts[text]) if self.plot.happens("joint_remark") else ""
