"""The manual's pages on who may do what, and on the states of everything that moves from hand to hand."""

from __future__ import annotations

from tvaerspor.access.matrix import OPERATIONS, Matrix, Resource
from tvaerspor.access.relation import DAYS_AFTER_CLOSING
from tvaerspor.pathway import course, shared_appointment
from tvaerspor.pathway.groups import group_diagram
from tvaerspor.pathway.rehabilitation import plan_diagram
from tvaerspor.referral import states

_HEAD = "Made by `tvaerspor docs build`; do not edit."


def access_page(matrix: Matrix) -> str:
    """The access matrix: one table for each role, with what it may do and in which relation."""
    lines = [
        "# Who may do what",
        "",
        _HEAD,
        "",
        "The rows are `organisation/access.yaml`, which is also what the code enforces and the tests enumerate. What "
        "is not here is not allowed. A citizen's block of a unit takes every right away; a receiver may look back for "
        f"{DAYS_AFTER_CLOSING} days after the end.",
        "",
        "| Relation | Meaning |",
        "|---|---|",
        *(f"| {relation} | {text.in_language('en')} |" for relation, text in matrix.relations.items()),
    ]
    for role in matrix.roles.values():
        purposes = ", ".join(sorted(role.purposes))
        lines += ["", f"## {role.title.da} ({role.title.in_language('en')})", "", f"For: {purposes}.", ""]
        lines += ["| What | " + " | ".join(OPERATIONS) + " |", "|---" * (1 + len(OPERATIONS)) + "|"]
        lines += [_row(resource, role.id) for resource in matrix.resources.values() if role.id in resource.rights]
    return "\n".join(lines) + "\n"


def _row(resource: Resource, role: str) -> str:
    rights = resource.rights[role]
    cells = [", ".join(sorted(rights.get(operation, ()))) or "–" for operation in OPERATIONS]
    return f"| {resource.title.da} | " + " | ".join(cells) + " |"


def states_page() -> str:
    """The tables of moves as diagrams, and what each move of a referral needs."""
    lines = ["# States", "", _HEAD, "", "No timer makes a move: each has a person who makes it.", ""]
    lines += ["## Referral", "", "```mermaid", states.diagram(), "```", ""]
    lines += ["| Move | From | To | By | Right | Needs |", "|---|---|---|---|---|---|"]
    for move in states.MOVES.values():
        before = ", ".join(status for status in states.Status if status in move.before)
        right = f"{move.deed.operation} {move.deed.resource}"
        needs = ", ".join(move.needs) or "–"
        lines.append(
            f"| {move.title.da} (`{move.verb}`) | {before} | {move.after or 'same'} | {move.by} | {right} | {needs} |"
        )
    for title, drawn in (
        ("Course", course.diagram()),
        ("Group course", group_diagram()),
        ("Rehabilitation plan", plan_diagram()),
        ("Shared appointment", shared_appointment.appointment_diagram()),
    ):
        lines += ["", f"## {title}", "", "```mermaid", drawn, "```"]
    return "\n".join(lines) + "\n"
