"""Triages what lies in a file: answers written by hand (YAML or JSON), or a MedCom referral."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.yaml_nodes import read_tree
from tvaerspor.triage.decide import decide
from tvaerspor.triage.decision import Context, Decision
from tvaerspor.triage.read_answers import read_answers

MAX_BYTES = 5_000_000
_HEAD = ("programme", "decision", "region", "municipality", "date", "answers")


class BadFile(Exception):
    """The file cannot be used: what is wrong, and what to do."""


@dataclass(frozen=True)
class Triaged:
    """What was read and what was recommended; `notes` are the reader's remarks."""

    programme: Programme
    answers: Answers
    context: Context
    decision_id: str
    decision: Decision
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Request:
    programme: str
    decision: str | None
    context: Context
    answers: Mapping[str, Any]
    notes: tuple[str, ...] = ()


def triage_file(file: Path, programme: str | None, today: str, folder: Path | None = None) -> Triaged:
    """The recommendation for the file's citizen; raises BadFile, BadMessage, BadAnswers or UnfinishedProgramme."""
    raw = read_bytes(file)
    is_message = raw.lstrip()[:3] in (b"UNA", b"UNB", b"<?x", b"<Em") or raw[:3] == b"\xef\xbb\xbf"
    request = (
        _from_message(raw, programme, today, folder) if is_message else _from_text(file, raw, programme, today, folder)
    )
    opened = _opened(request.programme, folder)
    names = [decision.id for decision in opened.decisions]
    decision_id = request.decision or names[0]
    if decision_id not in names:
        raise BadFile(f"{file}: decision: «{decision_id}» findes ikke; vælg mellem {', '.join(names)}")
    answers = read_answers(opened, request.answers)
    decision = decide(opened, answers, request.context, decision_id)
    return Triaged(opened, answers, request.context, decision_id, decision, request.notes)


def read_bytes(file: Path) -> bytes:
    """The file's bytes; raises BadFile when it is not there or is too large."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadFile(f"{file}: filen er over 5 MB; send den mindre fil, som beskeden kom i")
        return file.read_bytes()
    except OSError as error:
        reason = "findes ikke" if isinstance(error, FileNotFoundError) else f"kan ikke læses ({error.strerror})"
        raise BadFile(f"{file}: filen {reason}") from None


def _from_text(file: Path, raw: bytes, programme: str | None, today: str, folder: Path | None) -> _Request:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(f"{file}: byte {error.start}: filen er ikke UTF-8; gem den som UTF-8") from None
    tree, faults = read_tree(str(file), text)
    if faults:
        raise BadFile("\n".join(map(str, faults)))
    data = tree.value()
    if not isinstance(data, dict) or not data:
        raise BadFile(f"{file}: filen skal være svar som «oplysning: svar», en linje hver, eller en MedCom-besked")
    head = {key: data.get(key) for key in _HEAD}
    answers = head["answers"] if "answers" in data else {key: data[key] for key in data if key not in _HEAD}
    if not isinstance(answers, dict):
        raise BadFile(f"{file}: answers: her skal stå svar som «oplysning: svar»")
    context = Context(_iso_day(file, head["date"], today), head["region"], head["municipality"])
    return _Request(programme or head["programme"] or _only_programme(folder), head["decision"], context, answers)


def _iso_day(file: Path, raw: object, today: str) -> str:
    from datetime import date

    if raw is None:
        return today
    try:
        return date.fromisoformat(str(raw)).isoformat()
    except ValueError:
        raise BadFile(f"{file}: date: skal være en dato som 2026-11-22, ikke «{raw}»") from None


def _from_message(raw: bytes, programme: str | None, today: str, folder: Path | None) -> _Request:
    from tvaerspor.interop.answers import concerns, stated_answers
    from tvaerspor.interop.reading import read
    from tvaerspor.interop.stated import stated

    referrals = read(raw)
    said = stated(referrals[0])
    ids = [id_ for id_ in programme_ids(folder) if concerns(_opened(id_, folder), said)]
    chosen = programme or (ids[0] if len(ids) == 1 else _only_programme(folder))
    notes = [f"{warning.place}: {warning.sentence}" for warning in referrals[0].warnings]
    if len(referrals) > 1:
        notes.append(f"beskeden har {len(referrals)} henvisninger; den første er visiteret")
    return _Request(chosen, None, Context(today), stated_answers(_opened(chosen, folder), said), tuple(notes))


def _only_programme(folder: Path | None) -> str:
    ids = programme_ids(folder)
    if len(ids) == 1:
        return ids[0]
    raise BadFile(f"hvilket program? Skriv --programme med et af: {', '.join(ids)}")


def _opened(id_: str, folder: Path | None) -> Programme:
    try:
        return open_programme(id_, folder)
    except KeyError:
        raise BadFile(f"programmet «{id_}» findes ikke; vælg mellem {', '.join(programme_ids(folder))}") from None
