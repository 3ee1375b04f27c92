"""The scales: only the free ones have items, blanks are never 0, and what cannot be is refused with what to do."""

from itertools import product

import pytest

from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.actions.organisation import scales
from tvaerspor.pathway.scales import (
    FaultyScales,
    Reply,
    Scale,
    load_scales,
    read_reply,
    scale_for,
    score,
    walking_speed,
)

FREE = {"nrs", "vas", "psfs", "grc", "work_ability", "chair_stand", "walk_40m", "who5"}
"""The scales whose items may be shipped; RMDQ is counted here without its statements."""
BY_ID = {scale.id: scale for scale in scales()}
WHO5 = tuple(item.id for item in BY_ID["who5"].items)


def test_only_the_scales_that_are_free_ship_items() -> None:
    assert {scale.id for scale in scales() if scale.ships_items} == FREE
    assert [scale.id for scale in scales() if (scale.items or scale.own_items) and not scale.ships_items] == []
    assert [
        scale.id for scale in scales() if not scale.ships_items and (scale.items or scale.answers or scale.lead)
    ] == []


def test_every_scale_that_is_not_free_says_why_only_its_total_is_entered() -> None:
    closed = [scale for scale in scales() if not scale.ships_items]
    assert len(closed) >= 8 and all(scale.licence for scale in closed)


def test_every_item_is_in_danish_and_english() -> None:
    texts = [item.ask for scale in scales() for item in scale.items]
    texts += [each.title for scale in scales() for each in scale.answers]
    assert texts and all(text.da and text.en for text in texts)


def test_a_programmes_measure_never_ships_items_that_its_scale_does_not() -> None:
    for id_ in programme_ids():
        for measure in open_programme(id_).pathway.measures if id_ != "skeleton" else ():
            scale = scale_for(measure, scales())
            assert scale is None or scale.ships_items or not measure.ships_items, (id_, measure.id)


def test_a_measure_with_another_range_has_no_scale() -> None:
    measure = open_programme("hofteklinik").pathway.measures[0]
    assert scale_for(measure, scales()) is BY_ID["nrs"]
    assert scale_for(measure.model_copy(update={"range": (0, 100)}), scales()) is None


@pytest.mark.parametrize(("each", "expected"), [(0, 0), (3, 60), (5, 100)])
def test_the_sum_of_five_is_taken_times_four(each: int, expected: int) -> None:
    assert score(BY_ID["who5"], Reply(dict.fromkeys(WHO5, each))) == expected


def test_one_blank_of_five_gives_no_score() -> None:
    for blank in WHO5:
        assert score(BY_ID["who5"], Reply({name: 5 for name in WHO5 if name != blank})) is None


def test_every_sum_there_is_lies_within_the_published_range() -> None:
    found = {score(BY_ID["who5"], Reply(dict(zip(WHO5, each, strict=True)))) for each in product(range(6), repeat=5)}
    assert found == set(range(0, 101, 4))


def test_own_activities_are_the_mean_of_those_named_and_none_may_be_left_open() -> None:
    own, words = BY_ID["psfs"], {"1": "Gå på trapper", "2": "Cykle"}
    assert score(own, Reply({"1": 4, "2": 7}, words)) == 5.5
    assert score(own, Reply({"1": 4}, words)) is None, "a blank is no 0"
    assert score(own, Reply()) is None


def test_statements_are_counted_and_nothing_ticked_is_a_blank_form() -> None:
    assert score(BY_ID["rmdq"], Reply(ticked=frozenset({1, 5, 24}))) == 3
    assert score(BY_ID["rmdq"], Reply()) is None
    assert score(BY_ID["rmdq"], Reply(is_none=True)) == 0


def test_a_walk_is_metres_a_second() -> None:
    assert walking_speed(40, 32) == 1.25 and walking_speed(40, 0) is None


@pytest.mark.parametrize(
    ("scale", "typed", "said"),
    [
        ("nrs", {"i.pain": "11"}, "11 kan ikke passe; skriv et tal fra 0 til 10"),
        ("nrs", {"i.pain": "meget"}, "«meget» er ikke et tal"),
        ("nrs", {}, "uden det gives ingen score"),
        ("grc", {"i.change": "-6"}, "fra -5 til 5"),
        ("chair_stand", {"i.stands": "9,5"}, "helt tal"),
        ("psfs", {"o.1.value": "4"}, "hvilken aktivitet"),
        ("psfs", {"o.1.words": "Cykle"}, "Skriv et tal for «Cykle»"),
        ("psfs", {}, "mindst én aktivitet"),
        ("rmdq", {}, "Sæt kryds"),
        ("rmdq", {"t.3": "1", "t.none": "1"}, "fjern det ene"),
    ],
)
def test_what_cannot_be_used_is_said(scale: str, typed: dict[str, str], said: str) -> None:
    _, faults = read_reply(BY_ID[scale], typed)
    assert said in " ".join(sentence for _, sentence in faults)


def test_what_can_be_used_has_no_faults() -> None:
    reply, faults = read_reply(BY_ID["psfs"], {"o.1.words": " Cykle ", "o.1.value": "3,5"})
    assert (reply.words, reply.numbers, faults) == ({"1": "Cykle"}, {"1": 3.5}, ())


GOOD = """\
sources: {}
scales:
  - {id: one, title: En, range: [0, 10], better: lower, scoring: total, licence: Kun tallet, basis: local}
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("licence: Kun tallet, ", "", "licence"),
        (", basis: local", "", "kilde mangler"),
        (", basis: local", ", source: {id: nowhere}", "findes ikke"),
        ("scoring: total", "scoring: sum", "scoring passer ikke"),
        ("scoring: total", "scoring: total, ships_items: true", "hører sammen"),
    ],
)
def test_a_faulty_file_says_what_to_mend(before: str, after: str, said: str) -> None:
    assert isinstance(load_scales(GOOD)[0], Scale)
    with pytest.raises(FaultyScales, match=said):
        load_scales(GOOD.replace(before, after))
