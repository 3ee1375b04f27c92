"""Consent: written, to a unit and a purpose, for some parts, between two days; everything else is a no."""

from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from tvaerspor.access.consent import Consent, WrittenConsent, consent_faults, shared_relation, sharing
from tvaerspor.access.relation import Relation

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
PRACTICE, COPING, JOB_CENTRE, OTHER = (UUID(int=number) for number in range(1, 5))
LONGEST = timedelta(days=365)


def consent(**changes: object) -> Consent:
    usual = {
        "sources": frozenset({PRACTICE}),
        "unit": JOB_CENTRE,
        "purpose": "employment",
        "parts": frozenset({"milestones"}),
        "written_on": TODAY - 10 * DAY,
        "valid_until": TODAY + 10 * DAY,
    }
    return Consent(**{**usual, **changes})  # type: ignore[arg-type]


def test_a_consent_in_force_gives_the_relation_to_that_unit_and_purpose_alone() -> None:
    for unit, purpose in product((JOB_CENTRE, OTHER, PRACTICE), ("employment", "treatment", "")):
        held = shared_relation(sharing([consent()], unit, purpose, TODAY))
        is_named = (unit, purpose) == (JOB_CENTRE, "employment")
        assert held == (frozenset({Relation.SHARED}) if is_named else frozenset()), (unit, purpose)


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"valid_until": TODAY}, True),
        ({"valid_until": TODAY - DAY}, False),
        ({"written_on": TODAY}, True),
        ({"written_on": TODAY + DAY}, False),
        ({"is_withdrawn": True}, False),
        ({"parts": frozenset()}, False),
    ],
)
def test_it_counts_from_its_first_day_to_its_last_and_not_once_withdrawn_or_blank(
    changes: dict[str, object], counts: bool
) -> None:
    assert (sharing([consent(**changes)], JOB_CENTRE, "employment", TODAY) is not None) is counts


def test_no_consent_is_a_no() -> None:
    assert sharing([], JOB_CENTRE, "employment", TODAY) is None
    assert shared_relation(None) == frozenset()


def test_two_consents_never_lend_each_other_parts_or_sources() -> None:
    first, second = consent(), consent(sources=frozenset({COPING}), parts=frozenset({"work_plan"}))
    found = sharing([first, second], JOB_CENTRE, "employment", TODAY)
    assert found is not None
    assert found.of("milestones") == {PRACTICE}
    assert found.of("work_plan") == {COPING}
    assert found.of("appointments") == frozenset()
    assert not found.allows("appointments")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": None}, "unit"),
        ({"parts": frozenset()}, "parts"),
        ({"obtained": ""}, "obtained"),
        ({"written_on": None}, "written_on"),
        ({"written_on": TODAY + DAY}, "written_on"),
        ({"valid_until": None}, "valid_until"),
        ({"valid_until": TODAY - DAY}, "valid_until"),
        ({"valid_until": TODAY + 366 * DAY}, "valid_until"),
    ],
)
def test_a_consent_that_lacks_something_is_refused_with_a_sentence(changes: dict[str, object], field: str) -> None:
    usual = {
        "unit": JOB_CENTRE,
        "parts": frozenset({"discuss"}),
        "obtained": "at_visit",
        "written_on": TODAY,
        "valid_until": TODAY + 365 * DAY,
    }
    assert list(consent_faults(WrittenConsent(**usual), TODAY, LONGEST)) == []  # type: ignore[arg-type]
    faults = list(consent_faults(WrittenConsent(**{**usual, **changes}), TODAY, LONGEST))  # type: ignore[arg-type]
    assert [name for name, _ in faults] == [field]
    assert all(sentence.endswith(".") for _, sentence in faults)
