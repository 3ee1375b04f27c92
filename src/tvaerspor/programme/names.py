"""Names, types and sources: every fault of a programme that can be seen without judging a citizen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from tvaerspor.programme.complaints import suggestion
from tvaerspor.programme.contents import Indicator
from tvaerspor.programme.criteria import AtLeast, Below, Criterion, Is
from tvaerspor.programme.derivations import AtLeastNOf, Count, LookUp, Sum
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.model import MAX_PHRASES, Conclusion, Fact, ReadAs, RedFlag
from tvaerspor.programme.panels import panel_faults
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.references import Item, items, references
from tvaerspor.terms.quantity import Parameter, PlanningValue
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.urgency import Urgency

LETTER_FIELDS = re.compile(
    r"(citizen\.(name|cpr|address)|sender\.name|receiver\.name|doctor\.name|therapist\.name|referral\.(id|date)"
    r"|course\.(start|end|contacts_offered|contacts_attended)|plan\.(goals|self_training)|letter\.(date|request)"
    r"|measure\.[a-z0-9_-]+\.(start|end|change)|programme\.title|municipality\.name)"
)
BLANK = re.compile(r"\{\{\s*([^}]*?)\s*\}\}")
_MAX_SUM_SLOTS = 31
_KINDS = {
    "facts": "oplysningen",
    "destinations": "modtageren",
    "orders": "bestillingen",
    "offers": "tilbuddet",
    "sources": "kilden",
    "texts": "teksten",
    "parameters": "parameteren",
    "rules": "reglen",
    "measures": "målet",
}


def check_names(programme: Programme) -> Iterator[Fault]:
    """Every fault of names, types, words, units and sources."""
    yield from _unknown_names(programme)
    yield from _twice(programme)
    if len(programme.phrases) > MAX_PHRASES:
        sentence = f"{len(programme.phrases)} fraser; der må højst være {MAX_PHRASES} (tillægsaftalen, bilag)"
        yield _fault(programme, "questions.yaml", ("phrases", MAX_PHRASES), sentence)
    every = list(items(programme))
    tested = frozenset(
        test.fact for _, _, item in every for criterion in criteria_of(item) for test in criterion.tests()
    )
    for item in every:
        yield from _unsourced(programme, item)
        yield from _wrong_tests(programme, item)
        yield from _wrong_item(programme, item, tested)
    for path, sentence in panel_faults(programme):
        yield _fault(programme, "triage.yaml", path, sentence)
    yield from _open_sources_shared(programme)
    yield from _wrong_blanks_in_texts(programme)


def _fault(programme: Programme, file: str, path: Iterable[str | int], sentence: str, blocks: bool = False) -> Fault:
    steps = tuple(path)
    return Fault(*programme.place(file, steps), ".".join(map(str, steps)), sentence, blocks=blocks)


def _unknown_names(programme: Programme) -> Iterator[Fault]:
    known: Mapping[str, Iterable[str]] = {
        "facts": programme.facts,
        "destinations": programme.destinations,
        "orders": programme.orders,
        "offers": programme.offers,
        "sources": programme.sources,
        "texts": programme.texts,
        "parameters": programme.parameters,
        "rules": _rule_ids(programme),
        "measures": [measure.id for measure in programme.pathway.measures],
    }
    for reference in references(programme):
        names = known.get(reference.kind)
        if names is None or reference.name in names:
            continue
        candidates = sorted({*names, *(programme.concepts if reference.kind == "facts" else ())})
        sentence = f"{_KINDS[reference.kind]} «{reference.name}» findes ikke{suggestion(reference.name, candidates)}"
        blocks = reference.kind in ("facts", "parameters")
        yield _fault(programme, reference.file, reference.path, sentence, blocks)


def _rule_ids(programme: Programme) -> set[str]:
    ids = {flag.id for flag in programme.red_flags}
    for _, _, item in items(programme):
        if isinstance(item, Conclusion) or type(item).__name__ in ("Parallel", "Availability"):
            ids.add(item.id)
    return ids


def _twice(programme: Programme) -> Iterator[Fault]:
    seen: set[tuple[object, ...]] = set()
    for file, path, item in items(programme):
        name = item.id if _fields_among(type(item), ("id",)) else None
        scope = path[:2] if path and path[0] == "decisions" else path[:1]
        if name is not None and path and (file, scope, name) in seen:
            yield _fault(programme, file, path, f"«{name}» findes to gange")
        seen.add((file, scope, name))


def _unsourced(programme: Programme, item: Item) -> Iterator[Fault]:
    file, path, value = item
    needs_source = isinstance(value, Sourced) and path and not isinstance(value, Fact | Parameter)
    if needs_source and not value.is_sourced:
        yield _fault(programme, file, path, "kilde mangler: skriv source, eller basis: local")
    for part in _sourced_parts(value):
        if not part.is_sourced:
            yield _fault(programme, file, path, "et tal mangler sin kilde: skriv source, eller basis: local")
    if isinstance(value, PlanningValue):
        yield from (_fault(programme, file, path, sentence) for sentence in _money_faults(value))


def _sourced_parts(value: Any) -> Iterator[Sourced]:
    if isinstance(value, Parameter):
        yield from value.values
    for name in _fields_among(type(value), ("review", "target", "benchmark", "smallest_change", "dose")):
        if (part := getattr(value, name)) is not None:
            yield part


def _money_faults(value: PlanningValue) -> Iterator[str]:
    if value.unit.lower().startswith(("kr", "dkk", "mio", "tkr")) and value.price_level is None:
        yield "et beløb mangler prisniveau (price_level)"
    if value.date is None and value.price_level is None:
        yield "et tal mangler dato (date) eller prisniveau (price_level)"


def _wrong_tests(programme: Programme, item: Item) -> Iterator[Fault]:
    file, path, value = item
    for criterion in criteria_of(value):
        for test in criterion.tests():
            fact = programme.facts.get(test.fact)
            complaint = _wrong_test(test, fact) if fact else None
            if complaint:
                yield _fault(programme, file, path, complaint, blocks=True)


def criteria_of(value: Any) -> Iterator[Criterion]:
    """The criteria that stand in one of the programme's items."""
    if isinstance(value, Criterion):
        yield value
        return
    for name in _fields_among(type(value), ("when", "passed_when", "available_when", "ask_when")):
        if (criterion := getattr(value, name)) is not None:
            yield criterion
    if isinstance(value, Fact) and isinstance(value.derive, Count | AtLeastNOf):
        yield from value.derive.of
    if isinstance(value, Indicator):
        yield from (part.where for part in (value.denominator, value.numerator) if part.where is not None)


