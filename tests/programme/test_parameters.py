"""Which value a parameter has in a region on a date."""

import pytest

from tests.programme.small import opened, with_change
from tvaerspor.programme.programme import parameter_values, with_parameters

VALUES = """\
      - {value: 30, from: "2024-01-01", basis: local}
      - {value: 20, from: "2026-01-01", basis: local}
      - {value: 40, from: "2025-01-01", regions: [midt], basis: local}
      - {value: 50, from: "2027-01-01", regions: [midt, nord], basis: local}
"""
OLD = '      - {value: 30, from: "2024-01-01", source: {id: aftale}}\n'
PROGRAMME = opened(with_change("programme.yaml", OLD, VALUES))


@pytest.mark.parametrize(
    ("region", "date", "value"),
    [
        (None, "2024-01-01", 30),
        (None, "2025-12-31", 30),
        (None, "2026-01-01", 20),
        ("syd", "2026-06-01", 20),
        ("midt", "2024-12-31", 30),
        ("midt", "2025-01-01", 40),
        ("midt", "2026-06-01", 40),  # written for the region, though another is newer
        ("midt", "2027-01-01", 50),
        ("nord", "2026-12-31", 20),
        ("nord", "2027-01-01", 50),
        (None, "2020-01-01", 30),  # before the first: the first
    ],
)
def test_the_value_for_the_region_wins_and_then_the_newest(region: str | None, date: str, value: float) -> None:
    assert dict(parameter_values(PROGRAMME, region, date)) == {"too_old": value}


def test_a_programme_in_its_place_has_no_parameter_left() -> None:
    exception = with_parameters(PROGRAMME, "midt", "2026-06-01").decisions[0].steps[1].exceptions[1]
    assert exception.when.written() == {"picture_age": {"at_least": 40}}
