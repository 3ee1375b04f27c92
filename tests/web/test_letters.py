"""A MedCom referral dropped on the form."""

from pathlib import Path

import pytest

from tests.web.visitor import Visitor
from tvaerspor.interop.reading import MAX_BYTES, read

MESSAGES = sorted((Path(__file__).parents[1] / "interop" / "messages").glob("REF*"))
REF01 = next(path for path in MESSAGES if path.name.startswith("REF01") and path.suffix == ".xml")


@pytest.mark.parametrize("file", MESSAGES, ids=lambda path: path.name)
def test_coded_fields_fill_the_form_and_the_texts_stand_beside_it(visitor: Visitor, file: Path) -> None:
    (referral, *_) = read(file.read_bytes())
    page = visitor.drop(file.read_bytes())
    assert page.status == 200
    assert page.chosen("diagnosis_code") in {each.code.value for each in referral.diagnoses if each.code}
    assert (page.chosen("birth_date") or "")[:2] == "19"
    assert page.words(".letter-body h4") == [text.heading for text in referral.texts]


@pytest.mark.parametrize("file", MESSAGES, ids=lambda path: path.name)
def test_no_cpr_number_reaches_the_page(visitor: Visitor, file: Path) -> None:
    cpr = read(file.read_bytes())[0].patient.cpr
    assert cpr is not None
    page = visitor.drop(file.read_bytes())
    assert f"{cpr.value[:6]}-xxxx" in page.text
    assert cpr.value not in page.text
    assert f"{cpr.value[:6]}-{cpr.value[6:]}" not in page.text


def test_free_text_is_never_read_into_answers(visitor: Visitor) -> None:
    page = visitor.drop(REF01.read_bytes())
    assert not page.chosen("training")
    assert not page.chosen("anamnesis")


def test_what_is_typed_is_kept_where_the_letter_says_otherwise(visitor: Visitor) -> None:
    page = visitor.drop(REF01.read_bytes(), {"diagnosis_code": "L15", "bmi": "31"})
    assert (page.chosen("diagnosis_code"), page.chosen("bmi")) == ("L15", "31")
    assert any("dit svar er beholdt" in words for words in page.words(".letter li"))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "den er tom"),
        (b"%PDF-1.7", "PDF"),
        (b"hej", "hverken OIOXML eller EDIFACT"),
        (b"<a>" * 200_000, ""),
        (b"<x>" + b"a" * (MAX_BYTES + 10), "over 5 MB"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_loses_nothing(visitor: Visitor, raw: bytes, said: str) -> None:
    page = visitor.drop(raw, {"bmi": "31", "anamnesis": "Ondt"})
    assert page.status == 422
    assert "Filen kunne ikke læses." in page.one("#e-message")
    assert said in page.one("#e-message")
    assert page.chosen("bmi") == "31"
    assert page.one("#anamnesis") == "Ondt"


def test_no_file_at_all_is_said(visitor: Visitor) -> None:
    assert "Vælg en fil først" in visitor.fill({"bmi": "31"}, press="read").one("#e-message")


def test_the_letter_stays_from_answer_to_answer_until_it_is_removed(visitor: Visitor) -> None:
    first = visitor.drop(REF01.read_bytes())
    carried = {"_letter": first.all("//input[@name='_letter']")[0].get("value")}
    again = visitor.fill({**carried, "bmi": "31"})
    assert again.words(".letter-body h4") == first.words(".letter-body h4")
    assert not visitor.fill(carried, press="forget").all(".letter-body")


def test_a_letter_that_somebody_made_up_is_not_shown(visitor: Visitor) -> None:
    page = visitor.fill({"_letter": "eyJhIjoxfQ:abc:def"})
    assert page.status == 200
    assert not page.all(".letter-body")


def test_a_letter_is_sent_to_the_page_only_and_nothing_is_written(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    visitor.drop(REF01.read_bytes() + b" " * 4_000_000)
    assert list(tmp_path.iterdir()) == []
    assert "".join(capfd.readouterr()) == ""


def test_a_cpr_number_inside_a_free_text_is_masked_too(visitor: Visitor) -> None:
    cpr = read(REF01.read_bytes())[0].patient.cpr
    assert cpr is not None
    raw = REF01.read_bytes().replace(b"Gangdistance 300 m", f"Se {cpr.value[:6]}-{cpr.value[6:]}".encode())
    page = visitor.drop(raw)
    assert any(f"Se {cpr.value[:6]}-xxxx" in words for words in page.words(".letter-body p"))
    assert cpr.value[6:] not in page.text
