"""Which authority has a duty on a day, and what the file may not say."""

from datetime import date

import pytest

from tvaerspor.actions.duties.routing import duties
from tvaerspor.duties.authority import FaultyDuties, load_duties

TWO = """
kinds: {municipal: [{authority: municipality, from: "2007-01-01", basis: local}]}
destinations:
  course:
    - {authority: municipality, from: "2020-01-01", until: "2026-12-31", basis: local}
    - {authority: region, from: "2027-01-01", basis: local}
"""


@pytest.mark.parametrize(
    ("destination", "on", "authority"),
    [
        ("course", date(2026, 12, 31), "municipality"),
        ("course", date(2027, 1, 1), "region"),
        ("other", date(2027, 1, 1), "municipality"),
    ],
)
def test_a_duty_moves_on_its_day_and_others_stay(destination: str, on: date, authority: str) -> None:
    duty = load_duties(TWO).on(destination, "municipal", on)
    assert duty is not None and duty.authority == authority


def test_nobody_has_a_duty_that_no_row_gives() -> None:
    assert load_duties(TWO).on("other", "hospital", date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('until: "2026-12-31"', 'until: "2027-01-01"', "to myndigheder har opgaven samme dag"),
        ("authority: region", "authority: king", "er ingen myndighed"),
        ("destinations:", "destination:", "kan ikke læses"),
    ],
)
def test_a_faulty_file_is_refused(before: str, after: str, said: str) -> None:
    with pytest.raises(FaultyDuties, match=said):
        load_duties(TWO.replace(before, after))


def test_every_row_of_2027_is_a_local_standard_that_awaits_approval() -> None:
    moved = [duty for duty in duties().by_destination if duty.period.start >= date(2027, 1, 1)]
    assert moved and {duty.basis for duty in moved} == {"local"} and all(duty.note for duty in moved)
