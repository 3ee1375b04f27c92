"""The explaining interpreter: walks the rules with three-valued logic and says which hold and which are ruled out.

It is a second way to the same answer as the arrays: on complete answers they agree, and with blanks its set of
outcomes contains theirs (it may say "unsettled" a little too often, never too seldom).

It is made once per decision and asked for each citizen, whose verdicts are one number: every single test has two
bits in it, one that says "met" and one that says "not met"; neither is set while a blank leaves the test open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple, TypeVar

from tvaerspor.programme.criteria import AllOf, AnyOf, AtLeast, Below, Criterion, Is, Known, Named, Not, Reason
from tvaerspor.programme.model import RedFlag, Rule
from tvaerspor.programme.outcomes import Block, Outcome
from tvaerspor.triage.decision import Because, RuledOut

Test = Is | AtLeast | Below
Reasons = tuple[Reason, ...]
Said = tuple[bool, Reasons] | None
"""A verdict with the tests that make it; None: unknown because of a blank."""
Judge = Callable[[int], Said]
Ruling = Callable[[int], Because | RuledOut | None]
_Rule = TypeVar("_Rule", Because, RuledOut)
MET, NOT_MET = 1, 2


class Verdicts:
    """The single tests of some criteria, and where each one's two bits are."""

    def __init__(self, criteria: Iterable[Criterion]) -> None:
        tests = dict.fromkeys(test for criterion in criteria for test in criterion.tests())
        self.place = {test: 2 * number for number, test in enumerate(tests)}

    def on(self, facts: Iterable[str]) -> tuple[Test, ...]:
        """The tests that are about these facts."""
        named = frozenset(facts)
        return tuple(test for test in self.place if test.fact in named)

    def of(self, tests: Iterable[Test], known: Known) -> int:
        """The verdicts on some tests."""
        found = 0
        for test in tests:
            verdict = test.judge(known)
            if verdict is not None:
                found |= (MET if verdict else NOT_MET) << self.place[test]
        return found


class Explanation(NamedTuple):
    """What holds and what does not; `patterns` says for each block with a rule that holds, which of its rules do."""

    red_flags: tuple[str, ...]
    because: tuple[Because, ...]
    ruled_out: tuple[RuledOut, ...]
    patterns: tuple[tuple[Explainer, int], ...]

    def assuming(self, facts: Collection[str]) -> Explanation:
        """The same, each reason marked that rests on a blank of these facts, which the programme reads as an answer."""

        def marked(rule: _Rule) -> _Rule:
            if not any(reason.test.fact in facts for reason in rule.reasons):
                return rule
            reasons = tuple(replace(reason, is_assumed=reason.test.fact in facts) for reason in rule.reasons)
            return replace(rule, reasons=reasons)

        because, ruled_out = tuple(map(marked, self.because)), tuple(map(marked, self.ruled_out))
        return self._replace(because=because, ruled_out=ruled_out) if facts else self


class Explainer:
    """One block's rules, ready to be judged.

    In a pattern each rule that holds has a bit; `deciding` are those after which no later step is asked, `instead`
    those that replace the default.
    """

    def __init__(self, block: Block, verdicts: Verdicts, outcomes: Sequence[Outcome]) -> None:
        self.block = block
        self.rulings = tuple((_ruling(block.id, rule, verdicts), 1 << place) for place, rule in enumerate(block.rules))
        texts = sum(1 << place for place, rule in enumerate(block.rules) if isinstance(rule, Rule) and rule.send)
        self.deciding = 0 if block.step and block.step.default else ~texts
        self.instead = sum(1 << place for place, rule in enumerate(block.rules) if block.replaces_default(rule))
        self.available = tuple(_judge(item.available_when, verdicts) for item in block.availability)
        default = block.step.default if block.step else None
        self.default = Because(block.id, default.id, ()) if default is not None else None
        self.outcomes = outcomes
        self._found: dict[int, tuple[Outcome | None, int | None]] = {}

    def outcome(self, pattern: int, verdicts: int) -> tuple[Outcome | None, int | None]:
        """The outcome when exactly these rules hold, and which of the decision's outcomes it equals.

        What is not known to be on offer is not.
        """
        for place, judge in enumerate(self.available, start=len(self.rulings)):
            pattern |= ((judge(verdicts) or (False,))[0]) << place
        if pattern not in self._found:
            outcome = self.block.effect(
                [bool(pattern >> place & 1) for place in range(len(self.block.criteria))]
            ).outcome
            number = self.outcomes.index(outcome) if outcome in self.outcomes else None
            self._found[pattern] = outcome, number
        return self._found[pattern]


