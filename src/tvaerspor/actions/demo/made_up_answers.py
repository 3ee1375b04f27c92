"""Answers as a doctor might give them: a worked citizen of the programme, varied fact by fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tvaerspor.actions.demo.blueprint import Blueprint
from tvaerspor.actions.demo.chance import Chance
from tvaerspor.actions.receivers import KEPT
from tvaerspor.programme.answers import Answer, Answers, Partial
from tvaerspor.programme.contents import Case
from tvaerspor.programme.model import Fact
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import number
from tvaerspor.referral.questions import facts_used, must_be_answered
from tvaerspor.triage.read_answers import sift_answers

SPREAD = 0.07  # of a number, from one citizen to the next
TEXT_WRITTEN = 0.8
UNSENT = 0.1  # the weight of a worked citizen who stays with the doctor, or whose answers leave much open


class AnswerMaker:
    """Varies the worked citizens of one programme's first decision."""

    def __init__(self, programme: Programme, cases: Sequence[Case], blueprint: Blueprint) -> None:
        self.programme = programme
        self.decision = programme.decision()
        self.mix = blueprint.mix(programme.id)
        self.volumes = blueprint.volumes
        own = {case.id: case for case in cases if case.decision == self.decision.id and not case.expect.contradiction}
        chosen = {id_: weight for id_, weight in self.mix.cases.items() if id_ in own}
        self.weights: Mapping[str, float] = chosen or {id_: self._weight(case) for id_, case in own.items()}
        self.seeds = {id_: (date.fromisoformat(own[id_].date), self._asked(own[id_])) for id_ in self.weights}
        self.every = {
            each.id: [self._asked(case) for case in cases if case.decision == each.id and not case.expect.contradiction]
            for each in programme.decisions
        }
        goals = _commonest(self.weights, own)
        self.destinations = tuple(sorted(goals, key=lambda name: programme.destinations[name].kind in KEPT))
        self.goals = {id_: own[id_].expect.to or () for id_ in self.weights}
        self._counts: dict[str, Mapping[str, Counter[Answer]]] = {}
        self.groups = {member: name for name, fact in programme.facts.items() for member in fact.of}

    def _weight(self, case: Case) -> float:
        """Of a case that nobody has weighed: most of what a demo shows is sent to somebody."""
        goals = self.programme.destinations
        is_sent = any(goals[name].kind not in KEPT for name in case.expect.to or ())
        return 1.0 if is_sent else UNSENT

    def _asked(self, case: Case) -> Answers:
        """The case's answers without what a record would have fetched."""
        answers, _ = sift_answers(self.programme, case.answers)
        facts = self.programme.facts
        return Answers({name: value for name, value in answers.items() if facts[name].is_asked}, answers.unknown)

    def make(self, chance: Chance, on: date, to: Sequence[str] = ()) -> Answers:
        """A whole form as it stands when it is sent on that day; to one of some destinations, where that is known."""
        weights = {id_: weight for id_, weight in self.weights.items() if set(to) & set(self.goals[id_])}
        if not self.seeds:
            return Answers()
        written, seed = self.seeds[chance.weighted(weights or self.weights)]
        given = {
            name: self._varied(chance, name, value, on.toordinal() - written.toordinal())
            for name, value in seed.items()
        }
        given = {name: value for name, value in given.items() if not self._is_dropped(chance, name)}
        return Answers({**self._free(chance), **given}, seed.unknown - given.keys())

    def with_usual(self, answers: Answers, blanks: Iterable[str], decision: str | None = None) -> Answers:
        """The same with the answer that the worked citizens mostly give to each of these, where there is one."""
        usual = self._counted(decision or self.decision.id)
        found = {name: usual[name].most_common(1)[0][0] for name in blanks if name in usual}
        return Answers({**answers.given, **found}, answers.unknown - found.keys())

    def with_some(self, chance: Chance, answers: Answers, blanks: Iterable[str], decision: str) -> Answers:
        """The same with an answer to each of these as often as the worked citizens give it."""
        counted = self._counted(decision)
        found = {name: chance.weighted(counted[name]) for name in sorted(blanks) if name in counted}
        return Answers({**answers.given, **found}, answers.unknown - found.keys())

    def _counted(self, decision: str) -> Mapping[str, Counter[Answer]]:
        if decision not in self._counts:
            self._counts[decision] = _counted(self.every[decision])
        return self._counts[decision]

    def half(self, chance: Chance, answers: Answers) -> Answers:
        """A form that somebody has begun: the first of its headings."""
        phrases = self.programme.phrases
        kept = {fact for phrase in phrases[: chance.whole(1, max(1, len(phrases) - 2))] for fact in phrase.facts}
        kept |= {member for member, group in self.groups.items() if group in kept}
        return Answers({name: value for name, value in answers.items() if name in kept}, answers.unknown & kept)

    def _varied(self, chance: Chance, name: str, value: Answer, days: int) -> Answer:
        fact = self.programme.facts[name]
        if fact.type == "date" and isinstance(value, str):
            return date.fromordinal(date.fromisoformat(value).toordinal() + days).isoformat()
        if fact.type in ("number", "measure") and not isinstance(value, bool | str | Partial):
            return _near(chance, fact, value)
        if fact.type == "code" and isinstance(value, str):
            alike = next((group for group in self.mix.alike.get(name, ()) if value in group), (value,))
            return chance.one(alike)
        return value

    def _is_dropped(self, chance: Chance, name: str) -> bool:
        if name in must_be_answered(self.programme):
            return False
        others = len(self.programme.facts[self.groups[name]].of) if name in self.groups else 1
        return chance.happens(self.volumes.shares["blank_dropped"] / others)

    def _free(self, chance: Chance) -> dict[str, Answer]:
        """What no rule looks at: texts, and choices such as a side."""
        used, free = facts_used(self.programme, self.decision), dict[str, Answer]()
        for phrase in self.programme.phrases:
            for name in phrase.facts:
                fact = self.programme.facts[name]
                is_free = fact.ask_when is None or name in self.mix.texts
                if fact.type == "text" and is_free and chance.happens(TEXT_WRITTEN):
                    free[name] = chance.one(self.mix.texts.get(name, self.volumes.plain_texts))
                elif fact.type in ("choice", "side") and name not in used:
                    free[name] = chance.one(tuple(fact.options))
        return free


