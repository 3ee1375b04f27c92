"""The closing letter holds what is known, in the programme's thirteen parts, and names what must still be written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents.shipped import IDS, shipped
from tvaerspor.documents.closing_letter import TO_BE_WRITTEN, closing_letter, unwritten
from tvaerspor.documents.text_section import TextSection
from tvaerspor.programme.names import BLANK
from tvaerspor.terms.text import Language, Text

ONE_PAGE = 60, 3_600  # lines, with headings, and signs
KNEE = shipped("knaeartrose")


def letter_of(text: str, known: dict[str, str]) -> tuple[TextSection, ...]:
    """The letter of a programme whose text is this."""
    programme = replace(KNEE, texts={"closing_letter": Text(da=text)})
    return closing_letter(programme, known)


def with_letters(language: Language) -> list[str]:
    return [id_ for id_ in IDS if "closing_letter" in shipped(id_).texts]


@pytest.mark.parametrize("id_", with_letters("da"))
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_programmes_letter_has_the_thirteen_parts_and_names_every_blank(id_: str, language: Language) -> None:
    sections = closing_letter(shipped(id_), {}, language)
    assert [section.heading.split(".")[0] for section in sections] == [str(number) for number in range(1, 14)]
    text = shipped(id_).texts["closing_letter"].in_language(language)
    assert list(unwritten(sections)) == list(dict.fromkeys(BLANK.findall(text)))


@pytest.mark.parametrize("id_", with_letters("da"))
def test_a_letter_whose_blanks_are_known_is_one_page_without_traces_of_the_text_it_came_from(id_: str) -> None:
    names = unwritten(closing_letter(shipped(id_), {}))
    sections = closing_letter(shipped(id_), dict.fromkeys(names, "noget kort"))
    lines = [line for section in sections for line in (section.heading, *section.lines)]
    assert len(lines) <= ONE_PAGE[0] and sum(map(len, lines)) <= ONE_PAGE[1]
    assert not unwritten(sections)
    assert not any(mark in line for line in lines for mark in ("{{", "}}", "|", "#", TO_BE_WRITTEN["da"]))


def test_what_is_known_is_filled_in_and_what_is_not_stands_open() -> None:
    first = "## 1. Hvem\n\nBorger: {{ citizen.name }}, {{ citizen.cpr }}\n\nSlut.\n"
    text = f"# Epikrise\n\n{first}\n## 2. Mere\n\n{{{{ side }}}}\n"
    assert letter_of(text, {"citizen.name": "En borger", "citizen.cpr": " "}) == (
        TextSection("1. Hvem", ("Borger: En borger, [udfyldes]", "", "Slut."), ("citizen.cpr",)),
        TextSection("2. Mere", ("[udfyldes]",), ("side",)),
    )


def test_a_row_of_a_table_becomes_a_line() -> None:
    row = "| Smerte | {{ measure.p.start }} | {{ measure.p.end }} |"
    text = f"## 6. Resultat\n\n| Mål | Start | Slut |\n|---|---|---|\n{row}\n\nVurderet: ja\n"
    (section,) = letter_of(text, {"measure.p.start": "6"})
    assert section.lines == ("Smerte: start 6, slut [udfyldes]", "", "Vurderet: ja")
    assert section.unwritten == ("measure.p.end",)


def test_a_unit_that_the_value_has_is_not_said_twice() -> None:
    text = "## 5. Indsats\n\nI {{ course_weeks }} uger, {{ course_per_week }} gange om ugen.\n"
    (section,) = letter_of(text, {"course_weeks": "6 uger", "course_per_week": "2"})
    assert section.lines == ("I 6 uger, 2 gange om ugen.",)
    (section,) = letter_of(text, {"course_weeks": "1 uge", "course_per_week": "1 gang om ugen"})
    assert section.lines == ("I 1 uge, 1 gang om ugen.",)


def test_text_before_the_first_part_is_left_out_and_values_keep_their_lines() -> None:
    (section,) = letter_of("# Titel\n\nindledning\n\n## 8. Mål\n\n{{ plan.goals }}\n", {"plan.goals": "gå tur\nsove"})
    assert section.lines == ("gå tur", "sove")


def test_a_value_that_looks_like_a_blank_is_left_as_it_is() -> None:
    (section,) = letter_of("## 8. Mål\n\n{{ plan.goals }}\n", {"plan.goals": "{{ side }}"})
    assert section.lines == ("{{ side }}",) and not section.unwritten


def test_a_programme_without_a_closing_letter_gives_none() -> None:
    assert closing_letter(replace(KNEE, texts={}), {}) == ()
