"""The YAML reader: YAML 1.2's scalars, lines that stay right, and files that are no YAML."""

from typing import Any

import pytest

from tvaerspor.programme.yaml_nodes import read_tree


def value_of(text: str) -> Any:
    tree, faults = read_tree("f.yaml", text)
    assert not faults
    return tree.value()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Nej", "Nej"),
        ("true", True),
        ("False", False),
        ('"true"', "true"),
        ("null", None),
        ("~", None),
        ("", None),
        ("5", 5),
        ("-5", -5),
        ("5.0", 5.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ('"5"', "5"),
        ("'L90'", "L90"),
        ("2026-06-01", "2026-06-01"),
        ("2026-06", "2026-06"),
        ("12:30", "12:30"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("27,5", "27,5"),
        ("[a, 1]", ["a", 1]),
        ("{a: yes}", {"a": "yes"}),
        ("|\n  to\n  linjer\n", "to\nlinjer\n"),
    ],
)
def test_a_scalar(written: str, read: Any) -> None:
    value = value_of(f"key: {written}")["key"]
    assert (value, type(value)) == (read, type(read))


def test_a_number_as_a_key_is_a_word() -> None:
    assert value_of("15: a\ntrue: b") == {"15": "a", "True": "b"}


def test_an_empty_file_and_one_of_remarks_have_nothing_in_them() -> None:
    assert (value_of(""), value_of("# kun en bemærkning\n")) == ({}, {})


TEXT = """\
title: a
list:
  - id: one
    when:
      all:
        - x
        - y
  - {id: two, when: z}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 1),
        (("list",), 2),
        (("list", 0), 3),
        (("list", 0, "when"), 4),
        (("list", 0, "when", "all", 1), 7),
        (("list", 1, "when"), 8),
        (("list", 1, "gone"), 8),
        (("list", 7), 2),
        (("nowhere", "at", "all"), 1),
    ],
)
def test_the_line_of_a_place_is_that_of_the_deepest_part_that_is_there(path: tuple[str | int, ...], line: int) -> None:
    tree, _ = read_tree("f.yaml", TEXT)
    assert tree.place(path) == ("f.yaml", line)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: [1, 2\n", 3, "ikke gyldig YAML"),
        ("a: 1\n\tb: 2\n", 2, "ikke gyldig YAML"),
        ("a: b: c\n", 1, "ikke gyldig YAML"),
        ("a: 1\n---\nb: 2\n", 2, "ikke gyldig YAML"),
        ("a: 1\nb: &x [1]\nc: *x\n", 2, "ankre og henvisninger (& og *) bruges ikke"),
        ("a: 1\nb: *nowhere\n", 2, "ikke gyldig YAML"),
        (
            "a: 1\nb: {{ name }}\n",
            2,
            "en nøgle er et ord; en tekst, der begynder med { eller [, sættes i anførselstegn",
        ),
        ("a: 1\n? [x, y]\n: 2\n", 2, "en nøgle er et ord"),
        ("a: 1\n\0\n", 0, "ikke gyldig YAML"),
    ],
)
def test_what_is_no_yaml_is_named_with_its_line(text: str, line: int, words: str) -> None:
    _, (fault,) = read_tree("f.yaml", text)
    assert (fault.file, fault.line) == ("f.yaml", line)
    assert words in fault.sentence


def test_a_key_that_stands_twice_is_named_where_it_stands_again() -> None:
    _, faults = read_tree("f.yaml", "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\n")
    assert [(fault.line, fault.field, fault.sentence) for fault in faults] == [
        (6, "a", "nøglen står to gange"),
        (5, "c", "nøglen står to gange"),
    ]
