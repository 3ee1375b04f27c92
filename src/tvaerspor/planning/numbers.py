"""How numbers are read from planning's files: exactly as they are written, never through a rounded binary float."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Annotated, Any

import yaml
from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from tvaerspor.programme.faults import Fault
from tvaerspor.programme.written import wrong
from tvaerspor.programme.yaml_nodes import Tree

MAX_DIGITS = 15
"""A YAML number is read as a float, which keeps 15 digits: longer ones are refused, not changed."""


def read_number(raw: Any) -> Fraction:
    """A number that is not negative, exactly as it is written."""
    if isinstance(raw, Fraction):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise wrong(f"her skal stå et tal, ikke «{raw}»")
    if not isfinite(raw):
        raise wrong("tallet er for stort til at regne med")
    if raw < 0:
        raise wrong(f"{raw} er negativt; skriv et tal fra 0 og op, og en besparelse som saving: yes på linjen")
    return Fraction(str(raw))


def read_divisor(raw: Any) -> Fraction:
    """A number above nought."""
    number = read_number(raw)
    if number == 0:
        raise wrong("der kan ikke deles med 0")
    return number


def _written(number: Fraction) -> float:
    return float(number)


Number = Annotated[Fraction, PlainValidator(read_number), WithJsonSchema({"type": "number"}), PlainSerializer(_written)]
Divisor = Annotated[
    Fraction, PlainValidator(read_divisor), WithJsonSchema({"type": "number"}), PlainSerializer(_written)
]


def long_numbers(tree: Tree) -> Iterator[Fault]:
    """The plain numbers of a file that have more digits than can be kept."""
    for node in _scalars(tree.root):
        text = str(node.value)
        if not node.style and sum(map(str.isdigit, text)) > MAX_DIGITS and _is_changed(text):
            sentence = f"«{text}» har flere cifre, end der kan regnes med ({MAX_DIGITS}); skriv tallet kortere"
            yield Fault(node.start_mark.name, node.start_mark.line + 1, "", sentence)


def _is_changed(text: str) -> bool:
    try:
        return Decimal(text) != Decimal(str(float(text)))
    except (ValueError, ArithmeticError):
        return False


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, content in node.value:
            yield from _scalars(content)
