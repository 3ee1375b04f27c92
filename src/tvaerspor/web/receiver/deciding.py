"""The frame of every form with which a receiver decides: who it is about, what was written, and one thing to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.access.ask import Deed
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.desk.read_referral import read_text
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.receiver.recommendation import Standing, standing_now
from tvaerspor.actions.saving import JustChanged, refuse_again
from tvaerspor.referral.states import MOVES, ImpossibleMove
from tvaerspor.terms.text import Language
from tvaerspor.web.form.fields import fields_of
from tvaerspor.web.form.presenting import present
from tvaerspor.web.form.said import NOTHING
from tvaerspor.web.form.sheet import Sheet
from tvaerspor.web.places import choice_of
from tvaerspor.web.trying.tried import Tried
from tvaerspor.web.visit import Visit

CONTENT = Deed("read", "referral")
Run = Callable[[Case], None]
Shown = Callable[[Case], Mapping[str, Any]]
OUT_OF_SIGHT = frozenset({"forward"})
"""After these the referral lies where the visitor can no longer see it."""


def nothing_more(case: Case) -> Mapping[str, Any]:
    """A form that shows nothing but its words."""
    return {}


def decide(visit: Visit, referral: UUID, verb: str, run: Run, shown: Shown = nothing_more) -> HttpResponse:
    """Shows the form of a move, or makes the move when it is sent; `shown` gives what the form is made from."""
    is_sent = visit.request.method == "POST"
    case = opened(visit, referral, verb)
    if not is_sent:
        if not case.can(verb):
            return visit.to("referral", referral=referral)
        return visit.show(f"receiver/{verb}", known(visit, case, verb, shown))
    try:
        make(visit, case, run)
    except FaultyForm as faults:
        return visit.show(f"receiver/{verb}", {**known(visit, case, verb, shown), "faults": faults}, 422)
    return done(visit, referral, verb)


def opened(visit: Visit, referral: UUID, verb: str) -> Case:
    """The case; a form that was sent before is answered first, also where it moved the referral out of reach."""
    if visit.request.method == "POST":
        refuse_again(visit.act)
    return open_case(visit.act, referral, MOVES[verb].deed)


def make(visit: Visit, case: Case, run: Run) -> None:
    """Makes the move, unless somebody has changed the referral since the form was shown."""
    try:
        if case.row.version_number != visit.seen_version:
            raise JustChanged(f"referral:{case.row.id}")
        run(case)
    except (JustChanged, ImpossibleMove):
        refuse_again(visit.act)  # the other one may have been this same form, sent twice at once
        raise


def done(visit: Visit, referral: UUID, verb: str) -> HttpResponse:
    """On to where it says what was done."""
    if verb in OUT_OF_SIGHT:
        return visit.to("worklist", verb)
    return visit.to("referral", verb, referral=referral)


def known(visit: Visit, case: Case, verb: str, shown: Shown = nothing_more) -> dict[str, Any]:
    """What the frame shows, with what the form itself needs."""
    about = {"case": case, "row": case.row, "verb": verb, "move": MOVES[verb], "faults": None}
    return {**about, **beside(visit, case), **shown(case)}


def beside(visit: Visit, case: Case) -> dict[str, Any]:
    """The sender's text and the recommendation; nothing for somebody who may not read them."""
    if not case.may(CONTENT):
        return {"text": (), "message_text": (), "tried": None, "is_read": False}
    read, standing = read_text(case, visit.language), standing_now(case)
    tried = standing_sheet(case, standing, visit.language)
    return {"text": read.sections, "message_text": read.message, "tried": tried, "is_read": standing.is_read}


def standing_sheet(case: Case, standing: Standing, language: Language) -> Tried:
    """The recommendation as it stands: as sent, or with what was read out of the text."""
    programme = case.programme
    sheet = Sheet(programme, programme.decision(), language, fields_of(programme, standing.answers, language))
    panel = present(sheet, standing.trial, standing.answers, standing.context)
    plain = tuple(replace(option, sentence=NOTHING) for option in panel.options)
    place = choice_of(standing.context.region, standing.context.municipality)
    return Tried(sheet, standing.context, place, (), replace(panel, options=plain))
