"""One trial from request to page: fields -> answers -> the core -> form and panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils import timezone

from tvaerspor.actions.organisation import regions
from tvaerspor.actions.try_programme import try_answers
from tvaerspor.interop.messages import BadMessage
from tvaerspor.programme.contents import Case
from tvaerspor.programme.model import Decision
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Language
from tvaerspor.triage.cases import unmet
from tvaerspor.triage.decision import Context
from tvaerspor.triage.decision import Decision as Decided
from tvaerspor.triage.read_answers import sift_answers
from tvaerspor.web.dates import as_iso, is_date
from tvaerspor.web.form.fields import answers_in, fields_of, posted_fields, pressed
from tvaerspor.web.form.panel import Panel
from tvaerspor.web.form.presenting import present
from tvaerspor.web.form.said import NOTHING, Said
from tvaerspor.web.form.sheet import SectionView, Sheet, faults_said, form_view
from tvaerspor.web.places import choice_of, name_of, place_of
from tvaerspor.web.trying.letters import Letter, letter_of, take_letter
from tvaerspor.web.trying.listing import SHORT_VERSION
from tvaerspor.web.wording import ui


@dataclass(frozen=True)
class CaseNote:
    """What a worked citizen's page says above the form: who it is, and whether the expectation is met."""

    title: Said
    citizen: Said
    unmet: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """All that the try-out page shows."""

    sheet: Sheet
    context: Context
    place: str
    sections: tuple[SectionView, ...]
    panel: Panel
    letter: Letter | None = None
    letter_error: Said = NOTHING
    case: CaseNote | None = None
    touched: str = ""
    date_error: str = ""

    @property
    def programme(self) -> Programme:
        """The programme that is tried."""
        return self.sheet.programme

    @property
    def decision(self) -> Decision:
        """The decision that is tried."""
        return self.sheet.decision

    @property
    def version(self) -> str:
        """Enough of the version's id to tell versions apart."""
        return self.programme.version[:SHORT_VERSION]

    @property
    def place_name(self) -> str:
        """The chosen place in words."""
        return name_of(self.place, self.sheet.language)

    @property
    def places(self) -> object:
        """What may be chosen."""
        return regions()

    @property
    def faults(self) -> tuple[tuple[str, Said], ...]:
        """The answers that cannot be used, each with its question."""
        return faults_said(self.sheet)

    @property
    def is_faulty(self) -> bool:
        """Whether something sent cannot be used."""
        return bool(self.sheet.faults or self.letter_error or self.date_error)


def empty_tried(programme: Programme, decision: Decision, language: Language) -> Tried:
    """The form before anything is answered: today, in the first region that the programme names."""
    return _tried(Sheet(programme, decision, language))


def posted_tried(request: HttpRequest, programme: Programme, decision: Decision, language: Language) -> Tried:
    """The form as it was sent, after whichever button was pressed."""
    fields = posted_fields(programme, [(name, str(value)) for name, value in request.POST.items()])
    sheet = Sheet(programme, decision, language, fields)
    action = request.POST.get("_do", "")
    if action == "read":
        return _with_letter(request, sheet)
    if action == "forget":
        fields.pop("_letter", None)
    changed = pressed(action, fields, {question.id: question for question in sheet.question_of.values()})
    touched = action.partition(":")[2] if changed != fields else ""
    return replace(_tried(Sheet(programme, decision, language, changed)), touched=touched)


def _with_letter(request: HttpRequest, sheet: Sheet) -> Tried:
    sent = request.FILES.get("message")
    if sent is None:
        return replace(_tried(sheet), letter_error=Said(ui("letter_none", sheet.language)))
    try:
        letter, fields = take_letter(sheet, sent.read())
    except BadMessage as bad:
        return replace(_tried(sheet), letter_error=Said(str(bad), sheet.language != "da").capital)
    return _tried(replace(sheet, fields={**fields, "_letter": letter.carried()}), letter)


def case_tried(programme: Programme, decision: Decision, language: Language, case: Case) -> Tried:
    """The form as a worked citizen fills it in, with what the case expects."""
    answers, faults = sift_answers(programme, case.answers)
    place = {"_place": choice_of(case.region, case.municipality), "_date": case.date}
    tried = _tried(Sheet(programme, decision, language, {**fields_of(programme, answers, language), **place}))
    decided: Decided = try_answers(programme, decision.id, answers, tried.context).decision
    voice = tried.sheet.voice
    note = CaseNote(
        voice.text(case.title), voice.text(case.citizen), tuple(unmet(case.expect, decided)), tuple(map(str, faults))
    )
    return replace(tried, case=note)


def _tried(sheet: Sheet, letter: Letter | None = None) -> Tried:
    answers, faults = answers_in(sheet.programme, sheet.fields, sheet.language)
    sheet = replace(sheet, faults=faults)
    place, context, date_error = _context(sheet.programme, sheet.fields, sheet.language)
    trial = try_answers(sheet.programme, sheet.decision.id, answers, context)
    return Tried(
        sheet=sheet,
        context=context,
        place=place,
        sections=form_view(sheet, trial),
        panel=present(sheet, trial, answers, context),
        letter=letter or letter_of(sheet.fields),
        date_error=date_error,
    )


def _context(programme: Programme, fields: Mapping[str, str], language: Language) -> tuple[str, Context, str]:
    """The chosen place, the context, and what is wrong with the date."""
    today = timezone.localdate().isoformat()
    typed = as_iso(fields.get("_date", "")) or today
    default = choice_of(programme.header.regions[0] if programme.header.regions else None, None)
    place = fields.get("_place", default)
    region, municipality = place_of(place)
    error = "" if is_date(typed) else ui("date_wrong", language)
    return place, Context(typed if not error else today, region, municipality), error
