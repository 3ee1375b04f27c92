"""The one decision point: may this role, for this purpose and in these relations, do this to that?"""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.access.matrix import Matrix, Operation
from tvaerspor.access.relation import Relation


class NotAllowed(Exception):
    """Somebody may not do it. `sentence` is for the log and for staff; strangers are told that there is nothing."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Holder:
    """Who asks: a role at a unit, and the purpose of the unit's work. The tenant is unit and purpose together."""

    role: str
    purpose: str


@dataclass(frozen=True)
class Deed:
    """What is asked for."""

    operation: Operation
    resource: str


NO_RELATION: frozenset[Relation] = frozenset()


def is_allowed(matrix: Matrix, holder: Holder, deed: Deed, held: frozenset[Relation] = NO_RELATION) -> bool:
    """Whether it is allowed; anything unknown is not."""
    role = matrix.roles.get(holder.role)
    if role is None or holder.purpose not in role.purposes or deed.resource not in matrix.resources:
        return False
    if Relation.BLOCKED in held:
        return False
    giving = matrix.relations_for(holder.role, deed.operation, deed.resource)
    return Relation.ANY in giving or bool(giving & held)


def may_ever(matrix: Matrix, holder: Holder, deed: Deed) -> bool:
    """Whether there is any relation in which it is allowed: what decides if a menu shows the way there at all."""
    return is_allowed(matrix, holder, deed, frozenset(Relation) - {Relation.BLOCKED})


def require(matrix: Matrix, holder: Holder, deed: Deed, held: frozenset[Relation] = NO_RELATION) -> None:
    """Raises NotAllowed unless it is allowed."""
    if not is_allowed(matrix, holder, deed, held):
        raise NotAllowed(_sentence(matrix, holder, deed, held))


def _sentence(matrix: Matrix, holder: Holder, deed: Deed, held: frozenset[Relation]) -> str:
    role, resource = matrix.roles.get(holder.role), matrix.resources.get(deed.resource)
    who = role.title.da if role else f"rollen «{holder.role}»"
    what = resource.title.da if resource else deed.resource
    verb = matrix.operations[deed.operation].da
    ties = ", ".join(sorted(matrix.relations[each].da for each in held)) or "ingen relation til borgerens sag"
    return f"{who} må ikke {verb}: {what} ({ties})"
