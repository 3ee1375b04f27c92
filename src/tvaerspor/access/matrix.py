"""The access matrix as its file says it: resource, role, operation and the relations that give the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, get_args

import yaml

from tvaerspor.access.relation import Relation
from tvaerspor.terms.text import Text

Operation = Literal["find", "read", "create", "edit", "decide"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
Rights = Mapping[Operation, frozenset[Relation]]


class FaultyMatrix(Exception):
    """The matrix file says something that cannot be meant; one Danish sentence."""


@dataclass(frozen=True)
class Role:
    """What somebody is at a unit, and the purposes for which that role may work.

    `like` names the role whose rights it has, where a resource does not say its own; empty when none.
    """

    id: str
    title: Text
    purposes: frozenset[str]
    like: str = ""


@dataclass(frozen=True)
class Resource:
    """Something that is looked at or changed, with each role's rights to it."""

    id: str
    title: Text
    rights: Mapping[str, Rights]


@dataclass(frozen=True)
class Cell:
    """One combination of the matrix, written in it or not."""

    resource: str
    role: str
    operation: Operation
    relation: Relation


@dataclass(frozen=True)
class Matrix:
    """The whole matrix; what is not in it is not allowed."""

    roles: Mapping[str, Role]
    resources: Mapping[str, Resource]
    operations: Mapping[Operation, Text]
    relations: Mapping[Relation, Text]

    def relations_for(self, role: str, operation: Operation, resource: str) -> frozenset[Relation]:
        """The relations in which a role may do it; empty when never."""
        rights = self.resources[resource].rights.get(role, {})
        return rights.get(operation, frozenset())

    def cells(self) -> Iterator[Cell]:
        """Every combination there is, allowed or not: what the tests enumerate."""
        for resource, role, operation, relation in product(self.resources, self.roles, OPERATIONS, Relation):
            yield Cell(resource, role, operation, relation)


def load_matrix(text: str) -> Matrix:
    """The matrix in a file's text; raises FaultyMatrix for anything that is unknown or missing."""
    try:
        raw = yaml.safe_load(text)
        roles = {id_: _role(id_, each, raw["roles"]) for id_, each in raw["roles"].items()}
        matrix = Matrix(
            roles=roles,
            resources={id_: _resource(id_, each, roles) for id_, each in raw["resources"].items()},
            operations={_operation(name): Text(**said) for name, said in raw["operations"].items()},
            relations={_relation(name): Text(**said) for name, said in raw["relations"].items()},
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as fault:
        raise FaultyMatrix(f"adgangsmatricen kan ikke læses: {fault}") from None
    return matrix


def _role(id_: str, raw: Mapping[str, Any], all_roles: Mapping[str, Any]) -> Role:
    like = raw.get("like", "")
    if like and (like not in all_roles or "like" in all_roles[like]):
        raise FaultyMatrix(f"{id_}: «like: {like}» skal nævne en rolle, der selv har sine rettigheder skrevet")
    return Role(id_, Text(**raw["title"]), frozenset(raw["purposes"]), like)


def _resource(id_: str, raw: Mapping[str, Any], roles: Mapping[str, Role]) -> Resource:
    unknown = set(raw) - set(roles) - {"title"}
    if unknown:
        raise FaultyMatrix(f"{id_}: rollen «{sorted(unknown)[0]}» findes ikke; skriv en af {', '.join(roles)}")
    written = {role.id: role.id if role.id in raw else role.like for role in roles.values()}
    rights = {role: _rights(f"{id_}.{own}", raw[own]) for role, own in written.items() if own in raw}
    return Resource(id_, Text(**raw["title"]), rights)


def _rights(place: str, raw: Mapping[str, Any]) -> Rights:
    return {_operation(name, place): frozenset(_relation(each, place) for each in held) for name, held in raw.items()}


def _operation(name: str, place: str = "operations") -> Operation:
    for known in OPERATIONS:
        if name == known:
            return known
    raise FaultyMatrix(f"{place}: handlingen «{name}» findes ikke; skriv en af {', '.join(OPERATIONS)}")


def _relation(name: str, place: str = "relations") -> Relation:
    try:
        return Relation(name)
    except ValueError:
        known = ", ".join(Relation)
        raise FaultyMatrix(f"{place}: relationen «{name}» findes ikke; skriv en af {known}") from None
