"""Texts in two languages, sources, urgency and dated values."""

import pytest
from pydantic import TypeAdapter, ValidationError

from tvaerspor.terms.quantity import Quantity
from tvaerspor.terms.source import Evidence, Sourced, SourceRef
from tvaerspor.terms.text import Text
from tvaerspor.terms.urgency import Urgency, UrgencyName

URGENCY: TypeAdapter[Urgency] = TypeAdapter(UrgencyName)


def test_urgency_is_ordered_so_that_the_highest_can_win() -> None:
    assert sorted(Urgency) == [Urgency.routine, Urgency.soon, Urgency.days, Urgency.acute]


@pytest.mark.parametrize("urgency", list(Urgency))
def test_urgency_is_written_as_its_name(urgency: Urgency) -> None:
    assert URGENCY.validate_python(urgency.name) is urgency
    assert URGENCY.dump_python(urgency) == urgency.name


def test_a_word_that_is_no_urgency_is_refused() -> None:
    with pytest.raises(ValidationError):
        URGENCY.validate_python("akut")


def test_a_bare_string_is_danish() -> None:
    text = Text.model_validate("Knæ")
    assert (text.da, text.en, str(text)) == ("Knæ", None, "Knæ")


def test_english_is_shown_where_it_is_written_and_danish_where_it_is_not() -> None:
    both, danish = Text(da="Hånd", en="Hand"), Text(da="Hånd")
    assert [text.in_language("en") for text in (both, danish)] == ["Hand", "Hånd"]
    assert [text.speaks("en") for text in (both, danish)] == [True, False]
    assert both.in_language("da") == "Hånd"


def test_a_text_without_danish_is_refused() -> None:
    with pytest.raises(ValidationError):
        Text.model_validate({"en": "Hand"})


def test_one_source_may_stand_without_a_list() -> None:
    sourced = Sourced.model_validate({"source": {"id": "aftale", "section": "3"}})
    assert [str(ref) for ref in sourced.source] == ["aftale, 3"]


@pytest.mark.parametrize(
    ("written", "is_sourced"),
    [({}, False), ({"basis": "local"}, True), ({"source": {"id": "a"}}, True), ({"note": "en bemærkning"}, False)],
)
def test_what_says_neither_source_nor_local_is_not_sourced(written: dict[str, object], is_sourced: bool) -> None:
    assert Sourced.model_validate(written).is_sourced is is_sourced


def test_evidence_is_shown_as_level_and_strength() -> None:
    assert [str(Evidence(level="Ia", strength="A")), str(Evidence(strength="B"))] == ["Ia / A", "B"]


def test_values_are_frozen_and_closed_to_unknown_keys() -> None:
    quantity = Quantity(value=6, unit="weeks", source=(SourceRef(id="a"),))
    with pytest.raises(ValidationError):
        quantity.value = 7  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Quantity.model_validate({"value": 6, "unit": "weeks", "price": 7})
