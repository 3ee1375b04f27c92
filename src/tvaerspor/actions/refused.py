"""What somebody asked for cannot be done: said in one sentence that they can act on."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was done; `str()` is one Danish sentence with what to do instead."""
