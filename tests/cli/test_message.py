"""`tvaerspor message` and MedCom messages given to `triage`: read, noted, masked or refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import OF_KNEE, run
from tests.interop.samples import OWN, STANDARDS

KNEE = [OWN / f"{name}_knee.{form}" for name in ("REF01", "REF07") for form in ("edi", "xml")]


@pytest.mark.parametrize("file", KNEE, ids=lambda file: file.name)
def test_a_referral_is_read_with_headings_and_a_masked_cpr(file: Path) -> None:
    ran = run("message", "read", file)
    assert ran.status == 0
    day = next(line.split()[-1] for line in ran.out.splitlines() if "CPR-nummer" in line)
    assert day[6:] == "-xxxx"
    shown = run("message", "read", file, "--show-cpr").out
    whole = next(line.split()[-1] for line in shown.splitlines() if "CPR-nummer" in line).replace("-", "")
    assert whole.isdigit() and len(whole) == 10
    assert whole not in ran.out.replace("-", "") and whole[6:] not in ran.out.replace("REF", "")


@pytest.mark.parametrize("file", KNEE, ids=lambda file: file.name)
def test_triage_of_a_message_shows_neither_cpr_nor_name_nor_what_the_doctor_wrote(file: Path) -> None:
    ran = run("triage", file)
    said = run("message", "read", file, "--show-cpr").out
    cpr = next(line.split()[-1] for line in said.splitlines() if "CPR-nummer" in line)
    name = next(line.split(":", 1)[1].strip() for line in said[said.index("Patient") :].splitlines() if "Navn:" in line)
    for secret in (cpr, cpr.replace("-", ""), name):
        assert secret not in ran.out + ran.err
    assert "læst ind, ikke lægens tekst" in ran.out


def test_free_text_is_never_read_into_facts() -> None:
    """The letter says that 12 weeks of training ended without effect; only a person may read that into an answer."""
    assert "12 ugers superviseret træning" in run("message", "read", OWN / "REF01_knee.edi").out
    ran = run("triage", "--json", OWN / "REF01_knee.edi")
    assert ran.status == 3
    assert {"training", "training_weeks", "request"} <= {blank["fact"] for blank in ran.data["missing"]}


def test_both_forms_of_a_message_lead_to_the_same_decision() -> None:
    for name in ("REF01", "REF07"):
        edifact, oioxml = (run("triage", "--json", OWN / f"{name}_knee.{form}").out for form in ("edi", "xml"))
        assert edifact == oioxml


def test_check_prints_each_oddity_and_counts_them_on_stderr() -> None:
    ran = run("message", "check", OWN / "REF01_knee.edi")
    assert (ran.status, len(ran.out.splitlines())) == (0, 1)
    assert ran.err == "REF01_knee.edi: kan læses, 1 bemærkning\n"


def xml(inner: bytes, head: bytes = b"") -> bytes:
    """A document with a MedCom root."""
    return b'<?xml version="1.0" encoding="UTF-8"?>' + head + b"<Emessage>" + inner + b"</Emessage>"


REFUSED = {
    "empty": (b"", "tom"),
    "binary": (bytes(range(256)), ""),
    "dtd": (xml(b"", b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'), "DTD"),
    "entity": (xml(b"&x;", b'<!DOCTYPE a [<!ENTITY x "y">]>'), "DTD"),
    "json": (b'{"resourceType": "Bundle"}', "JSON"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "truncated xml": ((OWN / "REF01_knee.xml").read_bytes()[:1500], "afkortet"),
    "truncated edifact": ((OWN / "REF01_knee.edi").read_bytes()[:600], "afkortet"),
    "too large": (b"<" + b" " * 5_000_000, "5 MB"),
}


@pytest.mark.parametrize("command", ["check", "read"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_file_the_place_and_a_sentence(
    tmp_path: Path, command: str, name: str
) -> None:
    raw, said = REFUSED[name]
    file = tmp_path / "letter.dat"
    file.write_bytes(raw)
    ran = run("message", command, file)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(str(file)) and said in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("folder", ["edifact", "oioxml", "malformed"])
def test_every_official_sample_is_read_or_refused_in_one_sentence(folder: str) -> None:
    files = sorted((STANDARDS / "samples" / folder).glob("*"))
    if not files:
        pytest.skip("MedCom's samples are not beside the checkout (../shared/standards/samples)")
    for file in files:
        read, triaged = run("message", "read", file), run("triage", file, "--programme", "knaeartrose")
        assert read.status in (0, 2) and triaged.status in (0, 2, 3)
        assert (read.status == 2) == (triaged.status == 2)
        if read.status == 2:
            assert read.out == triaged.out == "" and len(read.err.splitlines()) == 1 and str(file) in read.err


def test_a_message_about_something_else_says_that_the_programme_may_be_the_wrong_one(tmp_path: Path) -> None:
    letter = (OWN / "REF01_knee.edi").read_bytes()
    assert (
        letter.count(b"DM171") == 1 and "ikke blandt programmets koder" not in run("triage", OWN / "REF01_knee.edi").out
    )
    file = tmp_path / "other.edi"
    file.write_bytes(letter.replace(b"DM171", b"DI109"))
    assert "ikke blandt programmets koder" in run("triage", *OF_KNEE, file).out
