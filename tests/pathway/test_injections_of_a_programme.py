"""The programme's own limits to injections, and the warnings they give."""

from datetime import date

from tvaerspor.actions.open_programme import open_programme
from tvaerspor.pathway.injections import Injection, injections_at, limits_of, warnings

TODAY = date(2026, 11, 23)
CLINIC = open_programme("hofteklinik")


def said(*days: date) -> tuple[str, ...]:
    limits = limits_of(CLINIC, "midtjylland", TODAY)
    assert limits is not None
    return warnings(injections_at([Injection(day, "højre") for day in days], "højre", limits, TODAY), limits, TODAY)


def test_the_limits_are_the_programmes_own_numbers() -> None:
    limits = limits_of(CLINIC, "midtjylland", TODAY)
    assert limits is not None and (limits.most, limits.apart.value) == (3, 6)
    assert limits_of(open_programme("laenderyg"), "midtjylland", TODAY) is None


def test_one_more_than_the_programme_allows_warns() -> None:
    assert said() == ()
    assert said(date(2026, 1, 5), date(2026, 4, 5)) == ()
    (sentence,) = said(date(2026, 1, 5), date(2026, 4, 5), date(2026, 8, 5))
    assert "der er givet 3 de seneste 12 måneder; programmets grænse er 3" in sentence
    assert said(date(2025, 1, 5), date(2026, 4, 5), date(2026, 8, 5)) == (), "one is more than a year old"


def test_too_soon_after_the_latest_warns() -> None:
    (sentence,) = said(date(2026, 11, 1))
    assert "mindst 6 uger imellem" in sentence
