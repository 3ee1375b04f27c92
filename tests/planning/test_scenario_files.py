"""What an author writes wrongly is told with file, line, field and what to change."""

from typing import NamedTuple

import pytest

from tests.documents.schema import problems
from tests.planning.shipped import SMALL, TEXTS, around, changed
from tvaerspor.documents.reference import PLANNING_FILES, schemas
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.reading import FaultyPlanning
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.yaml_nodes import read_tree

COURSES = "  courses:\n    title: Forløb\n"


class Planted(NamedTuple):
    """A fault put into the small scenario: what is replaced by what, on which line it is told, and in which words."""

    what: str
    old: str
    new: str
    at: str
    field: str
    sentence: str


FAULTS = [
    Planted(
        "a price without a level",
        'per: 3, unit: kr. pr. år, price_level: "2020"',
        "per: 3, unit: kr. pr. år, date: x",
        "  clinic: {title: En klinik",
        "values.clinic",
        "et beløb mangler prisniveau (price_level)",
    ),
    Planted(
        "a municipality without a population",
        '["0661", "0706"]',
        '["0661", "0101"]',
        "municipalities:",
        "municipalities",
        "kommunen 0101 København mangler indbyggertal: ingen af folketallene midtjylland-2013",
    ),
    Planted(
        "a municipality that does not exist",
        '["0661", "0706"]',
        '["0661", "0707x"]',
        "municipalities:",
        "municipalities",
        "mente du «0707»?",
    ),
    Planted(
        "a negative volume",
        "per_year: 1, unit",
        "per_year: -1, unit",
        "volume: {per_year: -1",
        "lines.clinic.volume.per_year",
        "-1 er negativt; skriv et tal fra 0 og op",
    ),
    Planted("a negative price", "value: 1000", "value: -1000", "value: -1000", "values.clinic.value", "er negativt"),
    Planted(
        "an activity that does not exist",
        "activity: self_training",
        "activity: self_trainin",
        "activity: self_trainin",
        "lines.clinic.activity",
        "aktiviteten «self_trainin» findes ikke; mente du «self_training»?",
    ),
    Planted(
        "an activity of its own that does not exist",
        "    activity: course\n",
        "    activity: cours\n",
        "activity: cours",
        "lines.courses.activity",
        "mente du «course»? (skriv den under activities)",
    ),
    Planted(
        "a programme that does not exist",
        "    programme: knaeartrose\n",
        "    programme: knaartrose\n",
        "activity: self_training",
        "lines.clinic.activity",
        "programmet «knaartrose» findes ikke; mente du «knaeartrose»?",
    ),
    Planted(
        "a price that does not exist",
        "tariff: clinic",
        "tariff: klinic",
        "tariff: klinic",
        "lines.clinic.tariff",
        "værdien «klinic» findes ikke; mente du «clinic»?",
    ),
    Planted(
        "a programme's price that does not exist",
        "tariff: clinic",
        "tariff: {programme: knaeartrose, value: doctor_visits}",
        "tariff: {programme",
        "lines.clinic.tariff",
        "mente du «doctor_visit»?",
    ),
    Planted(
        "a number in the place of a price",
        "tariff: clinic",
        "tariff: {programme: knaeartrose, value: classes_per_course}",
        "tariff: {programme",
        "lines.clinic.tariff",
        "er ikke en pris: enheden er «gange pr. forløb», ikke kr.",
    ),
    Planted(
        "a price in the place of a number",
        "per_year: 1, unit",
        "per_year: course, unit",
        "volume: {per_year: course",
        "lines.clinic.volume",
        "er et beløb (kr. pr. forløb); her skal stå et antal",
    ),
    Planted(
        "payers who pay too little",
        "citizen: 0.1",
        "citizen: 0.05",
        "payers: {",
        "lines.courses.payers",
        "betalernes andele skal give 1, men giver 0,95",
    ),
    Planted(
        "a payer who does not exist",
        "payers: state",
        "payers: stat",
        "payers: stat",
        "lines.clinic.payers",
        "betaleren «stat» findes ikke; vælg mellem region, municipality, state, citizen",
    ),
    Planted(
        "no payer", "    payers: state\n", "", "  clinic:\n    title", "lines.clinic.payers", "skriv hvem der betaler"
    ),
    Planted(
        "a number without a source",
        ", unit: klinik, source: {id: note}",
        ", unit: klinik",
        "volume: {per_year: 1",
        "lines.clinic.volume",
        "kilde mangler: skriv source, eller basis: local",
    ),
    Planted(
        "a source that does not exist",
        "unit: klinik, source: {id: note}",
        "unit: klinik, source: {id: nota}",
        "unit: klinik",
        "lines.clinic.volume",
        "kilden «nota» findes ikke; mente du «note»?",
    ),
    Planted(
        "a last year before the first",
        "to: 2022",
        "to: 2019",
        "years:",
        "years.to",
        "sidste år (2019) ligger før det første (2020)",
    ),
    Planted(
        "a total without years",
        "per_year: 1, unit",
        "total: 1, unit",
        "  clinic:\n    title",
        "lines.clinic.by_year",
        "fordel den samlede mængde på årene",
    ),
    Planted(
        "years that do not give one",
        "    tariff: clinic\n",
        "    tariff: clinic\n    by_year: {2020: 0.4, 2021: 0.5}\n",
        "by_year: {2020",
        "lines.clinic.by_year",
        "by_year fordeler en samlet mængde (total)",
    ),
    Planted(
        "a range in disorder",
        "{low: 90, likely: 100, high: 120}",
        "{low: 90, likely: 130, high: 120}",
        "value: {low: 90",
        "values.course.value",
        "likely ikke større end high",
    ),
    Planted(
        "a build-up that does not exist",
        "build_up: slow",
        "build_up: slo",
        "build_up: slo",
        "lines.courses.build_up",
        "opbygningen «slo» findes ikke; mente du «slow»?",
    ),
    Planted(
        "a share above one",
        "shares: [0.5, 1]",
        "shares: [0.5, 10]",
        "slow:",
        "build_up.slow.shares",
        "en andel er højst 1",
    ),
    Planted(
        "a population that does not exist",
        "counts: [midtjylland-2013]",
        "counts: [midtjylland-2014]",
        "counts:",
        "counts",
        "folketallet «midtjylland-2014» findes ikke; mente du «midtjylland-2013»?",
    ),
    Planted(
        "a word in the place of a number",
        "per_year: 1, unit",
        "per_inhabitants: mange, per_year: 1, unit",
        "volume: {per_inhabitants",
        "lines.clinic.volume.per_inhabitants",
        "her skal stå et tal, ikke «mange»",
    ),
    Planted(
        "a division by nought",
        "value: 1000, per: 3",
        "value: 1000, per: 0",
        "per: 0",
        "values.clinic.per",
        "der kan ikke deles med 0",
    ),
    Planted(
        "a number that is too long",
        "value: 1000",
        "value: 1000.00000000000001",
        "value: 1000.",
        "",
        "har flere cifre, end der kan regnes med",
    ),
    Planted("a number without end", "value: 1000", "value: 1e999", "value: 1e999", "values.clinic.value", "for stort"),
    Planted(
        "an unknown key",
        "    tariff: clinic\n",
        "    tarif: clinic\n",
        "tarif: clinic",
        "lines.clinic.tarif",
        "mente du «tariff»?",
    ),
    Planted(
        "a key written twice",
        "    tariff: clinic\n",
        "    tariff: clinic\n    tariff: again\n",
        "tariff: again",
        "tariff",
        "nøglen står to gange",
    ),
    Planted(
        "another price level without an index",
        "years:",
        'price_level: "2022"\nyears:',
        "    tariff: course",
        "lines.courses.tariff",
        "prisniveau 2020 og kan ikke omregnes til 2022: skriv et indeks (index)",
    ),
    Planted(
        "a service model that does not exist",
        "years:",
        "service_model: full\nyears:",
        "service_model:",
        "service_model",
        "servicemodellen «full» findes ikke",
    ),
]


