"""The shipped populations and price indices are those of their sources, and their faults are named."""

from decimal import Decimal
from fractions import Fraction

import pytest
import yaml

from tests.planning.shipped import ORGANISATION, around
from tvaerspor.planning.money import Money, rounded_kroner
from tvaerspor.planning.populations import load_populations
from tvaerspor.planning.price_index import NoIndex, load_price_indices
from tvaerspor.planning.reading import FaultyPlanning

POPULATIONS = (ORGANISATION / "populations.yaml").read_text(encoding="utf-8")
INDICES = (ORGANISATION / "price_index.yaml").read_text(encoding="utf-8")
SUMS = [("midtjylland-2013", 19, 1_272_240), ("nordjylland-2011", 11, 579_829)]


@pytest.mark.parametrize(("count", "municipalities", "inhabitants"), SUMS)
def test_a_count_adds_up_to_its_sources_sum(count: str, municipalities: int, inhabitants: int) -> None:
    found = around().populations.counts[count].inhabitants
    assert (len(found), sum(found.values())) == (municipalities, inhabitants)


def test_a_scaled_count_is_marked_as_local_and_a_counted_one_is_not() -> None:
    marks = {name: count.basis for name, count in around().populations.counts.items()}
    assert {name for name, basis in marks.items() if basis == "local"} == {
        "midtjylland-2020-demo",
        "nordjylland-2018-demo",
    }


def test_the_demo_region_has_the_scaled_counts() -> None:
    demo = yaml.safe_load((ORGANISATION / "demo" / "region.yaml").read_text(encoding="utf-8"))["municipalities"]
    counts = ("midtjylland-2020-demo", "nordjylland-2018-demo")
    populations = around().populations
    assert {code: row[0] for code, row in demo.items()} == {
        place.municipality: place.number
        for code in populations.municipalities(counts)
        if (place := populations.of(code, counts))
    }


def test_every_municipality_with_a_count_exists() -> None:
    populations = around().populations
    assert set(populations.municipalities(tuple(populations.counts))) <= set(around().municipalities)


def test_the_fee_of_october_2022_becomes_that_of_april_2023() -> None:
    """Domain D.6: 484,31 -> 489,44 (+1,06 %)."""
    converted = around().indices.converted(Money.of("484.31", "2022-10"), "2023-04", "physiotherapy_fees")
    assert rounded_kroner(converted.likely) == Decimal("489.44")
    back = around().indices.converted(converted, "2022-10", "physiotherapy_fees")
    assert back == Money.of("484.31", "2022-10")


def test_an_amount_is_not_converted_without_an_index_and_the_missing_year_is_named() -> None:
    indices, hour = around().indices, Money.of("941.47", "2019-10")
    assert indices.converted(hour, "2019-10", None) == hour
    with pytest.raises(NoIndex, match="2019-10 og kan ikke omregnes til 2023-04: skriv et indeks"):
        indices.converted(hour, "2023-04", None)
    with pytest.raises(NoIndex, match=r"mangler tal for 2019-10 \(år 2019\)"):
        indices.converted(hour, "2023-04", "physiotherapy_fees")
    with pytest.raises(NoIndex, match="indekset «wages» findes ikke"):
        indices.converted(hour, "2023-04", "wages")


def test_an_index_table_without_indices_is_right_and_converts_nothing() -> None:
    with pytest.raises(NoIndex):
        load_price_indices("indices: {}").converted(Money.of(Fraction(1), "2012"), "2013", "any")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"0710": 47156', '"0710": 0', "0 er ikke et antal indbyggere"),
        ('"0710": 47156', '"0710": 47156.5', "er ikke et antal indbyggere"),
        ('date: "2013-01-01"\n    source', 'date: "2013-1-1"\n    source', "ikke en dato"),
        ("source: {id: folketal-midtjylland-2013}", "source: {id: folketal}", "kilden «folketal» findes ikke"),
    ],
)
def test_a_fault_in_the_populations_is_named_with_file_and_line(old: str, new: str, sentence: str) -> None:
    assert old in POPULATIONS
    with pytest.raises(FaultyPlanning, match=sentence) as raised:
        load_populations(POPULATIONS.replace(old, new, 1))
    assert all(fault.file == "populations.yaml" and fault.line > 0 for fault in raised.value.faults)


def test_an_index_without_source_is_refused() -> None:
    with pytest.raises(FaultyPlanning, match="kilde mangler"):
        load_price_indices(INDICES.replace("    source: {id: fysio-regulering-2023}\n", ""))
