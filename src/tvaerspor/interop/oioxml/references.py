"""The references of an OIOXML letter to addresses, supplements and attachments."""

from __future__ import annotations

from ..codes import OBJECT_KIND
from ..messages import Reference
from .fields import Fields


def references(letter: Fields) -> tuple[Reference, ...]:
    """Every Reference with what it points to; one that points to nothing is noted."""
    found = [_reference(Fields(node, letter.notes)) for node in letter.children("Reference")]
    return tuple(each for each in found if each)


def _reference(fields: Fields) -> Reference | None:
    description, url = fields.text("RefDescription"), fields.text("URL")
    if url:
        return Reference("url", description, url)
    if fields.children("BIN"):
        return _attachment(fields.inner("BIN"), description)
    if fields.children("SUP"):
        return Reference("sup", description)
    if fields.node is not None:
        fields.notes.keep(fields.node.path, "henvisningen til et bilag peger ikke på noget.", fields.node.all_text)
    return None


def _attachment(fields: Fields, description: str | None) -> Reference:
    extension = fields.text("ObjectExtensionCode")
    return Reference(
        "binary",
        description,
        fields.text("ObjectIdentifier"),
        fields.word("ObjectCode", OBJECT_KIND),
        extension.lower() if extension else None,
        fields.text("OriginalObjectSize"),
    )