def _fields_among(model: type[object], names: tuple[str, ...]) -> tuple[str, ...]:
    fields = model.model_fields if issubclass(model, BaseModel) else {}
    return tuple(name for name in names if name in fields)


def _wrong_test(test: Is | AtLeast | Below, fact: Fact) -> str | None:
    options = _options(fact)
    if fact.type in ("date", "code", "text", "several"):
        return f"«{test.fact}» er af typen {fact.type} og kan ikke stå i et kriterium; udled en oplysning af den"
    is_number = fact.type in ("number", "measure")
    if isinstance(test, AtLeast | Below):
        return None if is_number else f"«{test.fact}» er ikke et tal; at_least og below kræver et tal"
    if is_number:
        return f"«{test.fact}» er et tal; brug at_least eller below"
    if test.value not in options:
        shown = "yes, no" if fact.type == "yes_no" else ", ".join(map(str, options))
        return f"«{test.fact}» kan ikke være «{test.value}»; vælg mellem {shown}"
    return None


def _options(fact: Fact) -> tuple[Any, ...]:
    if fact.type == "yes_no":
        return (True, False)
    if isinstance(fact.derive, LookUp):
        return fact.derive.results()
    return tuple(fact.options)


def _wrong_item(programme: Programme, item: Item, tested: frozenset[str]) -> Iterator[Fault]:
    file, path, value = item
    if isinstance(value, Fact):
        for sentence in _fact_faults(programme, str(path[-1]), value, str(path[-1]) in tested):
            yield _fault(programme, file, path, sentence)
    if isinstance(value, RedFlag) and value.urgency is Urgency.acute and value.telephone is None:
        yield _fault(programme, file, path, "et akut rødt flag skal sige, hvem der ringes til (telephone)")
    if isinstance(value, Conclusion) and not value.to and not value.send and not value.hand_over:
        yield _fault(programme, file, path, "reglen fører ingen steder hen: skriv to, hand_over eller send")