def faults(*changes: tuple[str, str]) -> tuple[Fault, ...]:
    with pytest.raises(FaultyPlanning) as raised:
        changed(*changes)
    return raised.value.faults


@pytest.mark.parametrize("planted", FAULTS, ids=lambda planted: planted.what)
def test_a_fault_is_told_with_file_line_field_and_what_to_change(planted: Planted) -> None:
    text = SMALL.replace(planted.old, planted.new, 1)
    line = text[: text.index(planted.at)].count("\n") + 1
    found = [fault for fault in faults((planted.old, planted.new)) if planted.sentence in fault.sentence]
    assert ("small.yaml", line, planted.field) in [(fault.file, fault.line, fault.field) for fault in found]


def test_a_fault_draws_no_others_after_it() -> None:
    """A faulty entry is left out of what is judged on; that its name is then gone is not told."""
    for changes in (
        ("value: 1000", "value: -1000"),
        ("payers: state", "payers: stat"),
        ("title: Langsomt", "titel: x"),
    ):
        assert len({fault.line for fault in faults(changes)}) == 1


def test_an_index_that_lacks_a_year_is_named_with_the_level_and_the_year() -> None:
    changes = (
        ("years:", 'price_level: "2023-04"\nyears:'),
        ("    build_up: slow\n", "    index: physiotherapy_fees\n"),
    )
    said = "\n".join(fault.sentence for fault in faults(*changes))
    assert "indekset «physiotherapy_fees» mangler tal for 2020 (år 2020); skriv det med sin kilde" in said


