"""A second way to every decision: each citizen who fits the answers is tried alone, and what happens is gathered.

Deliberately plain and slow, and written from the design, not from the product. It shares with the product how one
criterion is judged (`Criterion.judge`), how one fact follows from others (`Derivation.derive`) and what an outcome is;
the slots, the order of the steps, options beside a default, fallbacks, notes and blanks are its own reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product
from math import ceil, prod
from typing import Any

from tvaerspor.programme.answers import Answers, Partial
from tvaerspor.programme.criteria import Criterion
from tvaerspor.programme.derivations import Age, AtLeastNOf, Count, FromParameter, LookUp, Sum
from tvaerspor.programme.model import Availability, Conclusion, Fact, ReadAs, RedFlag, Step
from tvaerspor.programme.outcomes import Option, Outcome
from tvaerspor.programme.programme import Programme, with_parameters
from tvaerspor.triage.decision import Context

Raw = Mapping[str, Any]
"""Some facts of one citizen, each with one value."""
Fillings = Mapping[str, Sequence[Raw]]
"""For each thing that may vary, the ways in which it can be filled."""

CERTAIN, MAYBE, NO = "certain", "possible", "no"
WEAKEST_FIRST = ("consider", "should", "must")


@dataclass(frozen=True)
class Happening:
    """What happens to one complete citizen. `outcome` None: no step had an answer."""

    outcome: Outcome | None
    noted: frozenset[str]


@dataclass(frozen=True)
class Found:
    """What happens to all the citizens who fit the answers."""

    possible: frozenset[Outcome | None]
    verdicts: Mapping[str, str]
    missing: Mapping[str, frozenset[str]]

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """The possible outcomes, a gap left out."""
        return frozenset(outcome for outcome in self.possible if outcome is not None)

    @property
    def settled(self) -> bool:
        """Whether everybody who fits the answers gets the same."""
        return len(self.possible) == 1 and None not in self.possible


class BruteForce:
    """One decision of one programme at one place and time, tried citizen by citizen."""

    def __init__(self, programme: Programme, context: Context, decision: str | None = None) -> None:
        self.programme = with_parameters(programme, context.region, context.date)
        self.decision = self.programme.decision(decision)
        self.today = date.fromisoformat(context.date)
        self._happened: dict[tuple[Any, ...], Happening | None] = {}

    # --- what can be told apart ------------------------------------------------------------------------------------

    @cached_property
    def criteria(self) -> list[Criterion]:
        """Every criterion that this decision judges, those inside derivations among them."""
        found = [item.when for item in (*self.programme.red_flags, *self.decision.parallel, *self.programme.impossible)]
        found += [rule.when for step in self.decision.steps for rule in (*step.rules, *step.exceptions)]
        found += [item.available_when for item in self.availability]
        return found + [inner for name in self.reached_facts(found) for inner in self._inside(name)]

    @cached_property
    def availability(self) -> list[Availability]:
        """What may be gone, of the places that some rule of a step leads to."""
        named = {to for step in self.decision.steps for rule in conclusions_of(step) for to in rule.to}
        return [item for item in self.decision.availability if item.destination in named]

    def reached_facts(self, criteria: Iterable[Criterion]) -> list[str]:
        """Every fact that the criteria lean on, directly or through derivations."""
        waiting = [name for criterion in criteria for name in sorted(criterion.facts())]
        reached: list[str] = []
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.append(name)
                derive = self._fact(name).derive
                waiting += sorted(derive.sources()) if derive is not None else []
        return sorted(reached)

    def _fact(self, name: str) -> Fact:
        return self.programme.facts[name]

    def _inside(self, name: str) -> tuple[Criterion, ...]:
        derive = self._fact(name).derive
        return derive.of if isinstance(derive, Count | AtLeastNOf) else ()

    @cached_property
    def thresholds(self) -> Mapping[str, frozenset[float]]:
        """For each number, the values at which some criterion changes its mind."""
        found: dict[str, set[float]] = {}
        for criterion in self.criteria:
            for test in criterion.tests():
                if hasattr(test, "threshold"):
                    found.setdefault(test.fact, set()).add(float(test.threshold))
        return {name: frozenset(numbers) for name, numbers in found.items()}

    @cached_property
    def varying(self) -> tuple[str, ...]:
        """The facts that a filling chooses: those asked or fetched, and those that follow from a date or a code."""
        reached = self.reached_facts(self.criteria)
        read_by_folded = {
            source
            for name in reached
            if (derive := self._fact(name).derive) is not None and derive.folded
            for source in derive.sources()
        }
        return tuple(
            name
            for name in reached
            if name not in read_by_folded
            and ((derive := self._fact(name).derive) is None or derive.folded)
            and not isinstance(derive, FromParameter)
        )

    def ways(self, name: str, known: Raw) -> list[Raw]:
        """Every distinguishable way to fill one fact, where the answers leave it open; one way where they do not."""
        fact, answer = self._fact(name), known.get(name)
        if answer is not None and not isinstance(answer, Partial):
            return [{name: answer}]
        if isinstance(answer, Partial):
            return [{name: value} for value in self._values(name, answer) if fits(value, answer)]
        if fact.derive is not None:
            return self._derived_ways(name, known)
        if isinstance(fact.if_blank, ReadAs):
            return [{name: fact.if_blank.read_as}]
        return [{name: value} for value in self._values(name, None)]

    def is_assumed(self, name: str, answers: Answers) -> bool:
        """Whether the fact is blank and read as something."""
        return name not in answers.given and isinstance(self._fact(name).if_blank, ReadAs)

    def every_way(self, name: str) -> list[Raw]:
        """Every distinguishable answer to one fact, also where a blank is read as one of them."""
        if self._fact(name).derive is not None:
            return self.ways(name, {})
        return [{name: value} for value in self._values(name, None)]

    def _values(self, name: str, answer: Partial | None) -> list[Any]:
        fact = self._fact(name)
        if fact.type == "yes_no":
            return [False, True]
        if fact.type in ("choice", "side"):
            return list(fact.options)
        cuts = set(self.thresholds.get(name, ()))
        if answer is not None:
            cuts |= {bound for bound in (answer.at_least, answer.below) if bound is not None}
        if fact.whole and any(name in derive.of for derive in self._sums()):
            low, high = fact.between or (0, 0)
            cuts |= set(range(int(low), int(high) + 1))
        return representatives(cuts, fact)

    def stretches(self, name: str) -> list[Any]:
        """Of a number, the beginning of each stretch that can be told apart (of the first: some number in it)."""
        if self._fact(name).derive is not None:
            return sorted(way[name] for way in self.ways(name, {}))
        return self._values(name, None)

    def options(self, name: str) -> list[Any]:
        """Every answer that there is to a fact that is no number."""
        ways = self.ways(name, {}) if self._fact(name).derive is not None else ()
        return [way[name] for way in ways] or self._values(name, None)

    def _sums(self) -> list[Sum]:
        return [fact.derive for fact in self.programme.facts.values() if isinstance(fact.derive, Sum)]

    def _derived_ways(self, name: str, known: Raw) -> list[Raw]:
        derive = self._fact(name).derive
        sources = {source: known[source] for source in derive.sources() if isinstance(known.get(source), str)}
        if (value := derive.derive(sources, self.today)) is not None:
            return [{**sources, name: value}]
        ways: dict[Any, Raw] = {}
        for filled in self._sources_filled(name, sources):
            value = derive.derive(filled, self.today)
            assert value is not None, f"{name} does not follow from {filled}"
            seen_as = value if isinstance(value, str) else tuple(value >= cut for cut in self.thresholds.get(name, ()))
            ways.setdefault(seen_as, {**filled, name: value})
        return list(ways.values())

    def _sources_filled(self, name: str, sources: Raw) -> Iterator[Raw]:
        derive = self._fact(name).derive
        if isinstance(derive, LookUp):
            keys = [key for key, _ in derive.table]
            codes = [key.rstrip("*") for key in keys] + [f"{key.rstrip('*')}7" for key in keys] + ["NOWHERE"]
            yield from ({derive.fact: code} for code in codes)
            return
        wanted = {ceil(cut) + more for cut in self.thresholds.get(name, ()) for more in (-1, 0)} or {1}
        start, end = (derive.of, None) if isinstance(derive, Age) else (derive.start, derive.end)
        unit = "years" if isinstance(derive, Age) else derive.unit
        for amount in sorted(wanted):
            if start in sources:
                later = moved(date.fromisoformat(sources[start]), amount, unit)
                yield {**sources, end: later.isoformat()}
            else:
                until = date.fromisoformat(sources.get(end, self.today.isoformat()))
                filled = {**sources, start: moved(until, -amount, unit).isoformat()}
                yield filled if end is None else {end: until.isoformat(), **filled}

    # --- one citizen -----------------------------------------------------------------------------------------------

    def happens_to(self, citizen: Raw) -> Happening | None:
        """What happens to a complete citizen; None when no such citizen can exist."""
        key = tuple(citizen[name] for name in self.varying)
        if key not in self._happened:
            self._happened[key] = self._walk(self.with_what_follows(citizen))
        return self._happened[key]

    def with_what_follows(self, citizen: Raw) -> dict[str, Any]:
        """The citizen with every derived fact that follows."""
        whole = dict(citizen)
        waiting = {
            name: fact.derive for name, fact in self.programme.facts.items() if fact.derive and name not in whole
        }
        while True:
            follows = {name: derive.derive(whole, self.today) for name, derive in waiting.items()}
            follows = {name: value for name, value in follows.items() if value is not None}
            if not follows:
                return whole
            whole |= follows
            waiting = {name: derive for name, derive in waiting.items() if name not in whole}

    def _walk(self, citizen: Raw) -> Happening | None:
        if any(holds(item.when, citizen) for item in self.programme.impossible):
            return None
        noted = {rule.id for rule in self.decision.parallel if holds(rule.when, citizen)}
        flags = [flag for flag in self.programme.red_flags if holds(flag.when, citizen)]
        if flags:
            return Happening(most_urgent(flags), frozenset(noted))
        for step in self.decision.steps:
            held = [rule for rule in (*step.rules, *step.exceptions) if holds(rule.when, citizen)]
            noted |= {rule.id for rule in held if rule.send}
            chosen = chosen_in(step, [rule for rule in held if not rule.send])
            if chosen:
                outcome, unmet = self._with_fallback(side_by_side(chosen), citizen)
                return Happening(outcome, frozenset(noted | unmet))
        return Happening(None, frozenset(noted))

    def _with_fallback(self, outcome: Outcome, citizen: Raw) -> tuple[Outcome, set[str]]:
        named = {option.destination for option in outcome.options}
        gone = [
            item for item in self.availability if item.destination in named and not holds(item.available_when, citizen)
        ]
        instead = {item.destination: item.fallback for item in gone}
        places = {option for option in outcome.options if option.destination not in instead}
        kept = {option.destination for option in places}
        for option in outcome.options:
            if option.destination in instead and instead[option.destination] not in kept:
                places.add(Option(instead[option.destination], "", option.strength))
        moved_outcome = Outcome(tuple(sorted(places)), outcome.orders, outcome.urgency, outcome.hand_over)
        return moved_outcome, {item.id for item in gone}

    # --- everybody who fits the answers -----------------------------------------------------------------------------

    def open_ways(self, answers: Answers) -> Fillings:
        """For each varying fact, the ways that the answers leave open."""
        return {name: self.ways(name, answers.given) for name in self.varying}

    def how_many(self, answers: Answers) -> int:
        """How many citizens would have to be tried."""
        return prod(len(ways) for ways in self.open_ways(answers).values())

    def find(self, answers: Answers) -> Found:
        """Every citizen who fits the answers, tried."""
        open_ways = self.open_ways(answers)
        several = [name for name, ways in open_ways.items() if len(ways) > 1]
        tried: list[tuple[tuple[int, ...], Happening]] = []
        for codes in product(*(range(len(ways)) for ways in open_ways.values())):
            citizen: dict[str, Any] = {}
            for code, ways in zip(codes, open_ways.values(), strict=True):
                citizen |= ways[code]
            happening = self.happens_to(citizen)
            if happening is not None:
                tried.append((codes, happening))
        everybody = [happening for _, happening in tried]
        possible, verdicts = gathered(everybody, self.noticeable)
        missing: dict[str, set[str]] = {}
        for name in several:
            place = list(open_ways).index(name)
            for code in range(len(open_ways[name])):
                some = [happening for codes, happening in tried if codes[place] == code]
                changed = self._changed((possible, verdicts), gathered(some, self.noticeable)) if some else set()
                for blank in self._blank_behind(name, answers) if changed else ():
                    missing.setdefault(blank, set()).update(changed)
        return Found(possible, verdicts, {name: frozenset(changes) for name, changes in missing.items()})

    @cached_property
    def noticeable(self) -> tuple[str, ...]:
        """What may be noted beside the outcome: parallel rules, texts that are sent, needs that are not met."""
        return (
            *(rule.id for rule in self.decision.parallel),
            *(rule.id for step in self.decision.steps for rule in conclusions_of(step) if rule.send),
            *(item.id for item in self.availability),
        )

    def _changed(self, before: tuple[Any, Any], after: tuple[Any, Any]) -> set[str]:
        changed = {name for name, verdict in before[1].items() if after[1][name] != verdict}
        return changed | ({self.decision.id} if before[0] != after[0] else set())

    def _blank_behind(self, name: str, answers: Answers) -> list[str]:
        derive = self._fact(name).derive
        behind = sorted(derive.sources()) if derive is not None and name not in answers.given else [name]
        return [one for one in behind if one not in answers.given or isinstance(answers.given[one], Partial)]


def holds(criterion: Criterion, citizen: Raw) -> bool:
    """Whether a complete citizen meets the criterion."""
    verdict = criterion.judge(citizen)
    assert verdict is not None, f"{criterion} is unknown for {citizen}"
    return verdict


def gathered(happenings: Sequence[Happening], noticeable: Sequence[str]) -> tuple[frozenset[Any], dict[str, str]]:
    """The outcomes of several citizens, and what is noted for all, some or none of them."""
    counts = {name: sum(name in one.noted for one in happenings) for name in noticeable}
    verdicts = {name: CERTAIN if count == len(happenings) else MAYBE if count else NO for name, count in counts.items()}
    return frozenset(one.outcome for one in happenings), verdicts


def most_urgent(flags: Sequence[RedFlag]) -> Outcome:
    """Red flags come first; the most urgent ones decide together."""
    urgency = max(flag.urgency for flag in flags)
    leading = [flag for flag in flags if flag.urgency == urgency]
    options = {Option(to, "", "must") for flag in leading for to in flag.to}
    orders = {order for flag in leading for order in flag.orders}
    return Outcome(tuple(sorted(options)), tuple(sorted(orders)), urgency)


def conclusions_of(step: Step) -> list[Conclusion]:
    """Every rule, exception and default of a step."""
    return [*step.rules, *step.exceptions, *([step.default] if step.default else [])]


def chosen_in(step: Step, held: Sequence[Conclusion]) -> list[Conclusion]:
    """What decides in a step: the first rule that holds, or the default as its exceptions leave it."""
    if step.default is None:
        return list(held[:1])
    instead = [rule for rule in held if rule.strength in ("should", "must")]
    beside = [rule for rule in held if rule.strength == "consider"]
    return [instead[0] if instead else step.default, *beside]


def side_by_side(chosen: Sequence[Conclusion]) -> Outcome:
    """Everything that the chosen rules allow and order."""
    strengths: dict[tuple[str, str], str] = {}
    for rule in chosen:
        for to in rule.to:
            place = (to, rule.offer or "")
            strengths[place] = max(strengths.get(place, rule.strength), rule.strength, key=WEAKEST_FIRST.index)
    options = sorted(Option(to, offer, strength) for (to, offer), strength in strengths.items())
    return Outcome(
        tuple(options),
        tuple(sorted({order for rule in chosen for order in rule.orders})),
        max(rule.urgency for rule in chosen),
        next((rule.hand_over for rule in chosen if rule.hand_over), ""),
    )


def representatives(cuts: Iterable[float], fact: Fact) -> list[float]:
    """A number from each stretch between the cuts that the fact can be in."""
    low, high = fact.between or (None, None)
    inside = sorted({cut for cut in cuts if (low is None or cut > low) and (high is None or cut <= high)})
    edges = [low if low is not None else min(inside, default=1) - 10, *inside]
    found = [ceil(edge) if fact.whole else edge for edge in edges]
    later = [*edges[1:], None]
    if not fact.whole:
        return found
    return [
        one
        for one, end in zip(found, later, strict=True)
        if (end is None or one < end) and (high is None or one <= high)
    ]


def fits(value: Any, answer: Partial) -> bool:
    """Whether a value is among those that a partial answer leaves possible."""
    if answer.one_of:
        return value in answer.one_of
    return (answer.at_least is None or value >= answer.at_least) and (answer.below is None or value < answer.below)


def moved(day: date, amount: int, unit: str) -> date:
    """The date a whole number of units later, or earlier; so that exactly so many have passed."""
    if unit in ("days", "weeks"):
        return day + timedelta(days=amount * (7 if unit == "weeks" else 1))
    months = day.year * 12 + day.month - 1 + amount * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    wanted = min(day.day, 28) if amount < 0 else day.day
    try:
        return date(year, month + 1, wanted)
    except ValueError:
        return date(year + (month == 11), (month + 1) % 12 + 1, 1)
