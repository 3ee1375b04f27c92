"""Holds an outgoing message against MedCom's own schemas, where the operator has named the folder they lie in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

from django.conf import settings
from lxml import etree

from tvaerspor.interop.written import CannotWrite, Written

ENTRY = {"REF07": "2013/09/02", "DIS08": "2007/02/01"}
"""The folder of each kind's schema, by the date in its namespace."""

_ONE_AT_A_TIME = Lock()
"""A schema keeps what it found wrong in itself."""


def require_valid(kind: str, written: Written) -> Written:
    """The same; raises CannotWrite where it breaks its schema. Nothing is held against anything without a folder.

    What is said names the element and the line, never what stands in it.
    """
    if settings.XSD:
        schema = _schema(Path(settings.XSD) / ENTRY[kind] / "EMessage.xsd")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        with _ONE_AT_A_TIME:
            is_valid, log = schema.validate(etree.fromstring(written.raw, parser)), cast(Any, schema.error_log)
            first = None if is_valid else log[0]
        if first is not None:
            element = first.path.rsplit("/", 1)[-1].split(":")[-1] if first.path else "roden"
            raise CannotWrite(
                "beskeden",
                f"overholder ikke MedComs skema for {kind} (linje {first.line}, {element})",
                "send den ikke, og sig det til den, der driver systemet",
            )
    return written


@lru_cache(maxsize=4)
def _schema(file: Path) -> etree.XMLSchema:
    if not file.is_file():
        raise CannotWrite("beskeden", f"kan ikke efterprøves: {file} findes ikke", "ret TVAERSPOR_XSD")
    return etree.XMLSchema(etree.parse(str(file)))
