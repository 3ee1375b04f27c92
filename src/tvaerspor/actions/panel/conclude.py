"""Makes the one choice of a panel: written by a member, decided by named seats, and moving the referral."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move_within
from tvaerspor.actions.panel.give_vote import check_destination
from tvaerspor.actions.panel.open_joint import DECIDE, Joint, locked
from tvaerspor.actions.receiver.recommendation import first_visit_due
from tvaerspor.actions.receivers import KEPT
from tvaerspor.actions.saving import saving
from tvaerspor.referral.joint_triage import CannotSay, JointChoice, check_conclusion, missing_deciders, needs_reason
from tvaerspor.referral.states import Side


def conclude(joint: Joint, choice: JointChoice, note: str, seen: int) -> None:
    """Writes the choice of a panel that has voted. Raises FaultyForm, CannotSay, JustChanged and AlreadyDone."""
    joint.case.require(DECIDE)
    if joint.panel.kind != "votes":
        raise CannotSay("Her afgøres det i dialog: det er valgt, når begge sider har sagt ja til det samme forslag.")
    with saving(joint.case.act, DECIDE, f"joint:{joint.case.row.id}"):
        now = locked(joint, seen)
        check_conclusion(now.table, joint.speaker)
        check_choice(now, choice)
        move_jointly(now, choice, note, seen)


def check_choice(joint: Joint, choice: JointChoice) -> None:
    """Raises FaultyForm with everything that is missing."""
    check_destination(joint, choice.destination)
    if faults := tuple(_faults(joint, choice)):
        raise FaultyForm(faults)


def _faults(joint: Joint, choice: JointChoice) -> Iterator[FieldFault]:
    if needs_reason(joint.panel, choice):
        yield FieldFault("reason", "Valget ligger uden for det, den fælles visitation kan vælge; skriv kort hvorfor.")
    if missing := missing_deciders(joint.table, choice):
        names = " og ".join(seat.title.da.lower() for seat in missing)
        sentence = f"Valget træffes i fællesskab. Sæt kryds ved alle, når I er blevet enige; der mangler {names}."
        yield FieldFault("deciders", sentence)
    if _is_kept(joint, choice) and joint.case.row.sender_id is None:
        sentence = (
            "Afsenderen bruger ikke Tværspor og får ikke besked herfra. Vælg noget andet, eller afvis henvisningen fra "
            "dens egen side, så der står, hvem der giver svaret."
        )
        yield FieldFault("destination", sentence)


def move_jointly(joint: Joint, choice: JointChoice, note: str, seen: int) -> None:
    """Moves the referral by the choice, inside a transaction that somebody else opened."""
    move_within(joint.case, joint_step(joint, choice, note, seen))


def joint_step(joint: Joint, choice: JointChoice, note: str, seen: int) -> Step:
    """The move that the choice is, with its event: who decided, whether they agreed at once, whether it is allowed."""
    case, table = joint.case, joint.table
    is_receiver = Side.RECEIVER in case.sides
    about: dict[str, Any] = {
        "panel": joint.panel.id,
        "destination": choice.destination,
        "deciders": [seat.id for seat in joint.panel.seats],
        "agreed_at_once": bool(table.agreed_on) and choice.destination == table.agreed_on,
        "is_allowed": choice.destination in joint.panel.to,
    }
    about |= {name: said for name, said in (("reason", choice.reason.strip()), ("note", note.strip())) if said}
    changes: dict[str, Any] = {"destination": choice.destination, "decided_at": case.act.now}
    if is_receiver and case.row.owner_id is None:
        changes["owner_id"] = case.act.actor
    keeps = _is_kept(joint, choice)
    verb = _VERBS[is_receiver, keeps]
    return Step(verb, seen, changes, about, None if keeps else first_visit_due(case))


_VERBS = {
    (True, False): "choose_jointly",
    (True, True): "keep_jointly",
    (False, False): "agree_to_choose",
    (False, True): "agree_to_keep",
}
"""By whether the receiver's side makes the move, and whether the citizen stays with the sender."""


def _is_kept(joint: Joint, choice: JointChoice) -> bool:
    return joint.case.programme.destinations[choice.destination].kind in KEPT
