"""The dialogue of two sides: one proposes, either may propose something else, and the last yes makes the choice."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.actions.panel.conclude import check_choice, move_jointly
from tvaerspor.actions.panel.open_joint import DECIDE, Joint, locked, store_voice
from tvaerspor.actions.saving import happened, saving
from tvaerspor.referral.joint_triage import CannotSay, JointChoice, is_agreed
from tvaerspor.referral.joint_triage import propose as proposed
from tvaerspor.referral.joint_triage import say_yes as agreed


@dataclass(frozen=True)
class Proposed:
    """What is proposed, blank when nothing is chosen; the reason is needed outside what the panel may choose."""

    destination: str
    reason: str = ""


def propose(joint: Joint, offer: Proposed, seen: int) -> None:
    """Lays a proposal before the other side. Raises FaultyForm, CannotSay, JustChanged and AlreadyDone."""
    joint.case.require(DECIDE)
    _require_dialogue(joint)
    seats = tuple(seat.id for seat in joint.panel.seats)
    check_choice(joint, JointChoice(offer.destination, seats, offer.reason))
    with saving(joint.case.act, DECIDE, f"joint:{joint.case.row.id}"):
        now = locked(joint, seen)
        store_voice(now, proposed(now.table, joint.speaker, offer.destination, offer.reason.strip()))
        about = {"panel": joint.panel.id, "destination": offer.destination, "note": offer.reason.strip()}
        happened(joint.case.act, joint.case.row, "joint_proposal", about)


def say_yes(joint: Joint, to: int, seen: int) -> None:
    """Says yes to the proposal of that number; when every side has, it is chosen.

    Raises FaultyForm, CannotSay, JustChanged and AlreadyDone.
    """
    joint.case.require(DECIDE)
    _require_dialogue(joint)
    with saving(joint.case.act, DECIDE, f"joint:{joint.case.row.id}"):
        now = locked(joint, seen)
        after = store_voice(now, agreed(now.table, joint.speaker, to))
        happened(joint.case.act, joint.case.row, "joint_yes")
        standing = after.table.proposal
        if standing is not None and is_agreed(after.table):
            choice = JointChoice(standing.destination, tuple(sorted(after.table.in_favour)), standing.note)
            move_jointly(after, choice, "", seen)


def _require_dialogue(joint: Joint) -> None:
    if joint.panel.kind != "dialogue":
        raise CannotSay("Her stemmer hver for sig; der er ingen forslag at sige ja til.")
