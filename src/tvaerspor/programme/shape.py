"""What is named and typed rightly and still makes no sense: rules that nobody reads, circles, rows never reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tvaerspor.programme.criteria import AtLeast, Below, ParameterRef
from tvaerspor.programme.derivations import Age, FromParameter, LookUp, Sum, TimeBetween
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.model import Conclusion, Fact, Step
from tvaerspor.programme.names import criteria_of
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.references import items
from tvaerspor.programme.yaml_nodes import Path
from tvaerspor.terms.quantity import Parameter
from tvaerspor.terms.urgency import Urgency


def check_shape(programme: Programme) -> Iterator[Fault]:
    """Every fault of steps, derivations, parameters and cases that can be seen without judging a citizen."""
    for number, decision in enumerate(programme.decisions):
        for place, step in enumerate(decision.steps):
            path = ("decisions", number, "steps", place)
            yield from _step_faults(programme, path, step, place == len(decision.steps) - 1)
    yield from _circles(programme)
    for name, fact in programme.facts.items():
        for sentence in _fact_faults(programme, fact):
            yield _fault(programme, "questions.yaml", ("facts", name), sentence, blocks=True)
    for name, parameter in programme.parameters.items():
        for sentence in _parameter_faults(programme, name, parameter):
            yield _fault(programme, "programme.yaml", ("parameters", name), sentence, blocks=True)
    yield from _cases_named_alike(programme)


def _fault(programme: Programme, file: str, path: Path, sentence: str, blocks: bool = False) -> Fault:
    return Fault(*programme.place(file, path), ".".join(map(str, path)), sentence, blocks=blocks)


def _step_faults(programme: Programme, path: Path, step: Step, is_last: bool) -> Iterator[Fault]:
    def fault(key: str, sentence: str) -> Fault:
        return _fault(programme, "triage.yaml", (*path, key), sentence)

    if step.default is not None and step.rules:
        yield fault("rules", "et trin med udgangspunkt (default) har undtagelser (exceptions), ikke rules")
    if step.default is None and step.exceptions:
        yield fault("exceptions", "undtagelser (exceptions) kræver et udgangspunkt (default)")
    if step.default is not None and not is_last:
        yield fault("default", "kun det sidste trin har et udgangspunkt (default); trinnene efter det nås aldrig")
    if step.default is not None and step.default.send:
        yield fault("default", "et udgangspunkt fører et sted hen; det sender ikke en tekst og går videre")
    for key in ("rules", "exceptions"):
        for index, rule in enumerate(getattr(step, key)):
            if rule.send and _decides(rule):
                sentence = "reglen sender en tekst og går videre; den kan ikke også afgøre (to, orders, urgency)"
                yield _fault(programme, "triage.yaml", (*path, key, index), sentence)


def _decides(rule: Conclusion) -> bool:
    return bool(rule.to or rule.offer or rule.orders or rule.hand_over or rule.urgency is not Urgency.routine)


def _circles(programme: Programme) -> Iterator[Fault]:
    done: set[str] = set()
    for name in programme.facts:
        above: list[str] = []
        inner = _circle_from(programme, name, above, done)
        if inner is not None:
            sentence = f"oplysningen udledes af sig selv gennem «{inner}»"
            yield _fault(programme, "questions.yaml", ("facts", name), sentence, blocks=True)


def _circle_from(programme: Programme, name: str, above: list[str], done: set[str]) -> str | None:
    """The fact through which `name` leads back to one above it; None when it leads to no circle."""
    fact = programme.facts.get(name)
    if fact is None or fact.derive is None or name in done:
        return None
    done.add(name)
    for source in sorted(fact.derive.sources()):
        if source in (*above, name):
            return name
        if _circle_from(programme, source, [*above, name], done) is not None:
            return source
    return None


def _fact_faults(programme: Programme, fact: Fact) -> Iterator[str]:
    if fact.between is not None and fact.between[0] >= fact.between[1]:
        yield "grænserne (between) står i omvendt rækkefølge"
    if isinstance(fact.derive, LookUp):
        yield from _look_up_faults(programme, fact, fact.derive)
    if isinstance(fact.derive, Age | TimeBetween):
        for source in sorted(fact.derive.sources()):
            if source in programme.facts and programme.facts[source].type != "date":
                yield f"«{source}» er ikke en dato, som der kan regnes fra"
    if isinstance(fact.derive, Sum):
        for source in fact.derive.of:
            if source in programme.facts and programme.facts[source].derive is not None:
                yield f"en sum lægger svar sammen; «{source}» er selv udledt"


def _look_up_faults(programme: Programme, fact: Fact, derive: LookUp) -> Iterator[str]:
    source = programme.facts.get(derive.fact)
    if source is not None and source.type not in ("code", "choice", "side"):
        yield f"«{derive.fact}» er hverken en kode eller et valg, som kan slås op"
    if derive.fact in _tested(programme):
        yield f"«{derive.fact}» slås op her og kan ikke også stå i et kriterium; brug opslagets resultat"
    keys = [key for key, _ in derive.table]
    for place, key in enumerate(keys):
        hidden = next((other for other in keys[:place] if _covers(other, key)), None)
        if hidden is not None:
            yield f"«{key}» i opslaget nås aldrig, for «{hidden}» står før"
    if "*" in keys:
        yield "otherwise i opslaget nås aldrig, for «*» passer på alt"
    for result in derive.results() if fact.options else ():
        if result not in fact.options:
            yield f"opslaget kan give «{result}», som ikke er blandt svarene (options)"


def _covers(key: str, other: str) -> bool:
    return other.startswith(key[:-1]) if key.endswith("*") else other == key


def _tested(programme: Programme) -> frozenset[str]:
    every = (criterion for _, _, item in items(programme) for criterion in criteria_of(item))
    return frozenset(test.fact for criterion in every for test in criterion.tests())


def _parameter_faults(programme: Programme, name: str, parameter: Parameter) -> Iterator[str]:
    if not parameter.values:
        yield "en parameter skal have mindst én værdi (values)"
    for region in programme.header.regions:
        if not any(not value.regions or region in value.regions for value in parameter.values):
            yield f"parameteren har ingen værdi for {region}, hvor programmet gælder"
    for value in parameter.values:
        if not _is_date(value.from_date):
            yield f"«{value.from_date}» er ikke en dato som 2026-11-22 (from)"
        for sentence in _misused(programme, name, value.value):
            yield f"værdien «{value.value}» passer ikke: {sentence}"


def _misused(programme: Programme, name: str, value: float | str) -> Iterator[str]:
    if name in _thresholds(programme) and isinstance(value, str):
        yield "parameteren bruges som grænse og skal være et tal"
    for fact_name, fact in programme.facts.items():
        if isinstance(fact.derive, FromParameter) and fact.derive.name == name:
            if fact.type in ("number", "measure") and isinstance(value, str):
                yield f"«{fact_name}» er et tal"
            elif fact.type not in ("number", "measure") and value not in fact.options:
                yield f"«{fact_name}» kan være {', '.join(fact.options) or 'intet: den skal være et valg eller et tal'}"


def _thresholds(programme: Programme) -> frozenset[str]:
    """The parameters that some criterion compares with."""
    tests = (test for _, _, item in items(programme) for criterion in criteria_of(item) for test in criterion.tests())
    refs = (test.threshold for test in tests if isinstance(test, AtLeast | Below))
    return frozenset(ref.name for ref in refs if isinstance(ref, ParameterRef))


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _cases_named_alike(programme: Programme) -> Iterator[Fault]:
    seen: set[object] = set()
    for path, tree in programme.trees.items():
        cases = tree.value() if path.startswith(f"{programme.id}/cases/") else ()
        for index, case in enumerate(cases if isinstance(cases, list) else ()):
            name = case.get("id") if isinstance(case, dict) else None
            if name is not None and name in seen:
                yield Fault(*tree.place((index, "id")), str(name), "to sager hedder det samme")
            seen.add(name)