def test_amounts_are_converted_by_the_index_that_the_line_names() -> None:
    """Domain D.6: 484,31 kr. on 1 October 2022 is 489,44 kr. on 1 April 2023, 1,06 % more."""
    old = changed(
        ("years:", 'price_level: "2023-04"\nyears:'),
        ('price_level: "2020"\n', 'price_level: "2022-10"\n'),
        ("    build_up: slow\n", "    index: physiotherapy_fees\n"),
        ("tariff: clinic", "tariff: {programme: knaeartrose, value: physiotherapy_visit}"),
    )
    before = changed(("    build_up: slow\n", ""))
    converted, plain = (budget(one).only(line="courses").total() for one in (old, before))
    assert converted.price_level == "2023-04"
    assert converted.likely * 10_000 == plain.likely * 10_106


def test_every_fault_is_told_at_once() -> None:
    assert len(faults(("to: 2022", "to: 2019"), ("payers: state", "payers: stat"), ("value: 1000", "value: -1"))) == 3


def test_an_empty_file_and_a_missing_one_are_said_to_be_so() -> None:
    for texts, sentence in (({"small": ""}, "filen er tom"), ({"smal": SMALL}, "mente du «smal»")):
        with pytest.raises(FaultyPlanning, match=sentence):
            load_scenario(texts, "small", around())


def with_base(own: str) -> dict[str, str]:
    return {"small": SMALL, "other": f"id: other\ntitle: En anden\nbase: small\n{own}"}


def test_an_alternative_changes_what_it_writes_and_keeps_all_else() -> None:
    texts = with_base("values:\n  course: {value: 50}\nlines:\n  clinic:\n    payers: region\n")
    other = budget(load_scenario(texts, "other", around()))
    assert other.only(line="clinic").by("payer").keys() == {"region"}
    assert other.only(line="courses").total().likely * 2 == budget(changed()).only(line="courses").total().likely


def test_an_alternative_takes_away_what_it_writes_as_nothing() -> None:
    texts = with_base("lines:\n  clinic:\n")
    assert [line.id for line in load_scenario(texts, "other", around()).lines] == ["courses"]


def test_a_fault_in_an_alternative_is_told_where_it_is_written_and_so_is_one_in_its_base() -> None:
    texts = with_base("lines:\n  clinic:\n    tariff: klinik\n")
    texts["small"] = SMALL.replace("payers: {municipality: 0.6", "payers: {municipality: 0.7")
    with pytest.raises(FaultyPlanning) as raised:
        load_scenario(texts, "other", around())
    places = [(fault.file, fault.line) for fault in raised.value.faults]
    assert places == [("other.yaml", 6), ("small.yaml", SMALL[: SMALL.index("payers:")].count("\n") + 1)]


def test_scenarios_that_build_on_each_other_are_refused() -> None:
    texts = with_base("") | {"small": SMALL.replace("title: Lille", "title: Lille\nbase: other", 1)}
    with pytest.raises(FaultyPlanning, match="bygger på hinanden: other -> small -> other"):
        load_scenario(texts, "other", around())


def test_a_base_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FaultyPlanning, match=r"other.yaml:3: base: scenariet «smal» findes ikke; mente du «small»"):
        load_scenario({"small": SMALL, "other": with_base("")["other"].replace("small", "smal")}, "other", around())


@pytest.mark.parametrize("id_", sorted(TEXTS))
def test_a_shipped_scenario_is_named_after_its_file(id_: str) -> None:
    assert load_scenario(TEXTS, id_, around()).id == id_


def test_the_published_schema_knows_the_shipped_scenarios() -> None:
    """A scenario with a base may leave out what its base says; the schema is of a whole one."""
    schema = schemas(PLANNING_FILES)["scenarios/*.yaml"]
    for id_, text in TEXTS.items():
        tree, _ = read_tree(f"{id_}.yaml", text)
        value = tree.value()
        if "base" not in value:
            assert not list(problems(value, schema, schema["$defs"]))
    assert list(problems({"id": "x", "title": "y"}, schema, schema["$defs"]))
