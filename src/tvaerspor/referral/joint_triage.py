"""Joint triage: several people decide one referral together, by votes or in dialogue; no timer decides anything.

Seed 000, B2: joint triage of surgeons and rheumatologists. Seed 003: doctor and the municipality's consultant agree in
dialogue. That nobody sees another's vote before giving their own is the design's, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from tvaerspor.programme.model import Panel, Seat


class VoiceKind(StrEnum):
    """What somebody on a panel says: a vote, a proposal, or yes to the proposal that stands."""

    VOTE = "vote"
    PROPOSAL = "proposal"
    YES = "yes"


class Stage(StrEnum):
    """How far a panel has come with a referral."""

    VOTING = "voting"
    DIFFERING = "differing"
    AGREED = "agreed"
    UNPROPOSED = "unproposed"
    PROPOSED = "proposed"


class Pile(StrEnum):
    """Where a referral lies on one person's conference list."""

    MINE = "mine"
    DIFFERING = "differing"
    READY = "ready"
    OTHERS = "others"


@dataclass(frozen=True)
class Speaker:
    """Who speaks: the person, and the role they speak in."""

    person: UUID
    role: str


@dataclass(frozen=True)
class Voice:
    """One thing that was said, in the order of `number`. A vote counts until its giver's next one in the same round.

    `destination` is what the seat wants; for a yes it is that of the proposal.
    """

    kind: VoiceKind
    seat: str
    person: UUID
    number: int
    destination: str
    note: str = ""


class CannotSay(Exception):
    """Somebody cannot vote, propose, say yes or conclude now; one Danish sentence that says why and what to do."""


@dataclass(frozen=True)
class Table:
    """A panel around a referral, and everything that was said in this round, oldest first."""

    panel: Panel
    said: tuple[Voice, ...] = ()

    @cached_property
    def votes(self) -> dict[str, Voice]:
        """The vote that counts of each seat that has voted."""
        return {voice.seat: voice for voice in self.said if voice.kind is VoiceKind.VOTE}

    @property
    def is_revealed(self) -> bool:
        """Whether every seat has voted, so that all may see all votes."""
        return self.panel.kind == "votes" and all(seat.id in self.votes for seat in self.panel.seats)

    @property
    def agreed_on(self) -> str:
        """The destination for which every seat voted; empty until the votes are revealed, and where they differ."""
        wanted = {vote.destination for vote in self.votes.values()}
        return next(iter(wanted)) if self.is_revealed and len(wanted) == 1 else ""

    @property
    def proposal(self) -> Voice | None:
        """The proposal that stands: the latest one."""
        return next((voice for voice in reversed(self.said) if voice.kind is VoiceKind.PROPOSAL), None)

    @property
    def in_favour(self) -> frozenset[str]:
        """The seats that have said yes to the proposal that stands; its own seat is one of them."""
        standing = self.proposal
        if standing is None:
            return frozenset()
        later = (voice for voice in self.said if voice.number > standing.number and voice.kind is VoiceKind.YES)
        return frozenset({standing.seat, *(voice.seat for voice in later)})

    @property
    def stage(self) -> Stage:
        """How far they have come."""
        if self.panel.kind == "dialogue":
            return Stage.PROPOSED if self.proposal else Stage.UNPROPOSED
        if not self.is_revealed:
            return Stage.VOTING
        return Stage.AGREED if self.agreed_on else Stage.DIFFERING

    @property
    def waits_for(self) -> tuple[Seat, ...]:
        """The seats whose voice is missing; of a dialogue without a proposal all of them."""
        heard = self.votes.keys() if self.panel.kind == "votes" else self.in_favour
        return tuple(seat for seat in self.panel.seats if seat.id not in heard)

    def pile(self, seat: str) -> Pile:
        """The pile for whoever sits on that seat."""
        if self.stage is Stage.DIFFERING:
            return Pile.DIFFERING
        if self.stage is Stage.AGREED:
            return Pile.READY
        return Pile.MINE if any(each.id == seat for each in self.waits_for) else Pile.OTHERS

    def seen_by(self, person: UUID) -> tuple[Voice, ...]:
        """The votes that a person may see: their own, and every one once all are given. Seats in the panel's order."""
        votes = (self.votes[seat.id] for seat in self.panel.seats if seat.id in self.votes)
        return tuple(vote for vote in votes if self.is_revealed or vote.person == person)

    @property
    def next_number(self) -> int:
        """The number of the next thing that is said."""
        return max((voice.number for voice in self.said), default=0) + 1


