"""A scenario of one's own: what is changed is written on top, what is not changed is not, and nothing is lost."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.shipped import TEXTS, around, scenario
from tvaerspor.planning.changes import Content, Wish, changed_file, content_of, whole_file, written_file
from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.reading import FaultyPlanning
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.typed import NotANumber, read_typed, read_typed_estimate, typed_number

TRAINING, NOTE, SEED = "traening-nordjylland-demo", "laenderyg-midtjylland-2012", "holstebro-2020"
REFERRALS = "knaeartrose/knee_referrals_per_100000"


def unchanged(id_: str) -> Wish:
    plan = scenario(id_)
    curves = {line.id: plan.written.lines[line.id].build_up for line in plan.lines}
    shares = {line: plan.written.build_up[curve].shares if curve else () for line, curve in curves.items()}
    figures = {part.key: part.value for part in plan.assumptions}
    years = (plan.years[0], plan.years[-1])
    return Wish(plan.title, years, tuple(plan.municipalities), plan.written.service_model, figures, shares)


def on_top(id_: str, wish: Wish, own: Content | None = None) -> Content:
    bare = {"id": "mit", "title": "Mit", "base": id_}
    return changed_file(content_of(TEXTS, id_), scenario(id_), own or bare, wish)


def opened(content: Content) -> Scenario:
    return load_scenario({**TEXTS, "mit": written_file(content)}, "mit", around())


def figures(id_: str, changes: Mapping[str, Estimate]) -> Wish:
    return replace(unchanged(id_), figures={**unchanged(id_).figures, **changes})


@pytest.mark.parametrize("id_", sorted(TEXTS))
def test_a_wish_that_changes_nothing_writes_nothing(id_: str) -> None:
    content = on_top(id_, unchanged(id_))
    assert content == {"id": "mit", "title": scenario(id_).title, "base": id_}
    assert opened(content).lines == scenario(id_).lines


@pytest.mark.parametrize("id_", sorted(TEXTS))
def test_a_file_to_share_leans_on_no_other_and_means_the_same(id_: str) -> None:
    shared = whole_file(TEXTS, id_)
    alone = load_scenario({id_: shared}, id_, around())
    assert "base:" not in shared
    assert (alone.lines, alone.years, alone.inhabitants) == (
        scenario(id_).lines,
        scenario(id_).years,
        scenario(id_).inhabitants,
    )
    assert whole_file({id_: shared}, id_) == shared


@pytest.mark.parametrize("id_", sorted(TEXTS))
def test_each_figure_can_be_changed_alone_and_goes_back_without_a_trace(id_: str) -> None:
    """A price, a volume or a factor; of the scenario, of a programme, or written in its line."""
    for part in scenario(id_).assumptions:
        more = Estimate(part.value.low + 1, part.value.likely + 2, part.value.high + 3)
        content = on_top(id_, figures(id_, {part.key: more}))
        found = {each.key: each for each in opened(content).assumptions}
        assert found[part.key].value == more
        assert found[part.key].is_local and not found[part.key].source, "nobody vouches for it but its author"
        assert "kilden siger" in found[part.key].note and found[part.key].price_level == part.price_level
        assert [key for key, each in found.items() if each != {p.key: p for p in scenario(id_).assumptions}[key]] == [
            part.key
        ]
        assert on_top(id_, unchanged(id_), content) == on_top(id_, unchanged(id_))


def test_a_changed_figure_of_a_programme_keeps_its_luck() -> None:
    content = on_top(TRAINING, figures(TRAINING, {REFERRALS: Estimate.certain(900)}))
    assert content["programme_values"]["knaeartrose"]["knee_referrals_per_100000"]["value"] == 900
    assert REFERRALS in {part.key for part in opened(content).assumptions}


def test_build_up_service_model_years_and_municipalities_are_changed() -> None:
    wish = replace(
        unchanged(TRAINING),
        years=(2025, 2028),
        municipalities=("0851",),
        build_up={"first_visit": (), "class_training": (Fraction(1, 4), Fraction(1))},
    )
    plan = opened(on_top(TRAINING, wish))
    assert plan.years == (2025, 2026, 2027, 2028) and list(plan.municipalities) == ["0851"]
    lines = {line.id: [cell.times for cell in line.cells] for line in plan.lines}
    whole = Fraction(202_400, 100_000)  # the demo's inhabitants of Aalborg
    assert lines["class_training"][1] / lines["class_training"][0] == 4
    assert len(set(lines["first_visit"])) == 1 and abs(lines["first_visit"][0] - whole) < Fraction(1, 100)
    individual = opened({"id": "mit", "title": "Mit", "base": TRAINING, "service_model": "individual"})
    wish = replace(wish, service_model="individual", figures={})
    bare = {"id": "mit", "title": "Mit", "base": TRAINING}
    made = opened(changed_file(content_of(TEXTS, TRAINING), individual, bare, wish))
    assert [line.id for line in made.lines] == ["first_visit", "individual_training"]


def test_years_that_a_line_cannot_have_are_told() -> None:
    with pytest.raises(FaultyPlanning, match="2021 ligger uden for 2020-2020"):
        opened(on_top(SEED, replace(unchanged(SEED), years=(2020, 2020))))


def test_a_figure_for_a_value_that_the_programme_lacks_is_a_fault() -> None:
    text = (
        "id: mit\ntitle: x\nbase: laenderyg-midtjylland-2012\nprogramme_values:\n  laenderyg:\n"
        "    open_counseling_year: {title: x, value: 1, unit: kr. pr. år}\n"
    )
    with pytest.raises(FaultyPlanning) as faulty:
        load_scenario({**TEXTS, "mit": text}, "mit", around())
    told = str(faulty.value)
    assert "mit.yaml:6: programme_values.laenderyg.open_counseling_year" in told
    assert "mente du «open_counselling_year»?" in told and "mangler prisniveau" in told and "kilde mangler" in told


def test_codes_days_and_years_keep_their_quotes() -> None:
    written = written_file({"a": "0661", "b": "2019-10-01", "c": "2012", "d": "ja", "e": "", "f": "true", "g": "x: y"})
    assert written.splitlines()[:3] == ['a: "0661"', 'b: "2019-10-01"', 'c: "2012"']
    assert content_of({"x": written}, "x") == {
        "a": "0661", "b": "2019-10-01", "c": "2012", "d": "ja", "e": "", "f": "true", "g": "x: y",
    }  # fmt: skip


TYPED = [("1.234,50", "1234.5"), ("0,25", "0.25"), (" 10 500 ", "10500"), ("4800000", "4800000"), ("1.350", "1350")]


@pytest.mark.parametrize(("typed", "exact"), TYPED)
def test_numbers_are_typed_the_danish_way(typed: str, exact: str) -> None:
    assert read_typed(typed) == Fraction(exact)


@pytest.mark.parametrize("typed", ["", "941.47", "1,2,3", "-5", "1e5", "ti", "1.23", "٣", "1234567890123456"])
def test_what_is_no_number_is_told_with_how_to_write_it(typed: str) -> None:
    with pytest.raises(NotANumber, match=r"er ikke et tal\. Skriv det med komma|flere cifre"):
        read_typed(typed)


@given(st.decimals(0, 10**9, places=4))
def test_a_number_reads_back_as_it_was_written(number: object) -> None:
    assert read_typed(typed_number(Fraction(str(number)))) == Fraction(str(number))


def test_a_span_is_ordered_and_a_blank_end_is_the_likeliest() -> None:
    assert read_typed_estimate("", "5", "") == Estimate.certain(5)
    assert read_typed_estimate("", "5", "7") == Estimate(Fraction(5), Fraction(5), Fraction(7))
    with pytest.raises(NotANumber, match="laveste må ikke være over"):
        read_typed_estimate("6", "5", "7")


def test_the_budget_of_a_shared_file_is_equal_to_the_oere() -> None:
    shared = whole_file(TEXTS, NOTE)
    assert budget(load_scenario({NOTE: shared}, NOTE, around())) == budget(scenario(NOTE))
