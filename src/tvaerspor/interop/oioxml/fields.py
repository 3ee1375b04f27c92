"""The fields directly inside one element, each read once and with its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from .. import checks
from ..codes import CodeList
from ..messages import Stated
from ..notes import Notes
from .tree import Node

Value = TypeVar("Value")


class Fields:
    """Reads the values directly inside `node`, which may be None: then every field is blank."""

    def __init__(self, node: Node | None, notes: Notes) -> None:
        self.node = node
        self.notes = notes

    def _single(self, name: str, read: Callable[[str, str], Stated[Value] | None]) -> Stated[Value] | None:
        found = (read(child.path, child.text) for child in self.children(name))
        return self.notes.single(f"feltet {name}", [each for each in found if each is not None])

    def children(self, name: str) -> list[Node]:
        """The elements of that name; none where there is no element around them."""
        return list(self.node.children(name)) if self.node else []

    def inner(self, name: str) -> Fields:
        """The fields of the first element of that name; all blank where there is none."""
        return Fields(self.node.child(name) if self.node else None, self.notes)

    def stated(self, name: str) -> Stated[str] | None:
        """The text of a field with its place; None where it is blank or contradicts itself."""
        return self._single(name, lambda place, text: checks.stated_text(self.notes, place, text))

    def text(self, name: str) -> str | None:
        """The text of a field; None where it is blank or contradicts itself."""
        found = self.stated(name)
        return found.value if found else None

    def coded(self, name: str, codes: CodeList) -> Stated[str] | None:
        """Our word for a coded field; None where it is blank or not in the list."""
        return self._single(name, lambda place, text: checks.coded(self.notes, codes, "oioxml", place, text))

    def word(self, name: str, codes: CodeList) -> str | None:
        """As `coded`, without the place."""
        found = self.coded(name, codes)
        return found.value if found else None

    def gln(self) -> Stated[str] | None:
        """EANIdentifier."""
        return self._single("EANIdentifier", lambda place, text: checks.gln(self.notes, place, text))

    def identifier(self, kind: str | None) -> Stated[str] | None:
        """Identifier, of the kind that IdentifierCode says."""
        return self._single("Identifier", lambda place, text: checks.identifier(self.notes, place, text, kind))

    def moment(self, name: str) -> Stated[datetime] | None:
        """A DateTimeType: an element with Date and Time inside."""
        return self.notes.single(f"feltet {name}", [each for each in map(self._moment, self.children(name)) if each])

    def _moment(self, node: Node) -> Stated[datetime] | None:
        inner = Fields(node, self.notes)
        day, clock = inner.text("Date") or "", inner.text("Time") or ""
        value = checks.moment(self.notes, node.path, day, clock)
        return None if value is None else Stated(value, node.path, f"{day} {clock}".strip())
