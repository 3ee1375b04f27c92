"""What is said for and against each rule is what its criterion says of itself."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given

from tests.programme import small
from tests.programme.effort import examples
from tests.programme.generated import DATES, REGIONS, texts
from tests.triage.answering import with_blanks
from tests.triage.brute_force import BruteForce
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.criteria import Reason
from tvaerspor.programme.load import load
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.decide import Decider
from tvaerspor.triage.decision import Context

Said = tuple[str, str, bool, tuple[Reason, ...]]


def said_by_the_criteria(decider: Decider, answers: Answers) -> Iterator[Said]:
    """Each rule on the way, whether it holds, and the tests that its own criterion names."""
    known = decider.situation(answers).known
    for block in decider.table.blocks:
        stops = False
        for rule in block.rules:
            verdict = rule.when.judge(known)
            if verdict is not None:
                yield block.id, rule.id, verdict, rule.when.reasons(known, verdict)
            stops = stops or (verdict is True and not getattr(rule, "send", None))
        if stops and not (block.step and block.step.default):
            return


def said_by_the_decision(decider: Decider, answers: Answers) -> Iterator[Said]:
    """The same as it stands in a decision, without the defaults and without the marks of what is assumed."""
    decision = decider.decide(answers)
    defaults = {block.step.default.id for block in decider.table.blocks if block.step and block.step.default}
    for rules, holds in ((decision.because, True), (decision.ruled_out, False)):
        for rule in rules:
            if rule.rule not in defaults:
                reasons = tuple(replace(reason, is_assumed=False) for reason in rule.reasons)
                yield rule.step, rule.rule, holds, reasons


def differing(programme: Programme, context: Context, chance: Random) -> list[tuple[Answers, object]]:
    """Citizens of whom the two say something different; a decision says nothing where answers contradict each other."""
    found: list[tuple[Answers, object]] = []
    for decision in programme.decisions:
        brute = BruteForce(programme, context, decision.id)
        decider = Decider(programme, decision.id, context.region, context.date)
        for _ in range(20):
            answers = with_blanks(brute, chance, chance.sample(brute.varying, chance.randint(0, len(brute.varying))))
            if decider.mask(answers):
                difference = set(said_by_the_criteria(decider, answers)) ^ set(said_by_the_decision(decider, answers))
                found += [(answers, difference)] if difference else []
    return found


@pytest.mark.parametrize("programme", [*map(open_programme, programme_ids()), small.opened()], ids=lambda one: one.id)
def test_a_decision_gives_the_reasons_that_its_criteria_give(programme: Programme) -> None:
    region = programme.header.regions[0] if programme.header.regions else None
    assert not differing(programme, Context("2026-06-01", region), Random(programme.id))


@examples(40)
@given(texts())
def test_a_generated_programme_gives_the_reasons_that_its_criteria_give(files: dict[str, str]) -> None:
    chance = Random(str(files))
    assert not differing(load(files, "made_up"), Context(chance.choice(DATES), chance.choice(REGIONS)), chance)
