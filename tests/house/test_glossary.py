"""GLOSSARY.md names only things that exist."""

import re
from functools import cache

from tests.house.sources import ROOT, Offender, assert_none, files_under, text_lines, text_of

IN_BACKTICKS = re.compile(r"`([^`]+)`")
IDENTIFIER = re.compile(r"[A-Za-z_][\w.]*(\(\))?")


@cache
def words_in_use() -> frozenset[str]:
    """Every identifier-like word of the code, the care programmes and their file names."""
    paths = list(files_under("src", "programmes", "organisation"))
    words = {word for path in paths for word in re.findall(r"\w+", text_of(path) or "")}
    return frozenset(words | {part for path in paths for part in re.findall(r"\w+", str(path.relative_to(ROOT)))})


def is_gone(name: str) -> bool:
    """Whether some part of `room.name` or `name()` occurs nowhere; what is no identifier is not judged."""
    if not IDENTIFIER.fullmatch(name):
        return False
    return not set(re.findall(r"\w+", name)) <= words_in_use()


def test_the_glossary_names_only_things_that_exist() -> None:
    assert_none(
        Offender(path, number, f"`{name}` is gone")
        for path, number, line in text_lines(files_under("GLOSSARY.md"))
        for name in IN_BACKTICKS.findall(line)
        if is_gone(name)
    )
