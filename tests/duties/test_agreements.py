"""What a municipality offers on a day: the programme's own row first, then the common one, and unknown is never no."""

from datetime import date

import pytest

from tvaerspor.duties.agreements import Agreement, Capability, capability_on, first_overlap, overlap_sentence
from tvaerspor.terms.period import Period

COMMON = Agreement("0851", "", "", Period(date(2017, 1, 1)), Capability(joined=True), "aftalen")
OWN = Agreement("0851", "p", "", Period(date(2026, 1, 1), date(2026, 12, 31)), Capability(has_offer=False), "brev")
OTHER = Agreement("0851", "p", "team", Period(date(2026, 1, 1)), Capability(has_offer=True), "brev")
ROWS = (COMMON, OWN, OTHER)


@pytest.mark.parametrize(
    ("programme", "offer", "on", "found"),
    [
        ("p", "", date(2026, 6, 1), Capability(False, True, None)),
        ("p", "", date(2027, 1, 1), Capability(None, True, None)),
        ("q", "", date(2026, 6, 1), Capability(None, True, None)),
        ("q", "", date(2016, 12, 31), Capability()),
        ("p", "team", date(2026, 6, 1), Capability(True, None, None)),
        ("p", "other", date(2026, 6, 1), Capability()),
    ],
)
def test_the_programmes_own_row_wins_and_silence_is_unknown(
    programme: str, offer: str, on: date, found: Capability
) -> None:
    assert capability_on(ROWS, programme, on, offer).capability == found


def test_only_rows_about_the_same_on_the_same_day_overlap() -> None:
    new = Agreement("0851", "p", "", Period(date(2026, 12, 31)), Capability(has_offer=True))
    assert first_overlap(ROWS, new) == OWN
    later = Agreement("0851", "p", "", Period(date(2027, 1, 1)), Capability(has_offer=True))
    assert first_overlap(ROWS, later) is None


def test_the_refusal_names_both_rows() -> None:
    new = Agreement("0851", "p", "", Period(date(2026, 12, 1)), Capability(has_offer=True))
    said = overlap_sentence(OWN, new, {"0851": "Aalborg", "p": "Prøve"})
    assert "Aalborg, Prøve fra 1.12.2026" in said and "Aalborg, Prøve fra 1.1.2026 til 31.12.2026" in said
