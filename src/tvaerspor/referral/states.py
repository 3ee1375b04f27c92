"""The states of a referral and who may move it: one table, from which pages, the API and the diagram are made.

Design section 4: draft -> sent -> received -> (returned for answers) -> visitated -> offered -> started -> closed, plus
cancelled, rejected and forwarded. No move is made by a timer: each has a person who makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tvaerspor.access.ask import Deed
from tvaerspor.terms.text import Text


class Status(StrEnum):
    """Where a referral stands."""

    DRAFT = "draft"
    SENT = "sent"
    FORWARDED = "forwarded"
    RECEIVED = "received"
    RETURNED = "returned"
    VISITATED = "visitated"
    OFFERED = "offered"
    STARTED = "started"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Side(StrEnum):
    """Whose turn it is, or who may make a move: the unit that wrote, or the unit where the referral lies."""

    SENDER = "sender"
    RECEIVER = "receiver"


@dataclass(frozen=True)
class Move:
    """A move that people make; `needs` names what must be given with it: the form asks for it, the action checks it."""

    verb: str
    title: Text
    before: frozenset[Status]
    after: Status | None
    by: Side
    deed: Deed
    needs: tuple[str, ...] = ()

    def leads_to(self, status: Status) -> Status:
        """The state afterwards; some moves change something else than the state."""
        return self.after or status


class ImpossibleMove(Exception):
    """The referral is not where this can be done."""

    def __init__(self, verb: str, status: Status) -> None:
        done = MOVES[verb].title.da.lower()
        super().__init__(
            f"Henvisningen er {STATUS_TEXT[status].da.lower()} og kan derfor ikke få handlingen «{done}». "
            "Se forløbet på henvisningens side, og vælg en af de handlinger, der står der."
        )
        self.verb = verb
        self.status = status


class DecidedTogether(ImpossibleMove):
    """Nobody accepts alone what a panel decides, and no panel decides what the receiver accepts alone."""

    def __init__(self, verb: str) -> None:
        together = (
            "Henvisningen afgøres i fælles visitation, så ingen tager imod den alene. Åbn den fælles visitation fra "
            "henvisningens side."
        )
        alone = "Henvisningen ligger et sted, hvor der ikke er fælles visitation. Tag imod den fra henvisningens side."
        Exception.__init__(self, alone if verb in JOINT else together)
        self.verb = verb


STATUS_TEXT = {
    Status.DRAFT: Text(da="Kladde", en="Draft"),
    Status.SENT: Text(da="Sendt", en="Sent"),
    Status.FORWARDED: Text(da="Videresendt", en="Forwarded"),
    Status.RECEIVED: Text(da="Modtaget", en="Received"),
    Status.RETURNED: Text(da="Returneret for svar", en="Returned for answers"),
    Status.VISITATED: Text(da="Visiteret", en="Triaged"),
    Status.OFFERED: Text(da="Tid tilbudt", en="Offered a time"),
    Status.STARTED: Text(da="Startet", en="Started"),
    Status.CLOSED: Text(da="Afsluttet", en="Closed"),
    Status.REJECTED: Text(da="Afvist", en="Rejected"),
    Status.CANCELLED: Text(da="Annulleret", en="Cancelled"),
}

TURN = {
    Status.DRAFT: Side.SENDER,
    Status.SENT: Side.RECEIVER,
    Status.FORWARDED: Side.RECEIVER,
    Status.RECEIVED: Side.RECEIVER,
    Status.RETURNED: Side.SENDER,
    Status.VISITATED: Side.RECEIVER,
    Status.OFFERED: Side.RECEIVER,
    Status.STARTED: Side.RECEIVER,
    Status.CLOSED: Side.SENDER,
    Status.REJECTED: Side.SENDER,
    Status.CANCELLED: Side.RECEIVER,
}
"""Whose turn it is. A closed or rejected referral waits for its sender, and a cancelled one for its receiver, until
they have seen it."""

OVER = frozenset({Status.CLOSED, Status.REJECTED, Status.CANCELLED})
AT_RECEIVER = frozenset({Status.SENT, Status.FORWARDED, Status.RECEIVED})
UNDER_WAY = frozenset({Status.VISITATED, Status.OFFERED, Status.STARTED})


WAITING_FOR_TIME = frozenset({Status.VISITATED, Status.OFFERED})
_By = tuple[Side, Deed]
_WRITER: _By = (Side.SENDER, Deed("edit", "referral"))
_READER: _By = (Side.SENDER, Deed("read", "visitation"))
_VISITATOR: _By = (Side.RECEIVER, Deed("decide", "visitation"))
_BOOKER: _By = (Side.RECEIVER, Deed("edit", "appointment"))
_THERAPIST: _By = (Side.RECEIVER, Deed("create", "course"))
_LETTER_WRITER: _By = (Side.RECEIVER, Deed("create", "closing_letter"))
_PANEL: _By = (Side.RECEIVER, Deed("decide", "joint_triage"))
_PANEL_AT_SENDER: _By = (Side.SENDER, Deed("decide", "joint_triage"))


def _move(verb: str, title: str, steps: tuple[frozenset[Status], Status | None], by: _By, *needs: str) -> Move:
    danish, _, english = title.partition(" | ")
    return Move(verb, Text(da=danish, en=english), steps[0], steps[1], by[0], by[1], needs)


def _from(*statuses: Status) -> frozenset[Status]:
    return frozenset(statuses)


_S = Status
_CANCELLABLE = AT_RECEIVER | WAITING_FOR_TIME | {_S.RETURNED}
_ALL = (
    _move("send", "Send | Send", (_from(_S.DRAFT), _S.SENT), _WRITER, "choice"),
    _move("conclude", "Gem uden at sende | Keep without sending", (_from(_S.DRAFT), _S.CLOSED), _WRITER, "choice"),
    _move("discard", "Kassér kladden | Discard the draft", (_from(_S.DRAFT), _S.CANCELLED), _WRITER),
    _move("answer", "Svar og send igen | Answer and send again", (_from(_S.RETURNED), _S.SENT), _WRITER, "choice"),
    _move("cancel", "Annullér henvisningen | Cancel the referral", (_CANCELLABLE, _S.CANCELLED), _WRITER, "reason"),
    _move("take", "Tag henvisningen | Take the referral", (AT_RECEIVER | UNDER_WAY, None), _VISITATOR),
    _move("let_go", "Læg den tilbage | Put it back", (AT_RECEIVER | UNDER_WAY, None), _VISITATOR),
    _move("receive", "Kvittér | Acknowledge", (_from(_S.SENT, _S.FORWARDED), _S.RECEIVED), _VISITATOR),
    _move("read_facts", "Læs teksten af | Read the text into answers", (AT_RECEIVER, None), _VISITATOR, "answers"),
    _move("accept", "Tag imod | Accept", (AT_RECEIVER, _S.VISITATED), _VISITATOR, "destination"),
    _move("return", "Returnér for svar | Return for answers", (AT_RECEIVER, _S.RETURNED), _VISITATOR, "questions"),
    _move("resume", "Tag den tilbage | Take it back", (_from(_S.RETURNED), _S.RECEIVED), _VISITATOR, "note"),
    _move(
        "forward", "Videresend | Forward", (AT_RECEIVER | {_S.VISITATED}, _S.FORWARDED), _VISITATOR, "unit", "reason"
    ),
    _move("reject", "Afvis | Reject", (AT_RECEIVER, _S.REJECTED), _VISITATOR, "reason", "pointer"),
    _move(
        "prioritise", "Ændr hastegrad | Change urgency", (AT_RECEIVER | WAITING_FOR_TIME, None), _VISITATOR, "urgency"
    ),
    _move("offer", "Tilbyd tid | Offer a time", (WAITING_FOR_TIME, _S.OFFERED), _BOOKER, "appointment"),
    _move("start", "Start forløbet | Start the course", (WAITING_FOR_TIME, _S.STARTED), _THERAPIST, "first_visit"),
    _move("close", "Send epikrise | Send the closing letter", (_from(_S.STARTED), _S.CLOSED), _LETTER_WRITER, "letter"),
    _move("see", "Set | Seen", (_from(_S.CLOSED, _S.REJECTED), None), _READER),
    _move("see_cancelled", "Set | Seen", (_from(_S.CANCELLED), None), _BOOKER),
    _move("choose_jointly", "Fælles valg | Joint choice", (AT_RECEIVER, _S.VISITATED), _PANEL, "destination"),
    _move(
        "keep_jointly",
        "Fælles valg: hos lægen | Joint choice: with the doctor",
        (AT_RECEIVER, _S.CLOSED),
        _PANEL,
        "note",
    ),
    _move(
        "agree_to_choose",
        "Enige om valget | Agreed on the choice",
        (AT_RECEIVER, _S.VISITATED),
        _PANEL_AT_SENDER,
        "yes",
    ),
    _move(
        "agree_to_keep",
        "Enige: hos lægen | Agreed: with the doctor",
        (AT_RECEIVER, _S.CLOSED),
        _PANEL_AT_SENDER,
        "yes",
    ),
)
MOVES = {move.verb: move for move in _ALL}
JOINT = frozenset({"choose_jointly", "keep_jointly", "agree_to_choose", "agree_to_keep"})
"""Moves that a panel makes, where the programme has one for the referral's destination."""
ALONE = frozenset({"accept"})
"""Moves that nobody makes alone where a panel decides."""


def is_for(verb: str, is_joint: bool) -> bool:
    """Whether a move belongs to a referral that a panel decides (`is_joint`), or to one that it does not."""
    return verb not in (ALONE if is_joint else JOINT)


def moves(status: Status, sides: frozenset[Side]) -> tuple[Move, ...]:
    """What can be done with a referral in that state by somebody on those sides, in the order of the table."""
    return tuple(move for move in _ALL if status in move.before and move.by in sides)


def after(status: Status, verb: str) -> Status:
    """The state after a move; raises ImpossibleMove where the move cannot be made."""
    move = MOVES[verb]
    if status not in move.before:
        raise ImpossibleMove(verb, status)
    return move.leads_to(status)


def diagram() -> str:
    """The table as a Mermaid state diagram, for the manual."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.DRAFT}"]
    for move in _ALL:
        lines += [
            f"    {before} --> {move.leads_to(before)}: {move.title.da}" for before in Status if before in move.before
        ]
    return "\n".join([*lines, *(f"    {status} --> [*]" for status in Status if status in OVER)])