def _commonest(weights: Mapping[str, float], cases: Mapping[str, Case]) -> tuple[str, ...]:
    """Where the varied citizens are to go, the commonest first."""
    counts: Counter[str] = Counter()
    for id_, weight in weights.items():
        counts.update({destination: round(weight * 100) for destination in cases[id_].expect.to or ()})
    return tuple(name for name, _ in counts.most_common())


def _counted(cases: Iterable[Answers]) -> Mapping[str, Counter[Answer]]:
    """How often each answer is given to each fact."""
    counts: dict[str, Counter[Answer]] = {}
    for answers in cases:
        for name, value in answers.items():
            counts.setdefault(name, Counter())[value] += 1
    return counts


def _near(chance: Chance, fact: Fact, value: float) -> float:
    if fact.whole:
        near: float = round(chance.about(value, 1 if value else 0))
    else:
        near = round(chance.about(value, SPREAD * value), 1)
    low, high = fact.between or (0, near)
    kept = min(max(near, low), high)
    return int(kept) if kept == int(kept) else kept


def typed_fields(programme: Programme, answers: Answers) -> dict[str, str]:
    """The form's fields as one would have typed these answers in Danish."""
    fields: dict[str, str] = {}
    for name, answer in answers.items():
        fields |= _field(name, answer)
    for name in answers.unknown:
        is_chosen = programme.facts[name].type in ("yes_no", "choice", "side")
        fields |= {name: "unknown"} if is_chosen else {f"{name}.unknown": "1"}
    return fields


def _field(name: str, answer: Any) -> dict[str, str]:
    if isinstance(answer, bool):
        return {name: "yes" if answer else "no"}
    if isinstance(answer, int | float):
        return {name: number(answer, "da")}
    if not isinstance(answer, Partial):
        return {name: str(answer)}
    if answer.one_of:
        return {f"{name}.one_of": ",".join(answer.one_of)}
    least = [f"mindst {number(answer.at_least, 'da')}"] if answer.at_least is not None else []
    below = [f"under {number(answer.below, 'da')}"] if answer.below is not None else []
    return {name: " og ".join(least + below)}
