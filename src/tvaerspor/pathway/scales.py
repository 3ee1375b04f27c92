"""Outcome scales: those that may be shipped with their items and how they are counted; of the others only the range.

What is blank is blank: a scale gives a score only where its source says that it can be given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from tvaerspor.programme.contents import Amount, Measure
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.model import Id
from tvaerspor.programme.validate import validate
from tvaerspor.programme.words import number
from tvaerspor.programme.yaml_nodes import Tree, read_tree
from tvaerspor.terms.model import Model
from tvaerspor.terms.source import Source, Sourced
from tvaerspor.terms.text import Text

Scoring = Literal["value", "sum", "mean_of_own", "count", "total"]
ITEM, OWN, TICK, NONE = "i.", "o.", "t.", "t.none"
MAX_WORDS = 120


class ScaleItem(Model):
    """One question of a scale. `ends` are what its lowest and highest value mean."""

    id: Id
    ask: Text
    range: tuple[Amount, Amount]
    ends: tuple[Text, Text] | None = None
    unit: Text | None = None
    whole: bool = False


class OwnItems(Model):
    """Activities that the citizen names: `usual` is how many, `most` how many there is room for."""

    ask: Text
    range: tuple[Amount, Amount]
    ends: tuple[Text, Text]
    usual: int
    most: int


class NamedAnswer(Model):
    """One of the answers that every question of a scale may have."""

    value: Amount
    title: Text


class Scale(Sourced):
    """A scale. `measures` are the ids by which programmes call it.

    `scoring`: `value` is the answer itself; `sum` adds all answers and takes it `times`; `mean_of_own` is the mean of
    the activities that the citizen named; `count` is how many of `count_of` numbered statements were ticked; `total` is
    a number from elsewhere. `metres` is there where the answer is the time for a distance.
    """

    id: Id
    title: Text
    measures: tuple[Id, ...] = ()
    range: tuple[Amount, Amount]
    better: Literal["lower", "higher"]
    scoring: Scoring
    times: int = 1
    count_of: int | None = None
    metres: int | None = None
    ships_items: bool = False
    credit: Text | None = None
    licence: Text | None = None
    lead: Text | None = None
    answers: tuple[NamedAnswer, ...] = ()
    items: tuple[ScaleItem, ...] = ()
    own_items: OwnItems | None = None

    @property
    def has_form(self) -> bool:
        """Whether it can be filled in here; of the others only the total is entered."""
        return self.scoring != "total"


class Scales(Model):
    """scales.yaml: the sources and the scales."""

    sources: Mapping[Id, Source]
    scales: tuple[Scale, ...] = Field(min_length=1)


class FaultyScales(Exception):
    """The author of the file has something to mend; every fault is named at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def load_scales(text: str, file: str = "scales.yaml") -> tuple[Scale, ...]:
    """The scales in the file's text; raises FaultyScales with file, line, field and what to do."""
    tree, faults = read_tree(file, text)
    read, complaints = validate(Scales, tree)
    found = [*faults, *complaints, *(_faults(read, tree) if read else ())]
    if read is None or found:
        raise FaultyScales(found)
    return tuple(read.scales)


