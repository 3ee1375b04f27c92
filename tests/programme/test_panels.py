"""The section that says how a panel decides: every fault in it is named with its place, and it is read aloud."""

import pytest

from tests.programme.small import FILES, does_not_load, faults_in, line_of
from tvaerspor.actions.open_programme import open_programme as shipped
from tvaerspor.actions.organisation import matrix
from tvaerspor.documents.aloud import aloud
from tvaerspor.documents.panels import said_panel
from tvaerspor.programme.load import load

PANEL = """\
panels:
  - id: both
    title: De to
    kind: votes
    seats:
      - {id: surgeon, title: Kirurg, roles: [surgeon]}
      - {id: rheumatologist, title: Reumatolog, roles: [rheumatologist]}
    at: [clinic]
    to: [home, town]
    basis: local
"""
SHIPPED = ("funktionelle-lidelser", "hofteklinik", "knaeartrose", "laenderyg")
OTHER = PANEL.removeprefix("panels:\n").replace("id: both", "id: three")


def with_panel(panel: str = PANEL) -> dict[str, str]:
    """The small programme with a panel."""
    return {**FILES, "small/triage.yaml": FILES["small/triage.yaml"] + panel}


def test_a_panel_that_is_written_whole_has_no_faults() -> None:
    assert faults_in(with_panel()) == []


@pytest.mark.parametrize(
    ("old", "new", "near", "field", "sentence"),
    [
        ("kind: votes", "kind: vote", "kind: vote", "panels.0.kind", "vote"),
        ("kind: votes", "kinds: votes", "kinds", "panels.0.kinds", "nøglen «kinds» findes ikke; mente du «kind»?"),
        ("at: [clinic]", "at: [clinik]", "id: both", "panels.0", "modtageren «clinik» findes ikke; mente du «clinic»?"),
        ("to: [home,", "to: [hom,", "id: both", "panels.0", "modtageren «hom» findes ikke; mente du «home»?"),
        ("at: [clinic]", "at: []", "id: both", "panels.0", "skriv, hvilke modtagere der visiteres i fællesskab (at)"),
        ("to: [home, town]", "to: []", "id: both", "panels.0", "skriv, hvad der kan vælges uden begrundelse (to)"),
        ("id: rheumatologist,", "id: surgeon,", "id: both", "panels.0", "pladsen «surgeon» findes to gange"),
        ("roles: [rheumatologist]", "roles: [surgeon]", "id: both", "panels.0", "rollen «surgeon» har to pladser"),
        ("roles: [rheumatologist]", "roles: []", "id: both", "panels.0", "pladsen «rheumatologist» har ingen roller"),
        ("      - {id: surgeon, title: Kirurg, roles: [surgeon]}\n", "", "id: both", "panels.0", "mindst 2 pladser"),
        ("    basis: local\n", "", "id: both", "panels.0", "kilde mangler"),
        ("    basis: local\n", "    basis: local\n" + OTHER, "id: three", "panels.1", "afgøres allerede af «both»"),
    ],
)
def test_every_fault_of_a_panel_is_named_with_its_place(
    old: str, new: str, near: str, field: str, sentence: str
) -> None:
    files = with_panel(PANEL.replace(old, new, 1))
    found = [fault for fault in does_not_load(files) if sentence in fault.sentence]
    place = ("small/triage.yaml", line_of(files, "triage.yaml", near), field)
    assert place in [(fault.file, fault.line, fault.field) for fault in found]


def test_a_rule_that_lets_a_panel_decide_needs_a_panel() -> None:
    rule = "{id: severe, when: {degree: severe}, to: clinic, strength: must, "
    triage = FILES["small/triage.yaml"].replace(rule, rule + "decided_by: panel, ")
    files = {**FILES, "small/triage.yaml": triage}
    assert "skriv under panels" in " ".join(fault.sentence for fault in does_not_load(files))
    assert faults_in({**files, "small/triage.yaml": triage + PANEL}) == []


def test_who_decides_follows_from_where_it_is_sent() -> None:
    programme = load(with_panel(), "small")
    panel = programme.panel_at("clinic")
    assert panel is not None and programme.panel_at("home") is None
    assert [panel.seat_of(role) for role in ("surgeon", "doctor")] == [panel.seats[0], None]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_role_on_a_shipped_panel_is_in_the_access_matrix(name: str) -> None:
    """A role that nobody can have would leave its seat empty for ever."""
    roles = {role for panel in shipped(name).panels for seat in panel.seats for role in seat.roles}
    assert roles <= set(matrix().roles), f"not in organisation/access.yaml: {sorted(roles - set(matrix().roles))}"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_seat_of_a_shipped_panel_may_decide_and_find(name: str) -> None:
    for panel in shipped(name).panels:
        for role in (role for seat in panel.seats for role in seat.roles):
            for operation in ("find", "read", "decide"):
                assert matrix().relations_for(role, operation, "joint_triage"), (name, role, operation)  # type: ignore[arg-type]


def test_a_panel_is_read_aloud_in_both_languages() -> None:
    programme = shipped("hofteklinik")
    said = said_panel(programme, programme.panels[0], "da")
    assert said.startswith("Hoftekirurg og reumatolog stemmer hver for sig") and said in aloud(programme)
    assert "vote each by themselves" in aloud(programme, "en")
    assert "Fælles visitation" not in aloud(shipped("knaeartrose")).split("## ")[0]
    dialogue = shipped("funktionelle-lidelser")
    assert "sagt ja til det samme forslag" in said_panel(dialogue, dialogue.panels[0], "da")
