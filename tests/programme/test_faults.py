"""Every kind of fault that can be planted in a programme is named with file, line and field, and never loads.

A fault about rules is also shown as an example citizen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.programme.small import FILES, OFFERS, QUESTIONS, does_not_load, faults_in, line_of, with_change
from tvaerspor.actions.open_programme import check_programme, open_programme
from tvaerspor.programme.faults import Fault, UnfinishedProgramme
from tvaerspor.programme.load import load


@dataclass(frozen=True)
class Planted:
    """A change of the small programme, and how it must be named; `near` are words of the line that is named."""

    name: str
    file: str
    old: str
    new: str
    near: str
    field: str
    sentence: str
    example: str = ""
    in_file: str = ""

    def files(self) -> dict[str, str]:
        """The programme with the fault."""
        return with_change(self.file, self.old, self.new)

    def expected_place(self) -> tuple[str, int, str]:
        """File, line and field."""
        file = self.in_file or self.file
        return f"small/{file}", line_of(self.files(), file, self.near), self.field

    def __str__(self) -> str:
        return self.name


def planted(faults: list[Planted]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fault", faults, ids=str)


STEP, SECOND = "decisions.0.steps.0.rules", "decisions.0.steps.1.exceptions"
SEVERE = "{id: severe, when: {degree: severe}, to: clinic, strength: must, basis: local}"

OF_WRITING = [
    Planted(
        "an unknown key",
        "triage.yaml",
        "strength: must, basis: local}\n          - {id: explain",
        "strenght: must, basis: local}\n          - {id: explain",
        "strenght",
        f"{STEP}.0.strenght",
        "nøglen «strenght» findes ikke; mente du «strength»?",
    ),
    Planted(
        "a word where a number stands",
        "questions.yaml",
        "[20, 300]",
        "[20, mange]",
        "mange",
        "facts.weight.between.1",
        "her skal stå et tal",
    ),
    Planted(
        "a number where a word stands",
        "questions.yaml",
        "ask: Vægt",
        "ask: 5",
        "ask: 5",
        "facts.weight.ask",
        "her skal stå nøgler med indhold",
    ),
    Planted(
        "a word that is none of the words",
        "triage.yaml",
        "urgency: acute",
        "urgency: akut",
        "akut",
        "red_flags.0.urgency",
        "vælg mellem",
    ),
    Planted(
        "a missing key",
        "triage.yaml",
        "    title: Varm finger\n",
        "",
        "id: warm",
        "red_flags.0.title",
        "feltet mangler",
    ),
    Planted(
        "a criterion of two keys",
        "triage.yaml",
        "{degree: severe}, to",
        "{degree: severe, weight: {at_least: 2}}, to",
        "id: severe",
        f"{STEP}.0.when",
        "et kriterium er et navn eller én nøgle",
    ),
    Planted(
        "a threshold that is a word",
        "triage.yaml",
        "{weight: {at_least: 100}}",
        "{weight: {at_least: meget}}",
        "meget",
        "concepts.heavy.when",
        "en grænse er et tal",
    ),
    Planted(
        "a derivation that does not exist",
        "questions.yaml",
        "{count: {of: [warm, home_care]}}",
        "{average: {of: [warm, home_care]}}",
        "average",
        "facts.score.derive",
        "udledningen «average» findes ikke; vælg mellem age, time_between",
    ),
    Planted(
        "at least of more than there are",
        "questions.yaml",
        "type: number\n    unit: point\n    derive: {count: {of: [warm, home_care]}}",
        "type: yes_no\n    says_not: nej\n    derive: {at_least_n_of: {n: 3, of: [warm, home_care]}}",
        "at_least_n_of",
        "facts.score.derive",
        "n er et helt tal fra 1 til antallet af kriterier, ikke «3»",
    ),
    Planted(
        "a unit of time that does not exist",
        "questions.yaml",
        "unit: days}",
        "unit: dage}",
        "unit: dage}",
        "facts.picture_age.derive",
        "enheden «dage» er ikke days, weeks, months eller years",
    ),
    Planted(
        "a date that is none",
        "programme.yaml",
        'valid_from: "2024-01-01"',
        'valid_from: "1. januar"',
        "1. januar",
        "valid_from",
        "«1. januar» er ikke en dato som 2026-11-22",
    ),
    Planted(
        "the date of a case that is none",
        "cases/cases.yaml",
        '"2026-06-01"',
        '"2026-06-31"',
        "2026-06-31",
        "0.date",
        "«2026-06-31» er ikke en dato som 2026-11-22",
    ),
    Planted(
        "a blank read as no without saying so",
        "questions.yaml",
        "    says_not: fingeren er ikke varm\n",
        "    says_not: fingeren er ikke varm\n    if_blank: {read_as: no}\n",
        "read_as",
        "facts.warm.if_blank.explained",
        "feltet mangler",
    ),
    Planted(
        "a folder that is not there",
        "programme.yaml",
        "valid_from:",
        "includes: [fælles]\nvalid_from:",
        "includes",
        "includes",
        "mappen «fælles» findes ikke",
    ),
]

OF_NAMES = [
    Planted(
        "an unknown fact",
        "triage.yaml",
        "when: home_care,",
        "when: homecare,",
        "homecare",
        f"{SECOND}.0",
        "oplysningen «homecare» findes ikke; mente du «home_care»?",
    ),
    Planted(
        "an unknown fact in a count",
        "questions.yaml",
        "{count: {of: [warm, home_care]}}",
        "{count: {of: [warm, homecare]}}",
        "score:",
        "facts.score",
        "oplysningen «homecare» findes ikke; mente du «home_care»?",
    ),
    Planted(
        "an unknown fact in an indicator",
        "indicators/started.yaml",
        "where: home_care",
        "where: homecare",
        "id: started",
        "",
        "oplysningen «homecare» findes ikke; mente du «home_care»?",
    ),
    Planted(
        "an unknown destination",
        "triage.yaml",
        "to: town, strength",
        "to: twon, strength",
        "twon",
        f"{SECOND}.0",
        "modtageren «twon» findes ikke; mente du «town»?",
    ),
    Planted(
        "an unknown source",
        "questions.yaml",
        "facts: [warm, degree], source: {id: aftale}",
        "facts: [warm, degree], source: {id: aftalen}",
        "aftalen",
        "phrases.0",
        "kilden «aftalen» findes ikke; mente du «aftale»?",
    ),
    Planted(
        "an unknown parameter",
        "triage.yaml",
        "{parameter: too_old}",
        "{parameter: to_old}",
        "id: old_picture",
        f"{SECOND}.1",
        "parameteren «to_old» findes ikke; mente du «too_old»?",
    ),
    Planted(
        "an unknown text",
        "triage.yaml",
        "send: letter",
        "send: lettre",
        "lettre",
        f"{STEP}.1",
        "teksten «lettre» findes ikke; mente du «letter»?",
    ),
    Planted(
        "an unknown measure",
        "pathway.yaml",
        "measures: [pain_score]",
        "measures: [pain_scor]",
        "id: later",
        "follow_ups.0",
        "målet «pain_scor» findes ikke; mente du «pain_score»?",
    ),
    Planted(
        "a text that names an unknown fact",
        "texts/letter.da.md",
        "{{ weight }}",
        "{{ weigth }}",
        "weigth",
        "",
        "teksten nævner «weigth», som ikke findes; mente du «weight»?",
    ),
    Planted(
        "an option that does not exist",
        "triage.yaml",
        "{degree: severe}, to",
        "{degree: worst}, to",
        "worst",
        f"{STEP}.0",
        "«degree» kan ikke være «worst»; vælg mellem mild, severe",
    ),
    Planted(
        "a threshold on a choice",
        "triage.yaml",
        "{degree: severe}, to",
        "{degree: {at_least: 2}}, to",
        "at_least: 2",
        f"{STEP}.0",
        "«degree» er ikke et tal; at_least og below kræver et tal",
    ),
    Planted(
        "a value for a number",
        "triage.yaml",
        "{weight: {at_least: 100}}",
        "{weight: 100}",
        "heavy:",
        "concepts.heavy",
        "«weight» er et tal; brug at_least eller below",
    ),
    Planted(
        "a date in a criterion",
        "triage.yaml",
        "when: home_care,",
        "when: picture_date,",
        "picture_date",
        f"{SECOND}.0",
        "«picture_date» er af typen date og kan ikke stå i et kriterium",
    ),
    Planted(
        "a rule twice",
        "triage.yaml",
        "id: care,",
        "id: severe,",
        "{id: severe, when: home_care",
        f"{SECOND}.0",
        "«severe» findes to gange",
    ),
    Planted(
        "a case twice",
        "cases/cases.yaml",
        "expect: {settled: yes, to: home}\n",
        "expect: {settled: yes, to: home}\n- {id: ordinary, title: a, citizen: b, date: '2026-06-01', "
        "decision: destination, answers: {warm: yes}, expect: {to: ward}}\n",
        "- {id: ordinary",
        "ordinary",
        "to sager hedder det samme",
    ),
    Planted(
        "a rule without a source",
        "triage.yaml",
        "{degree: severe}, to: clinic, strength: must, basis: local}",
        "{degree: severe}, to: clinic, strength: must}",
        "id: severe",
        f"{STEP}.0",
        "kilde mangler: skriv source, eller basis: local",
    ),
    Planted(
        "a parameter's number without a source",
        "programme.yaml",
        'from: "2024-01-01", source: {id: aftale}}',
        'from: "2024-01-01"}',
        "too_old:",
        "parameters.too_old",
        "et tal mangler sin kilde: skriv source, eller basis: local",
    ),
    Planted(
        "a number without a unit",
        "questions.yaml",
        "    type: number\n    unit: kg\n",
        "    type: number\n",
        "weight:",
        "facts.weight",
        "et tal skal have en enhed (unit)",
    ),
    Planted(
        "a price without a price level",
        "planning.yaml",
        'price_level: "2024"',
        'date: "2024"',
        "course_price",
        "values.course_price",
        "et beløb mangler prisniveau (price_level)",
    ),
    Planted(
        "a number without a date",
        "planning.yaml",
        'unit: kr. pr. forløb, price_level: "2024"',
        "unit: forløb",
        "course_price",
        "values.course_price",
        "et tal mangler dato (date) eller prisniveau (price_level)",
    ),
    Planted(
        "a yes or no without its negative",
        "questions.yaml",
        "    says_not: fingeren er ikke varm\n",
        "",
        "warm:",
        "facts.warm",
        "mangler ord: says og says_not",
    ),
    Planted(
        "a choice without its negative",
        "questions.yaml",
        "    says_not: det er ikke {value}\n",
        "",
        "degree:",
        "facts.degree",
        "mangler ord: says og says_not (med {value})",
    ),
    Planted(
        "a fact that nobody is asked for",
        "questions.yaml",
        "    ask: Vægt\n",
        "",
        "weight:",
        "facts.weight",
        "ingen spørger om den, og den hverken hentes eller udledes",
    ),
    Planted(
        "a choice of nothing",
        "questions.yaml",
        "    options: {mild: mildt, severe: svært}\n",
        "",
        "degree:",
        "facts.degree",
        "et valg skal have mulige svar (options)",
    ),
    Planted(
        "an acute flag without a telephone",
        "triage.yaml",
        "    telephone: Ring til afdelingen.\n",
        "",
        "id: warm",
        "red_flags.0",
        "et akut rødt flag skal sige, hvem der ringes til (telephone)",
    ),
    Planted(
        "a rule that leads nowhere",
        "triage.yaml",
        "{degree: severe}, to: clinic, strength: must,",
        "{degree: severe}, strength: must,",
        "id: severe",
        f"{STEP}.0",
        "reglen fører ingen steder hen: skriv to, hand_over eller send",
    ),
    Planted(
        "a number read as something when blank",
        "questions.yaml",
        "    unit: kg\n",
        "    unit: kg\n    if_blank: {read_as: no, explained: læst som nej}\n",
        "weight:",
        "facts.weight",
        "kun et ja/nej-svar kan læses som noget, når det er blankt",
    ),
    Planted(
        "a concept that leads to itself",
        "triage.yaml",
        "when: {weight: {at_least: 100}}",
        "when: {any: [{weight: {at_least: 100}}, heavy]}",
        "heavy:",
        "concepts.heavy",
        "begrebet henviser til sig selv gennem «heavy»",
    ),
]

OF_SHAPE = [
    Planted(
        "rules beside a default",
        "triage.yaml",
        "        exceptions:\n",
        "        rules: [{id: lost, when: home_care, to: town, basis: local}]\n        exceptions:\n",
        "id: lost",
        "decisions.0.steps.1.rules",
        "et trin med udgangspunkt (default) har undtagelser (exceptions), ikke rules",
    ),
    Planted(
        "exceptions without a default",
        "triage.yaml",
        "        default: {id: private, to: home, basis: local}\n",
        "",
        "exceptions:",
        "decisions.0.steps.1.exceptions",
        "undtagelser (exceptions) kræver et udgangspunkt (default)",
    ),
    Planted(
        "a default before the last step",
        "triage.yaml",
        "        title: Er det undersøgt?\n        rules:\n",
        "        title: Er det undersøgt?\n        default: {id: early, to: home, basis: local}\n        exceptions:\n",
        "id: early",
        "decisions.0.steps.0.default",
        "kun det sidste trin har et udgangspunkt (default)",
    ),
    Planted(
        "a default that sends a text",
        "triage.yaml",
        "{id: private, to: home, basis: local}",
        "{id: private, send: letter, basis: local}",
        "id: private",
        "decisions.0.steps.1.default",
        "et udgangspunkt fører et sted hen",
    ),
    Planted(
        "a rule that both sends a text and decides",
        "triage.yaml",
        "send: letter,",
        "send: letter, to: home,",
        "id: explain",
        f"{STEP}.1",
        "reglen sender en tekst og går videre; den kan ikke også afgøre",
    ),
    Planted(
        "a fact that follows from itself",
        "questions.yaml",
        "{count: {of: [warm, home_care]}}",
        "{count: {of: [warm, {score: {at_least: 1}}]}}",
        "score:",
        "facts.score",
        "oplysningen udledes af sig selv gennem «score»",
    ),
    Planted(
        "bounds the wrong way round",
        "questions.yaml",
        "[20, 300]",
        "[300, 20]",
        "weight:",
        "facts.weight",
        "grænserne (between) står i omvendt rækkefølge",
    ),
    Planted(
        "an age of something that is no date",
        "questions.yaml",
        "{time_between: {start: picture_date, end: today, unit: days}}",
        "{age: degree}",
        "picture_age:",
        "facts.picture_age",
        "«degree» er ikke en dato, som der kan regnes fra",
    ),
    Planted(
        "a look-up of a choice that rules test too",
        "questions.yaml",
        "  weight:\n",
        "  level:\n    type: choice\n    derive: {look_up: {fact: degree, table: {mild: low}, otherwise: high}}\n"
        "    basis: local\n  weight:\n",
        "level:",
        "facts.level",
        "«degree» slås op her og kan ikke også stå i et kriterium",
    ),
    Planted(
        "a hidden row of a look-up",
        "questions.yaml",
        "  weight:\n",
        "  code: {ask: Kode, type: code, basis: local}\n  level:\n    type: choice\n"
        '    derive: {look_up: {fact: code, table: {"L*": low, "L90": high}, otherwise: low}}\n'
        "    basis: local\n  weight:\n",
        "level:",
        "facts.level",
        "«L90» i opslaget nås aldrig, for «L*» står før",
    ),
    Planted(
        "a look-up that gives what is no option",
        "questions.yaml",
        "  weight:\n",
        "  code: {ask: Kode, type: code, basis: local}\n  level:\n    type: choice\n    options: {low: lav}\n"
        '    derive: {look_up: {fact: code, table: {"L90": high}, otherwise: low}}\n    basis: local\n  weight:\n',
        "level:",
        "facts.level",
        "opslaget kan give «high», som ikke er blandt svarene (options)",
    ),
    Planted(
        "a sum of numbers without bounds",
        "questions.yaml",
        "derive: {count: {of: [warm, home_care]}}",
        "derive: {sum: {of: [weight]}}",
        "score:",
        "facts.score",
        "en sum kræver hele tal med snævre grænser; «weight» har dem ikke",
    ),
    Planted(
        "a sum of what is derived",
        "questions.yaml",
        "  picture_date:",
        "  total: {type: number, unit: point, derive: {sum: {of: [score]}}, basis: local}\n  picture_date:",
        "total:",
        "facts.total",
        "en sum lægger svar sammen; «score» er selv udledt",
    ),
    Planted(
        "a date that two derivations read",
        "questions.yaml",
        "  score:\n",
        "  picture_weeks:\n    type: number\n    unit: uger\n"
        "    derive: {time_between: {start: picture_date, end: today, unit: weeks}}\n    basis: local\n  score:\n",
        "picture_date:",
        "facts.picture_date",
        "læses af flere udledninger (picture_age, picture_weeks); den må kun læses af én",
    ),
    Planted(
        "a limit that is a word",
        "programme.yaml",
        "value: 30,",
        "value: gammel,",
        "too_old:",
        "parameters.too_old",
        "værdien «gammel» passer ikke: parameteren bruges som grænse og skal være et tal",
    ),
    Planted(
        "a parameter without a value for a region of the programme",
        "programme.yaml",
        '{value: 30, from: "2024-01-01", source: {id: aftale}}\nvalid_from',
        '{value: 30, regions: [midtjylland], from: "2024-01-01", basis: local}\nregions: [nordjylland]\nvalid_from',
        "too_old:",
        "parameters.too_old",
        "parameteren har ingen værdi for nordjylland, hvor programmet gælder",
    ),
    Planted(
        "a parameter without a value",
        "programme.yaml",
        '    values:\n      - {value: 30, from: "2024-01-01", source: {id: aftale}}\n',
        "    values: []\n",
        "too_old:",
        "parameters.too_old",
        "en parameter skal have mindst én værdi (values)",
    ),
    Planted(
        "a parameter from no date",
        "programme.yaml",
        'value: 30, from: "2024-01-01"',
        'value: 30, from: "i fjor"',
        "too_old:",
        "parameters.too_old",
        "«i fjor» er ikke en dato som 2026-11-22 (from)",
    ),
]


OF_NAMES += [
    Planted(
        f"{what} without a source",
        "programme.yaml",
        "valid_from:",
        f"{key}:\n  - {item}\nvalid_from:",
        item,
        f"{key}.0",
        "kilde mangler: skriv source, eller basis: local",
    )
    for what, key, item in (
        ("a code", "codes", '{system: icpc2, code: "L90", text: Slidgigt}'),
        ("a recommendation", "recommendations", "{id: train, text: Træn.}"),
        ("a duty", "implementation", "{duty: Aftal det., answer: Det er aftalt.}"),
    )
]
OF_NAMES.append(
    Planted(
        "a parameter's unknown source",
        "programme.yaml",
        "source: {id: aftale}}",
        "source: {id: aftal}}",
        "too_old:",
        "parameters.too_old",
        "kilden «aftal» findes ikke; mente du «aftale»?",
    )
)


def named(faults: tuple[Fault, ...] | list[Fault], fault: Planted) -> list[Fault]:
    """The faults that say what was planted."""
    return [found for found in faults if fault.sentence in found.sentence]


@planted(OF_WRITING + OF_NAMES + OF_SHAPE)
def test_a_fault_of_writing_is_named_with_file_line_and_field(fault: Planted) -> None:
    found = named(does_not_load(fault.files()), fault)
    assert fault.expected_place() in [(one.file, one.line, one.field) for one in found]


def test_the_small_programme_has_no_faults() -> None:
    assert faults_in(FILES) == []


OF_MEANING = [
    Planted(
        "a gap",
        "triage.yaml",
        "        default: {id: private, to: home, basis: local}\n        exceptions:\n"
        "          - {id: care, when: home_care, to: town, strength: consider, basis: local}\n"
        "          - id: old_picture\n",
        "        rules:\n          - {id: care, when: home_care, to: clinic, basis: local}\n"
        "          - id: old_picture\n",
        "id: destination",
        "decisions.0",
        "hul: nogle borgere får intet svar",
        "det er mildt",
    ),
    Planted(
        "a contradiction inside a step",
        "triage.yaml",
        "          - {id: explain,",
        "          - {id: rival, when: {weight: {at_least: 150}}, to: town, basis: local}\n          - {id: explain,",
        "id: examined",
        "decisions.0.steps.0",
        "«severe» og «rival» kan gælde samtidig og peger hver sin vej",
        "det er svært",
    ),
    Planted(
        "an unreachable rule",
        "triage.yaml",
        "when: home_care, to: town",
        "when: {all: [home_care, {degree: severe}]}, to: town",
        "id: care",
        f"{SECOND}.0",
        "reglen «care» kan aldrig slå til: ingen borger når hertil og opfylder den",
    ),
    Planted(
        "a redundant rule",
        "triage.yaml",
        "          - {id: explain,",
        "          - {id: again, when: {all: [{degree: severe}, home_care]}, to: clinic, basis: local}\n"
        "          - {id: explain,",
        "id: again",
        f"{STEP}.1",
        "reglen «again» er overflødig: uden den får alle borgere det samme svar",
        "det er svært",
    ),
    Planted(
        "an unreachable red flag",
        "triage.yaml",
        "    when: warm\n",
        "    when: {all: [warm, heavy, {degree: severe}, home_care]}\n",
        "id: warm",
        "red_flags.0",
        "reglen «warm» kan aldrig slå til",
    ),
    Planted(
        "a parallel rule that never holds",
        "triage.yaml",
        "{score: {at_least: 1}}",
        "{score: {at_least: 3}}",
        "id: two_things",
        "decisions.0.parallel.0",
        "«two_things» kan aldrig slå til",
    ),
    Planted(
        "impossibilities that leave nobody",
        "triage.yaml",
        "when: {all: [heavy, {degree: severe}, home_care]}",
        "when: {any: [warm, {not: warm}]}",
        "impossible:",
        "impossible",
        "umulighederne udelukker alle borgere",
    ),
    Planted(
        "a case that fails",
        "cases/cases.yaml",
        "to: home}",
        "to: clinic}",
        "expect:",
        "ordinary",
        "skulle føre til clinic, men giver home",
    ),
    Planted(
        "a case with an answer that cannot be",
        "cases/cases.yaml",
        "weight: 80",
        "weight: 800",
        "answers:",
        "ordinary",
        "weight: skal ligge mellem 20 og 300 kg, ikke 800",
    ),
]


@planted(OF_MEANING)
def test_a_fault_of_meaning_is_named_with_its_place_and_an_example_citizen(fault: Planted) -> None:
    found = named(faults_in(fault.files()), fault)
    assert [(one.file, one.line, one.field) for one in found] == [fault.expected_place()]
    assert fault.example in found[0].example


LOWERING = [
    # The step's rule is more urgent than the flag that comes before it.
    (
        "strength: must, basis: local}\n          - {id: explain",
        "strength: must, urgency: days, basis: local}\n          - {id: explain",
        ["warm"],
    ),
    # As urgent: nothing is lowered.
    (
        "strength: must, basis: local}\n          - {id: explain",
        "strength: must, urgency: soon, basis: local}\n          - {id: explain",
        [],
    ),
]


@pytest.mark.parametrize(("old", "new", "lowering"), LOWERING)
def test_a_red_flag_below_the_urgency_of_a_step_is_refused(old: str, new: str, lowering: list[str]) -> None:
    files = with_change(
        "triage.yaml", "    urgency: acute\n    telephone: Ring til afdelingen.\n", "    urgency: soon\n"
    )
    found = faults_in(with_change("triage.yaml", old, new, files))
    assert [(fault.field, fault.sentence) for fault in found] == [
        ("red_flags.0", f"et ja til «{fact}» kan gøre borgeren mindre hastende") for fact in lowering
    ]
    assert all("det er svært" in fault.example for fault in found)


def test_a_red_flag_of_two_parts_lowers_nothing_by_one_of_them_alone() -> None:
    files = with_change("triage.yaml", "    when: warm\n", "    when: {all: [warm, home_care]}\n")
    old, new, _ = LOWERING[0]
    assert faults_in(with_change("triage.yaml", old, new, files)) == []


def test_a_red_flag_that_only_a_no_raises_is_refused() -> None:
    files = with_change("triage.yaml", "    when: warm\n", "    when: {not: warm}\n")
    assert "et ja til «warm» kan gøre borgeren mindre hastende" in [fault.sentence for fault in faults_in(files)]


@pytest.mark.parametrize(
    ("impossible", "lowering"), [("{all: [warm, home_care]}", False), ("{all: [warm, heavy]}", True)]
)
def test_a_citizen_who_cannot_be_is_not_less_urgent(impossible: str, lowering: bool) -> None:
    warm_alone = with_change("triage.yaml", "    when: warm\n", "    when: {all: [warm, {not: home_care}]}\n")
    more = "{id: care_flag, title: Pleje, when: home_care, to: clinic, urgency: soon, basis: local}"
    both = with_change("triage.yaml", "decisions:\n", f"  - {more}\ndecisions:\n", warm_alone)
    files = with_change("triage.yaml", "{all: [heavy, {degree: severe}, home_care]}", impossible, both)
    found = [fault.sentence for fault in faults_in(files)]
    assert ("et ja til «home_care» kan gøre borgeren mindre hastende" in found) is lowering


# --- too much of something ---


def many_facts(count: int) -> str:
    return "".join(
        f"  y{number}: {{ask: y{number}, type: yes_no, says: ja, says_not: nej, basis: local}}\n"
        for number in range(count)
    )


def any_of(count: int, start: int = 0) -> str:
    return "{any: [" + ", ".join(f"y{number}" for number in range(start, start + count)) + "]}"


def send_step(id_: str, when: str) -> str:
    return f"      - {{id: {id_}, title: T, rules: [{{id: r_{id_}, when: {when}, send: letter, basis: local}}]}}\n"


def with_facts(count: int, old: str, new: str, *, sample: str = "triage.yaml") -> dict[str, str]:
    files = {**FILES, "small/questions.yaml": QUESTIONS + many_facts(count)}
    return with_change(sample, old, new, files)


TOO_MUCH: list[tuple[str, dict[str, str], str, str]] = [
    (
        "a step over fifteen facts",
        with_facts(15, "when: home_care, to: town", f"when: {any_of(15)}, to: town"),
        "decisions.0.steps.1",
        "her bruges 17 oplysninger",
    ),
    (
        "a parallel rule over fifteen facts",
        with_facts(15, "{score: {at_least: 1}}", any_of(15)),
        "decisions.0.parallel.0",
        "her bruges 15 oplysninger (14.348.907 felter); højst 14 oplysninger",
    ),
    (
        "an impossibility over fifteen facts",
        with_facts(15, "{all: [heavy, {degree: severe}, home_care]}", "{all: [" + any_of(15) + ", heavy]}"),
        "impossible.0",
        "her bruges 16 oplysninger",
    ),
    (
        "steps that too many facts link",
        with_facts(
            16,
            "      - id: examined\n",
            send_step("one", any_of(12))
            + send_step("two", any_of(12, 4))
            + send_step("three", f"{{any: [{any_of(4)}, {any_of(4, 12)}]}}")
            + "      - id: examined\n",
        ),
        "decisions.0",
        "oplysninger binder trinnene sammen i",
    ),
    (
        "more outcomes than a mask has bits",
        with_facts(
            7,
            "        exceptions:\n",
            "        exceptions:\n"
            + "".join(
                f"          - {{id: e{number}, when: y{number}, to: d{number}, strength: consider, basis: local}}\n"
                for number in range(7)
            ),
        )
        | {
            "small/offers.yaml": OFFERS.replace(
                "orders:\n",
                "".join(f"  d{number}: {{title: d, kind: elsewhere, basis: local}}\n" for number in range(7))
                + "orders:\n",
            )
        },
        "decisions.0",
        "måder; højst 64",
    ),
    (
        "more rules than a pattern has bits",
        with_facts(
            1,
            "          - {id: explain,",
            "".join(f"          - {{id: r{number}, when: y0, to: clinic, basis: local}}\n" for number in range(62))
            + "          - {id: explain,",
        ),
        "decisions.0.steps.0",
        "regler på ét sted; højst 62",
    ),
    (
        "nine phrases",
        with_change(
            "questions.yaml",
            "facts:\n  warm",
            "".join(f"  - {{id: p{number}, heading: Mere, facts: [warm], basis: local}}\n" for number in range(7))
            + "facts:\n  warm",
        ),
        "phrases.8",
        "9 fraser; der må højst være 8",
    ),
]


@pytest.mark.parametrize(
    ("files", "field", "words"), [too_much[1:] for too_much in TOO_MUCH], ids=[too_much[0] for too_much in TOO_MUCH]
)
def test_too_much_of_something_is_refused(tmp_path: Path, files: Mapping[str, str], field: str, words: str) -> None:
    write(tmp_path, files)
    found = [fault for fault in check_programme("small", tmp_path)[1] if words in fault.sentence]
    assert [fault.field for fault in found] == [field]
    assert found[0].line > 0


# --- many faults at once, and none gets through ---


def test_several_faults_are_all_named_in_one_run() -> None:
    chosen = [fault for fault in OF_WRITING + OF_NAMES + OF_SHAPE if fault.name in MANY]
    files: dict[str, str] = dict(FILES)
    for fault in chosen:
        files = with_change(fault.file, fault.old, fault.new, files)
    found = does_not_load(files)
    assert [fault.name for fault in chosen if not named(found, fault)] == []
    assert len({fault.file for fault in found}) == 5


MANY = (
    "a missing key",
    "a date that is none",
    "an unknown source",
    "an unknown text",
    "an unknown measure",
    "a price without a price level",
    "bounds the wrong way round",
    "a rule twice",
)


def test_a_fault_of_writing_does_not_hide_a_fault_of_meaning_elsewhere() -> None:
    files = with_change("triage.yaml", "{score: {at_least: 1}}", "{score: {at_least: 3}}")
    found = faults_in(with_change("planning.yaml", 'price_level: "2024"', 'date: "2024"', files))
    assert {fault.field for fault in found} == {"decisions.0.parallel.0", "values.course_price"}


def test_a_missing_folder_a_missing_and_an_empty_programme_file_are_named() -> None:
    without = {path: text for path, text in FILES.items() if path != "small/programme.yaml"}
    for files in ({}, without, {**FILES, "small/programme.yaml": "# intet\n"}):
        (fault, *_) = does_not_load(files)
        assert fault.file == "small/programme.yaml"


def test_a_file_that_belongs_in_no_programme_is_named() -> None:
    found = does_not_load({**FILES, "small/triages.yaml": "a: 1", "small/texts/brev.md": "# Brev"})
    assert [fault.file for fault in found] == ["small/texts/brev.md", "small/triages.yaml"]


@planted(OF_WRITING[:2] + OF_NAMES[:2] + OF_SHAPE[:2] + OF_MEANING[:4])
def test_a_programme_with_faults_never_opens(tmp_path: Path, fault: Planted) -> None:
    write(tmp_path, fault.files())
    with pytest.raises(UnfinishedProgramme) as unfinished:
        open_programme("small", tmp_path)
    assert named(unfinished.value.faults, fault)


def test_a_programme_without_faults_opens(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert open_programme("small", tmp_path).version == load(FILES, "small").version
    assert check_programme("small", tmp_path)[1] == ()


def test_every_fault_says_its_place_first() -> None:
    (fault,) = faults_in(with_change("triage.yaml", "to: town, strength", "to: twon, strength"))
    line = line_of(FILES, "triage.yaml", "id: care")
    assert str(fault).startswith(f"small/triage.yaml:{line}: {SECOND}.0: modtageren «twon» findes ikke")


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
