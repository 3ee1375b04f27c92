"""A budget's amounts as columns: as CSV for a spreadsheet, as Parquet for a program, as plain data for JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tvaerspor.planning.ledger import Entry, Ledger
from tvaerspor.planning.money import rounded_kroner
from tvaerspor.planning.scenario import Scenario

Row = Mapping[str, Any]
_MILLIONTH = 1_000_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would reckon with rather than show."""


def budget_rows(scenario: Scenario, ledger: Ledger) -> Iterator[Row]:
    """A row for each amount: what, who pays, where, when, how much, and where the figures are from.

    Kroner are numbers with at most six decimals: a sum is made of these, never of printed ones.
    """
    for entry in ledger.entries:
        yield {
            "scenario": scenario.id,
            "line": entry.line,
            "title": entry.budget_line.title,
            "activity": entry.budget_line.activity,
            "programme": entry.programme,
            "payer": entry.payer,
            "municipality": entry.municipality,
            "municipality_name": scenario.municipalities.get(entry.municipality or ""),
            "year": entry.year,
            "units": _number(entry.units.likely),
            "low": _number(entry.amount.kroner.low),
            "likely": _number(entry.amount.kroner.likely),
            "high": _number(entry.amount.kroner.high),
            "price_level": entry.price_level,
            "price_date": entry.date,
            "applied_for": entry.applied_for,
            "source": _sources(scenario, entry),
        }


def budget_data(scenario: Scenario, ledger: Ledger) -> Mapping[str, Any]:
    """The budget as plain data: amounts, each payer's sum in each year, and the total by price level.

    `oere` is the exact sum rounded once to the øre, as a text.
    """
    sums = [
        {"payer": payer, "year": year, "price_level": level, **_amount(part.totals()[level].likely)}
        for payer, paid in ledger.by("payer").items()
        for year, part in paid.by("year").items()
        for level in dict.fromkeys(entry.price_level for entry in part.entries)
    ]
    totals = {level: _amount(money.likely) for level, money in ledger.totals().items()}
    return {
        "scenario": scenario.id,
        "title": scenario.title,
        "years": list(scenario.years),
        "rows": list(budget_rows(scenario, ledger)),
        "sums": sums,
        "totals": totals,
    }


def csv_text(rows: Iterator[Row]) -> str:
    """For a Danish spreadsheet: semicolons between, a comma before decimals, and a mark that it is UTF-8."""
    out = io.StringIO()
    writer: Any = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row), delimiter=";", lineterminator="\r\n")
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return "\ufeff" + out.getvalue()


def parquet_bytes(rows: Iterator[Row]) -> bytes:
    """The same columns with their types."""
    import pyarrow
    import pyarrow.parquet

    kinds = dict.fromkeys(("units", "low", "likely", "high"), pyarrow.float64()) | {"year": pyarrow.int32()}
    kinds["applied_for"] = pyarrow.bool_()
    listed = list(rows)
    names = list(listed[0]) if listed else []
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in names])
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([dict(row) for row in listed], schema=schema), out)
    return out.getvalue()


def _number(exact: Fraction) -> float:
    return round(exact * _MILLIONTH) / _MILLIONTH


def _amount(exact: Fraction) -> Row:
    return {"kroner": _number(exact), "oere": str(rounded_kroner(exact).quantize(rounded_kroner(Fraction(1, 100))))}


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int) else text


def _sources(scenario: Scenario, entry: Entry) -> str:
    return "; ".join(
        f"{scenario.sources[ref.id].title.da if ref.id in scenario.sources else ref.id}, {ref.section or ''}".rstrip(
            ", "
        )
        for ref in entry.source
    )
