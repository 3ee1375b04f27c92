"""The explaining interpreter: walks the rules with three-valued logic and says which hold and which are ruled out.

It is a second way to the same answer as the arrays: on complete answers they agree, and with blanks its set of
outcomes contains theirs (it may say "unsettled" a little too often, never too seldom).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from tvaerspor.programme.criteria import Known
from tvaerspor.programme.model import Conclusion
from tvaerspor.programme.outcomes import Block, Outcome
from tvaerspor.triage.decision import Because, RuledOut


def explain(blocks: Sequence[Block], known: Known) -> tuple[tuple[Because, ...], tuple[RuledOut, ...]]:
    """The rules that hold, up to the step that decides, and a reason against each earlier rule."""
    because: list[Because] = []
    ruled_out: list[RuledOut] = []
    for block in blocks:
        for rule in block.rules:
            holds = rule.when.judge(known)
            if holds is True:
                because.append(Because(block.id, rule.id, rule.when.reasons(known, True)))
            elif holds is False:
                ruled_out.append(RuledOut(block.id, rule.id, rule.when.reasons(known, False)))
        default = block.step.default if block.step else None
        if default is not None:
            because.append(Because(block.id, default.id, ()))
        elif any(because_.step == block.id and _decides(block, because_.rule) for because_ in because):
            break
    return tuple(because), tuple(ruled_out)


def _decides(block: Block, rule_id: str) -> bool:
    return all(not isinstance(rule, Conclusion) or not rule.send for rule in block.rules if rule.id == rule_id)


def possible_by_interpreting(blocks: Sequence[Block], known: Known) -> frozenset[Outcome | None]:
    """Every outcome that the rules do not exclude, each unknown rule tried both ways; None is a gap."""
    found: set[Outcome | None] = set()
    for block in blocks:
        outcomes = {block.effect(verdicts).outcome for verdicts in _both_ways(block, known)}
        found |= outcomes - {None}
        if None not in outcomes:
            return frozenset(found)
    return frozenset(found | {None})


def _both_ways(block: Block, known: Known) -> Iterator[tuple[bool, ...]]:
    verdicts = [criterion.judge(known) for criterion in block.criteria]
    yield from product(*((False, True) if verdict is None else (verdict,) for verdict in verdicts))