def _fact_faults(programme: Programme, name: str, fact: Fact, is_tested: bool) -> Iterator[str]:
    if fact.type in ("number", "measure") and not fact.unit:
        yield "et tal skal have en enhed (unit)"
    if fact.type == "choice" and not fact.options and not isinstance(fact.derive, LookUp) and fact.derive is None:
        yield "et valg skal have mulige svar (options)"
    if not (fact.title or fact.ask or fact.says):
        yield "oplysningen har intet navn: skriv title, ask eller says"
    if fact.type == "several" and not fact.of:
        yield "et spørgsmål med flere svar skal nævne dem (of)"
    if fact.ask is None and fact.fetched_from is None and fact.derive is None and not _in_a_group(programme, name):
        yield "ingen spørger om den, og den hverken hentes eller udledes: skriv ask, fetched_from eller derive"
    if fact.type == "yes_no" and is_tested and not (fact.says and fact.says_not):
        yield "oplysningen bruges i en regel og mangler ord: says og says_not"
    if fact.type in ("number", "measure") and is_tested and not fact.says:
        yield "oplysningen bruges i en regel og mangler ord: says (med {value})"
    if fact.type in ("choice", "side") and is_tested and not (fact.says and fact.says_not):
        yield "oplysningen bruges i en regel og mangler ord: says og says_not (med {value})"
    if fact.if_blank is not None and isinstance(fact.if_blank, ReadAs) and fact.type != "yes_no":
        yield "kun et ja/nej-svar kan læses som noget, når det er blankt"
    if isinstance(fact.derive, Sum):
        yield from _sum_faults(programme, fact.derive)


def _in_a_group(programme: Programme, name: str) -> bool:
    return any(fact.type == "several" and name in fact.of for fact in programme.facts.values())


def _sum_faults(programme: Programme, derive: Sum) -> Iterator[str]:
    for name in derive.of:
        fact = programme.facts.get(name)
        if fact and (not fact.whole or not fact.between or fact.between[1] - fact.between[0] >= _MAX_SUM_SLOTS):
            yield f"en sum kræver hele tal med snævre grænser; «{name}» har dem ikke (whole: true, between)"


def _open_sources_shared(programme: Programme) -> Iterator[Fault]:
    readers: dict[str, list[str]] = {}
    for name, fact in programme.facts.items():
        if fact.derive is not None and fact.derive.folded:
            for source in fact.derive.sources():
                readers.setdefault(source, []).append(name)
    for source, names in readers.items():
        if len(names) > 1:
            sentence = f"datoen eller koden læses af flere udledninger ({', '.join(names)}); den må kun læses af én"
            yield _fault(programme, "questions.yaml", ("facts", source), sentence)


def _wrong_blanks_in_texts(programme: Programme) -> Iterator[Fault]:
    for name, text in programme.texts.items():
        for language in ("da", "en"):
            words = text.in_language(language) if text.speaks(language) else ""
            for number, line in enumerate(words.splitlines(), start=1):
                for blank in BLANK.findall(line):
                    if blank not in programme.facts and not LETTER_FIELDS.fullmatch(blank):
                        near = suggestion(blank, sorted(programme.facts))
                        file = f"{programme.id}/texts/{name}.{language}.md"
                        yield Fault(file, number, "", f"teksten nævner «{blank}», som ikke findes{near}")
