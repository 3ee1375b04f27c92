"""What a message states, as answers to one programme's questions: coded fields only, where a fact asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tvaerspor.interop.messages import Statable, Stated
from tvaerspor.programme.programme import Programme


def stated_answers(programme: Programme, said: Mapping[str, Stated[Statable]]) -> dict[str, str]:
    """The answers that the coded fields give, as a person would write them; what is not stated stays blank."""
    answers = {}
    for name, fact in programme.facts.items():
        stated = said.get(fact.fetched_from) if fact.fetched_from else None
        if stated is not None:
            value = stated.value
            answers[name] = value.isoformat() if isinstance(value, date) else str(value)
    return answers


def concerns(programme: Programme, said: Mapping[str, Stated[Statable]]) -> bool:
    """Whether the message's diagnosis is one of the programme's codes, or below it in the classification."""
    diagnosis = said.get("diagnosis.code")
    if diagnosis is None:
        return False
    return any(str(diagnosis.value).upper().startswith(code.code.upper()) for code in programme.header.codes)
