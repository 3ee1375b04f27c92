"""Numbers as Danish documents write them."""

from __future__ import annotations


def number(value: float, places: int) -> str:
    """«1.234,5»."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))
