"""The reference pages that are made from the code: the files of a programme and of planning, and their JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from tvaerspor.planning.populations import Populations
from tvaerspor.planning.price_index import PriceIndices
from tvaerspor.planning.written_scenario import WrittenScenario
from tvaerspor.programme.contents import Header, Indicator, Pathway
from tvaerspor.programme.files import Cases, Offers, Planning, Questions, Sentences, Triage

FILES: dict[str, type[Any]] = {
    "programme.yaml": Header,
    "questions.yaml": Questions,
    "triage.yaml": Triage,
    "offers.yaml": Offers,
    "pathway.yaml": Pathway,
    "planning.yaml": Planning,
    "indicators/*.yaml": Indicator,
    "cases/*.yaml": Cases,
    "sentences.yaml": Sentences,
}
PLANNING_FILES: dict[str, type[Any]] = {
    "scenarios/*.yaml": WrittenScenario,
    "populations.yaml": Populations,
    "price_index.yaml": PriceIndices,
}
"""The files in organisation/ that budgets are made from."""
_LENT = {
    "type": "object",
    "title": "Use",
    "description": "an item of that name in an included folder",
    "properties": {"use": {"type": "string"}},
    "required": ["use"],
    "additionalProperties": False,
}
_LENDING = ("Rule", "RedFlag", "Parallel", "Availability")
"""What stands in lists that may say `use: <id>` instead of an item."""


class _AsWritten(GenerateJsonSchema):
    """The schema of what an author writes: a list of one may be that one."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        if inner.get("type") == "array":
            return {"anyOf": [inner["items"], inner]}
        return inner


def schemas(files: Mapping[str, type[Any]] = FILES) -> dict[str, Any]:
    """The JSON Schema of each file, as editors use it to complete keys; those of a programme folder by default."""
    return {
        file: _as_written(TypeAdapter(model).json_schema(schema_generator=_AsWritten)) for file, model in files.items()
    }


def _as_written(schema: Any) -> Any:
    """Lists that may hold `use: <id>`; texts that may be a bare Danish string."""
    if isinstance(schema, list):
        return [_as_written(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _as_written(part) for key, part in schema.items()}
    if found.get("title") == "Text" and found.get("type") == "object":
        return {"title": "Text", "description": found["description"], "anyOf": [{"type": "string"}, found]}
    name = str(found.get("items", {}).get("$ref", "")).rsplit("/", 1)[-1] if found.get("type") == "array" else ""
    return {**found, "items": {"anyOf": [found["items"], _LENT]}} if name in _LENDING else found


def format_page(title: str = "The files of a programme", files: Mapping[str, type[Any]] = FILES) -> str:
    """A page about files: each one, every key of it, its type and whether it must be there."""
    lines = [f"# {title}", "", "Made by `tvaerspor docs build` from the models; do not edit.", ""]
    for file, schema in schemas(files).items():
        lines += [f"## {file}", "", _described(schema), ""]
        lines += _table(schema)
        for name, part in sorted(schema.get("$defs", {}).items()):
            table = next((one for one in (part, *part.get("anyOf", ())) if one.get("properties")), None)
            if table:
                lines += [f"### {name} ({file})", "", part.get("description", ""), "", *_table(table)]
    return "\n".join(lines).rstrip() + "\n"


def _described(schema: dict[str, Any]) -> str:
    said = str(schema.get("description", ""))
    return f"{said} It is a {_kind(schema)}." if schema.get("type") == "array" else said


def _table(schema: dict[str, Any]) -> Iterator[str]:
    if "properties" not in schema:
        return
    yield "| key | what | needed |"
    yield "|---|---|---|"
    needed = schema.get("required", [])
    for name, part in schema["properties"].items():
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
