"""Keys by which both databases search and sort Danish names alike, compared by range under binary collation."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})  # the three signs that follow z
_NOT_KEYED = re.compile(r"[^a-z0-9{|}]+")
LAST = "\U0010ffff"


def name_key(name: str) -> str:
    """The name as it is searched and sorted: æ, ø and å after z, aa as å, other accents and signs left out."""
    lowered = unicodedata.normalize("NFC", name).lower().replace("aa", "å").translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lowered.replace("ß", "ss"))
    return _NOT_KEYED.sub(" ", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip()


def sort_key(surname: str, given_name: str) -> str:
    """The key that a list of people is sorted by: surname first."""
    return f"{name_key(surname)} ,{name_key(given_name)}"


def until(prefix: str) -> str:
    """The first key that no longer begins with the prefix is above this one."""
    return prefix + LAST
