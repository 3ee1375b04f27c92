"""What is sent from a case of joint triage: a vote, the joint choice, a proposal, a yes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.panel.conclude import conclude
from tvaerspor.actions.panel.dialogue import Proposed, say_yes
from tvaerspor.actions.panel.dialogue import propose as propose_it
from tvaerspor.actions.panel.give_vote import Ballot, give_vote
from tvaerspor.actions.panel.open_joint import DECIDE, Joint, NoPanel, open_joint
from tvaerspor.actions.saving import refuse_again
from tvaerspor.referral.joint_triage import JointChoice
from tvaerspor.web.panel.joint_page import show_joint
from tvaerspor.web.panel.listing import on_to_next
from tvaerspor.web.visit import Visit


def vote(visit: Visit, referral: UUID) -> HttpResponse:
    """A vote, or another one instead."""
    ballot = Ballot(visit.posted.get("destination", ""), visit.posted.get("note", ""))
    return _sent(visit, referral, "vote", lambda joint: give_vote(joint, ballot, visit.seen_version))


def choose(visit: Visit, referral: UUID) -> HttpResponse:
    """The one choice."""
    said, deciders = visit.posted, tuple(visit.request.POST.getlist("deciders"))
    choice = JointChoice(said.get("destination", ""), deciders, said.get("reason", ""))
    return _sent(
        visit, referral, "choose", lambda joint: conclude(joint, choice, said.get("note", ""), visit.seen_version)
    )


def propose(visit: Visit, referral: UUID) -> HttpResponse:
    """A proposal to the other side."""
    offer = Proposed(visit.posted.get("destination", ""), visit.posted.get("reason", ""))
    return _sent(visit, referral, "propose", lambda joint: propose_it(joint, offer, visit.seen_version))


def yes(visit: Visit, referral: UUID) -> HttpResponse:
    """Yes to the proposal that was shown."""
    typed = visit.posted.get("proposal", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    return _sent(visit, referral, "yes", lambda joint: say_yes(joint, number, visit.seen_version))


def _sent(visit: Visit, referral: UUID, done: str, run: Callable[[Joint], object]) -> HttpResponse:
    """Does what was sent, and goes on to the next case; asked for without a form, it shows the case."""
    if visit.request.method != "POST":
        open_case_of(visit, referral)
        return visit.to("joint_case", referral=referral)
    refuse_again(visit.act)
    joint = open_case_of(visit, referral)
    if joint is None:
        return visit.to("referral", referral=referral)
    try:
        run(joint)
    except FaultyForm as faults:
        return show_joint(visit, joint, faults)
    return on_to_next(visit, done, referral)


def open_case_of(visit: Visit, referral: UUID) -> Joint | None:
    """The joint triage for somebody who may decide in it; None where there is none."""
    try:
        return open_joint(visit.act, referral, DECIDE)
    except NoPanel:
        return None
