"""From the skeleton to a replayed change of a new condition, through files and the command line alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import Ran, run, written
from tvaerspor.programme.open_points import TO_FILL
from tvaerspor.records.models import Audit, ProgrammeVersion
from tvaerspor.triage.decision import canonical

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
NEW = "hofteartrose"
# Seed 002, section 8: "I forbindelse med implementering af nye visitationsretningslinjer ... bør der ske følgende"
DUTIES = (
    "Udarbejdelse af en tværsektoriel forløbsbeskrivelse",
    "Indarbejdelse af nye arbejdsgange i eksisterende forløbsbeskrivelser",
    "Sikring af at de rette henvisningsmuligheder er til stede",
    "Kortlægning af eksisterende indsatser hos de involverede aktører",
    "Kvalitetssikring af indsatsen",
    "Monitorering af indsatsen aftales mellem parterne",
)
CITIZEN = """
in_target_group: yes
red_flags: none
request: training
special_circumstances: {limited_resources: yes, others: no}
municipality_joined: yes
municipality_has_offer: yes
bmi: 24
"""
HISTORY = (
    "in_target_group,infection,circulation,cancer,inflammatory,other_disease,request,home_care,low_self_care,"
    "coordination_needed,dependent_on_services,weak_network,limited_resources,short_education_low_income,"
    "language_barrier,homeless_misuse_or_mental_illness,municipality_has_offer\n"
    "yes,no,no,no,no,no,training,no,no,no,no,no,yes,no,no,no,yes\n"
    "yes,no,no,no,no,no,training,no,no,no,no,no,no,no,no,no,yes\n"
    "yes,no,no,no,no,no,training,yes,no,no,no,no,yes,no,no,no,yes\n"
)


def command(folder: Path, *arguments: object) -> Ran:
    """`tvaerspor programme ...` on the new condition in its folder."""
    return run("programme", arguments[0], NEW, "--folder", folder, *arguments[1:])


def fill(folder: Path) -> None:
    """Writes something at every place that is marked to be filled in, as an author does, in the files."""
    for file in (folder / NEW).rglob("*"):
        if file.suffix in (".yaml", ".md"):
            text = file.read_text("utf-8")
            text = re.sub(r'"(UDFYLD|FILL IN)[^"]*"', '"Hofteartrose"', text)
            text = text.replace("answer: null", 'answer: {da: "Aftalt", en: "Agreed"}').replace("UDFYLD", "Aftalt")
            file.write_text(text, "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Programmes with the new condition just begun."""
    assert command(tmp_path / "programmes", "new").status == 0
    return tmp_path / "programmes"


def published() -> dict[str, str]:
    """The published versions of the new condition: id and files."""
    return dict(ProgrammeVersion.objects.filter(programme=NEW).values_list("id", "files"))


def test_the_six_duties_of_a_new_guideline_are_its_first_open_points(folder: Path) -> None:
    ran = command(folder, "check")
    assert ran.status == 1
    points = [line for line in ran.out.splitlines() if "pligt uden svar" in line]
    assert len(points) == 6 and all(duty in point for duty, point in zip(DUTIES, points, strict=True))


def test_every_place_to_fill_is_named_with_the_file_and_line_where_it_stands(folder: Path) -> None:
    named = set()
    for line in command(folder, "check").out.splitlines():
        found = re.match(r"åbent punkt: ([^:]+):(\d+): ", line)
        assert found, line
        text = (folder / found[1]).read_text("utf-8").splitlines()[int(found[2]) - 1]
        if "skal udfyldes" in line:
            assert any(mark in text for mark in TO_FILL)
            named.add((found[1], int(found[2])))
    standing = {
        (str(file.relative_to(folder)), number)
        for file in (folder / NEW).rglob("*.*")
        for number, text in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if any(mark in text.split("#")[0] or (file.suffix == ".md" and mark in text) for mark in TO_FILL)
    }
    assert named == standing


def test_what_is_not_finished_is_not_published(folder: Path) -> None:
    ran = command(folder, "publish")
    assert ran.status == 2 and "ikke færdigt" in ran.err and "pligt uden svar" in ran.err
    assert published() == {}


