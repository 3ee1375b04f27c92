"""Worked citizens: what each must lead to is compared with what the programme decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tvaerspor.programme.cells import TooManyOutcomes
from tvaerspor.programme.contents import Case, Expectation
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.source import SourceRef
from tvaerspor.triage.decide import decide
from tvaerspor.triage.decision import Context, Decision
from tvaerspor.triage.read_answers import BadAnswers, read_answers


def check_cases(programme: Programme, except_for: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """A fault for every expectation that is not met, and for every sentence of a source that no case shows."""
    for file, index, case in placed_cases(programme):
        if case.decision in except_for:
            continue
        place = programme.place(file, (index, "expect"))
        try:
            answers = read_answers(programme, case.answers)
            decision = decide(programme, answers, context_of(case), case.decision)
        except BadAnswers as bad:
            yield from (
                Fault(*programme.place(file, (index, "answers", wrong.fact)), case.id, str(wrong))
                for wrong in bad.faults
            )
            continue
        except TooManyOutcomes:
            continue  # which the proof says of the decision itself
        except KeyError:
            yield Fault(*place, case.id, f"beslutningen «{case.decision}» findes ikke")
            continue
        yield from (Fault(*place, case.id, sentence) for sentence in unmet(case.expect, decision))
    yield from _uncovered(programme)


def context_of(case: Case) -> Context:
    """The date and place that a case is set in."""
    return Context(case.date, case.region, case.municipality)


def placed_cases(programme: Programme) -> Iterator[tuple[str, int, Case]]:
    """Every case with its file (inside the folder) and its place in it."""
    places = {
        id_: (path.split("/", 1)[1], index)
        for path, tree in programme.trees.items()
        if path.startswith(f"{programme.id}/cases/") and isinstance(tree.value(), list)
        for index, raw in enumerate(tree.value())
        if isinstance(raw, dict) and (id_ := raw.get("id"))
    }
    for case in programme.cases:
        file, index = places.get(case.id, ("cases", 0))
        yield file, index, case


def unmet(expect: Expectation, decision: Decision) -> Iterator[str]:
    """A sentence per expectation that the decision does not meet."""
    recommended = decision.recommended
    if expect.contradiction != (not decision.possible and decision.programme.validity == "in_force"):
        yield "svarene skulle modsige hinanden" if expect.contradiction else "svarene modsiger hinanden"
    if expect.settled is not None and expect.settled != decision.settled:
        said = "afklaret" if decision.settled else "uafklaret"
        yield f"er {said}: {_shown(decision.possible)}" + _lacking(decision)
    if expect.to is not None and (recommended is None or set(expect.to) != set(recommended.destinations)):
        yield f"skulle føre til {_names(expect.to)}, men giver {_shown(decision.possible)}" + _lacking(decision)
    if expect.possible is not None:
        wanted = {frozenset(names) for names in expect.possible}
        if wanted != {frozenset(outcome.destinations) for outcome in decision.possible}:
            yield f"mulige modtagere er {_shown(decision.possible)}"
    yield from _unmet_lists(expect, decision, recommended)
    for name, verdict in expect.parallel.items():
        found = next((item.verdict for item in decision.parallel if item.rule == name), None)
        if found != verdict:
            yield f"«{name}» skulle være {verdict}, men er {found}"


def _unmet_lists(expect: Expectation, decision: Decision, recommended: Outcome | None) -> Iterator[str]:
    if expect.urgency is not None and expect.urgency != decision.urgency:
        found = decision.urgency.name if decision.urgency is not None else "ingen"
        yield f"hastegraden skulle være {expect.urgency.name}, men er {found}"
    if expect.orders is not None and set(expect.orders) != set(recommended.orders if recommended else ()):
        yield f"bestillinger skulle være {_names(expect.orders)}"
    if expect.rules is not None and not set(expect.rules) <= {rule.rule for rule in decision.because}:
        yield f"reglerne {_names(expect.rules)} skulle bære svaret, men det gør {_names(_rules(decision))}"
    if expect.red_flags is not None and set(expect.red_flags) != set(decision.red_flags):
        yield f"røde flag skulle være {_names(expect.red_flags)}, men er {_names(decision.red_flags)}"
    if expect.missing is not None and not set(expect.missing) <= {blank.fact for blank in decision.missing}:
        yield f"der skulle mangle {_names(expect.missing)}, men der mangler {_names(_blanks(decision))}"


def _rules(decision: Decision) -> list[str]:
    return [rule.rule for rule in decision.because]


def _blanks(decision: Decision) -> list[str]:
    return [blank.fact for blank in decision.missing]


def _lacking(decision: Decision) -> str:
    return f"; mangler {_names(_blanks(decision))}" if decision.missing else ""


def _names(names: Iterable[str]) -> str:
    return ", ".join(names) or "ingen"


def _shown(outcomes: Iterable[Outcome]) -> str:
    return " | ".join(" + ".join(outcome.destinations) for outcome in outcomes) or "intet"


def covered_by(programme: Programme) -> dict[str, list[str]]:
    """For each sentence of the sources, the cases that show it."""
    shown: dict[str, list[str]] = {sentence.id: [] for sentence in programme.sentences}
    for case in programme.cases:
        for name in case.covers:
            if not isinstance(name, SourceRef) and name in shown:
                shown[name].append(case.id)
    return shown


def _uncovered(programme: Programme) -> Iterator[Fault]:
    covered = covered_by(programme)
    for index, sentence in enumerate(programme.sentences):
        if not covered[sentence.id]:
            place = programme.place("sentences.yaml", ("sentences", index))
            yield Fault(*place, sentence.id, f"ingen sag viser sætningen: {sentence.text.da}")
    for file, index, case in placed_cases(programme):
        for name in case.covers:
            if isinstance(name, str) and name not in covered:
                yield Fault(*programme.place(file, (index, "covers")), case.id, f"sætningen «{name}» findes ikke")
