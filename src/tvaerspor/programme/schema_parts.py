"""The parts of the published JSON Schema that pydantic cannot see: criteria and derivations as authors write them."""

from __future__ import annotations

from typing import Any

_THRESHOLD: dict[str, Any] = {
    "anyOf": [
        {"type": "number"},
        {"type": "object", "properties": {"parameter": {"type": "string"}}, "required": ["parameter"]},
    ]
}
_TEST: dict[str, Any] = {
    "anyOf": [
        {"type": ["string", "boolean"]},
        {"type": "object", "properties": {"at_least": _THRESHOLD}, "required": ["at_least"]},
        {"type": "object", "properties": {"below": _THRESHOLD}, "required": ["below"]},
    ]
}
CRITERION_SCHEMA: dict[str, Any] = {
    "title": "Criterion",
    "description": "A fact or concept by name (is yes), all, any, not, or one fact with a value, at_least or below.",
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {"all": {"type": "array"}, "any": {"type": "array"}, "not": {}},
            "additionalProperties": _TEST,
        },
    ],
}
DERIVATION_SCHEMA: dict[str, Any] = {
    "title": "Derivation",
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "properties": {
        "age": {"type": "string"},
        "time_between": {"type": "object", "required": ["start", "end", "unit"]},
        "count": {"type": "object", "required": ["of"]},
        "sum": {"type": "object", "required": ["of"]},
        "at_least_n_of": {"type": "object", "required": ["n", "of"]},
        "look_up": {"type": "object", "required": ["fact", "table", "otherwise"]},
        "parameter": {"type": "string"},
    },
    "additionalProperties": False,
}
