"""A CPR number's date, century and sex, and numbers that are no CPR number."""

from datetime import date

import pytest

from tvaerspor.interop.cpr import read_number


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("0101360000", date(1936, 1, 1)),
        ("0101993999", date(1999, 1, 1)),
        ("0101364000", date(2036, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("0101575000", date(2057, 1, 1)),
        ("0101585000", date(1858, 1, 1)),
        ("0101578000", date(2057, 1, 1)),
        ("0101998999", date(1899, 1, 1)),
        ("0101369000", date(2036, 1, 1)),
        ("0101379001", date(1937, 1, 1)),
    ],
)
def test_the_seventh_digit_and_the_year_give_the_century(number: str, born: date) -> None:
    assert read_number(number).birth_date == born


def test_an_even_last_digit_is_a_woman_and_an_odd_one_a_man() -> None:
    assert [read_number(number).sex for number in ("2512489996", "2509479989")] == ["female", "male"]


def test_a_number_that_fails_modulus_11_is_a_cpr_number_like_any_other() -> None:
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    number = "2512489996"
    assert sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True)) % 11
    assert read_number(number).kind == "cpr"


@pytest.mark.parametrize("number", ["3002489996", "0000000000", "8512489996", "2900019999", "2902010000"])
def test_a_number_that_is_no_date_gives_neither_birth_date_nor_sex(number: str) -> None:
    read = read_number(number)
    assert (read.kind, read.birth_date, read.sex) == ("cpr", None, None)


def test_the_29th_of_february_is_a_date_in_leap_years_only() -> None:
    assert read_number("2902009999").birth_date == date(2000, 2, 29)
    assert read_number("2902019999").birth_date is None


@pytest.mark.parametrize("number", ["0703921VJ5", "1206550VK9", "251248AAA1"])
def test_a_replacement_number_is_accepted_and_says_nothing_of_birth_or_sex(number: str) -> None:
    read = read_number(number)
    assert (read.kind, read.birth_date, read.sex) == ("replacement", None, None)


def test_a_hyphen_and_blanks_do_not_change_the_number() -> None:
    assert read_number("251248-9996") == read_number(" 251248 9996 ") == read_number("2512489996")


@pytest.mark.parametrize("number", ["", "12345", "25124899961", "٢٥١٢٤٨٩٩٩٦", "abcdefghij"])
def test_anything_else_is_another_kind_of_number_and_no_error(number: str) -> None:
    assert read_number(number).kind == "other"
