"""A referral in joint triage as one person meets it: the panel, what was said in this round, and what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.saving import JustChanged
from tvaerspor.programme.model import Panel, Seat
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Event, JointVoice, Referral
from tvaerspor.referral.joint_triage import CannotSay, Speaker, Table, Voice, VoiceKind, table_of
from tvaerspor.referral.states import AT_RECEIVER, STATUS_TEXT

READ = Deed("read", "joint_triage")
DECIDE = Deed("decide", "joint_triage")
BEGINS_A_ROUND = ("answer", "resume", "forward")
"""After these the referral is another one than was voted on: new answers, or a new unit."""


class NoPanel(Exception):
    """The programme lets no panel decide on this referral, and none has."""


@dataclass(frozen=True)
class Joint:
    """The case with its panel. `times` are when each voice of the table was given, by its number."""

    case: Case
    panel: Panel
    table: Table
    round: int
    times: Mapping[int, datetime]

    @property
    def speaker(self) -> Speaker:
        """The person, in their role."""
        act = self.case.act
        assert act.actor is not None, "only people speak"
        return Speaker(act.actor, act.role)

    @property
    def seat(self) -> Seat | None:
        """The person's seat; None for somebody who only looks on."""
        return self.panel.seat_of(self.case.act.role)

    @property
    def is_open(self) -> bool:
        """Whether the panel has yet to decide."""
        return self.case.status in AT_RECEIVER and self.case.panel is not None

    @property
    def seen(self) -> tuple[Voice, ...]:
        """The votes that the person may see."""
        return self.table.seen_by(self.speaker.person)

    @property
    def own_vote(self) -> Voice | None:
        """The person's own vote that counts; None before they have voted."""
        return next((vote for vote in self.table.votes.values() if vote.person == self.speaker.person), None)


def open_joint(act: Act, referral: UUID, deed: Deed = READ) -> Joint:
    """Raises NothingThere, NotAllowed, and NoPanel where nobody decides together."""
    case = open_case(act, referral, deed)
    rows = list(JointVoice.objects.filter(referral=referral))
    round_ = round_of(case.row)
    if not (case.panel and case.status in AT_RECEIVER):
        round_ = max((row.round for row in rows), default=round_)
    said = [row for row in rows if row.round == round_]
    panel = case.panel or _panel_of(case.programme, said)
    if panel is None:
        raise NoPanel
    return _joint(case, panel, said, round_)


def locked(joint: Joint, seen: int) -> Joint:
    """The same with what is said by now, inside a transaction: nobody else can speak or conclude until it ends.

    Raises CannotSay where the choice has been made, and JustChanged where the referral is not as it was when seen.
    """
    row = joint.case.row
    if not joint.is_open:
        raise CannotSay(
            f"Henvisningen er nu {STATUS_TEXT[joint.case.status].da.lower()}, så her kan ikke længere stemmes, "
            "foreslås eller vælges. Intet er gemt. Se på den fælles visitations side, hvad der er sket."
        )
    same = Referral.objects.filter(id=row.id, version_number=seen)
    if row.version_number != seen or not same.update(version_number=seen):
        raise JustChanged(f"referral:{row.id}")
    said = JointVoice.objects.filter(referral=row.id, round=joint.round)
    return _joint(joint.case, joint.panel, said, joint.round)


def store_voice(joint: Joint, voice: Voice) -> Joint:
    """Appends it, and gives the joint triage with it."""
    voice_row(joint, voice).save(force_insert=True)
    return with_voice(joint, voice)


def voice_row(joint: Joint, voice: Voice) -> JointVoice:
    """The row of something that is said by the act's person."""
    act = joint.case.act
    assert act.actor is not None and act.unit is not None, "only people at a unit speak"
    return JointVoice(
        referral=joint.case.row,
        panel=joint.panel.id,
        round=joint.round,
        number=voice.number,
        kind=voice.kind,
        seat=voice.seat,
        destination=voice.destination,
        note=voice.note,
        at=act.now,
        actor_id=act.actor,
        role=act.role,
        unit_id=act.unit,
    )


def with_voice(joint: Joint, voice: Voice) -> Joint:
    """The joint triage after one more thing was said."""
    times = {**joint.times, voice.number: joint.case.act.now}
    return replace(joint, table=table_of(joint.panel, (*joint.table.said, voice)), times=times)


def round_of(row: Referral) -> int:
    """Which round it is in."""
    return 1 + Event.objects.filter(referral=row.id, kind__in=BEGINS_A_ROUND).count()


def voice_of(row: JointVoice) -> Voice:
    """The row as the core knows it."""
    return Voice(VoiceKind(row.kind), row.seat, row.actor_id, row.number, row.destination, row.note)


def _joint(case: Case, panel: Panel, said: Iterable[JointVoice], round_: int) -> Joint:
    rows = list(said)
    return Joint(case, panel, table_of(panel, map(voice_of, rows)), round_, {row.number: row.at for row in rows})


def _panel_of(programme: Programme, said: list[JointVoice]) -> Panel | None:
    """The panel that has spoken; the choice may lie elsewhere now."""
    spoken = {row.panel for row in said}
    return next((panel for panel in programme.panels if panel.id in spoken), None)
