"""The programme's form at a moment of the course: questions, the therapist's own notes, and how it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.assessing import MAX_NOTE, Assessment, decision_at, to_fill_in
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.programme import Programme
from tvaerspor.web.form.fields import UNKNOWN, answers_in, fields_of
from tvaerspor.web.form.said import Said
from tvaerspor.web.form.worksheet import filled, touched, worksheet
from tvaerspor.web.trying.tried import Tried
from tvaerspor.web.visit import Visit

NOTE = "note."


@dataclass(frozen=True)
class Asking:
    """The form as it stands; `faults` are what stands in the way of going on, None before anybody has tried."""

    tried: Tried
    notes: Mapping[str, str]
    how: str
    faults: FaultyForm | None = None

    @property
    def troubles(self) -> tuple[tuple[str, str], ...]:
        """Each fault with the place on the page to go to."""
        return tuple((self._anchor(fault.field), fault.sentence) for fault in self.faults.faults) if self.faults else ()

    def with_faults(self, faults: FaultyForm) -> Asking:
        """The same form with what stands in the way."""
        return replace(self, faults=faults)

    def assessment(self, case: Case, seen: int) -> Assessment:
        """What the therapist has answered."""
        answers, _ = answers_in(case.programme, self.tried.sheet.fields, "da")
        return Assessment(answers, self.notes, self.how, frozenset(self.tried.sheet.question_of), seen)

    def _anchor(self, field: str) -> str:
        question = self.tried.sheet.question_of.get(field)
        return f"q-{question.id}" if question else field


def asking(visit: Visit, case: Case, moment: str, known: Answers) -> Asking:
    """The form as it was sent, or filled with what is known already, but for what must be asked anew."""
    decision = decision_at(case.programme, moment).id
    if visit.request.method != "POST":
        begun = fields_of(case.programme, to_fill_in(case.programme, known), visit.language)
        return Asking(worksheet(case, begun, visit.language, decision), {}, "")
    fields, question = filled(case, visit.posted, decision)
    whole = {**_not_on_form(case, decision, known, visit), **fields}
    tried = touched(worksheet(case, whole, visit.language, decision), question)
    notes = {name.removeprefix(NOTE): words[:MAX_NOTE] for name, words in visit.posted.items() if name.startswith(NOTE)}
    return Asking(tried, notes, visit.posted.get("_how", ""))


def note_fields(programme: Programme, tried: Tried) -> Iterator[tuple[str, Said]]:
    """The programme's free texts, which the therapist writes in own words, with what each is called."""
    for phrase in programme.phrases:
        for name in phrase.facts:
            if programme.facts[name].type == "text":
                yield name, tried.sheet.label(name)


def _not_on_form(case: Case, decision: str, known: Answers, visit: Visit) -> dict[str, str]:
    """The fields that stand for what is known and is not asked here."""
    sheet = worksheet(case, {}, visit.language, decision).sheet
    every = fields_of(case.programme, known, visit.language)
    return {name: words for name, words in every.items() if name.removesuffix(UNKNOWN) not in sheet.question_of}
