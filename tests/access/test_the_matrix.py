"""The access matrix: deny by default, every cell decided in one place, and what is written in it can be meant."""

import re
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerspor.access.ask import Deed, Holder, NotAllowed, is_allowed, may_ever, require
from tvaerspor.access.matrix import FaultyMatrix, load_matrix
from tvaerspor.access.relation import DAYS_AFTER_CLOSING, Relation, Standing, relations
from tvaerspor.actions.organisation import matrix, organisation_folder

TEXT = (organisation_folder() / "access.yaml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 23)
UNITS = [UUID(int=number) for number in range(1, 6)]


def holder(role: str) -> Holder:
    known = matrix().roles.get(role)
    return Holder(role, sorted(known.purposes)[0] if known else "treatment")


def likes() -> list[tuple[str, str]]:
    """Each role that is like another, with that other, read line by line."""
    roles = TEXT.split("\nroles:")[1].split("\nresources:")[0]
    return re.findall(r"^  (\w+): .*like: (\w+)", roles, re.MULTILINE)


def written() -> set[tuple[str, str, str, str]]:
    """What the file says, read a second way: line by line, without the loader."""
    found, own, resource = set(), set(), ""
    for line in TEXT.split("resources:")[1].splitlines():
        name, _, rest = line.strip().partition(":")
        if line.startswith("  ") and not line.startswith("   "):
            resource = name
        elif name in matrix().roles:
            own.add((resource, name))
            for part in rest.strip(" {}").split("],"):
                operation, _, held = part.partition(":")
                found |= {(resource, name, operation.strip(), each.strip(" []}")) for each in held.split(",")}
    for name, like in likes():
        found |= {(where, name, *rest) for where, role, *rest in found if role == like and (where, name) not in own}
    return found


def test_every_cell_is_allowed_exactly_where_it_is_written() -> None:
    cells = written()
    for cell in matrix().cells():
        key = (cell.resource, cell.role, cell.operation)
        expected = (*key, cell.relation.value) in cells or (*key, "any") in cells
        expected = expected and cell.relation is not Relation.BLOCKED
        deed = Deed(cell.operation, cell.resource)
        assert is_allowed(matrix(), holder(cell.role), deed, frozenset({cell.relation})) is expected, cell
    assert len(list(matrix().cells())) >= 6 * 14 * 5 * 6


def test_nobody_may_anything_that_is_not_written() -> None:
    for role, deed in product(("", "jobcenter", "citizen"), (Deed("read", "citizen"), Deed("find", "worklist"))):
        assert not may_ever(matrix(), Holder(role, "treatment"), deed)
    assert not may_ever(matrix(), Holder("doctor", "treatment"), Deed("read", "open_secrets"))


def test_a_role_has_no_right_under_another_purpose() -> None:
    assert not may_ever(matrix(), Holder("municipal_therapist", "employment"), Deed("find", "worklist"))
    assert not may_ever(matrix(), Holder("administrator", "treatment"), Deed("find", "users"))


def test_an_administrator_meets_no_citizen() -> None:
    for resource in ("citizen", "worklist", "referral", "referral_status", "course", "closing_letter", "message"):
        for operation in ("find", "read", "create", "edit", "decide"):
            assert not may_ever(matrix(), holder("administrator"), Deed(operation, resource))


def test_a_secretary_reads_no_clinical_content() -> None:
    for resource in ("referral", "visitation", "course", "closing_letter"):
        assert not may_ever(matrix(), holder("secretary"), Deed("read", resource))


def test_a_refusal_says_who_what_and_why() -> None:
    with pytest.raises(NotAllowed, match=r"Sekretær må ikke læse: Epikrisen \(ingen relation til borgerens sag\)"):
        require(matrix(), holder("secretary"), Deed("read", "closing_letter"))


standings = st.builds(
    Standing,
    sender=st.sampled_from([None, *UNITS]),
    receiver=st.sampled_from([None, *UNITS]),
    former=st.frozensets(st.sampled_from(UNITS)),
    listed=st.sampled_from([None, *UNITS]),
    blocked=st.frozensets(st.sampled_from(UNITS), max_size=2),
    ended_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    is_private=st.booleans(),
)


@given(standings, st.sampled_from(UNITS))
def test_a_unit_that_is_not_named_has_no_relation_and_a_blocked_one_only_that(standing: Standing, unit: UUID) -> None:
    held = relations(standing, unit, TODAY)
    named = {standing.sender, standing.receiver, standing.listed, *standing.former, *standing.blocked}
    if unit not in named:
        assert held == frozenset()
    if unit in standing.blocked:
        assert held == {Relation.BLOCKED}
    if standing.is_private:
        assert held <= {Relation.SENDER, Relation.BLOCKED}
    assert Relation.ANY not in held


@pytest.mark.parametrize(
    ("days", "expected"), [(DAYS_AFTER_CLOSING, Relation.RECEIVER), (DAYS_AFTER_CLOSING + 1, Relation.ENDED)]
)
def test_a_receiver_may_look_back_for_a_while_and_no_longer(days: int, expected: Relation) -> None:
    standing = Standing(receiver=UNITS[0], ended_on=TODAY - timedelta(days=days))
    assert relations(standing, UNITS[0], TODAY) == {expected}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("  citizen:\n", "  citizen:\n    nurse: {read: [listed]}\n", "rollen «nurse» findes ikke"),
        ("read: [listed, sender]", "peek: [listed, sender]", "handlingen «peek» findes ikke"),
        ("read: [listed, sender]", "read: [neighbour]", "relationen «neighbour» findes ikke"),
        ("roles:", "rolls:", "kan ikke læses"),
    ],
)
def test_a_faulty_matrix_is_refused_with_a_sentence(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(FaultyMatrix, match=said):
        load_matrix(TEXT.replace(before, after, 1))


def test_a_role_like_another_has_its_cells_unless_it_writes_its_own() -> None:
    text = """
operations: {read: {da: læse}, decide: {da: afgøre}, find: {da: se}, create: {da: oprette}, edit: {da: rette}}
relations: {any: {da: alle}, receiver: {da: modtager}}
roles:
  team: {title: {da: Team}, purposes: [treatment]}
  surgeon: {title: {da: Kirurg}, purposes: [treatment], like: team}
resources:
  letter: {title: {da: Brev}, team: {read: [receiver]}}
  note: {title: {da: Notat}, team: {read: [receiver]}, surgeon: {}}
"""
    matrix = load_matrix(text)
    assert matrix.relations_for("surgeon", "read", "letter") == {Relation.RECEIVER}
    assert not matrix.relations_for("surgeon", "read", "note")
    with pytest.raises(FaultyMatrix, match="like: nobody"):
        load_matrix(text.replace("like: team", "like: nobody"))
