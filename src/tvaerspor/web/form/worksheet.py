"""The programme's form for one citizen who is stored: filled from what is typed, with the record's own facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tvaerspor.actions.cases import Case
from tvaerspor.actions.recommend import (
    fetched_facts,
    recommend,
    register_facts,
    stored_answers,
    stored_context,
    stored_trial,
)
from tvaerspor.programme.answers import Answers
from tvaerspor.terms.text import Language
from tvaerspor.web.form.fields import answers_in, fields_of, posted_fields, pressed
from tvaerspor.web.form.panel import Panel
from tvaerspor.web.form.presenting import present
from tvaerspor.web.form.said import NOTHING
from tvaerspor.web.form.sheet import Sheet, form_view
from tvaerspor.web.places import choice_of
from tvaerspor.web.trying.tried import Tried


def worksheet(case: Case, fields: Mapping[str, str], language: Language, decision: str | None = None) -> Tried:
    """The form and its recommendation for a decision of the referral's programme; `decision` None is the first."""
    programme = case.programme
    chosen = programme.decision(decision)
    answers, faults = answers_in(programme, fields, language)
    recommended = recommend(case.act, case.row, answers, chosen.id)
    own = register_facts(programme)
    typed = {name: value for name, value in fields.items() if name.partition(".")[0] not in own}
    shown = {**typed, **_fetched_fields(case, recommended.answers, language)}
    sheet = Sheet(programme, chosen, language, shown, faults, own)
    return Tried(
        sheet=sheet,
        context=recommended.context,
        place=choice_of(recommended.context.region, recommended.context.municipality),
        sections=form_view(sheet, recommended.trial),
        panel=_panel(present(sheet, recommended.trial, recommended.answers, recommended.context)),
    )


def filled(case: Case, posted: Mapping[str, str], decision: str | None = None) -> tuple[dict[str, str], str]:
    """The fields that were sent, after whichever of the form's buttons was pressed; and the question it belongs to."""
    fields = posted_fields(case.programme, posted.items())
    sheet = Sheet(case.programme, case.programme.decision(decision), "da", fields)
    action = posted.get("_do", "")
    changed = pressed(action, fields, {question.id: question for question in sheet.question_of.values()})
    return changed, action.partition(":")[2] if changed != fields else ""


def touched(tried: Tried, question: str) -> Tried:
    """The same form, with the question whose button was pressed."""
    return replace(tried, touched=question)


def _fetched_fields(case: Case, answers: Answers, language: Language) -> dict[str, str]:
    known = [name for name in fetched_facts(case.programme) if name in answers]
    return fields_of(case.programme, Answers({name: answers[name] for name in known}), language)


def stored_sheet(case: Case, language: Language) -> Tried:
    """The form and the recommendation as they were when the referral was sent; nothing can be changed in it."""
    programme, context = case.programme, stored_context(case.row)
    answers = stored_answers(programme, case.row.answers)
    sheet = Sheet(programme, programme.decision(None), language, fields_of(programme, answers, language))
    trial = stored_trial(case.row)
    place = choice_of(context.region, context.municipality)
    return Tried(sheet, context, place, (), _panel(present(sheet, trial, answers, context)))


def _panel(panel: Panel) -> Panel:
    """The panel without the sentences to write in a referral: here the system writes them itself."""
    return replace(panel, options=tuple(replace(option, sentence=NOTHING) for option in panel.options))
