"""What is still to be known: asked for at the sender, or read out of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.receiver.read_facts import read_facts as store_read
from tvaerspor.actions.receiver.recommendation import Standing, all_answers, standing_now
from tvaerspor.actions.receiver.resume import resume as resume_it
from tvaerspor.actions.receiver.return_for_answers import Asked
from tvaerspor.actions.receiver.return_for_answers import return_for_answers as return_it
from tvaerspor.terms.text import Language
from tvaerspor.web.form.fields import answers_in, fields_of
from tvaerspor.web.form.questions import Section
from tvaerspor.web.form.said import Said
from tvaerspor.web.form.sheet import Sheet
from tvaerspor.web.form.worksheet import filled, touched, worksheet
from tvaerspor.web.receiver.deciding import beside, decide, done, known, make, opened
from tvaerspor.web.trying.tried import Tried
from tvaerspor.web.visit import Visit


@dataclass(frozen=True)
class Askable:
    """A question that may be asked: the fact that stands for it, and whether it is blank and matters."""

    fact: str
    label: Said
    is_blank: bool
    matters: bool


@dataclass(frozen=True)
class AskableSection:
    """A phrase with its questions."""

    heading: Said
    questions: tuple[Askable, ...]


def return_for_answers(visit: Visit, referral: UUID) -> HttpResponse:
    """Which questions the sender is to answer."""
    asked = Asked(visit.request.POST.getlist("asked"), visit.posted.get("note", ""))
    return decide(
        visit,
        referral,
        "return",
        lambda case: return_it(case, asked, visit.seen_version),
        lambda case: {"sections": askable(case, visit.language), "chosen": asked.facts},
    )


def resume(visit: Visit, referral: UUID) -> HttpResponse:
    """Back without the sender's own answer."""
    note = visit.posted.get("note", "")
    return decide(visit, referral, "resume", lambda case: resume_it(case, note, visit.seen_version))


def askable(case: Case, language: Language) -> tuple[AskableSection, ...]:
    """Every question of the referral's form, by phrase; questions that fall away with the answers given are not."""
    sheet, standing = Sheet(case.programme, case.programme.decision(), language), standing_now(case)
    sections = (
        AskableSection(sheet.voice.text(section.heading), tuple(_questions(sheet, standing, section)))
        for section in sheet.sections
        if section.number
    )
    return tuple(section for section in sections if section.questions)


def _questions(sheet: Sheet, standing: Standing, section: Section) -> Iterator[Askable]:
    missing = {each.fact for each in standing.trial.decision.missing}
    for question in section.questions:
        if question.id not in standing.trial.not_asked:
            blank = [name for name in question.facts if name not in standing.answers]
            stands_for = (blank or list(question.facts))[0]
            yield Askable(stands_for, sheet.label(question.id), bool(blank), bool(missing & set(blank)))


def read_facts(visit: Visit, referral: UUID) -> HttpResponse:
    """The programme's form with the sender's answers; the receiver fills in what the text says."""
    case = opened(visit, referral, "read_facts")
    if not case.can("read_facts"):
        return visit.to("referral", referral=referral)
    if visit.request.method != "POST":
        return _form(visit, case, worksheet(case, _prefilled(case, visit.language), visit.language))
    fields, question = filled(case, visit.posted)
    tried = touched(worksheet(case, fields, visit.language), question)
    if visit.posted.get("_do") != "save" or tried.is_faulty:
        return _form(visit, case, tried)
    answers, _ = answers_in(case.programme, fields, visit.language)
    try:
        make(visit, case, lambda opened_case: store_read(opened_case, answers, visit.seen_version))
    except FaultyForm as faults:
        return _form(visit, case, tried, faults)
    return done(visit, referral, "read_facts")


def _form(visit: Visit, case: Case, tried: Tried, faults: FaultyForm | None = None) -> HttpResponse:
    shown = {**known(visit, case, "read_facts"), **beside(visit, case), "tried": tried, "faults": faults}
    shown["seen"] = visit.seen_version or case.row.version_number
    return visit.show("receiver/read_facts", shown, 422 if faults or tried.is_faulty else 200)


def _prefilled(case: Case, language: Language) -> dict[str, str]:
    return fields_of(case.programme, all_answers(case), language)
