"""A condition is a folder of data: Python knows none by name, be it in an identifier, a text or a comment."""

import re
from collections.abc import Iterator

import yaml

from tests.house.sources import PROGRAMMES, Offender, assert_none, python_files, text_lines

NOT_CONDITIONS = {"common", "skeleton"}
# Danish and English roots of what the programmes are about; a word that begins so gives a condition away.
BODY = tuple(
    "knæ knae knee gonarthr hofte coxarthr artros arthros osteoarthr lænd laend lumb spinal rygsøjle rygsmert "
    "menisk menisc skulder shoulder fibromyalg".split()
)
WHOLE_WORDS = {"hip", "hips", "ryg", "ryggen", "spine", "backache"}  # "ship" and "rygning" are innocent
TO_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
WORD = re.compile(r"[A-ZÆØÅ]?[a-zæøå]+|[A-ZÆØÅ]+(?![a-zæøå])")  # the words of snake_case and of CamelCase


def condition_names() -> frozenset[str]:
    """The folders' names and the programmes' titles, in lower case and one spelling."""
    names = set()
    for programme in PROGRAMMES.glob("*/programme.yaml"):
        if programme.parent.name in NOT_CONDITIONS:
            continue
        title = yaml.safe_load(programme.read_text(encoding="utf-8")).get("title", "")
        names |= {programme.parent.name, *(title.values() if isinstance(title, dict) else [str(title)])}
    return frozenset(one_spelling(name) for name in names if name)


def one_spelling(text: str) -> str:
    """`Funktionelle lidelser`, `funktionelle_lidelser` and `funktionelle-lidelser` are one name; `æ` is `ae`."""
    return re.sub(r"[-_\s]+", " ", text.lower().translate(TO_ASCII))


def conditions_in(line: str, names: frozenset[str]) -> Iterator[str]:
    """Each condition or part of the body that the line names."""
    for word in map(str.lower, WORD.findall(line)):
        if word in WHOLE_WORDS or word.startswith(BODY):
            yield word
    spelt = one_spelling(line)
    yield from (name for name in names if re.search(rf"\b{re.escape(name)}\b", spelt))


def test_no_python_file_names_a_condition() -> None:
    names = condition_names()
    assert_none(
        Offender(path, number, f"names a condition: {found}")
        for path, number, line in text_lines(python_files())
        for found in conditions_in(line, names)
    )
