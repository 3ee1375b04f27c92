"""A scenario as its page shows it: the form's figures beside their source, and the two budgets beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.organisation import regions
from tvaerspor.actions.planner.plans import Plan
from tvaerspor.actions.planner.typed_wish import (
    POINTS,
    TypedPlan,
    build_up,
    municipalities_to_choose,
    typed_points,
    typed_shares,
)
from tvaerspor.documents.budget_figures import Side, payer_figure
from tvaerspor.documents.budget_tables import assumption_table, calculation, origin
from tvaerspor.documents.form import Figure, FormTable
from tvaerspor.documents.kroner import PAYERS, said_kroner_in
from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.ledger import Ledger, budget
from tvaerspor.planning.money import said_exactly
from tvaerspor.planning.scenario import BudgetLine, Part, Scenario
from tvaerspor.terms.text import Language, Text
from tvaerspor.web.wording import ui


@dataclass(frozen=True)
class FigureField:
    """One figure of the form: what was typed, what its source says, and everything that its source says of it."""

    key: str
    title: str
    unit: str
    points: tuple[str, str, str]
    source: tuple[str, str, str]
    price_level: str
    date: str
    origin: str

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than its source."""
        return self.points != self.source

    @property
    def is_uncertain(self) -> bool:
        """Whether it has a lowest and a highest, typed or in its source."""
        return any((self.points[0], self.points[2], self.source[0], self.source[2]))


@dataclass(frozen=True)
class LineFields:
    """One line of the budget with its figures; `build_up` is None where the line has a total over the years."""

    id: str
    title: str
    calculation: str
    figures: tuple[FigureField, ...]
    build_up: str | None
    source_build_up: str


@dataclass(frozen=True)
class AmountRow:
    """What a payer pays in a year: as the source has it, and as it is changed (None: nothing is)."""

    payer: str
    year: str
    before: tuple[str, str]
    after: tuple[str, str] | None
    difference: str
    is_sum: bool = False


@dataclass(frozen=True)
class Place:
    """A region with those of its municipalities that can be chosen."""

    id: str
    title: Text
    municipalities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """All of the page. `chosen` are the municipalities that are ticked.

    Without `rows` nothing could be reckoned: `faults` and `broken` say why.
    """

    lines: tuple[LineFields, ...]
    models: tuple[tuple[str, Text], ...]
    places: tuple[Place, ...]
    chosen: tuple[str, ...] = ()
    rows: tuple[AmountRow, ...] = ()
    figure: Figure | None = None
    price_level: str = ""
    is_changed: bool = False
    assumptions: FormTable | None = None
    note: str = ""
    faults: FaultyForm | None = None
    broken: tuple[str, ...] = ()

    @property
    def picture(self) -> SafeString:
        """The figure's SVG, which is ours and holds nothing but shapes and words."""
        return mark_safe(self.figure.draw()) if self.figure else mark_safe("")


def sheet_of(
    plan: Plan,
    source: Scenario,
    typed: TypedPlan,
    language: Language,
    sides: tuple[Scenario, Scenario] | None = None,
) -> Sheet:
    """The page for what was typed, held against `source`; with both sides of the budget where it can be reckoned."""
    written = source.written
    models = tuple((id_, model.title) for id_, model in written.service_models.items())
    form = Sheet(
        lines=tuple(_lines(source, typed)),
        models=models,
        places=tuple(_places(plan)),
        chosen=typed.municipalities,
        note=written.note.da if written.note else "",
    )
    if sides is None:
        return form
    before, after = budget(sides[0]), budget(sides[1])
    is_changed = before.entries != after.entries
    return replace(
        form,
        chosen=tuple(sides[1].municipalities),
        rows=tuple(_rows((before, after), sides[1].years, language, is_changed)),
        figure=payer_figure(_sides(sides, (before, after), language, is_changed), language),
        price_level=after.price_level,
        is_changed=is_changed,
        assumptions=assumption_table(sides[1]),
    )


def _lines(source: Scenario, typed: TypedPlan) -> Iterator[LineFields]:
    """Every figure once, at the first line that uses it."""
    seen: set[str] = set()
    for line in source.lines:
        parts = [part for part in line.parts if part.key not in seen]
        seen |= {part.key for part in parts}
        figures = tuple(_figure(source, part, typed) for part in parts)
        shares = typed_shares(build_up(source, line.id))
        yield LineFields(line.id, line.title, calculation(line), figures, _built(source, line, typed, shares), shares)


def _built(source: Scenario, line: BudgetLine, typed: TypedPlan, there: str) -> str | None:
    if source.written.lines[line.id].volume.total is not None:
        return None
    return typed.fields.get(f"build|{line.id}", there)


def _figure(source: Scenario, part: Part, typed: TypedPlan) -> FigureField:
    there = typed_points(part)
    names = [f"{point}|{part.key}" for point in POINTS]
    points = tuple(typed.of(name) for name in names) if names[1] in typed.fields else there
    unit = part.unit if part.unit == "%" or part.per == 1 else f"{part.unit} / {said_exactly(part.per)}"
    return FigureField(
        part.key,
        part.title,
        unit,
        (points[0], points[1], points[2]),
        there,
        part.price_level or "",
        part.date,
        origin(source, part),
    )


def _places(plan: Plan) -> Iterator[Place]:
    known = municipalities_to_choose(plan)
    for region in regions():
        inside = tuple((code, name) for code, name in region.municipalities if code in known)
        if inside:
            yield Place(region.id, region.title, inside)


def _sides(
    sides: tuple[Scenario, Scenario], ledgers: tuple[Ledger, Ledger], language: Language, is_changed: bool
) -> Sequence[Side]:
    if not is_changed:
        return [Side("", ledgers[1], sides[1].years)]
    names = ui("plan_before", language).lower(), ui("plan_after", language).lower()
    return [Side(names[0], ledgers[0], sides[0].years), Side(names[1], ledgers[1], sides[1].years, is_changed=True)]


def _rows(
    ledgers: tuple[Ledger, Ledger], years: tuple[int, ...], language: Language, is_changed: bool
) -> Iterator[AmountRow]:
    payers = dict.fromkeys(entry.payer for ledger in ledgers for entry in ledger.entries)
    whole = ui("plan_all_years", language) if len(years) > 1 else str(years[0])
    for payer in payers:
        mine = tuple(ledger.only(payer=payer) for ledger in ledgers)
        words = PAYERS[payer].in_language(language)
        for year in years if len(years) > 1 else ():
            in_year = [part.only(year=year) for part in mine]
            yield _row((words, str(year)), in_year, language, is_changed)
        row = _row((words, whole), mine, language, is_changed)
        yield replace(row, is_sum=len(years) > 1)
    if len(payers) > 1:
        every = ui("plan_all_payers", language), whole
        yield replace(_row(every, ledgers, language, is_changed), is_sum=True)


def _row(named: tuple[str, str], sides: Sequence[Ledger], language: Language, is_changed: bool) -> AmountRow:
    before, after = (side.total() for side in sides)
    difference = said_kroner_in((after - before).likely, language) if is_changed else ""
    said = [_said(amount.kroner, language) for amount in (before, after)]
    return AmountRow(*named, said[0], said[1] if is_changed else None, difference)


def _said(kroner: Estimate, language: Language) -> tuple[str, str]:
    """The likeliest amount, and its span where it has one."""
    likely = said_kroner_in(kroner.likely, language)
    if kroner.is_certain:
        return likely, ""
    low, high = (said_kroner_in(point, language) for point in (kroner.low, kroner.high))
    return likely, ui("plan_span", language, low=low, high=high)
