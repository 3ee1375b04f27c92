"""A small reader of JSON Schema: as much of it as the published schema uses, and it says when that is not enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
_KNOWN = set(
    "$ref $defs type enum const anyOf oneOf properties required additionalProperties patternProperties propertyNames "
    "items prefixItems minItems maxItems minProperties maxProperties pattern minimum maximum exclusiveMinimum title "
    "description default examples discriminator".split()
)


def problems(value: Any, schema: Mapping[str, Any] | bool, defs: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Where `value` does not fit; empty when it does. Raises KeyError for a keyword that is not understood."""
    if isinstance(schema, bool):
        if not schema:
            yield f"{path}: nothing may stand here"
        return
    strange = schema.keys() - _KNOWN
    if strange:
        raise KeyError(f"{path}: {strange}")
    if "$ref" in schema:
        yield from problems(value, defs[schema["$ref"].rsplit("/", 1)[-1]], defs, path)
    for branches in (schema.get("anyOf"), schema.get("oneOf")):
        if branches is not None and all(any(problems(value, branch, defs, path)) for branch in branches):
            yield f"{path}: {value!r} fits no branch"
    if ("enum" in schema and value not in schema["enum"]) or ("const" in schema and value != schema["const"]):
        yield f"{path}: {value!r} is not one of {schema.get('enum', schema.get('const'))}"
    yield from _wrong_type(value, schema, path)
    if isinstance(value, dict):
        yield from _wrong_table(value, schema, defs, path)
    if isinstance(value, list):
        yield from _wrong_list(value, schema, defs, path)


def _wrong_type(value: Any, schema: Mapping[str, Any], path: str) -> Iterator[str]:
    kinds = schema.get("type")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{path}: {value!r} is not {kinds}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{path}: {value!r} does not match {schema['pattern']}"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _wrong_table(value: dict[str, Any], schema: Mapping[str, Any], defs: Mapping[str, Any], path: str) -> Iterator[str]:
    own, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    yield from (f"{path}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, inner in value.items():
        found = [own[name]] if name in own else [part for key, part in patterns.items() if re.search(key, name)]
        for part in found or [schema.get("additionalProperties", True)]:
            yield from problems(inner, part, defs, f"{path}.{name}")
        if "propertyNames" in schema:
            yield from problems(name, schema["propertyNames"], defs, f"{path}.{name}")
    yield from _wrong_count(len(value), schema, path, "Properties")


def _wrong_list(value: list[Any], schema: Mapping[str, Any], defs: Mapping[str, Any], path: str) -> Iterator[str]:
    first = schema.get("prefixItems", [])
    for number, inner in enumerate(value):
        part = first[number] if number < len(first) else schema.get("items", True)
        yield from problems(inner, part, defs, f"{path}.{number}")
    yield from _wrong_count(len(value), schema, path, "Items")


def _wrong_count(count: int, schema: Mapping[str, Any], path: str, what: str) -> Iterator[str]:
    if count < schema.get(f"min{what}", 0) or count > schema.get(f"max{what}", count):
        yield f"{path}: {count} {what.lower()}"
