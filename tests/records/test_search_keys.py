"""Names are searched and sorted as Danes do it, by bytes."""

import pytest

from tvaerspor.records.search_keys import name_key, sort_key, until

IN_ORDER = ["Andersen", "Møller", "Nygaard", "Sørensen", "Zacho", "Ærø", "Ødegaard", "Østergård", "Aagaard", "Åse"]


def test_danish_letters_come_after_z_and_aa_is_aa() -> None:
    assert sorted({*IN_ORDER}, key=name_key) == IN_ORDER
    assert name_key("Aagaard") == name_key("Ågård")


@pytest.mark.parametrize(
    ("one", "other"), [("Müller", "muller"), ("  Anne-Marie ", "anne marie"), ("O'Neill", "o neill"), ("Å", "A\u030a")]
)
def test_accents_signs_and_case_do_not_matter(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_prefix_is_a_range() -> None:
    keys = [sort_key(name, "Prøve") for name in IN_ORDER]
    found = [key for key in keys if name_key("ø") <= key < until(name_key("ø"))]
    assert len(found) == 2
    assert sort_key("Ås", "B") > sort_key("Å", "Z")
