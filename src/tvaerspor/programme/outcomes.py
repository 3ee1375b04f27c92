"""What a decision can come out as, and which outcome a block of rules gives when it is known which of them hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tvaerspor.programme.criteria import Criterion
from tvaerspor.programme.model import Availability, Conclusion, Decider, Decision, RedFlag, Rule, Step, Strength
from tvaerspor.terms.quantity import Quantity
from tvaerspor.terms.urgency import Urgency

_STRENGTHS: tuple[Strength, ...] = ("consider", "should", "must")


@dataclass(frozen=True, slots=True, order=True)
class Option:
    """One allowed destination with its offer. Strength does not make two options different."""

    destination: str
    offer: str = ""
    strength: Strength = field(default="should", compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The allowed destinations, the unconditional orders and the urgency; equal when these are (design, section 3)."""

    options: tuple[Option, ...]
    orders: tuple[str, ...] = ()
    urgency: Urgency = Urgency.routine
    hand_over: str = ""
    decided_by: tuple[Decider, ...] = field(default=(), compare=False)
    review: Quantity | None = field(default=None, compare=False)

    @property
    def destinations(self) -> tuple[str, ...]:
        """The ids of the allowed destinations."""
        return tuple(option.destination for option in self.options)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a block does: an outcome, or None to pass on; the rules that send a text; the needs left unmet."""

    outcome: Outcome | None
    notes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Block:
    """One link of a decision: the red flags, or a step. `criteria` are its rules' and, last, its availability's."""

    id: str
    red_flags: tuple[RedFlag, ...] = ()
    step: Step | None = None
    availability: tuple[Availability, ...] = ()

    @property
    def rules(self) -> tuple[Rule | RedFlag, ...]:
        """The red flags, the rules or the exceptions, in order."""
        if self.step is None:
            return self.red_flags
        return self.step.exceptions if self.step.default else self.step.rules

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Each rule's criterion, then each availability's."""
        return (*(rule.when for rule in self.rules), *(item.available_when for item in self.availability))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the block may note beside its outcome: texts sent by rules, needs left unmet."""
        texts = (rule.id for rule in self.rules if isinstance(rule, Rule) and rule.send)
        return (*texts, *(item.id for item in self.availability))

    def effect(self, truths: Sequence[bool]) -> Effect:
        """The effect when it is known of every criterion whether it holds."""
        held = [rule for rule, holds in zip(self.rules, truths, strict=False) if holds]
        missing = [item for item, holds in zip(self.availability, truths[len(self.rules) :], strict=True) if not holds]
        outcome = self._outcome(held)
        notes = {rule.id for rule in held if isinstance(rule, Rule) and rule.send}
        if outcome is None:
            return Effect(None, frozenset(notes))
        unmet = {item.id for item in missing if item.destination in outcome.destinations}
        return Effect(fall_back(outcome, missing), frozenset(notes | unmet))

    def _outcome(self, held: list[Rule | RedFlag]) -> Outcome | None:
        if self.step is None:
            return outcome_of_flags([rule for rule in held if isinstance(rule, RedFlag)])
        deciding = [rule for rule in held if isinstance(rule, Rule) and not rule.send]
        if self.step.default is None:
            return outcome_of(deciding[0]) if deciding else None
        beside = [rule for rule in deciding if rule.strength == "consider"]
        instead = [rule for rule in deciding if rule.strength != "consider"]
        leading: list[Conclusion] = [instead[0] if instead else self.step.default, *beside]
        return joined([outcome_of(rule) for rule in leading])

    def conflict(self, truths: Sequence[bool]) -> tuple[Rule, Rule] | None:
        """Two rules of the step that both hold and decide differently; options beside a default never do."""
        rules = [rule for rule, holds in zip(self.rules, truths, strict=False) if holds and isinstance(rule, Rule)]
        rivals = [rule for rule in rules if not rule.send and not self._is_beside(rule)]
        for other in rivals[1:]:
            if outcome_of(other) != outcome_of(rivals[0]):
                return rivals[0], other
        return None

    def replaces_default(self, rule: Rule | RedFlag) -> bool:
        """Whether the rule stands instead of the step's default, not beside it."""
        has_default = self.step is not None and self.step.default is not None
        return has_default and isinstance(rule, Rule) and not rule.send and not self._is_beside(rule)

    def _is_beside(self, rule: Rule) -> bool:
        return self.step is not None and self.step.default is not None and rule.strength == "consider"


def outcome_of(rule: Conclusion) -> Outcome:
    """The outcome of one rule alone."""
    return Outcome(
        options=tuple(sorted(Option(to, rule.offer or "", rule.strength) for to in rule.to)),
        orders=tuple(sorted(rule.orders)),
        urgency=rule.urgency,
        hand_over=rule.hand_over or "",
        decided_by=(rule.decided_by,) if rule.decided_by else (),
        review=rule.review,
    )


def outcome_of_flags(held: list[RedFlag]) -> Outcome | None:
    """The most urgent flags decide together; without flags the steps go on."""
    if not held:
        return None
    highest = max(flag.urgency for flag in held)
    leading = [flag for flag in held if flag.urgency is highest]
    return joined(
        [
            Outcome(tuple(sorted(Option(to, "", "must") for to in flag.to)), tuple(sorted(flag.orders)), highest)
            for flag in leading
        ]
    )


def joined(outcomes: Sequence[Outcome]) -> Outcome:
    """Several outcomes side by side: every destination allowed, every order given, the highest urgency."""
    if len(outcomes) == 1:
        return outcomes[0]
    options: dict[tuple[str, str], Option] = {}
    for option in (option for outcome in outcomes for option in outcome.options):
        key = (option.destination, option.offer)
        options[key] = _stronger(options.get(key, option), option)
    return Outcome(
        options=tuple(sorted(options.values())),
        orders=tuple(sorted({order for outcome in outcomes for order in outcome.orders})),
        urgency=max(outcome.urgency for outcome in outcomes),
        hand_over=next((outcome.hand_over for outcome in outcomes if outcome.hand_over), ""),
        decided_by=tuple(dict.fromkeys(who for outcome in outcomes for who in outcome.decided_by)),
        review=next((outcome.review for outcome in outcomes if outcome.review), None),
    )


def _stronger(one: Option, other: Option) -> Option:
    return max(one, other, key=lambda option: _STRENGTHS.index(option.strength))


def fall_back(outcome: Outcome, missing: Iterable[Availability]) -> Outcome:
    """The outcome with each destination that is not on offer replaced by its fallback."""
    fallback = {item.destination: item.fallback for item in missing}
    if not fallback.keys() & set(outcome.destinations):
        return outcome
    kept = [option for option in outcome.options if option.destination not in fallback]
    named = {option.destination for option in kept}
    moved: dict[str, Option] = {}
    for option in outcome.options:
        instead = fallback.get(option.destination)
        if instead is not None and instead not in named:
            other = replace(option, destination=instead, offer="")
            moved[instead] = _stronger(moved.get(instead, other), other)
    return replace(outcome, options=tuple(sorted((*kept, *moved.values()))))


def blocks_of(red_flags: tuple[RedFlag, ...], decision: Decision) -> tuple[Block, ...]:
    """The links of a decision in order: red flags first, then its steps."""
    blocks = [Block("red_flags", red_flags=red_flags)] if red_flags else []
    for step in decision.steps:
        named = {
            to for rule in (*step.rules, *step.exceptions, *([step.default] if step.default else [])) for to in rule.to
        }
        needed = tuple(item for item in decision.availability if item.destination in named)
        blocks.append(Block(step.id, step=step, availability=needed))
    return tuple(blocks)
