"""Gives a vote, or gives it anew while it is hidden; the last one reveals them all, and says whether they agree."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.panel.open_joint import DECIDE, Joint, locked, store_voice
from tvaerspor.actions.saving import happened, saving
from tvaerspor.referral.joint_triage import CannotSay, choices, vote

AGREE, DIFFER = "votes_agree", "votes_differ"
"""The events that an agreement rate counts: one of them for every round in which all have voted."""


@dataclass(frozen=True)
class Ballot:
    """Where somebody wants the citizen to go, blank when nothing is chosen, and their note to the other."""

    destination: str
    note: str = ""


def give_vote(joint: Joint, ballot: Ballot, seen: int) -> Joint:
    """Stores it. The timeline tells that somebody has voted, not for what.

    Raises FaultyForm, CannotSay, JustChanged and AlreadyDone.
    """
    joint.case.require(DECIDE)
    _check(joint, ballot)
    with saving(joint.case.act, DECIDE, f"joint:{joint.case.row.id}"):
        before = locked(joint, seen)
        voice = vote(before.table, joint.speaker, ballot.destination, ballot.note.strip())
        after = store_voice(before, voice)
        happened(joint.case.act, joint.case.row, "vote_changed" if before.own_vote else "vote")
        if after.table.is_revealed:
            kind = AGREE if after.table.agreed_on else DIFFER
            happened(joint.case.act, joint.case.row, kind, {"panel": joint.panel.id, "round": joint.round})
    return after


def _check(joint: Joint, ballot: Ballot) -> None:
    if joint.panel.kind != "votes":
        raise CannotSay("Her afgøres det i dialog. Foreslå noget, eller sig ja til det forslag, der står.")
    check_destination(joint, ballot.destination)


def check_destination(joint: Joint, destination: str) -> None:
    """Raises FaultyForm for a destination that is not chosen, or that cannot be."""
    if destination not in choices(joint.panel, joint.case.programme.destinations):
        raise FaultyForm((FieldFault("destination", "Vælg, hvor borgeren skal hen."),))
