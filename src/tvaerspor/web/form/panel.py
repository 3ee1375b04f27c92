"""What the recommendation's panel shows: values that the template prints without deciding anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tvaerspor.web.form.said import Said
from tvaerspor.web.form.sourcing import SourceView

State = Literal["empty", "settled", "unsettled", "contradiction", "expired", "not_yet"]


@dataclass(frozen=True)
class FlagView:
    """A red flag that is raised."""

    title: Said
    urgency: str
    level: str
    destinations: Said
    telephone: Said
    explain: Said
    orders: tuple[Said, ...]
    source: SourceView


@dataclass(frozen=True)
class OptionView:
    """A recommended destination."""

    title: Said
    strength: str
    offer: Said
    message: str
    sentence: Said
    telephone: Said


@dataclass(frozen=True)
class PossibleView:
    """A destination that is still possible; `certain` when every outcome names it."""

    title: Said
    urgency: str
    level: str
    certain: bool


@dataclass(frozen=True)
class RuleView:
    """A rule that holds, or one that is ruled out, with the tests that make it so."""

    title: Said
    clauses: tuple[Said, ...]
    source: SourceView
    is_default: bool = False
    is_flag: bool = False


@dataclass(frozen=True)
class GoneView:
    """A destination that is no longer possible, and why."""

    title: Said
    reason: Said


@dataclass(frozen=True)
class MissingView:
    """A question without an answer that matters; `counted` says how many of a group are open.

    `decides`: it may change the destination, not only what goes beside it.
    """

    question: str
    label: Said
    why: str
    counted: str
    must: bool
    decides: bool


@dataclass(frozen=True)
class ChangeView:
    """What the recommendation would become, and the answers that would each make it so."""

    then: Said
    answers: tuple[Said, ...]


@dataclass(frozen=True)
class ParallelView:
    """A rule beside the destination: certain, possible or no."""

    title: Said
    verdict: str
    word: str
    text: Said
    source: SourceView


@dataclass(frozen=True)
class Panel:
    """The whole panel."""

    state: State
    headline: Said
    subline: str
    level: str
    warnings: tuple[Said, ...]
    flags: tuple[FlagView, ...]
    options: tuple[OptionView, ...]
    facts: tuple[tuple[str, Said], ...]
    calm_possible: tuple[PossibleView, ...]
    flagged_possible: tuple[PossibleView, ...]
    combinations: tuple[Said, ...]
    because: tuple[RuleView, ...]
    before_sending: tuple[tuple[str, Said], ...]
    missing: tuple[MissingView, ...]
    ruled_out: tuple[RuleView, ...]
    gone: tuple[GoneView, ...]
    would_change: tuple[ChangeView, ...]
    parallel: tuple[ParallelView, ...]
    read_as: tuple[Said, ...]
    derived: tuple[Said, ...]
    given: tuple[tuple[Said, Said], ...]
    answers_count: int
    summary: str
    status: str
