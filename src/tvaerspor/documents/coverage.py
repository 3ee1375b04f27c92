"""Which worked citizens show which sentences of the sources, and which fire which rules."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.programme.assemble import conclusions
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.cases import context_of, covered_by
from tvaerspor.triage.decide import decide
from tvaerspor.triage.read_answers import sift_answers


def coverage_markdown(programme: Programme) -> str:
    """Two tables: every sentence with its source and cases, and every rule with the cases in which it holds."""
    return "\n".join((*_sentences(programme), "", *_rules(programme))) + "\n"


def _sentences(programme: Programme) -> Iterator[str]:
    shown = covered_by(programme)
    yield "| Sætning | Kilde | Sager |"
    yield "|---|---|---|"
    for sentence in programme.sentences:
        source = "; ".join(map(str, sentence.source))
        yield f"| {sentence.text.da} | {source} | {_cases(shown[sentence.id])} |"


def _rules(programme: Programme) -> Iterator[str]:
    held = rules_held(programme)
    yield "| Regel | Sager |"
    yield "|---|---|"
    for rule, cases in held.items():
        yield f"| `{rule}` | {_cases(cases)} |"


def rules_held(programme: Programme) -> dict[str, list[str]]:
    """For each red flag, rule, default, exception and parallel rule: the cases in which it certainly holds."""
    held: dict[str, list[str]] = {}
    for flag in programme.red_flags:
        held[flag.id] = []
    for decision in programme.decisions:
        held |= {rule.id: [] for rule in conclusions(decision)}
        held |= {rule.id: [] for rule in decision.parallel}
        held |= {rule.id: [] for rule in decision.availability}
    for case in programme.cases:
        answers, _ = sift_answers(programme, case.answers)
        found = decide(programme, answers, context_of(case), case.decision)
        for rule in {because.rule for because in found.because} | {
            item.rule for item in found.parallel if item.verdict == "certain"
        }:
            held[rule].append(case.id)
    return held


def _cases(ids: list[str]) -> str:
    rest = f" og {len(ids) - 3} mere" if len(ids) > 3 else ""
    return ", ".join(ids[:3]) + rest if ids else "**ingen**"
