"""What a simulation found, as plain values that may be kept: they make the same document again without a new run."""

from __future__ import annotations

from collections.abc import Mapping

from tvaerspor.documents.form import FormSection
from tvaerspor.terms.model import Model


class Estimated(Model):
    """An estimate with its 95% interval. None where nothing was seen, or where one replication gives no interval."""

    estimate: float | None
    low: float | None = None
    high: float | None = None


class AtStation(Model):
    """A station over the whole period; shares are from 0 to 1, and a `load` above 1 cannot be worked off."""

    title: str
    load: float
    arrivals: Estimated
    utilisation: Estimated
    in_line: Estimated
    still_waiting: Estimated
    gave_up: Estimated


class InLine(Model):
    """The waits of a station and class in days; a quantile is None where so many wait that nobody can know."""

    station: str
    class_: str
    mean: Estimated
    median: float | None
    ninth: float | None
    still_waiting: Estimated
    oldest: float


class Kept(Model):
    """A deadline: its limits in days, the share that is aimed at (None where none is), and the share that kept it."""

    title: str
    days: tuple[float, ...]
    target: float | None
    kept: Estimated


class MonthInLine(Model):
    """How many stood in line on average in a month."""

    month: str
    station: str
    class_: str
    in_line: Estimated


class Paid(Model):
    """What a payer pays in a year; the year is empty for all years together."""

    payer: str
    year: str
    kroner: Estimated


class SimulationFound(Model):
    """A whole simulation. `about` is how it was made, in the sections of STRESS-DES."""

    id: str
    title: str
    seed: int
    replications: int
    price_level: str | None
    stations: tuple[AtStation, ...]
    waits: tuple[InLine, ...]
    deadlines: tuple[Kept, ...]
    months: tuple[MonthInLine, ...]
    money: tuple[Paid, ...]
    overloads: tuple[str, ...]
    notes: tuple[str, ...]
    not_offered: Estimated
    about: tuple[FormSection, ...]


class PairFound(Model):
    """Two simulations with the same luck: what they differ in, in sections and as rows of measures (see Estimated)."""

    title: str
    replications: int
    sections: tuple[FormSection, ...]
    differences: tuple[Mapping[str, str | float | None], ...]
