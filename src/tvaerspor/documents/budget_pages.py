"""Budgets, comparisons, spreads and sensitivities as documents: picture first, numbers beside, then sources."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.documents.budget_figures import Side, curve_figure, payer_figure, spread_figure, swing_figure
from tvaerspor.documents.budget_tables import (
    PAYER_WORDS,
    assumption_table,
    comparison_table,
    payer_table,
    specified_budget,
)
from tvaerspor.documents.form import Form, FormField, FormSection, FormTable
from tvaerspor.documents.kroner import said_kroner_in, said_percent
from tvaerspor.planning.compare import compare
from tvaerspor.planning.ledger import Ledger
from tvaerspor.planning.money import said_span
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.sensitivity import Sensitivity
from tvaerspor.planning.uncertainty import Paired, PairedRow, Uncertainty

_ALL = "i alt"


def budget_page(scenario: Scenario, ledger: Ledger) -> Form:
    """The whole budget; raises PriceLevelsDiffer for one of several price levels."""
    figure = payer_figure([Side("", ledger, scenario.years)])
    about = (
        FormField("År", _years(scenario)),
        FormField("Kommuner", ", ".join(scenario.municipalities.values()) or None),
        FormField("Prisniveau", ledger.price_level),
        FormField("I alt", said_span(ledger.total().kroner)),
    )
    sections = (
        FormSection("Kort", tuple(field for field in about if field.text)),
        FormSection("Hvem betaler", (), payer_table(ledger, scenario), (), (figure,)),
        FormSection("Specificeret budget", (), specified_budget(ledger, scenario), tuple(_notes(scenario, ledger))),
        FormSection("Forudsætninger", (), assumption_table(scenario)),
    )
    return Form(scenario.title, sections)


def _years(scenario: Scenario) -> str:
    first, last = scenario.years[0], scenario.years[-1]
    return str(first) if first == last else f"{first}-{last}"


def _notes(scenario: Scenario, ledger: Ledger) -> Iterator[str]:
    yield f"Beløbene er faste priser i prisniveau {ledger.price_level}; intet er fremskrevet eller diskonteret."
    if any(not part.value.is_certain for part in scenario.assumptions):
        yield "I parentes står det laveste og det højeste: alle usikre tal lavest, og alle højest, på én gang."
    if scenario.written.note:
        yield scenario.written.note.da


def comparison_page(before: tuple[Scenario, Ledger], after: tuple[Scenario, Ledger], drawn: Paired) -> Form:
    """Two budgets side by side, line by line, and over draws that share their luck."""
    found = compare(before[1], after[1])
    sides = [Side("før", before[1], before[0].years), Side("efter", after[1], after[0].years, is_changed=True)]
    changed = comparison_table(found) if found.changes else None
    said = () if found.changes else ("De to budgetter er ens.",)
    return Form(
        f"{before[0].title} / {after[0].title}",
        (
            FormSection("Kort", tuple(_of_both(before, after, drawn))),
            FormSection("Hvem betaler", (), _paired_table(drawn), _luck(drawn), (payer_figure(sides),)),
            FormSection("Hvad ændrer sig", (), changed, said),
        ),
    )  # fmt: skip


def _of_both(before: tuple[Scenario, Ledger], after: tuple[Scenario, Ledger], drawn: Paired) -> Iterator[FormField]:
    yield FormField("Før", f"{before[0].title}: {said_span(before[1].total().kroner)}")
    yield FormField("Efter", f"{after[0].title}: {said_span(after[1].total().kroner)}")
    yield FormField("Ændring", said_kroner_in(drawn.rows[-1].after - drawn.rows[-1].before))
    yield FormField("Prisniveau", drawn.price_level)


def _luck(drawn: Paired) -> tuple[str, ...]:
    return (
        f"Spændet rummer ni af ti trækninger ({drawn.draws} trækninger, frø {drawn.seed}). Et tal, som begge budgetter "
        "bruger, er det samme på begge sider i hver trækning.",
    )


def _paired_table(drawn: Paired) -> FormTable:
    rows = [_paired_row(row) for row in drawn.rows]
    headings = ("Betaler", "År", "Før", "Efter", "Ændring", "Ni af ti trækninger")
    return FormTable(headings, tuple(rows[:-1]), 4, rows[-1])


def _paired_row(row: PairedRow) -> tuple[str, ...]:
    amounts = (row.before, row.after, row.after - row.before)
    span = f"{said_kroner_in(row.difference.low)} til {said_kroner_in(row.difference.high)}"
    return (*_who_when(row.payer, row.year), *map(said_kroner_in, amounts), span)


def _who_when(payer: str | None, year: int | None) -> tuple[str, str]:
    return PAYER_WORDS[payer] if payer else "alle", str(year) if year else _ALL


def uncertainty_page(found: Uncertainty) -> Form:
    """What the budget comes to over its draws."""
    headings = ("Betaler", "År", "Sandsynligst", "Median", "Ni af ti: fra", "til", "Hver anden: fra", "til")
    rows = [
        (
            *_who_when(row.payer, row.year),
            *map(said_kroner_in, (row.likely, row.spread.median, row.spread.low, row.spread.high)),
            *map(said_kroner_in, (row.spread.quarter, row.spread.three_quarters)),
        )
        for row in found.rows
    ]
    told = (
        f"{found.draws} trækninger med frø {found.seed}, i prisniveau {found.price_level}. Hvert usikkert tal er "
        "trukket i trekanten mellem sit laveste, sandsynligste og højeste, og har én værdi i en trækning.",
        "Ligger det laveste og det højeste ikke lige langt fra det sandsynligste, bliver medianen en anden end "
        "budgettets tal.",
    )
    table = FormTable(headings, tuple(rows[:-1]), 6, rows[-1])
    return Form(f"Usikkerhed: {found.title}", (FormSection("Spredning", (), table, told, (spread_figure(found),)),))


def sensitivity_page(found: Sensitivity) -> Form:
    """What the budget hangs on, and which yearly ceilings hold."""
    swing, curve = swing_figure(found), curve_figure(found)
    told = () if swing else ("Ingen af budgettets tal er usikre; der er intet, det kan svinge med.",)
    sections = [
        FormSection("Hvad det hænger på", (), _swing_table(found) if swing else None, told, (swing,) if swing else ())
    ]
    if curve or found.within:
        sections.append(
            FormSection("Kan et årligt loft holde", (), _ceiling_table(found), _held(found), (curve,) if curve else ())
        )
    return Form(f"Følsomhed: {found.title}", tuple(sections))


def _swing_table(found: Sensitivity) -> FormTable:
    rows = tuple(
        (
            swing.title,
            f"{_number(swing.low_value)} til {_number(swing.high_value)} {swing.unit}",
            *map(said_kroner_in, (swing.at_low, swing.at_high, swing.width)),
        )
        for swing in found.swings
    )
    return FormTable(("Forudsætning", "Spænd", "Ved det laveste", "Ved det højeste", "Udsving"), rows, 3)


def _ceiling_table(found: Sensitivity) -> FormTable:
    shares = (0.05, 0.25, 0.5, 0.75, 0.95)
    rows = tuple(
        (
            str(curve.year),
            *(said_kroner_in(dict(zip(curve.shares, curve.ceilings, strict=True))[share]) for share in shares),
        )
        for curve in found.curves
    )
    return FormTable(("År", *(f"holder i {said_percent(share)}" for share in shares)), rows, len(shares))


def _held(found: Sensitivity) -> tuple[str, ...]:
    if found.ceiling is None:
        return (f"{found.draws} trækninger med frø {found.seed}, i prisniveau {found.price_level}.",)
    held = ", ".join(f"{each.year}: {said_percent(each.share)}" for each in found.within)
    return (f"Et loft på {said_kroner_in(found.ceiling)} om året holder i så stor en del af trækningerne: {held}.",)


def _number(value: float) -> str:
    return f"{value:,.10g}".translate(str.maketrans(",.", ".,"))
