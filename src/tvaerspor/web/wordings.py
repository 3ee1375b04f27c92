"""How a file of wording is written: a name, the Danish words, the English ones."""

from __future__ import annotations

from tvaerspor.terms.text import Text


def words(*rows: tuple[str, str, str]) -> dict[str, Text]:
    """The rows as a dictionary of texts."""
    return {name: Text(da=da, en=en) for name, da, en in rows}
