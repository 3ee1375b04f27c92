"""The front page, the worked citizens and the page that reads the programme aloud."""

from pathlib import Path

import pytest

from tests.web.visitor import ID, TRY, Visitor
from tvaerspor.actions.open_programme import programme_ids
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.cases import check_cases


def test_the_front_page_offers_every_programme_with_its_version_and_dates(
    visitor: Visitor, programme: Programme
) -> None:
    page = visitor.get("/")
    assert len(page.all(".card")) == len(programme_ids())
    assert programme.version[:12] in page.text
    assert "1. december 2016" in page.text
    assert page.all(f"//a[@href='{TRY}']")


def test_the_front_page_says_that_a_source_is_under_revision(visitor: Visitor, programme: Programme) -> None:
    statuses = [source.status.da for source in programme.sources.values() if source.status]
    assert statuses, "the programme has a source whose status is worth a word"
    assert all(status in visitor.get("/").text for status in statuses)


def test_an_unfinished_programme_is_listed_and_its_page_names_file_and_line_of_each_fault(
    visitor: Visitor, own_folder: Path
) -> None:
    questions = own_folder / ID / "questions.yaml"
    questions.write_text(questions.read_text().replace("type: code", "type: kode", 1))
    assert any("Programmet er ikke færdigt" in card for card in visitor.get("/").words(".card"))
    page = visitor.get(f"/afproev/{ID}/")
    assert page.status == 409
    assert any(place.startswith(f"{ID}/questions.yaml:") for place in page.words(".faults code"))


def test_a_saved_file_shows_at_the_next_visit_without_a_restart(visitor: Visitor, own_folder: Path) -> None:
    before = visitor.get("/").text
    header = own_folder / ID / "programme.yaml"
    header.write_text(header.read_text().replace("title: {da: ", 'title: {da: "Ny titel", en: "New title"}\n#', 1))
    assert "Ny titel" not in before
    assert "Ny titel" in visitor.get("/").text


def test_no_programmes_at_all_says_what_to_do(visitor: Visitor, own_folder: Path) -> None:
    for path in own_folder.glob("*/programme.yaml"):
        path.unlink()
    assert "genindlæs siden" in visitor.get("/").one(".empty")


def test_every_worked_citizen_is_listed_with_a_link(visitor: Visitor, programme: Programme) -> None:
    page = visitor.get(f"/programmer/{ID}/sager/")
    assert len(page.all(".case-list a")) == len(programme.cases)


def test_the_search_finds_citizens_by_their_words_and_says_when_there_are_none(
    visitor: Visitor, programme: Programme
) -> None:
    wanted = [case.id for case in programme.cases if "hjemmepleje" in f"{case.id} {case.title} {case.citizen}".lower()]
    links = visitor.get(f"/programmer/{ID}/sager/?q=Hjemmepleje").all(".case-list a")
    assert 0 < len(wanted) < len(programme.cases)
    assert [link.get("href").rstrip("/").rsplit("/", 1)[1] for link in links] == wanted
    nobody = visitor.get(f"/programmer/{ID}/sager/?q=zebra")
    assert not nobody.all(".case-list li")
    assert "zebra" in nobody.one(".empty")


def test_a_worked_citizen_opens_filled_in_and_says_whether_its_expectation_is_met(
    visitor: Visitor, programme: Programme
) -> None:
    case = next(each for each in programme.cases if each.answers.get("bmi") == 27)
    page = visitor.get(f"/afproev/{ID}/{case.decision}/sag/{case.id}/")
    assert page.chosen("bmi") == "27"
    failing = {fault.field for fault in check_cases(programme)}
    assert bool(page.all(".case .met")) == (case.id not in failing)


def test_a_citizen_whose_expectation_is_wrong_says_so(visitor: Visitor, own_folder: Path) -> None:
    case = own_folder / ID / "cases" / "annex.yaml"
    text = case.read_text()
    case.write_text(text.replace("settled: yes", "settled: no", 1))
    first = text.split("id: ", 1)[1].split("\n", 1)[0].strip()
    page = visitor.get(f"/afproev/{ID}/destination/sag/{first}/")
    assert "ikke opfyldt" in page.one(".case")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_programme_is_read_aloud_with_every_flag_step_and_source(
    visitor: Visitor, programme: Programme, prefix: str
) -> None:
    page = visitor.get(f"{prefix}/programmer/{ID}/")
    steps = sum(len(decision.steps) for decision in programme.decisions)
    assert len(page.all("section[id^='d-'] > h3")) >= steps
    assert len(page.all("#red-flags .sentences > li")) == len(programme.red_flags)
    assert len(page.all("#sources tbody tr")) == len(programme.sources)
    assert len(page.all("#phrases > h3")) == len(programme.phrases) <= 8


def test_what_is_local_is_marked_where_it_is_read_aloud(visitor: Visitor, programme: Programme) -> None:
    local = [flag for flag in programme.red_flags if flag.basis == "local"]
    marked = visitor.get(f"/programmer/{ID}/").all("#red-flags .sentences > li:has(.local-long)")
    assert len(marked) == len(local) > 0


@pytest.mark.parametrize("path", ["/afproev/findes-ikke/", f"/afproev/{ID}/findes-ikke/", "/programmer/common/"])
def test_what_does_not_exist_is_a_calm_page(visitor: Visitor, path: str) -> None:
    page = visitor.get(path)
    assert page.status == 404
    assert page.one("h1") == "Siden findes ikke"
    assert page.all("a.button[href='/']")
