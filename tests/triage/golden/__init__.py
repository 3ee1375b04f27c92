"""Decisions of a frozen programme as they were once stored: each must replay byte for byte.

`python -m tests.triage.golden` decides for the citizens that have no decision yet. A decision that is there is never
written over: a release that decides otherwise must say so, in the changelog and by a new file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tvaerspor.actions.open_programme import read_texts
from tvaerspor.programme.load import load
from tvaerspor.triage.decide import decide
from tvaerspor.triage.decision import Context, answers_as_data, as_data, canonical
from tvaerspor.triage.read_answers import read_answers

FOLDER = Path(__file__).parent
FROZEN = load(read_texts(FOLDER / "programme"), "fodsmerter")


def replayed(citizen: dict[str, Any]) -> str:
    """The file of one citizen, made anew from the answers and the context in it."""
    answers = read_answers(FROZEN, citizen["answers"])
    decision = decide(FROZEN, answers, Context(**citizen["context"]))
    stored = {**citizen, "answers": answers_as_data(answers), "decision": as_data(decision)}
    return canonical(stored) + "\n"


def stored() -> dict[str, str]:
    """The files by name."""
    return {path.stem: path.read_bytes().decode() for path in sorted(FOLDER.glob("*.json"))}


def citizen_in(file: str) -> dict[str, Any]:
    """What a file says."""
    return dict(json.loads(file))
