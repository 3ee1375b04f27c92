"""The proof of a programme: no gap, no contradiction, no unreachable or redundant rule, urgency never lowered.

Every fault of meaning is shown with an example citizen. The proof is exact: it looks at every combination of
answers that the rules can tell apart, for every value that the parameters take.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.answers import Value
from tvaerspor.programme.axes import axes_of, base_facts
from tvaerspor.programme.cells import MAX_BITS, TooManyOutcomes
from tvaerspor.programme.criteria import Criterion
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.model import Decision, Rule
from tvaerspor.programme.monotone import lowered
from tvaerspor.programme.outcomes import Block, blocks_of
from tvaerspor.programme.programme import Programme, parameter_values, with_values
from tvaerspor.programme.reach import Reach
from tvaerspor.programme.tables import LINKED_CELLS, MAX_FACTS, DecisionTable, compile_decision, truths
from tvaerspor.programme.words import describe_citizen
from tvaerspor.programme.yaml_nodes import Path

Place = tuple[str, int, str]
"""File, line and field of a fault."""

MAX_STEP_CELLS = 12_000_000  # fourteen yes/no facts come to 4.8 million with blanks; some may have more answers
MAX_RULES = 62  # the pattern of rules that hold is one signed number of 64 bits


def prove(programme: Programme, except_for: frozenset[int] = frozenset()) -> tuple[Fault, ...]:
    """Every fault of meaning; empty for a programme that may be published. `except_for`: decisions passed over."""
    faults: dict[Fault, None] = {}
    idle: dict[int, list[Mapping[Place, Fault]]] = {}
    for settled in every_setting(programme):
        for number, decision in enumerate(programme.decisions):
            if number in except_for:
                continue
            wide = list(_too_wide(settled, number, settled.decision(decision.id)))
            reach = None if wide else _reach(settled, number, wide)
            faults |= dict.fromkeys(wide)
            if reach is not None:
                faults |= dict.fromkeys(_prove_decision(reach, number))
                found = _idle(reach, number)
                idle.setdefault(number, []).append({(fault.file, fault.line, fault.field): fault for fault in found})
    return (*faults, *(fault for settings in idle.values() for fault in _in_all(settings)))


def _in_all(settings: Sequence[Mapping[Place, Fault]]) -> Iterator[Fault]:
    """What is idle whatever the parameters are: a rule for one service level holds at that level only."""
    for place in settings[0]:
        if all(place in setting for setting in settings):
            yield max((setting[place] for setting in settings), key=lambda fault: fault.example)


def every_setting(programme: Programme) -> Iterator[Programme]:
    """The programme as it reads in each region from each date on, and with each value of each parameter in turn."""
    regions = programme.header.regions or (None,)
    dates = {value.from_date for parameter in programme.parameters.values() for value in parameter.values}
    held = dict.fromkeys(parameter_values(programme, region, date) for region in regions for date in sorted(dates))
    varied = {
        tuple((name, value.value if name == other else held_value) for name, held_value in values): None
        for values in held
        for other, parameter in programme.parameters.items()
        for value in parameter.values
    }
    for values in {**held, **varied} or {(): None}:
        yield with_values(programme, values) if values else programme


def _too_wide(programme: Programme, number: int, decision: Decision) -> Iterator[Fault]:
    """What would not fit into an array: too many facts, combinations or rules in one place."""
    blocks = blocks_of(programme.red_flags, decision)
    places: list[tuple[Path, Sequence[Criterion]]] = [
        *((_block_path(number, blocks, place), block.criteria) for place, block in enumerate(blocks)),
        *((("decisions", number, "parallel", place), [rule.when]) for place, rule in enumerate(decision.parallel)),
        *((("impossible", place), [item.when]) for place, item in enumerate(programme.impossible)),
    ]
    axes = axes_of(programme, [criterion for _, criteria in places for criterion in criteria])
    for path, criteria in places:
        named = frozenset().union(*(criterion.facts() for criterion in criteria))
        facts = base_facts(programme.facts, named)
        cells = prod(axes[fact].blank + 1 for fact in facts)
        if len(facts) > MAX_FACTS or cells > MAX_STEP_CELLS:
            sentence = (
                f"her bruges {len(facts)} oplysninger ({cells:,} felter); højst {MAX_FACTS} oplysninger og "
                f"{MAX_STEP_CELLS:,} felter - del det i to".replace(",", ".")
            )
            yield _fault(programme, path, sentence, blocks=True)
        if len(criteria) > MAX_RULES:
            sentence = f"{len(criteria)} regler på ét sted; højst {MAX_RULES} - del dem i to trin"
            yield _fault(programme, path, sentence, blocks=True)


def _reach(programme: Programme, number: int, faults: list[Fault]) -> Reach | None:
    """Which citizens come how far; None, and a fault, where that is too much to look at or where there is none."""
    decision = programme.decisions[number]
    try:
        table = compile_decision(programme, decision.id)
    except TooManyOutcomes as many:
        sentence = (
            f"beslutningen kan ende på {many} måder; højst {MAX_BITS} - lad flere undtagelser føre samme sted hen"
        )
        faults.append(_fault(programme, ("decisions", number), sentence, blocks=True))
        return None
    if table.linked_cells > LINKED_CELLS:
        sentence = (
            f"{len(table.linked)} oplysninger binder trinnene sammen i {table.linked_cells} kombinationer; "
            f"højst {LINKED_CELLS} - lad færre oplysninger stå i flere trin: {', '.join(sorted(table.linked))}"
        )
        faults.append(_fault(programme, ("decisions", number), sentence, blocks=True))
        return None
    reach = Reach(table)
    if not reach.arriving[0].any():
        faults.append(_fault(programme, ("impossible",), "umulighederne udelukker alle borgere"))
        return None
    return reach


def _prove_decision(reach: Reach, number: int) -> Iterator[Fault]:
    """What may not be, whatever the parameters are."""
    for place in range(len(reach.table.blocks)):
        yield from _conflicts(reach, place, _block_path(number, reach.table.blocks, place))
    yield from _gap(reach, number)
    yield from _lowered_urgency(reach)


def _idle(reach: Reach, number: int) -> Iterator[Fault]:
    """What never holds, and what nobody would miss."""
    for place, block in enumerate(reach.table.blocks):
        yield from _idle_rules(reach, number, place, block)
    yield from _idle_parallels(reach.table, number)


def _idle_rules(reach: Reach, number: int, place: int, block: Block) -> Iterator[Fault]:
    table, pattern = reach.table, reach.table.patterns[place]
    reached = reach.cells_reached(place)
    path = _block_path(number, table.blocks, place)
    for index, rule in enumerate(block.rules):
        held = reached & ((pattern >> index & 1) == 1)
        if not held.any():
            sentence = f"reglen «{rule.id}» kan aldrig slå til: ingen borger når hertil og opfylder den"
            yield _fault(table.programme, (*path, *_rule_path(block, index)), sentence)
        elif block.step is not None and not _is_needed(reach, place, index, held):
            sentence = f"reglen «{rule.id}» er overflødig: uden den får alle borgere det samme svar"
            example = _example(reach, place, held)
            yield _fault(table.programme, (*path, *_rule_path(block, index)), sentence, example)


def _conflicts(reach: Reach, place: int, path: Path) -> Iterator[Fault]:
    table = reach.table
    block, pattern = table.blocks[place], table.patterns[place]
    reached = reach.cells_reached(place)
    seen: set[tuple[str, str]] = set()
    for found in np.unique(pattern[reached]).tolist():
        rivals = block.conflict(truths(found, len(block.criteria)))
        if rivals and (rivals[0].id, rivals[1].id) not in seen:
            seen.add((rivals[0].id, rivals[1].id))
            example = _example(reach, place, reached & (pattern == found))
            sentence = f"«{rivals[0].id}» og «{rivals[1].id}» kan gælde samtidig og peger hver sin vej"
            yield _fault(table.programme, path, sentence, example)


def _is_needed(reach: Reach, place: int, index: int, held: NDArray[np.bool_]) -> bool:
    """Whether some citizen gets another answer when the rule is taken out (a text that is sent is always needed)."""
    table = reach.table
    block, pattern = table.blocks[place], table.patterns[place]
    rule = block.rules[index]
    if isinstance(rule, Rule) and rule.send:
        return True
    count, later = len(block.criteria), np.broadcast_to(reach.later_at(place), pattern.shape)
    for found in np.unique(pattern[held]).tolist():
        with_rule = block.effect(truths(found, count)).outcome
        without = block.effect(truths(found & ~(1 << index), count)).outcome
        if without is not None or with_rule is None:
            if without != with_rule:
                return True
        elif (later[held & (pattern == found)] & ~table.bits.kind(1 << table.bits.outcomes.index(with_rule))).any():
            return True
    return False


def _gap(reach: Reach, number: int) -> Iterator[Fault]:
    if not reach.arriving[-1].any():
        return
    last = len(reach.table.steps) - 1
    table = reach.table.steps[last]
    passing = (table.complete & reach.table.bits.kind(reach.table.bits.passing)) != 0
    cells = passing & reach.cells_reached(last)
    sentence = "hul: nogle borgere får intet svar; giv det sidste trin et udgangspunkt (default)"
    yield _fault(reach.table.programme, ("decisions", number), sentence, _example(reach, last, cells))


def _lowered_urgency(reach: Reach) -> Iterator[Fault]:
    """A red flag turned from no to yes must never make a citizen less urgent."""
    programme = reach.table.programme
    for found in lowered(reach) if programme.red_flags else ():
        sentence = f"et ja til «{found.fact}» kan gøre borgeren mindre hastende"
        path = ("red_flags", _flag_with(reach.table.blocks[0], found.fact))
        yield _fault(programme, path, sentence, describe_citizen(programme, found.citizen))


def _flag_with(block: Block, fact: str) -> int:
    return next((index for index, flag in enumerate(block.red_flags) if fact in flag.when.facts()), 0)


def _idle_parallels(table: DecisionTable, number: int) -> Iterator[Fault]:
    for index, rule in enumerate(table.decision.parallel):
        blank = {fact: axis.blank for fact, axis in table.axes.items()}
        if not table.parallel(rule.id, blank) & 2:
            sentence = f"«{rule.id}» kan aldrig slå til"
            yield _fault(table.programme, ("decisions", number, "parallel", index), sentence)


def _block_path(number: int, blocks: Sequence[Block], place: int) -> tuple[str | int, ...]:
    if blocks[place].step is None:
        return ("red_flags",)
    return ("decisions", number, "steps", place - sum(block.step is None for block in blocks))


def _rule_path(block: Block, index: int) -> tuple[str | int, ...]:
    if block.step is None:
        return (index,)
    return ("exceptions" if block.step.default else "rules", index)


def _example(reach: Reach, place: int, cells: NDArray[np.bool_]) -> str:
    return _described(reach, place, tuple(int(code) for code in np.argwhere(cells)[0]))


def _described(reach: Reach, place: int, cell: tuple[int, ...]) -> str:
    citizen: dict[str, Value] = reach.citizen(place, cell)
    return describe_citizen(reach.table.programme, citizen)


def _fault(programme: Programme, path: Path, sentence: str, example: str = "", blocks: bool = False) -> Fault:
    file, line = programme.place("triage.yaml", path)
    return Fault(file, line, ".".join(map(str, path)), sentence, example, blocks)