def explain(explainers: Sequence[Explainer], verdicts: int) -> Explanation:
    """The rules that hold, up to the step that decides, and a reason against each earlier rule."""
    because: list[Because] = []
    ruled_out: list[RuledOut] = []
    red_flags: tuple[str, ...] = ()
    patterns = []
    for explainer in explainers:
        pattern = 0
        for ruling, bit in explainer.rulings:
            found = ruling(verdicts)
            if type(found) is RuledOut:
                ruled_out.append(found)
            elif type(found) is Because:
                because.append(found)
                pattern |= bit
        if explainer.default is not None and not pattern & explainer.instead:
            because.append(explainer.default)
        if pattern or explainer.default is not None:
            patterns.append((explainer, pattern))
        if pattern and explainer.block.step is None:
            red_flags = tuple(flag.rule for flag in because)
        if pattern & explainer.deciding:
            break
    return Explanation(red_flags, tuple(because), tuple(ruled_out), tuple(patterns))


def _ruling(step: str, rule: Rule | RedFlag, verdicts: Verdicts) -> Ruling:
    """What one rule comes to; where it only joins single tests, everything that it can say is made beforehand."""
    tests = _joined_tests(rule.when)
    if tests is None:
        judge = _judge(rule.when, verdicts)

        def ruling(said: int) -> Because | RuledOut | None:
            found = judge(said)
            if found is None:
                return None
            return Because(step, rule.id, found[1]) if found[0] else RuledOut(step, rule.id, found[1])

        return ruling
    holds = Because(step, rule.id, tuple(Reason(test, wanted) for test, wanted in tests))
    needed = sum(_bit(test, wanted, verdicts) for test, wanted in tests)
    against = [
        (_bit(test, not wanted, verdicts), RuledOut(step, rule.id, (Reason(test, not wanted),)))
        for test, wanted in tests
    ]

    def joined(said: int) -> Because | RuledOut | None:
        if said & needed == needed:
            return holds
        for bit, ruled_out in against:
            if said & bit:
                return ruled_out
        return None

    return joined


def _bit(test: Test, met: bool, verdicts: Verdicts) -> int:
    return (MET if met else NOT_MET) << verdicts.place[test]


def _joined_tests(criterion: Criterion) -> list[tuple[Test, bool]] | None:
    """The tests, each with what it must be, that together make the criterion; None when it is not so simple."""
    if isinstance(criterion, Is | AtLeast | Below):
        return [(criterion, True)]
    if isinstance(criterion, Named):
        return _joined_tests(criterion.of)
    if isinstance(criterion, Not):
        inner = _joined_tests(criterion.of)
        return [(test, not wanted) for test, wanted in inner] if inner is not None and len(inner) == 1 else None
    if not isinstance(criterion, AllOf):
        return None
    parts = [_joined_tests(part) for part in criterion.of]
    tests = [pair for part in parts if part is not None for pair in part]
    return None if None in parts or len(dict(tests)) < len(tests) else tests


def _judge(criterion: Criterion, verdicts: Verdicts) -> Judge:
    """`Criterion.judge` and `Criterion.reasons` in one, over the bits of the verdicts."""
    if isinstance(criterion, Named):
        return _judge(criterion.of, verdicts)
    if isinstance(criterion, AllOf):
        return _all([_judge(part, verdicts) for part in criterion.of])
    if isinstance(criterion, AnyOf):
        return _any([_judge(part, verdicts) for part in criterion.of])
    if isinstance(criterion, Not):
        return _not(_judge(criterion.of, verdicts))
    assert isinstance(criterion, Is | AtLeast | Below)
    return _test(criterion, verdicts)


def _test(test: Test, verdicts: Verdicts) -> Judge:
    met, not_met = (True, (Reason(test, True),)), (False, (Reason(test, False),))
    bit, other = _bit(test, True, verdicts), _bit(test, False, verdicts)
    return lambda said: met if said & bit else not_met if said & other else None


def _not(judge: Judge) -> Judge:
    def opposite(said: int) -> Said:
        found = judge(said)
        return None if found is None else (not found[0], found[1])

    return opposite


def _all(judges: Sequence[Judge]) -> Judge:
    """Not met for the reasons of the first part that is not."""

    def judged(said: int) -> Said:
        reasons: Reasons = ()
        is_open = False
        for judge in judges:
            found = judge(said)
            if found is None:
                is_open = True
            elif found[0]:
                reasons += found[1]
            else:
                return found
        return None if is_open else (True, reasons)

    return judged


def _any(judges: Sequence[Judge]) -> Judge:
    """Met for the reasons of every part that is."""

    def judged(said: int) -> Said:
        found = [judge(said) for judge in judges]
        met = [one[1] for one in found if one is not None and one[0]]
        if met:
            return True, sum(met, ())
        if None in found:
            return None
        return False, sum((one[1] for one in found if one is not None), ())

    return judged


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
