"""Replays two versions of a programme over a history of referrals in a Parquet or CSV file, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tvaerspor.actions.history_columns import Progress, open_history, source_of
from tvaerspor.actions.reading_files import BadFile
from tvaerspor.actions.triage_file import unknown_region
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.decision import Context
from tvaerspor.triage.read_answers import sift_answers
from tvaerspor.triage.whatif import Replay, WhatIf


@dataclass(frozen=True)
class Replayed:
    """The from-to matrix, and the columns of the file that were not used."""

    result: WhatIf
    unused: tuple[str, ...]


def replay_history(before: Programme, after: Programme, file: Path, context: Context, tell: Progress) -> Replayed:
    """The from-to matrix of the first decision; `tell(done, all)` is called after each piece."""
    unknown = unknown_region(after, context.region)
    if unknown:
        raise BadFile(f"region: {unknown}")
    decision = before.decisions[0].id
    if decision not in {one.id for one in after.decisions}:
        raise BadFile(f"den nye version har ingen beslutning «{decision}»; der er intet at sammenligne med")
    replay = Replay(before, after, context, decision)
    history = open_history(replay.pair.reader, before, replay.pair.axes, file)
    for piece in history.pieces():
        replay.add(piece)
        tell(replay.rows, history.rows)
    return Replayed(replay.result(), history.unused)


def example_answers(programme: Programme, file: Path, row: int) -> Answers:
    """One referral of the history as answers to the programme; what else the file says about it is left out."""
    import duckdb

    found = duckdb.connect().execute(f"SELECT * FROM {source_of(file)} LIMIT 1 OFFSET {int(row)}")
    names = [str(column[0]) for column in found.description or ()]
    raw = {name: _plain(value) for name, value in zip(names, found.fetchone() or (), strict=False)}
    answers, _ = sift_answers(programme, {name: value for name, value in raw.items() if name in programme.facts})
    return answers


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float) else str(value)
