"""What becomes of one made-up referral, from the doctor's first answer: by chance, until the clock stops it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from tvaerspor.actions.act import COPENHAGEN
from tvaerspor.actions.demo.blueprint import Blueprint
from tvaerspor.actions.demo.doings import Doing, Worker
from tvaerspor.actions.demo.living import Life
from tvaerspor.actions.demo.made_up_answers import AnswerMaker, typed_fields
from tvaerspor.actions.demo.made_up_units import Landscape, Workplace
from tvaerspor.actions.demo.plot_of_a_course import CoursePlot
from tvaerspor.actions.demo.plot_of_a_panel import PanelPlot
from tvaerspor.actions.moving import Step
from tvaerspor.actions.receiver.recommendation import first_visit_due, flagged_urgency
from tvaerspor.actions.receivers import KEPT
from tvaerspor.actions.recommend import Recommended, fetched_facts, kept_answers, stored_answers
from tvaerspor.programme.answers import Answers
from tvaerspor.referral.choice import allowed_destinations, is_acute
from tvaerspor.referral.questions import still_blank
from tvaerspor.referral.states import Status
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import as_data, canonical

AT_HOSPITAL = frozenset({"hospital", "acute"})
USUAL_WHEN_SETTLED, USUAL_WHEN_OPEN = 0.3, 0.8  # shares that go where most go, also where there is a choice
SAME_TOWN = 0.85
HOME_SHARE = 0.5  # of what the demo practice sends goes to the demo accounts' own units
LIKELY = 3
TRIES = 25
NOW = object()  # in a column: the moment of the doing


class NotYet(Exception):
    """The next thing has not happened yet."""


@dataclass(frozen=True)
class Stage:
    """What every plot plays on."""

    blueprint: Blueprint
    landscape: Landscape
    answers: Mapping[str, AnswerMaker]
    now: datetime


class Plot:
    """One referral's plot. `doctor` writes it."""

    def __init__(self, stage: Stage, life: Life, doctor: Worker, begun: datetime) -> None:
        self.stage, self.life, self.doctor, self.at = stage, life, doctor, begun
        self.chance = life.chance
        self.maker = stage.answers[life.programme.id]
        self.shares = stage.blueprint.volumes.shares
        self.texts = stage.blueprint.volumes.texts
        self._asked: dict[object, Recommended] = {}

    def play(self) -> None:
        """All of it that has happened."""
        try:
            self._written()
        except NotYet:
            return

    def doing(self, verb: str, by: Worker, delay: str = "", **given: Any) -> Doing:
        """The next doing, after one of the blueprint's delays; raises NotYet for what lies ahead."""
        if delay:
            self.at = self.chance.later(self.at, self.stage.blueprint.volumes.working_days[delay])
        if self.at > self.stage.now:
            raise NotYet
        return Doing(verb, self.at, by, given)

    def happens(self, share: str) -> bool:
        """Whether something does that the blueprint gives a share for."""
        return self.chance.happens(self.shares[share])

    def move(self, verb: str, by: Worker, delay: str, **step: Any) -> None:
        """A move of the referral after a delay, with its `changes`, `about` and `due`."""
        doing = self.doing(verb, by, delay)
        changes = {name: doing.at if value is NOW else value for name, value in step.pop("changes", {}).items()}
        step = {**step, "changes": changes}
        doing = replace(doing, given={**changes, **step.get("about", {})})
        self.life.move(doing, Step(verb, self.life.row.version_number, **step))

    # --- the doctor ---

    def _written(self) -> None:
        self.life.begin(self.doing("begin", self.doctor))
        answers = self._answers()
        is_new = (self.stage.now - self.at).days <= self.stage.blueprint.volumes.recent.days
        if is_new and self.happens("stays_draft"):
            self._save(self.maker.half(self.chance, answers) if self.happens("half_filled") else answers)
            return
        if self.happens("discarded"):
            self._save(self.maker.half(self.chance, answers))
            self.move("discard", self.doctor, "send", changes={"turn_id": None})
            return
        self._save(answers)
        self._sent("send", answers)

    def _save(self, answers: Answers) -> None:
        fields = typed_fields(self.life.programme, answers)
        self.life.save(self.doing("save", self.doctor, "", fields=fields))

    def _answers(self) -> Answers:
        """Answers that can be sent; not for the hospital where that would be long ago."""
        on = self.at.astimezone(COPENHAGEN).date()
        days = (self.stage.now - self.at).days
        for _ in range(TRIES):
            answers = self._completed(self.maker.make(self.chance, on))
            found = self._recommended(answers)
            kinds = {self._kind(name) for name in allowed_destinations(found.decision)}
            if kinds and not (kinds <= AT_HOSPITAL and days > self.stage.blueprint.volumes.hospital_days_back):
                break
        return answers

    def _recommended(self, answers: Answers) -> Recommended:
        """What the programme says at this moment; asked once for the same answers on the same day."""
        key = (frozenset(answers.items()), frozenset(answers.unknown), self.at.astimezone(COPENHAGEN).date())
        if key not in self._asked:
            self._asked[key] = self.life.recommended(Doing("send", self.at, self.doctor), answers)
        return self._asked[key]

    def _completed(self, answers: Answers) -> Answers:
        """With what must be answered; an acute referral may leave it open."""
        for _ in range(3):
            found = self._recommended(answers)
            blanks = still_blank(found.programme, found.programme.decision(), found.trial.known, found.used)
            if not blanks or is_acute(found.decision):
                break
            answers = self.maker.with_usual(answers, blanks)
        return answers

    def _kind(self, destination: str) -> str:
        return self.life.programme.destinations[destination].kind

    def _sent(self, verb: str, answers: Answers) -> None:
        doing = self.doing(verb, self.doctor, "send")
        recommended = self._recommended(answers)
        destination, reason = self._chosen(recommended)
        receiver = self._receiver(destination)
        fields = typed_fields(self.life.programme, answers)
        given: dict[str, Any] = {"fields": fields, "answers": answers, "destination": destination, "reason": reason}
        given["receiver"] = receiver.unit.id if receiver else None
        self._sent_with = recommended
        self.life.send(Doing(verb if receiver else "conclude", doing.at, self.doctor, given), recommended)
        if receiver is not None and not self.happens("never_received"):
            self._lies_with(receiver)

    def _chosen(self, recommended: Recommended) -> tuple[str, str]:
        allowed = [name for name in allowed_destinations(recommended.decision) if self._goes(name)]
        every = [name for name in self.life.programme.destinations if self._goes(name) and name not in allowed]
        kept = [name for name in every if self._kind(name) not in KEPT | AT_HOSPITAL]
        if not allowed or (kept and not is_acute(recommended.decision) and self.happens("outside_recommended")):
            return self.chance.one(kept or every), self.chance.one(self.texts["outside"])
        usual = next((name for name in self.maker.destinations if name in allowed), allowed[0])
        share = USUAL_WHEN_SETTLED if recommended.decision.settled else USUAL_WHEN_OPEN
        return (usual if self.chance.happens(share) else self._other(allowed)), ""

    def _other(self, allowed: list[str]) -> str:
        """One of the others; where much is still possible, one of those that people would think of."""
        likely = [name for name in allowed if name in self.maker.destinations[:LIKELY]]
        return self.chance.one(likely or allowed)

    def _goes(self, destination: str) -> bool:
        """Whether somebody takes it, or it is the doctor's own; what belongs to a later moment is neither."""
        is_own = self._kind(destination) == "general_practice"
        if is_own:
            return self.life.status is Status.DRAFT
        return bool(self.stage.landscape.takers(destination, self.life.row.citizen.municipality))

    def _receiver(self, destination: str) -> Workplace | None:
        if self._kind(destination) in KEPT:
            return None
        municipality = self.life.row.citizen.municipality
        takers = self.stage.landscape.takers(destination, municipality)
        homes = self.stage.landscape.homes
        home = homes.get(self._kind(destination))
        if home in takers and self.doctor.at is homes["general_practice"] and self.chance.happens(HOME_SHARE):
            return home
        near = [each for each in takers if each.unit.municipality == municipality]
        return self.chance.one(near if near and self.chance.happens(SAME_TOWN) else takers)

    # --- the receiver ---

    def _lies_with(self, receiver: Workplace) -> None:
        somebody = Worker(self.chance.one(receiver.people), receiver)
        if self.happens("cancelled"):
            self._cancelled("receive", somebody)
            return
        self.move("receive", somebody, "receive", due=self._due(somebody))
        if self.happens("taken"):
            self.move("take", somebody, "", changes={"owner_id": somebody.user.id})
        if self.happens("prioritised") and self.life.row.urgency == Urgency.routine:
            self._prioritised(somebody)
        if self.happens("rejected"):
            self._rejected(somebody)
        elif self.happens("returned"):
            self._returned(somebody)
        elif self.happens("forwarded"):
            self._forwarded(somebody)
        else:
            self._accepted(somebody)

    def _prioritised(self, somebody: Worker) -> None:
        urgency, reason = Urgency.soon, self.chance.one(self.texts["prioritise"])
        about = {
            "from_urgency": Urgency.routine.name,
            "urgency": urgency.name,
            "is_below_red_flag": urgency < flagged_urgency(self.life.case(Doing("prioritise", self.at, somebody))),
            "reason": reason,
        }
        self.move("prioritise", somebody, "receive", changes={"urgency": int(urgency)}, about=about)

    def _rejected(self, somebody: Worker) -> None:
        about = {"reason": self.chance.one(self.texts["reject"]), "pointer": self.chance.one(self.texts["pointer"])}
        self.move("reject", somebody, "decide", about=about)
        if not self.happens("never_seen"):
            self.move("see", self.doctor, "see", changes={"turn_id": None})

    def _returned(self, somebody: Worker) -> None:
        wanted = self._blanks()
        asked = [name for name in self.life.programme.facts if name in wanted]
        about = {"asked": asked, "note": self.chance.one(self.texts["return"])}
        self.move(
            "return", somebody, "decide", changes={"asked": json.dumps(asked)}, about=about, due=self._due(somebody)
        )
        if self.happens("never_answered"):
            return
        doing = self.doing("save", self.doctor, "answer")
        answers = self.maker.with_usual(self._stored(), asked)
        self.life.save(replace(doing, given={"fields": typed_fields(self.life.programme, answers)}))
        if any(self._goes(name) for name in allowed_destinations(self._recommended(answers).decision)):
            self._sent("answer", answers)
        else:  # the answers say that the doctor can keep the citizen
            self._cancelled("answer", somebody)

    def _cancelled(self, delay: str, receiver: Worker) -> None:
        about = {"reason": self.chance.one(self.texts["cancel"])}
        self.move("cancel", self.doctor, delay, about=about)
        if not self.happens("never_seen"):
            self.move("see_cancelled", receiver, "see", changes={"turn_id": None})

    def _due(self, somebody: Worker) -> date | None:
        return first_visit_due(self.life.case(Doing("", self.at, somebody)))

    def _blanks(self) -> list[str]:
        """Up to three facts that the referral leaves open, those that would settle it first."""
        facts = self.life.programme.facts
        stored = self._stored()
        deciding = [blank.fact for blank in self._recommended(stored).decision.missing]
        asked = [name for phrase in self.life.programme.phrases for name in phrase.facts if name not in stored]
        kept = [name for name in [*deciding, *asked] if facts[name].ask and not facts[name].of]
        return [name for name in dict.fromkeys(kept) if name not in fetched_facts(self.life.programme)][:3]

    def _stored(self) -> Answers:
        sent = next(doing for doing in reversed(self.life.doings) if "answers" in doing.given)
        answers: Answers = sent.given["answers"]
        return answers

    def _forwarded(self, somebody: Worker) -> None:
        row = self.life.row
        others = [
            each
            for each in self.stage.landscape.takers(row.destination, row.citizen.municipality)
            if each is not somebody.at
        ]
        if not others:
            return self._accepted(somebody)
        to = self.chance.one(others)
        changes = {
            "receiver_id": to.unit.id,
            "former_receivers": json.dumps([str(somebody.at.unit.id)]),
            "destination": row.destination,
            "owner_id": None,
            "decided_at": None,
        }
        reason = self.chance.one(self.texts["forward"])
        about = {"to": str(to.unit.id), "destination": row.destination, "reason": reason}
        self.move("forward", somebody, "decide", changes=changes, about=about, due=self._due(somebody))
        new = Worker(self.chance.one(to.people), to)
        if self.happens("never_received"):
            return None
        self.move("receive", new, "receive", due=self._due(new))
        return self._accepted(new)

    def _accepted(self, somebody: Worker) -> None:
        row = self.life.row
        panel = self.life.programme.panel_at(row.destination)
        if panel is not None:
            PanelPlot(self, somebody, panel).play()
            return
        found = self._read_facts(somebody) if self.happens("read_facts") else self._sent_with
        offers = self.life.programme.destinations[row.destination].offers
        is_allowed = row.destination in allowed_destinations(found.decision)
        about: dict[str, Any] = {"destination": row.destination, "offer": offers[0] if offers else ""}
        about |= {"is_allowed": is_allowed} | ({} if is_allowed else {"reason": self.chance.one(self.texts["outside"])})
        owner = row.owner_id or somebody.user.id
        changes = {"destination": row.destination, "decided_at": NOW, "owner_id": owner}
        is_at_hospital = self._kind(row.destination) in AT_HOSPITAL
        self.move(
            "accept",
            somebody,
            "hospital" if is_at_hospital else "decide",
            changes=changes,
            about=about,
            due=self._due(somebody),
        )
        if not self.happens("no_time_offered"):
            self._offered(somebody)

    def _read_facts(self, somebody: Worker) -> Recommended:
        """What the receiver reads out of the text, as it is mostly answered."""
        read = self.maker.with_usual(Answers(), self._blanks())
        if not read:
            return self._sent_with
        doing = self.doing("read_facts", somebody, "decide")
        found = self._recommended(Answers({**self._stored().given, **read.given}, self._stored().unknown - read.keys()))
        sent = stored_answers(self.life.programme, self.life.row.answers)
        kept = {name: answer for name, answer in found.used.items() if sent.get(name) != answer}
        changes = {
            "read_answers": canonical(kept_answers(Answers({**kept, **read.given}, read.unknown))),
            "read_decision": canonical(as_data(found.decision)),
            "urgency": max(self.life.row.urgency, int(found.decision.urgency or 0)),
        }
        about = {"facts": sorted(read), "context": asdict(found.context)}
        step = Step("read_facts", self.life.row.version_number, changes, about)
        self.life.move(replace(doing, given={"answers": read}), step)
        return found

    def _offered(self, somebody: Worker) -> None:
        self.doing("offer", somebody, "offer")
        offered, days = self.at, self.stage.blueprint.volumes.working_days["appointment"]
        appointment = self.chance.later(self.at, days).astimezone(COPENHAGEN).replace(second=0)
        about = {"appointment": appointment.isoformat()}
        self.at = offered
        changes = {"appointment_at": appointment}
        self.move("offer", somebody, "", changes=changes, about=about, due=self._due(somebody))
        if self.happens("never_started") or self._kind(self.life.row.destination) in AT_HOSPITAL:
            return
        self.at = appointment
        CoursePlot(self, somebody).play()
