"""Which worked citizens show which sentences of the sources, rules, limits and blanks of a programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tvaerspor.documents.worked import Side, Worked, blanks_shown, boundaries, rules_held, worked_cases
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import number
from tvaerspor.triage.cases import covered_by

NONE = "**ingen**"
"""Stands where a case is still to be written."""


def coverage_markdown(programme: Programme) -> str:
    """Four tables: every sentence with its source and cases, every rule, both sides of every limit, every blank."""
    worked = worked_cases(programme)
    tables = (
        _sentences(programme),
        _rules(programme, worked),
        _boundaries(programme, worked),
        _blanks(programme, worked),
    )
    return "\n\n".join("\n".join(table) for table in tables) + "\n"


def _sentences(programme: Programme) -> Iterator[str]:
    shown = covered_by(programme)
    yield "## Kildernes sætninger\n"
    yield "| Sætning | Kilde | Sager |"
    yield "|---|---|---|"
    for sentence in programme.sentences:
        source = "; ".join(map(str, sentence.source))
        yield f"| {sentence.text.da} | {source} | {_cases(shown[sentence.id])} |"


def _rules(programme: Programme, worked: Sequence[Worked]) -> Iterator[str]:
    yield "## Regler, og de sager hvor de gælder\n"
    yield "| Regel | Sager |"
    yield "|---|---|"
    for rule, cases in rules_held(programme, worked).items():
        yield f"| `{rule}` | {_cases(cases)} |"


def _boundaries(programme: Programme, worked: Sequence[Worked]) -> Iterator[str]:
    yield "## Grænser, og den nærmeste sag på hver side\n"
    yield "| Oplysning | Grænse | Under | På eller over |"
    yield "|---|---|---|---|"
    for limit in boundaries(programme, worked):
        yield f"| `{limit.fact}` | {number(limit.threshold, 'da')} | {_side(limit.below)} | {_side(limit.reached)} |"


def _blanks(programme: Programme, worked: Sequence[Worked]) -> Iterator[str]:
    yield "## Blanke oplysninger, og de sager hvor de holder svaret åbent\n"
    yield "| Oplysning | Sager |"
    yield "|---|---|"
    for blank in blanks_shown(programme, worked):
        yield f"| `{blank.fact}` | {_cases(blank.cases)} |"


def _side(side: Side | None) -> str:
    if side is None:
        return NONE
    return f"{'' if side.value is None else number(side.value, 'da') + ': '}{side.case}"


def _cases(ids: Sequence[str]) -> str:
    rest = f" og {len(ids) - 3} mere" if len(ids) > 3 else ""
    return ", ".join(ids[:3]) + rest if ids else NONE
