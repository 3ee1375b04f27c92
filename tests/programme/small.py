"""A small programme without faults, in which a test plants one."""

from __future__ import annotations

from collections.abc import Mapping

from tvaerspor.programme.faults import Fault, UnfinishedProgramme, blocked_decisions
from tvaerspor.programme.load import load, read
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.prove import prove
from tvaerspor.triage.cases import check_cases

PROGRAMME = """\
id: small
title: {da: Lille, en: Small}
sources:
  aftale: {title: Aftalen, publisher: Parterne, date: "2024", kind: agreement}
parameters:
  too_old:
    unit: dage
    values:
      - {value: 30, from: "2024-01-01", source: {id: aftale}}
valid_from: "2024-01-01"
basis: local
"""
QUESTIONS = """\
phrases:
  - {id: state, heading: Tilstand, facts: [warm, degree], source: {id: aftale}}
  - {id: rest, heading: Resten, facts: [weight, home_care], source: {id: aftale}}
facts:
  warm:
    ask: Er fingeren varm?
    type: yes_no
    says: fingeren er varm
    says_not: fingeren er ikke varm
    basis: local
  degree:
    ask: Hvor svært er det?
    type: choice
    options: {mild: mildt, severe: svært}
    says: det er {value}
    says_not: det er ikke {value}
    basis: local
  weight:
    ask: Vægt
    type: number
    unit: kg
    between: [20, 300]
    says: vægten er {value}
    basis: local
  home_care:
    ask: Får borgeren hjemmepleje?
    type: yes_no
    says: borgeren får hjemmepleje
    says_not: borgeren får ikke hjemmepleje
    basis: local
  picture_date: {ask: Dato for billedet, type: date, basis: local}
  picture_age:
    type: number
    unit: dage
    derive: {time_between: {start: picture_date, end: today, unit: days}}
    says: billedet er {value} gammelt
    basis: local
  score:
    type: number
    unit: point
    derive: {count: {of: [warm, home_care]}}
    says: der er {value}
    basis: local
"""
TRIAGE = """\
concepts:
  heavy:
    when: {weight: {at_least: 100}}
    says: borgeren er tung
    says_not: borgeren er ikke tung
    basis: local
red_flags:
  - id: warm
    title: Varm finger
    when: warm
    to: ward
    urgency: acute
    telephone: Ring til afdelingen.
    basis: local
decisions:
  - id: destination
    title: Hvorhen?
    steps:
      - id: examined
        title: Er det undersøgt?
        rules:
          - {id: severe, when: {degree: severe}, to: clinic, strength: must, basis: local}
          - {id: explain, when: heavy, send: letter, basis: local}
      - id: who
        title: Hvem?
        default: {id: private, to: home, basis: local}
        exceptions:
          - {id: care, when: home_care, to: town, strength: consider, basis: local}
          - id: old_picture
            when: {picture_age: {at_least: {parameter: too_old}}}
            to: clinic
            strength: must
            basis: local
    parallel:
      - {id: two_things, title: To ting, when: {score: {at_least: 1}}, adds: track, basis: local}
    availability:
      - id: no_town
        destination: town
        available_when: {weight: {below: 200}}
        fallback: home
        unmet_need: Intet tilbud.
        basis: local
impossible:
  - id: never
    when: {all: [heavy, {degree: severe}, home_care]}
    because: Det går ikke.
    basis: local
"""
OFFERS = """\
destinations:
  ward: {title: Afdeling, kind: acute, basis: local}
  clinic: {title: Klinik, kind: hospital, basis: local}
  home: {title: Hjemme, kind: private, basis: local}
  town: {title: Kommunen, kind: municipal, basis: local}
orders:
  picture: {title: Billede, basis: local}
offers:
  training: {title: Træning, basis: local}
"""
PATHWAY = """\
measures:
  - {id: pain_score, title: Smerte, unit: NRS, range: [0, 10], better: lower, basis: local}
follow_ups:
  - {id: later, at: {value: 3, unit: months}, measures: [pain_score], basis: local}
"""
PLANNING = """\
values:
  course_price: {title: Pris, value: 100, unit: kr. pr. forløb, price_level: "2024", basis: local}
"""
INDICATOR = """\
id: started
title: Påbegyndt
why: Fordi.
kind: process
unit_of_count: course
denominator: {event: referred, text: henviste}
numerator: {event: started, where: home_care, text: begyndte}
target: {value: 80, unit: "%", date: "2024", basis: local}
better: higher
vouched_by: Fagchefen
next_review: "2027-01-01"
basis: local
"""
LETTER = "# Brev\n\nVægten er {{ weight }}. Hilsen {{ sender.name }}\n"
CASES = """\
- id: ordinary
  title: Almindelig
  citizen: En mand på 60 år.
  date: "2026-06-01"
  decision: destination
  answers: {warm: no, degree: mild, weight: 80, home_care: no, picture_date: "2026-05-20"}
  expect: {settled: yes, to: home}
"""
FILES: Mapping[str, str] = {
    "small/programme.yaml": PROGRAMME,
    "small/questions.yaml": QUESTIONS,
    "small/triage.yaml": TRIAGE,
    "small/offers.yaml": OFFERS,
    "small/pathway.yaml": PATHWAY,
    "small/planning.yaml": PLANNING,
    "small/indicators/started.yaml": INDICATOR,
    "small/texts/letter.da.md": LETTER,
    "small/cases/cases.yaml": CASES,
}


def with_change(file: str, old: str, new: str, files: Mapping[str, str] = FILES) -> dict[str, str]:
    """The small programme with one place, which must exist, written otherwise."""
    path = f"small/{file}"
    assert files[path].count(old) == 1, f"{old!r} stands {files[path].count(old)} times in {file}"
    return {**files, path: files[path].replace(old, new)}


def opened(files: Mapping[str, str] = FILES) -> Programme:
    """The programme, which has no faults of writing."""
    return load(files, "small")


def faults_in(files: Mapping[str, str]) -> list[Fault]:
    """Every fault: of writing, of meaning and of the worked citizens."""
    programme, faults = read(files, "small")
    if programme is None or blocked_decisions(faults, len(programme.decisions)):
        return sorted(set(faults))
    proved = prove(programme)
    blocked = blocked_decisions(proved, len(programme.decisions))
    return sorted({*faults, *proved, *(() if blocked else check_cases(programme))})


def does_not_load(files: Mapping[str, str]) -> tuple[Fault, ...]:
    """The faults with which the programme refuses to load; none when it loads."""
    try:
        load(files, "small")
    except UnfinishedProgramme as unfinished:
        return unfinished.faults
    return ()


def line_of(files: Mapping[str, str], file: str, words: str) -> int:
    """The first line that holds these words, from 1."""
    lines = files[f"small/{file}"].splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)