def scale_for(measure: Measure, scales: Iterable[Scale]) -> Scale | None:
    """The scale that fills in a programme's measure: it has the measure's id among its own, and the same range."""
    named = (each for each in scales if measure.id in each.measures)
    return next((each for each in named if each.range == measure.range and each.better == measure.better), None)


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered. `numbers` are by item, or by the place of one's own activity, whose name is in `words`.

    `is_none` is true when somebody said that no statement fits; without it nothing ticked is a blank form.
    """

    numbers: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    ticked: frozenset[int] = frozenset()
    is_none: bool = False


def score(scale: Scale, reply: Reply) -> float | None:
    """The score; None where a blank makes that impossible. A blank is never counted as 0."""
    if scale.scoring == "count":
        return len(reply.ticked) if reply.ticked or reply.is_none else None
    if scale.scoring == "mean_of_own":
        rated = [reply.numbers.get(place) for place in reply.words]
        known = [each for each in rated if each is not None]
        return round(sum(known) / len(known), 1) if known and len(known) == len(rated) else None
    given = [reply.numbers[item.id] for item in scale.items if item.id in reply.numbers]
    if not given or len(given) < len(scale.items):
        return None
    return sum(given) * scale.times


def walking_speed(metres: float, seconds: float) -> float | None:
    """Metres a second, with two decimals; None for no time at all."""
    return round(metres / seconds, 2) if seconds > 0 else None


def read_reply(scale: Scale, typed: Mapping[str, str]) -> tuple[Reply, tuple[tuple[str, str], ...]]:
    """What was typed, and each field that cannot be used with the sentence that says what to do."""
    if scale.scoring == "count":
        return _read_ticks(scale, typed)
    reply, faults = _read_own(scale, typed) if scale.own_items else _read_items(scale, typed)
    return reply, tuple(faults)


def _read_items(scale: Scale, typed: Mapping[str, str]) -> tuple[Reply, list[tuple[str, str]]]:
    numbers, faults = {}, []
    for item in scale.items:
        name = ITEM + item.id
        value, sentence = _number(typed.get(name, ""), item.range, item.whole or bool(scale.answers))
        if sentence:
            faults.append((name, sentence))
        elif value is None:
            faults.append((name, "Svar på spørgsmålet; uden det gives ingen score."))
        else:
            numbers[item.id] = value
    return Reply(numbers), faults


def _read_own(scale: Scale, typed: Mapping[str, str]) -> tuple[Reply, list[tuple[str, str]]]:
    assert scale.own_items is not None, "asked for by the caller"
    numbers, words, faults = {}, {}, []
    for place in map(str, range(1, scale.own_items.most + 1)):
        named = typed.get(f"{OWN}{place}.words", "").strip()[:MAX_WORDS]
        value, sentence = _number(typed.get(f"{OWN}{place}.value", ""), scale.own_items.range, False)
        if sentence:
            faults.append((f"{OWN}{place}.value", sentence))
        elif value is not None and not named:
            faults.append((f"{OWN}{place}.words", "Skriv, hvilken aktivitet tallet gælder."))
        elif named and value is None:
            faults.append((f"{OWN}{place}.value", f"Skriv et tal for «{named}», eller fjern aktiviteten."))
        if named:
            words[place] = named
        if value is not None:
            numbers[place] = value
    if not words and not faults:
        faults.append((f"{OWN}1.words", "Skriv mindst én aktivitet, som borgeren selv har valgt."))
    return Reply(numbers, words), faults


def _read_ticks(scale: Scale, typed: Mapping[str, str]) -> tuple[Reply, tuple[tuple[str, str], ...]]:
    ticked = frozenset(place for place in range(1, (scale.count_of or 0) + 1) if typed.get(f"{TICK}{place}"))
    reply = Reply(ticked=ticked, is_none=bool(typed.get(NONE)))
    if ticked and reply.is_none:
        return reply, ((NONE, "Der er både sat kryds ved udsagn og ved «ingen af dem»; fjern det ene."),)
    if not ticked and not reply.is_none:
        return reply, ((NONE, "Sæt kryds ved de udsagn, der passer, eller ved «ingen af dem»."),)
    return reply, ()


def _number(words: str, span: tuple[Amount, Amount], is_whole: bool) -> tuple[float | None, str]:
    """The number that is typed, or the sentence that says what is wrong with it; neither for nothing."""
    plain = words.strip().replace(",", ".")
    if not plain:
        return None, ""
    looks = len(plain) < 12 and plain.isascii() and plain.removeprefix("-").replace(".", "", 1).isdigit()
    said = f"fra {number(span[0], 'da')} til {number(span[1], 'da')}"
    if not looks:
        return None, f"«{words.strip()[:20]}» er ikke et tal; skriv et tal {said}."
    value = float(plain)
    if not span[0] <= value <= span[1]:
        return None, f"{number(value, 'da')} kan ikke passe; skriv et tal {said}."
    if is_whole and not value.is_integer():
        return None, f"Skriv et helt tal {said}."
    return (int(value) if value.is_integer() else value), ""


def _faults(read: Scales, tree: Tree) -> Iterator[Fault]:
    for place, scale in enumerate(read.scales):
        path = ("scales", place)
        for sentence in _sentences(read, scale):
            yield Fault(*tree.place(path), ".".join(map(str, path)), sentence)


def _sentences(read: Scales, scale: Scale) -> Iterator[str]:
    has_items = bool(scale.items or scale.own_items)
    if [each.id for each in read.scales].count(scale.id) > 1:
        yield f"«{scale.id}» findes to gange; giv den ene et andet navn"
    if not scale.is_sourced:
        yield "kilde mangler: skriv source, eller basis: local"
    for ref in scale.source:
        if ref.id not in read.sources:
            yield f"kilden «{ref.id}» findes ikke; skriv den under sources"
    if has_items != scale.ships_items:
        yield "spørgsmål og ships_items hører sammen: skriv begge dele eller ingen af dem"
    if not scale.ships_items and scale.licence is None:
        yield "skriv under licence, hvorfor spørgsmålene ikke følger med"
    if has_items != (scale.scoring in ("value", "sum", "mean_of_own")):
        yield "scoring passer ikke til, om skalaen har spørgsmål"
