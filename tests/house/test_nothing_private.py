"""No machine's paths, no registry's address, no real person's number or address anywhere in the repository."""

import re
from collections.abc import Iterator
from datetime import date

from tests.house.sources import Offender, assert_none, files_under, repository_files, text_lines

# The patterns are written so that this file does not match them.
MACHINE_PATHS = re.compile(r"(?<![\w.*-])/(?:wor[k]|roo[t]|far[m])(?:/|\b(?![\w-]))|(?<![\w.])/hom[e]/[a-z]")
REGISTRIES = re.compile(r"pyp[i]\.org|pythonhoste[d]|npmj[s]\.(?:org|com)|debia[n]\.org|ubunt[u]\.com|index[-]url\s*=")

EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
MADE_UP_DOMAINS = re.compile(r"(?:.+\.)?(?:example(?:\.(?:dk|com|org|net))?|test|invalid)")
PHONE = re.compile(r"(?<![\d-])(?:\+45[ ]?)?\d{2} \d{2} \d{2} \d{2}(?![\d-])|\+45[ ]?\d{8}\b")
PHONE_NEAR_WORD = re.compile(r"(?i)\b(?:tlf|telefon\w*|phone|mobil\w*)\b\W{0,4}(\d{8}|\d{4} \d{4})\b")
OFFICIAL_PHONES = {"112", "1813", "1812"}  # the acute numbers

CPR = re.compile(r"(?<![\w.-])(\d{6})[- ]?(\d{4})(?![\w-]|\.\d)")
CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)  # the CPR office on modulus 11


def is_birthday(digits: str) -> bool:
    """Whether DDMMYY is a date in one of the centuries that a CPR number can mean."""
    day, month, year = (int(digits[start : start + 2]) for start in (0, 2, 4))
    return any(is_date(century + year, month, day) for century in (1800, 1900, 2000))


def is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def passes_modulus_11(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits, CPR_WEIGHTS, strict=True)) % 11 == 0


def phones_in(line: str) -> Iterator[str]:
    yield from PHONE.findall(line)
    yield from PHONE_NEAR_WORD.findall(line)


def real_addresses_in(line: str) -> Iterator[str]:
    """Whole e-mail addresses whose domain somebody could own."""
    return (found.group() for found in EMAIL.finditer(line) if not MADE_UP_DOMAINS.fullmatch(found.group(1)))


def test_no_file_names_a_path_of_some_machine() -> None:
    assert_none(
        Offender(path, number, f"a machine's path: {found.group()}")
        for path, number, line in text_lines(repository_files())
        for found in MACHINE_PATHS.finditer(line)
    )


def test_no_file_names_the_address_of_a_registry() -> None:
    assert_none(
        Offender(path, number, f"a registry: {found.group()}")
        for path, number, line in text_lines(repository_files())
        for found in REGISTRIES.finditer(line)
    )


def test_no_text_holds_the_e_mail_address_of_a_real_person() -> None:
    assert_none(
        Offender(path, number, address)
        for path, number, line in text_lines(files_under("programmes", "organisation", "docs"))
        for address in real_addresses_in(line)
    )


def test_no_text_holds_a_telephone_number_but_the_official_ones() -> None:
    assert_none(
        Offender(path, number, phone)
        for path, number, line in text_lines(files_under("programmes", "organisation", "docs"))
        for phone in phones_in(line)
        if phone not in OFFICIAL_PHONES
    )


def test_every_number_that_looks_like_a_cpr_number_fails_modulus_11() -> None:
    numbers = (
        (path, number, "".join(found.groups()))
        for path, number, line in text_lines(repository_files())
        for found in CPR.finditer(line)
    )
    assert_none(
        Offender(path, line, f"{digits[:6]}... could be a person's")
        for path, line, digits in numbers
        if is_birthday(digits) and passes_modulus_11(digits)
    )
