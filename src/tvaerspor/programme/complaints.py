"""What a wrongly typed value is told in Danish: what was expected, and the nearest word that exists."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

_SENTENCES: Mapping[str, str] = {
    "missing": "feltet mangler",
    "string_type": "her skal stå en tekst (sæt koder og datoer i anførselstegn)",
    "int_type": "her skal stå et helt tal",
    "int_parsing": "her skal stå et helt tal",
    "int_from_float": "her skal stå et helt tal",
    "float_type": "her skal stå et tal",
    "float_parsing": "her skal stå et tal",
    "bool_type": "her skal stå yes eller no",
    "bool_parsing": "her skal stå yes eller no",
    "tuple_type": "her skal stå en liste",
    "list_type": "her skal stå en liste",
    "dict_type": "her skal stå en tabel med navne",
    "mapping_type": "her skal stå en tabel med navne",
    "model_type": "her skal stå nøgler med indhold",
    "model_attributes_type": "her skal stå nøgler med indhold",
    "string_pattern_mismatch": "et navn er små bogstaver a-z, tal, _ og -, og begynder med et bogstav",
    "too_short": "her mangler noget: listen er for kort",
    "too_long": "listen er for lang",
}


def complaint(error: Mapping[str, Any], model: type[Any]) -> str:
    """One sentence about one of pydantic's errors."""
    kind = str(error["type"])
    if kind == "tvaerspor":
        return str(error["ctx"]["sentence"])
    if kind == "extra_forbidden":
        return _unknown_key(str(error["loc"][-1]), model)
    if kind in ("literal_error", "enum"):
        return f"«{error['input']}» findes ikke; vælg mellem {error['ctx']['expected']}".replace(" or ", " eller ")
    return _SENTENCES.get(kind, f"passer ikke: {error['msg']}")


def _unknown_key(key: str, model: type[Any]) -> str:
    near = suggestion(key, sorted(_keys(model, set())))
    return f"nøglen «{key}» findes ikke{near}"


def _keys(model: Any, seen: set[Any]) -> set[str]:
    """Every key that a file of this model may hold, at any depth."""
    if model in seen:
        return set()
    seen.add(model)
    keys: set[str] = set()
    if isinstance(model, type) and issubclass(model, BaseModel):
        for name, field in model.model_fields.items():
            keys.add(field.alias or name)
            keys |= _keys(field.annotation, seen)
    for part in get_args(model):
        keys |= _keys(part, seen) if not isinstance(part, str) else set()
    return keys


def suggestion(word: str, known: list[str]) -> str:
    """«; mente du X?», or nothing where no known word is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; mente du «{near[0]}»?" if near else ""
