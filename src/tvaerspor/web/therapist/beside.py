"""What the decision said beside the destination: the work track, vulnerability with its reasons, the family."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tvaerspor.actions.cases import Case
from tvaerspor.actions.recommend import stored_answers
from tvaerspor.programme.answers import Answers, Partial
from tvaerspor.programme.model import Parallel
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Text
from tvaerspor.triage.decision import canonical
from tvaerspor.web.form.said import Said, Voice


@dataclass(frozen=True)
class Beside:
    """One rule beside the destination. `reasons` are the answers that it rests on."""

    title: Text
    verdict: str
    text: Text | None
    reasons: tuple[Said, ...]


def beside(case: Case, voice: Voice, *later: Mapping[str, Any]) -> tuple[Beside, ...]:
    """The tracks and attention points that stored decisions hold for certain or possible, those that are certain first.

    `later` are the moments of a course as its row keeps them; the latest verdict counts, but for one that a blank left
    open: that does not take back what was certain. Nothing is judged again.
    """
    own = json.loads(case.row.read_decision) or json.loads(case.row.decision)
    verdicts: dict[str, str] = dict(own.get("parallel", {}))
    for moment in later:
        verdicts |= _firmer(verdicts, moment.get("decision", {}).get("parallel", {}))
    answers = [stored_answers(case.programme, text) for text in (case.row.answers, case.row.read_answers)]
    answers += [stored_answers(case.programme, canonical(moment.get("answers", {}))) for moment in later]
    given = Answers({fact: answer for each in answers for fact, answer in each.items()})
    rules = {rule.id: rule for decision in case.programme.decisions for rule in decision.parallel if rule.adds}
    found = (
        Beside(rule.title, verdicts[name], rule.text, tuple(_reasons(case.programme, rule, given, voice)))
        for name, rule in rules.items()
        if verdicts.get(name) in ("certain", "possible")
    )
    return tuple(sorted(found, key=lambda each: each.verdict != "certain"))


def _firmer(before: Mapping[str, str], later: Mapping[str, str]) -> dict[str, str]:
    return {name: verdict for name, verdict in later.items() if verdict != "possible" or name not in before}


def _reasons(programme: Programme, rule: Parallel, answers: Answers, voice: Voice) -> Iterator[Said]:
    """The answers among what the rule looks at, as they were given; a no is no reason."""
    for name in _asked(programme, sorted(rule.when.facts())):
        answer = answers.get(name)
        if answer is None or answer is False or isinstance(answer, Partial):
            continue
        if programme.facts[name].says is not None:
            yield _clause(voice, name, answer)


def _clause(voice: Voice, name: str, answer: Any) -> Said:
    return voice.words(lambda words: words.clause(name, answer, False, words.language))


def _asked(programme: Programme, names: Iterable[str]) -> Iterator[str]:
    """The asked and fetched facts behind these, each once."""
    seen: dict[str, None] = {}
    left = list(names)
    while left:
        name = left.pop(0)
        derive = programme.facts[name].derive
        if derive is not None:
            left += sorted(derive.sources())
        else:
            seen[name] = None
    yield from seen
