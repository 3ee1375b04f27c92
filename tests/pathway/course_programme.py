"""The small programme with a course: activities, goals, follow-ups, deadlines and a closing letter."""

from __future__ import annotations

from datetime import date

from tests.programme.small import FILES, opened
from tvaerspor.pathway.plan import Plan
from tvaerspor.pathway.proposal import proposed_plan
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.programme import Programme

PATHWAY = """\
activities:
  - id: talk
    title: Undervisning
    dose: {sessions: 2, minutes: 90, basis: local}
    group: true
    basis: local
  - id: class
    title: Hold
    dose: {per_week: [2, 3], weeks_at_least: 6, sessions: [12, 16], basis: local}
    group: true
    supervised: true
    basis: local
  - id: alone
    title: Individuelt
    dose: {per_week: 2, weeks: [6, 8], basis: local}
    supervised: true
    basis: local
  - {id: massage, title: Massage, basis: local}
  - {id: self_training, title: Selvtræning, basis: local}
follow_ups:
  - {id: later, title: Tre måneder efter, at: {value: 3, unit: months}, measures: [pain_score], basis: local}
measures:
  - {id: pain_score, title: Smerte, unit: NRS, range: [0, 10], better: lower, basis: local}
  - {id: steps, title: Skridt, unit: antal, range: [0, 60], better: higher, basis: local}
  - {id: pills, title: Piller, unit: "0 = nej, 1 = ja", range: [0, 1], better: lower, basis: local}
deadlines:
  - {id: first, title: Første besøg, from: sent, to: started, limit: {value: 10, unit: weekdays}, basis: local}
  - id: letter_sent
    title: Epikrisen
    from: closed
    to: closing_letter_sent
    limit: {value: 3, unit: weekdays}
    basis: local
gates:
  - id: before_clinic
    title: Før klinikken
    passed_when: {all: [heavy, {picture_age: {below: {parameter: too_old}}}]}
    exceptions: [care, warm]
    basis: local
self_care_goals:
  - {id: calm, title: Mindre smerte, basis: local}
  - {id: lighter, title: Vægttab, when: {weight: {at_least: 90}}, basis: local}
  - {id: newer, title: Nyt billede, when: {picture_age: {at_least: {parameter: too_old}}}, basis: local}
"""
LETTER = """\
# Epikrise

Forløb: {{ course.start }} til {{ course.end }}
Smerte: {{ measure.pain_score.start }}, {{ measure.pain_score.end }}, {{ measure.pain_score.change }}
Piller: {{ measure.pills.start }} og {{ measure.pills.end }}
Skridt: {{ measure.steps.change }}
"""
SIGNS = "  signs: {ask: Tegn, type: several, of: [warm, home_care], basis: local}\n"
START = date(2026, 3, 3)


def programme() -> Programme:
    """A programme without faults of writing."""
    return opened(
        {
            **FILES,
            "small/questions.yaml": FILES["small/questions.yaml"] + SIGNS,
            "small/pathway.yaml": PATHWAY,
            "small/texts/closing_letter.da.md": LETTER,
        }
    )


def plan(**changes: object) -> Plan:
    """The plan that the programme proposes, with some fields written otherwise."""
    return proposed_plan(programme(), Answers({}), START).model_copy(update=changes)


def with_activity(id_: str, **changes: object) -> Plan:
    """The proposed plan with one of its activities written otherwise."""
    proposed = plan()
    return plan(
        activities=tuple(each.model_copy(update=changes) if each.id == id_ else each for each in proposed.activities)
    )
