"""A programme in other forms: all of it as JSON, the files' JSON Schema, the annex, or the rules read aloud."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from tvaerspor.documents.aloud import aloud
from tvaerspor.documents.annex import annex_markdown
from tvaerspor.documents.reference import schemas
from tvaerspor.programme.programme import Programme


def as_json(programme: Programme) -> str:
    """Everything the programme says, keys as its author writes them; criteria in their written form."""
    data = {
        "id": programme.id,
        "version": programme.version,
        "programme": _plain(programme.header),
        "phrases": [_plain(phrase) for phrase in programme.phrases],
        "concepts": {name: concept.when.written() for name, concept in programme.concepts.items()},
    }
    for name in ("red_flags", "decisions", "impossible", "annex", "indicators"):
        data[name] = [_plain(item) for item in getattr(programme, name)]
    for name in ("facts", "destinations", "orders", "offers", "planning", "sources", "parameters", "texts"):
        data[name] = {key: _plain(item) for key, item in getattr(programme, name).items()}
    data["pathway"] = _plain(programme.pathway)
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)


def _plain(item: BaseModel) -> Any:
    return item.model_dump(mode="json", by_alias=True, exclude_defaults=True)


FORMATS: Mapping[str, Callable[[Programme], str]] = {
    "json": as_json,
    "schema": lambda _: json.dumps(schemas(), ensure_ascii=False, indent=1, sort_keys=True),
    "annex": annex_markdown,
    "aloud": aloud,
}


def export_programme(programme: Programme, form: str) -> str:
    """The programme in one of FORMATS."""
    return FORMATS[form](programme)
