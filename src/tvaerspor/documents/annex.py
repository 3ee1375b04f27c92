"""The agreement's annex, printed from the programme: phrases, needs, where they are sent, what is offered there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tvaerspor.programme.assemble import conclusions
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Language

COLUMNS = {
    "da": ("Lidelse", "Henvisningsfraser", "Kriterier/behovsvurdering", "Henvisning sendes til", "Tilbud"),
    "en": ("Condition", "Referral phrases", "Criteria/needs", "Referral is sent to", "Offers"),
}


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One row of the annex, in words."""

    need: str
    sent_to: str
    offers: tuple[str, ...]


def annex_lines(programme: Programme, language: Language = "da") -> tuple[AnnexLine, ...]:
    """The rows in the order of the agreement."""
    return tuple(
        AnnexLine(
            row.need.in_language(language),
            row.sent_to_text.in_language(language),
            tuple(offer.in_language(language) for offer in row.offers),
        )
        for row in programme.annex
    )


def annex_markdown(programme: Programme, language: Language = "da") -> str:
    """The annex as a Markdown table; condition and phrases stand in the first row, as in the agreement."""
    phrases = "<br>".join(phrase.heading.in_language(language) for phrase in programme.phrases)
    rows = [f"| {' | '.join(COLUMNS[language])} |", "|" + "---|" * len(COLUMNS[language])]
    for place, line in enumerate(annex_lines(programme, language)):
        first = (programme.title.in_language(language), phrases) if place == 0 else ("", "")
        rows.append(f"| {' | '.join((*first, line.need, line.sent_to, '<br>'.join(line.offers)))} |")
    return "\n".join(rows) + "\n"


def annex_disagreements(programme: Programme) -> Iterator[Fault]:
    """Where the annex names one kind of actor and its rules lead to another: a fault at the row.

    The annex speaks of actors (doctor, municipality, hospital), not of what each does: kinds are compared.
    """
    led_to = _destinations_of_rules(programme)
    for number, row in enumerate(programme.annex):
        file, line = programme.place("offers.yaml", ("annex", number))
        named = _actors(programme, row.sent_to)
        reached = {rule: _actors(programme, led_to.get(rule, ())) for rule in row.when_rule}
        for rule in reached:
            astray = sorted(to for to in led_to.get(rule, ()) if not _actors(programme, (to,)) <= named)
            if astray:
                sentence = f"«{row.need}»: reglen {rule} sender til {', '.join(astray)}, som rækken ikke nævner"
                yield Fault(file, line, f"annex.{number}.when_rule", sentence)
        actors = frozenset().union(*reached.values())
        if actors and not actors & named:
            sentence = f"«{row.need}»: ingen af reglerne når {', '.join(row.sent_to)}"
            yield Fault(file, line, f"annex.{number}.sent_to", sentence)


def _actors(programme: Programme, destinations: Iterable[str]) -> frozenset[str]:
    known = programme.destinations
    return frozenset(known[name].kind for name in destinations if name in known)


def _destinations_of_rules(programme: Programme) -> dict[str, set[str]]:
    led_to: dict[str, set[str]] = {}
    for decision in programme.decisions:
        for rule in conclusions(decision):
            led_to.setdefault(rule.id, set()).update(rule.to)
        for parallel in decision.parallel:
            led_to.setdefault(parallel.id, set()).update({parallel.refer_to} if parallel.refer_to else ())
    return led_to
