"""The reference pages that are made from the code: the files of a programme with every key, and their JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tvaerspor.programme.contents import Case, Header, Indicator, Pathway, Sentence
from tvaerspor.programme.files import Offers, Planning, Questions, Triage

FILES: dict[str, type[Any]] = {
    "programme.yaml": Header,
    "questions.yaml": Questions,
    "triage.yaml": Triage,
    "offers.yaml": Offers,
    "pathway.yaml": Pathway,
    "planning.yaml": Planning,
    "indicators/*.yaml": Indicator,
    "cases/*.yaml": Case,
    "sentences.yaml": Sentence,
}


def schemas() -> dict[str, Any]:
    """The JSON Schema of each file of a programme folder, as editors use it to complete keys."""
    return {file: model.model_json_schema() for file, model in FILES.items()}


def format_page() -> str:
    """The page `programme-format.md`: every file, every key, its type and whether it must be there."""
    lines = ["# The files of a programme", "", "Made by `tvaerspor docs build` from the models; do not edit.", ""]
    for file, schema in schemas().items():
        lines += [f"## {file}", "", schema.get("description", ""), ""]
        lines += _table(schema)
        for name, part in sorted(schema.get("$defs", {}).items()):
            if part.get("properties"):
                lines += [f"### {name} ({file})", "", part.get("description", ""), "", *_table(part)]
    return "\n".join(lines).rstrip() + "\n"


def _table(schema: dict[str, Any]) -> Iterator[str]:
    yield "| key | what | needed |"
    yield "|---|---|---|"
    needed = schema.get("required", [])
    for name, part in schema.get("properties", {}).items():
        yield f"| `{name}` | {_kind(part)} | {'yes' if name in needed else ''} |"
    yield ""


def _kind(part: dict[str, Any]) -> str:
    if "$ref" in part:
        return str(part["$ref"]).rsplit("/", 1)[-1]
    if part.get("title") in ("Criterion", "Derivation"):
        return str(part["title"])
    if "enum" in part:
        return " \\| ".join(f"`{str(value).lower()}`" for value in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_kind(one) for one in part["anyOf"] if one.get("type") != "null"))
    if part.get("type") == "array":
        return f"list of {_kind(part.get('items', {}))}"
    if part.get("type") == "object":
        return f"names to {_kind(_inner(part))}"
    return {"string": "text", "integer": "whole number", "boolean": "yes/no"}.get(part.get("type", ""), "number")


def _inner(part: dict[str, Any]) -> dict[str, Any]:
    """What the entries of a table hold."""
    patterns: dict[str, Any] = part.get("patternProperties", {})
    inner = part.get("additionalProperties")
    return inner if isinstance(inner, dict) else next(iter(patterns.values()), {"type": "string"})