def seat_for(table: Table, speaker: Speaker) -> Seat:
    """The speaker's seat; raises CannotSay for somebody who has none, or who has spoken from another one."""
    seat = table.panel.seat_of(speaker.role)
    if seat is None:
        raise CannotSay(
            f"I den fælles visitation sidder {_seats(table.panel)}. Du er logget ind i en anden rolle; skift rolle, "
            "hvis du er en af dem."
        )
    other = next((voice for voice in table.said if voice.person == speaker.person and voice.seat != seat.id), None)
    if other is not None:
        raise CannotSay(
            f"Du har selv talt for pladsen «{_title(table.panel, other.seat)}». Stemmerne skal komme fra hver sin "
            "person; lad en kollega tage den anden plads."
        )
    return seat


def vote(table: Table, speaker: Speaker, destination: str, note: str = "") -> Voice:
    """The vote that is given, or changed while it is hidden. Raises CannotSay."""
    seat = seat_for(table, speaker)
    if table.is_revealed:
        raise CannotSay("Alle har stemt, og stemmerne er vist. Nu tæller kun det fælles valg; træf det på sagens side.")
    before = table.votes.get(seat.id)
    if before is not None and before.person != speaker.person:
        raise CannotSay(
            f"En kollega har afgivet stemmen for pladsen «{seat.title.da}». Kun den, der gav den, kan ændre den, "
            "indtil alle har stemt."
        )
    return Voice(VoiceKind.VOTE, seat.id, speaker.person, table.next_number, destination, note)


def propose(table: Table, speaker: Speaker, destination: str, note: str = "") -> Voice:
    """A proposal, which takes the place of the one that stood. Raises CannotSay."""
    seat = seat_for(table, speaker)
    return Voice(VoiceKind.PROPOSAL, seat.id, speaker.person, table.next_number, destination, note)


def say_yes(table: Table, speaker: Speaker, to: int, note: str = "") -> Voice:
    """Yes to the proposal of that number. Raises CannotSay where another one stands, or it is the seat's own."""
    seat, standing = seat_for(table, speaker), table.proposal
    if standing is None or standing.number != to:
        raise CannotSay(
            "Der er et andet forslag nu end det, du så. Læs det, og sig ja til det, eller foreslå noget andet."
        )
    if seat.id in table.in_favour:
        raise CannotSay("Din side har allerede sagt ja til forslaget. Det gælder, når den anden side også siger ja.")
    return Voice(VoiceKind.YES, seat.id, speaker.person, table.next_number, standing.destination, note)


@dataclass(frozen=True)
class JointChoice:
    """The one outcome: the destination, who decided it by seat, and the reason where it is outside the panel's `to`."""

    destination: str
    deciders: tuple[str, ...]
    reason: str = ""


def choices(panel: Panel, destinations: Iterable[str]) -> tuple[str, ...]:
    """What can be chosen at all: the panel's own choices first, and never to send it to joint triage again."""
    others = (name for name in destinations if name not in panel.to and name not in panel.at)
    return (*panel.to, *others)


def needs_reason(panel: Panel, choice: JointChoice) -> bool:
    """Whether a reason is missing."""
    return choice.destination not in panel.to and not choice.reason.strip()


def missing_deciders(table: Table, choice: JointChoice) -> tuple[Seat, ...]:
    """The seats that have to decide and have not: none where everybody voted for what is chosen."""
    if table.agreed_on and choice.destination == table.agreed_on:
        return ()
    return tuple(seat for seat in table.panel.seats if seat.id not in choice.deciders)


def check_conclusion(table: Table, speaker: Speaker) -> None:
    """Raises CannotSay unless the speaker may write the joint choice of a panel that votes, now."""
    seat_for(table, speaker)
    if not table.is_revealed:
        names = " og ".join(seat.title.da.lower() for seat in table.waits_for)
        raise CannotSay(f"Det fælles valg træffes, når alle har stemt. Der mangler en stemme fra {names}.")


def is_agreed(table: Table) -> bool:
    """Whether every seat of a dialogue has said yes to the proposal that stands."""
    return table.proposal is not None and not table.waits_for


def table_of(panel: Panel, said: Iterable[Voice]) -> Table:
    """The table from what was said, in any order."""
    return Table(panel, tuple(sorted(said, key=lambda voice: voice.number)))


def _seats(panel: Panel) -> str:
    return " og ".join(seat.title.da.lower() for seat in panel.seats)


def _title(panel: Panel, seat: str) -> str:
    return next((each.title.da for each in panel.seats if each.id == seat), seat)
