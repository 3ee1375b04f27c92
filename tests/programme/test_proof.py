"""The proof, asked again of z3, and its example citizens, each followed on the way through the steps."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from math import prod
from random import Random

import pytest
from hypothesis import given

from tests.programme.effort import examples
from tests.programme.generated import REGIONS, texts
from tests.programme.second_opinion import SecondOpinion, Verdict
from tests.programme.small import FILES
from tests.programme.test_faults import OF_MEANING, Planted
from tests.triage.brute_force import BruteForce, chosen_in, holds, most_urgent
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.load import load
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.prove import every_setting, prove
from tvaerspor.programme.reach import Reach
from tvaerspor.programme.tables import compile_decision
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Context

SAID: dict[str, str] = {
    r"hul: ": "gap",
    r"«(.+)» og «.+» kan gælde samtidig": "conflict",
    r"reglen «(.+)» kan aldrig slå til": "unreachable",
    r"reglen «(.+)» er overflødig": "redundant",
    r"^«(.+)» kan aldrig slå til": "idle",
    r"umulighederne udelukker alle": "nobody",
}
IDLE = ("unreachable", "redundant", "idle")
MOST_CITIZENS = 1000  # that are tried in pairs; more would only be slower
LOWERS = re.compile(r"et ja til «(.+)» kan gøre borgeren mindre hastende")


def verdicts_of(programme: Programme, faults: Iterable[Fault]) -> set[Verdict]:
    """What the proof said, in the words of the second opinion."""
    found: set[Verdict] = set()
    for fault in faults:
        for pattern, kind in SAID.items():
            match = re.search(pattern, fault.sentence)
            if match and kind == "conflict":
                step = programme.decisions[int(fault.field.split(".")[1])].steps[int(fault.field.split(".")[3])]
                found.add((kind, step.id))
            elif match:
                found.add((kind, *match.groups()))
    return found


def of_z3(programme: Programme) -> set[Verdict]:
    """What z3 holds against some setting of the programme; what is idle is so in every one."""
    said = [
        {verdict for decision in settled.decisions for verdict in SecondOpinion(settled, decision).verdicts()}
        for settled in every_setting(programme)
    ]
    never_idle = {
        verdict for verdict in set.union(*said) if verdict[0] in IDLE and verdict not in set.intersection(*said)
    }
    return set.union(*said) - never_idle


@examples(60)
@given(texts())
def test_z3_finds_the_same_faults_in_generated_programmes(files: dict[str, str]) -> None:
    setting = Random(str(files)).choice(list(every_setting(load(files, "made_up"))))
    settled = replace(setting, parameters={})
    assert verdicts_of(settled, prove(settled)) == set(SecondOpinion(settled, settled.decisions[0]).verdicts())


@pytest.mark.parametrize("fault", OF_MEANING, ids=str)
def test_z3_finds_the_same_planted_fault(fault: Planted) -> None:
    programme = load(fault.files(), "small")
    assert verdicts_of(programme, prove(programme)) == of_z3(programme)


@pytest.mark.parametrize("programme", programme_ids())
def test_z3_finds_nothing_in_a_shipped_programme(programme: str) -> None:
    assert of_z3(open_programme(programme)) == set()


def test_z3_finds_nothing_in_the_small_programme() -> None:
    assert of_z3(load(FILES, "small")) == set()


# --- the example citizens ---


@examples(80)
@given(texts())
def test_a_citizen_who_is_said_to_arrive_at_a_step_does(files: dict[str, str]) -> None:
    chance = Random(str(files))
    programme = load(files, "made_up")
    context = Context("2026-06-01", chance.choice(REGIONS))
    brute = BruteForce(programme, context)
    reach = Reach(compile_decision(brute.programme, "destination"))
    if not reach.arriving[0].any():
        return
    for step, table in enumerate(reach.table.steps):
        cells = list(product(*(range(axis.blank) for axis in table.axes)))
        for cell in chance.sample(cells, min(3, len(cells))):
            if reach.cells_reached(step)[cell]:
                assert arrives(brute, reach.citizen(step, cell), reach.table.blocks[step].id)


def arrives(brute: BruteForce, example: dict[str, object], block: str) -> bool:
    """Whether somebody who answers as the example, and any way else, comes as far as the block."""
    rest = {name: brute.ways(name, {})[0] for name in brute.varying if name not in example}
    citizen = dict(example)
    for way in rest.values():
        citizen |= way
    whole = brute.with_what_follows(citizen)
    if any(holds(item.when, whole) for item in brute.programme.impossible):
        return False
    flags = [flag for flag in brute.programme.red_flags if holds(flag.when, whole)]
    if block == "red_flags" or flags:
        return block == "red_flags"
    for step in brute.decision.steps:
        if step.id == block:
            return True
        rules = (*step.rules, *step.exceptions)
        if chosen_in(step, [rule for rule in rules if not rule.send and holds(rule.when, whole)]):
            return False
    return False


# --- the urgency of red flags ---


@examples(60)
@given(texts())
def test_whoever_is_said_to_be_less_urgent_with_a_yes_is_and_nobody_else(files: dict[str, str]) -> None:
    programme = load(files, "made_up")
    said = {match[1] for fault in prove(programme) if (match := LOWERS.search(fault.sentence))}
    found: set[str] = set()
    for settled in every_setting(programme):
        brute = BruteForce(settled, Context("2026-06-01"))
        if prod(len(brute.every_way(name)) for name in brute.varying) > MOST_CITIZENS:
            return
        facts = [name for name in flag_facts(brute) if settled.facts[name].type == "yes_no" and name in brute.varying]
        found |= {fact for fact in facts if is_lowered(brute, fact)}
    assert said == found


def flag_facts(brute: BruteForce) -> list[str]:
    return brute.reached_facts(flag.when for flag in brute.programme.red_flags)


def is_lowered(brute: BruteForce, fact: str) -> bool:
    """Whether some citizen is less urgent with a yes to the fact than with a no to it."""
    ways = {name: brute.every_way(name) for name in brute.varying if name != fact}
    for filling in product(*ways.values()):
        citizen = {name: value for way in filling for name, value in way.items()}
        no, yes = (brute.happens_to({**citizen, fact: answer}) for answer in (False, True))
        if no and yes and no.outcome and yes.outcome and yes.outcome.urgency < no.outcome.urgency:
            return True
    return False


@pytest.mark.parametrize("programme", programme_ids())
def test_a_yes_to_a_red_flag_never_lowers_the_urgency_in_a_shipped_programme(programme: str) -> None:
    opened = open_programme(programme)
    for decision in opened.decisions:
        brute = BruteForce(opened, Context("2026-06-01", opened.header.regions[0]), decision.id)
        rules = [rule for step in decision.steps for rule in (*step.rules, *step.exceptions, step.default) if rule]
        beyond = max(rule.urgency for rule in rules)  # what a citizen without a flag may come to at most
        names = [name for name in flag_facts(brute) if name in brute.varying]
        ways = {name: brute.every_way(name) for name in names}
        urgencies = dict(urgency_of_flags(brute, ways, beyond))
        for codes, urgency in urgencies.items():
            for place, name in enumerate(names):
                if opened.facts[name].type == "yes_no" and codes[place] == 0:
                    assert urgencies[(*codes[:place], 1, *codes[place + 1 :])] >= urgency, (name, codes)


def urgency_of_flags(brute: BruteForce, ways: dict, beyond: Urgency) -> Iterable[tuple[tuple[int, ...], Urgency]]:
    """The urgency for every combination of the red flags' facts; `beyond` where no flag is raised."""
    for codes in product(*(range(len(some)) for some in ways.values())):
        citizen: dict = {}
        for code, some in zip(codes, ways.values(), strict=True):
            citizen |= some[code]
        whole = brute.with_what_follows(citizen)
        raised = [flag for flag in brute.programme.red_flags if holds(flag.when, whole)]
        yield codes, most_urgent(raised).urgency if raised else beyond
