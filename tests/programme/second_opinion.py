"""The questions of the proof, asked of z3: its own reading of steps, options and fallbacks, as logic, not arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import z3

from tvaerspor.programme.criteria import AllOf, AnyOf, AtLeast, Below, Criterion, Is, Named, Not
from tvaerspor.programme.derivations import Age, AtLeastNOf, Count, FromParameter, LookUp, Sum, TimeBetween
from tvaerspor.programme.model import Conclusion, Decision, RedFlag, Rule, Step
from tvaerspor.programme.programme import Programme

Verdict = tuple[str, ...]
"""("gap",), ("conflict", step), ("unreachable", rule), ("redundant", rule), ("nobody",)."""
TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)


@dataclass(frozen=True)
class Ending:
    """What a citizen gets, as logic: whether anything, which places, which orders, how urgent, handed over to whom."""

    decided: z3.BoolRef
    places: dict[tuple[str, str], z3.BoolRef]
    orders: dict[str, z3.BoolRef]
    urgency: z3.ArithRef
    hand_over: z3.ArithRef

    def differs_from(self, other: Ending) -> z3.BoolRef:
        """That two endings are not the same."""
        return z3.Or(
            self.decided != other.decided,
            *(self.places[name] != other.places[name] for name in self.places),
            *(self.orders[name] != other.orders[name] for name in self.orders),
            self.urgency != other.urgency,
            self.hand_over != other.hand_over,
        )


class SecondOpinion:
    """One decision of a programme whose parameters are settled."""

    def __init__(self, programme: Programme, decision: Decision) -> None:
        self.programme, self.decision = programme, decision
        self.domain: list[Any] = []
        self.terms: dict[str, Any] = {}
        steps = [rule for step in decision.steps for rule in conclusions_of(step)]
        gone = [item.fallback for item in decision.availability]
        self.places = sorted(
            {(to, rule.offer or "") for rule in steps for to in rule.to}
            | {(to, "") for flag in programme.red_flags for to in flag.to}
            | {(to, "") for to in gone}
        )
        self.orders = sorted({order for rule in (*steps, *programme.red_flags) for order in rule.orders})
        self.hand_overs = ["", *sorted({rule.hand_over for rule in steps if rule.hand_over})]
        self.domain += [z3.Not(self.holds(item.when)) for item in programme.impossible]

    # --- facts and criteria ---

    def term(self, name: str) -> Any:
        """A fact as a variable, or as what follows from variables."""
        if name not in self.terms:
            self.terms[name] = self._term(name)
        return self.terms[name]

    def _term(self, name: str) -> Any:
        fact = self.programme.facts[name]
        match fact.derive:
            case Count(of=parts):
                return z3.Sum([z3.If(self.holds(part), 1, 0) for part in parts])
            case AtLeastNOf(n=n, of=parts):
                return z3.Sum([z3.If(self.holds(part), 1, 0) for part in parts]) >= n
            case Sum(of=names):
                return z3.Sum([self.term(one) for one in names])
            case FromParameter(value=value):
                return self._options(name).index(value) if isinstance(value, str) else z3.RealVal(value)
            case Age() | TimeBetween():
                return z3.Int(name)
        if fact.type == "yes_no":
            return z3.Bool(name)
        if fact.type == "number":
            number = z3.Int(name) if fact.whole else z3.Real(name)
            if fact.between is not None:
                self.domain.append(z3.And(number >= fact.between[0], number <= fact.between[1]))
            return number
        choice = z3.Int(name)
        self.domain.append(z3.And(choice >= 0, choice < len(self._options(name))))
        return choice

    def _options(self, name: str) -> list[str]:
        fact = self.programme.facts[name]
        return list(fact.derive.results() if isinstance(fact.derive, LookUp) else fact.options)

    def holds(self, criterion: Criterion) -> Any:
        """That the criterion is met."""
        match criterion:
            case Is(fact=name, value=bool(value)):
                return self.term(name) if value else z3.Not(self.term(name))
            case Is(fact=name, value=value):
                return self.term(name) == self._options(name).index(value)
            case AtLeast(fact=name, threshold=threshold):
                return self.term(name) >= z3.RealVal(threshold)
            case Below(fact=name, threshold=threshold):
                return self.term(name) < z3.RealVal(threshold)
            case AllOf(of=parts):
                return z3.And(TRUE, *map(self.holds, parts))
            case AnyOf(of=parts):
                return z3.Or(FALSE, *map(self.holds, parts))
            case Not(of=part):
                return z3.Not(self.holds(part))
            case Named(of=part):
                return self.holds(part)
        raise AssertionError(criterion)

    # --- endings ---

    def ending(self, held: Sequence[tuple[Any, Conclusion | RedFlag]], decided: Any, urgency: Any) -> Ending:
        """Everything that the conclusions that hold allow and order, side by side."""
        hand_over: Any = z3.IntVal(0)
        for holds, rule in reversed(held):
            if getattr(rule, "hand_over", None):
                hand_over = z3.If(holds, self.hand_overs.index(rule.hand_over), hand_over)
        return Ending(
            decided,
            {
                place: z3.And(decided, z3.Or(FALSE, *(holds for holds, rule in held if place in places_of(rule))))
                for place in self.places
            },
            {
                order: z3.And(decided, z3.Or(FALSE, *(holds for holds, rule in held if order in rule.orders)))
                for order in self.orders
            },
            z3.If(decided, urgency, 0),
            z3.If(decided, hand_over, 0),
        )

    def _most(self, held: Sequence[tuple[Any, Conclusion | RedFlag]]) -> Any:
        most: Any = z3.IntVal(0)
        for holds, rule in held:
            most = z3.If(z3.And(holds, int(rule.urgency) > most), int(rule.urgency), most)
        return most

    def of_red_flags(self) -> Ending:
        """The most urgent flags decide together."""
        raised = [(self.holds(flag.when), flag) for flag in self.programme.red_flags]
        most = self._most(raised)
        leading = [(z3.And(holds, int(flag.urgency) == most), flag) for holds, flag in raised]
        return self.ending(leading, z3.Or(FALSE, *(holds for holds, _ in raised)), most)

    def of_step(self, step: Step, without: str | None = None) -> Ending:
        """What a step decides; `without` a rule of that id."""
        rules = [rule for rule in (*step.rules, *step.exceptions) if rule.id != without and not rule.send]
        beside = [rule for rule in rules if step.default is not None and rule.strength == "consider"]
        chosen: list[tuple[Any, Conclusion]] = []
        earlier: Any = FALSE
        for rule in [rule for rule in rules if rule not in beside]:
            chosen.append((z3.And(self.holds(rule.when), z3.Not(earlier)), rule))
            earlier = z3.Or(earlier, self.holds(rule.when))
        if step.default is not None:
            chosen.append((z3.Not(earlier), step.default))
            chosen += [(self.holds(rule.when), rule) for rule in beside]
        decided = TRUE if step.default is not None else earlier
        return self.with_fallback(self.ending(chosen, decided, self._most(chosen)))

    def with_fallback(self, ending: Ending) -> Ending:
        """Each place that is not on offer replaced by another, unless that one is allowed already."""
        gone = {item.destination: z3.Not(self.holds(item.available_when)) for item in self.decision.availability}
        instead = {item.destination: item.fallback for item in self.decision.availability}
        kept = {
            (to, offer): z3.And(allowed, z3.Not(gone.get(to, FALSE))) for (to, offer), allowed in ending.places.items()
        }
        places = dict(kept)
        for destination, fallback in instead.items():
            was = z3.Or(FALSE, *(allowed for (to, _), allowed in ending.places.items() if to == destination))
            already = z3.Or(FALSE, *(allowed for (to, _), allowed in kept.items() if to == fallback))
            moved = z3.And(was, gone[destination], z3.Not(already))
            places[fallback, ""] = z3.Or(places[fallback, ""], moved)
        return Ending(ending.decided, places, ending.orders, ending.urgency, ending.hand_over)

    @cached_property
    def endings(self) -> list[Ending]:
        """What each block decides: the red flags, then the steps."""
        return [self.of_red_flags(), *map(self.of_step, self.decision.steps)]

    def in_order(self, endings: Sequence[Ending]) -> Ending:
        """The first block that decides."""
        (*earlier, last) = endings
        for ending in reversed(earlier):
            last = Ending(
                z3.Or(ending.decided, last.decided),
                {name: z3.If(ending.decided, ending.places[name], last.places[name]) for name in last.places},
                {name: z3.If(ending.decided, ending.orders[name], last.orders[name]) for name in last.orders},
                z3.If(ending.decided, ending.urgency, last.urgency),
                z3.If(ending.decided, ending.hand_over, last.hand_over),
            )
        return last

    # --- the questions ---

    def can_be(self, *conditions: Any) -> bool:
        """Whether some citizen meets all the conditions."""
        solver = z3.Solver()
        solver.set("timeout", 20_000)
        solver.add(*conditions)
        solver.add(*self.domain)  # after the conditions were built: they add the bounds of their facts
        found = solver.check()
        assert found != z3.unknown
        return bool(found == z3.sat)

    def verdicts(self) -> Iterator[Verdict]:
        """Everything that z3 holds against the decision."""
        every = self.in_order(self.endings)
        if not self.can_be():
            yield ("nobody",)
            return
        if self.can_be(z3.Not(every.decided)):
            yield ("gap",)
        for flag in self.programme.red_flags:
            if not self.can_be(self.holds(flag.when)):
                yield ("unreachable", flag.id)
        for place, step in enumerate(self.decision.steps, start=1):
            arrives = z3.And(TRUE, *(z3.Not(ending.decided) for ending in self.endings[:place]))
            yield from self._of_step(step, place, arrives, every)
        for rule in self.decision.parallel:
            if not self.can_be(self.holds(rule.when)):
                yield ("idle", rule.id)

    def _of_step(self, step: Step, place: int, arrives: Any, every: Ending) -> Iterator[Verdict]:
        rules = (*step.rules, *step.exceptions)
        rivals = [rule for rule in rules if not rule.send and (step.default is None or rule.strength != "consider")]
        if any(
            self.can_be(arrives, self.holds(one.when), self.holds(other.when))
            for number, one in enumerate(rivals)
            for other in rivals[number + 1 :]
            if leads_to(one) != leads_to(other)
        ):
            yield ("conflict", step.id)
        for rule in rules:
            if not self.can_be(arrives, self.holds(rule.when)):
                yield ("unreachable", rule.id)
            elif not rule.send:
                endings = [*self.endings[:place], self.of_step(step, without=rule.id), *self.endings[place + 1 :]]
                if not self.can_be(every.differs_from(self.in_order(endings))):
                    yield ("redundant", rule.id)


def places_of(rule: Conclusion | RedFlag) -> set[tuple[str, str]]:
    """The destinations of a rule, with its offer."""
    return {(to, getattr(rule, "offer", None) or "") for to in rule.to}


def conclusions_of(step: Step) -> list[Conclusion]:
    """Every rule, exception and default of a step."""
    return [*step.rules, *step.exceptions, *([step.default] if step.default else [])]


def leads_to(rule: Rule) -> tuple[Any, ...]:
    """What makes two rules' outcomes equal: destinations, offer, orders and urgency."""
    return (frozenset(places_of(rule)), frozenset(rule.orders), rule.urgency, rule.hand_over)