def test_filled_through_its_files_it_is_quiet_triages_and_publishes(folder: Path) -> None:
    fill(folder)
    checked = command(folder, "check")
    assert (checked.status, checked.out) == (0, "")
    triaged = run("triage", "--folder", folder, "--json", written(folder.parent, CITIZEN))
    assert triaged.status == 0 and triaged.data["programme"]["id"] == NEW
    assert {option["destination"] for option in triaged.data["recommended"]["to"]} == {
        "private_physiotherapist",
        "municipal_training",
    }
    assert command(folder, "publish").status == 0
    assert list(published()) == [triaged.data["programme"]["version"]]
    assert Audit.objects.get(deed="create programme").route == "programme publish"


def test_a_changed_rule_is_a_new_version_and_is_replayed_between_the_two_by_prefix(folder: Path) -> None:
    fill(folder)
    assert command(folder, "publish").status == 0
    before = published()
    (first,) = before
    triage = folder / NEW / "triage.yaml"
    assert "          - use: vulnerable_citizen\n" in triage.read_text("utf-8")
    triage.write_text(triage.read_text("utf-8").replace("          - use: vulnerable_citizen\n", ""), "utf-8")
    assert command(folder, "publish").status == 0
    (second,) = set(published()) - {first}
    assert published()[first] == before[first]
    history = written(folder.parent, HISTORY, "history.csv")
    ran = run("whatif", NEW, history, "--from", first[:8], "--to", second[:8], "--json")
    assert ran.status == 0
    changes = [move for move in ran.data["moves"] if move["is_change"]]
    assert [(move["referrals"], move["example_row"]) for move in changes] == [(1, 0)]
    assert changes[0]["from"] == [["municipal_training", "private_physiotherapist"]]
    assert changes[0]["to"] == [["private_physiotherapist"]]


def test_publishing_again_changes_nothing_and_says_so(folder: Path) -> None:
    fill(folder)
    command(folder, "publish")
    before = list(ProgrammeVersion.objects.values())
    ran = command(folder, "publish")
    assert ran.status == 0 and "var allerede udgivet" in ran.out
    assert list(ProgrammeVersion.objects.values()) == before


def test_a_version_is_its_content_not_its_cases_or_line_ends(folder: Path) -> None:
    fill(folder)
    command(folder, "publish")
    cases = folder / NEW / "cases" / "start.yaml"
    cases.write_text(cases.read_text("utf-8").replace("60-årig", "61-årig"), "utf-8")
    offers = folder / NEW / "offers.yaml"
    offers.write_bytes(offers.read_bytes().replace(b"\n", b"\r\n"))
    assert "var allerede udgivet" in command(folder, "publish").out
    offers.write_bytes(offers.read_bytes() + b"# en bemaerkning\n")
    assert " er udgivet" in command(folder, "publish").out
    assert len(published()) == 2


def test_a_published_version_that_was_changed_afterwards_is_not_opened(folder: Path) -> None:
    fill(folder)
    command(folder, "publish")
    (text,) = published().values()
    history = written(folder.parent, HISTORY, "history.csv")
    for number, (content, said) in enumerate(
        (
            (text.replace("Hofteartrose", "Hoftesmerter", 1), "er ændret"),
            (text[:-30], "ødelagt"),
            ("[1]", "ødelagt"),
            (canonical({"other/programme.yaml": ""}), "intet program"),
        )
    ):
        assert content != text
        row = ProgrammeVersion.objects.get(programme=NEW, files=text)
        row.id, row.files = f"xyz{number}" + row.id[4:], content
        row.save(force_insert=True)
        ran = run("whatif", NEW, history, "--from", row.id[:8], "--to", row.id[:8])
        assert ran.status == 2 and said in ran.err, content[:80]


def test_a_case_that_does_not_hold_stops_publication_and_is_named_with_file_and_line(folder: Path) -> None:
    fill(folder)
    triage = folder / NEW / "triage.yaml"
    triage.write_text(triage.read_text("utf-8").replace("          - use: home_care\n", ""), "utf-8")
    ran = command(folder, "publish")
    assert ran.status == 2 and re.search(rf"{NEW}/cases/start\.yaml:\d+: home-care:", ran.err)
