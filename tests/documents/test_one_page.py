"""Whether a closing letter fits one page."""

from tvaerspor.documents.one_page import LINES, SIGNS, fits_one_page, pages
from tvaerspor.documents.text_section import TextSection


def test_a_short_letter_fits_and_a_long_one_says_how_long_it_is() -> None:
    short = [TextSection("Status", ("Borgeren er i bedring.",))]
    assert fits_one_page(short) and pages(short) == 0.1
    long = [TextSection("", ("x",) * (LINES + 1))]
    assert not fits_one_page(long) and pages(long) == 1.1


def test_a_long_line_takes_the_lines_that_it_needs() -> None:
    assert pages([TextSection("", ("x" * SIGNS * LINES,))]) == 1
    assert pages([TextSection("", ("x" * (SIGNS * LINES + 1),))]) > 1
