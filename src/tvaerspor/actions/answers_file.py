"""Reads a file of answers (YAML or JSON): the frame around them, and each answer with the line where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tvaerspor.actions.reading_files import BadFile
from tvaerspor.programme.complaints import suggestion
from tvaerspor.programme.yaml_nodes import Tree, read_tree

FRAME = ("programme", "decision", "region", "municipality", "date", "answers")
MAX_DEPTH = 50  # answers are three levels deep; the parser itself falls over at some ten thousand
_NESTED_LISTS = re.compile(rf"(?:[-?:][ \t]+){{{MAX_DEPTH}}}")
_WANTED = "filen skal være svar som «oplysning: svar», en linje hver, eller en MedCom-besked"


@dataclass(frozen=True)
class AnswersFile:
    """What the file says: the frame's words, and the answers as written."""

    file: Path
    frame: Mapping[str, str | None]
    answers: Mapping[str, Any]
    tree: Tree

    def line(self, name: str) -> str:
        """«citizen.yaml:7», where a key of the frame or an answer stands."""
        inside = ("answers",) if "answers" in self.tree.value() and name not in FRAME else ()
        _, line = self.tree.place((*inside, name))
        return f"{self.file}:{line}" if line else str(self.file)


def read_answers_file(file: Path, raw: bytes) -> AnswersFile:
    """The file's frame and answers; raises BadFile naming everything in it that is not understood."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{file}: byte {error.start}: filen er ikke UTF-8; gem den som UTF-8") from None
    tree = _tree(file, text)
    data = tree.value()
    if not isinstance(data, dict) or not data:
        raise BadFile(f"{file}: {_WANTED}")
    answers = data["answers"] if "answers" in data else {key: data[key] for key in data if key not in FRAME}
    read = AnswersFile(file, {key: data.get(key) for key in FRAME[:-1]}, answers, tree)
    faults = list(_frame_faults(read, data))
    if faults:
        raise BadFile("\n".join(faults))
    return read


def day_of(read: AnswersFile, today: str) -> str:
    """The day that the citizen is triaged on, ISO; today where the file does not say."""
    raw = read.frame["date"]
    try:
        return today if raw is None else date.fromisoformat(raw).isoformat()
    except ValueError:
        raise BadFile(f"{read.line('date')}: date: skal være en dato som 2026-11-22, ikke «{raw}»") from None


def _tree(file: Path, text: str) -> Tree:
    if _depth(text) > MAX_DEPTH or _NESTED_LISTS.search(text):
        raise BadFile(f"{file}: lister og tabeller ligger i hinanden i over {MAX_DEPTH} lag; svar har højst tre")
    try:
        tree, faults = read_tree(str(file), text)
    except (TypeError, RecursionError):  # a list or table for a key; thousands of indented levels
        raise BadFile(f"{file}: {_WANTED}") from None
    if faults:
        raise BadFile("\n".join(map(str, faults)))
    return tree


def _depth(text: str) -> int:
    deepest = depth = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _frame_faults(read: AnswersFile, data: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(data.get("answers", {}), dict):
        yield f"{read.line('answers')}: answers: her skal stå svar som «oplysning: svar»"
    for name in FRAME[:-1]:
        word = data.get(name)
        if word is not None and not isinstance(word, str):
            yield f"{read.line(name)}: {name}: skal være en tekst, fx i anførselstegn, ikke «{word}»"
    for key in data if "answers" in data else ():
        if key not in FRAME:
            place = f"{read.file}:{read.tree.place((key,))[1]}"
            yield f"{place}: {key}: nøglen findes ikke her{suggestion(key, list(FRAME))}; svar står under answers"
