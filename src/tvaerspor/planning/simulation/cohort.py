"""Made-up citizens sent through a programme's own triage rules: so a changed rule moves queues and money by itself.

Each fact of each citizen is drawn by a number of its own, whatever else is drawn: under another version of the
programme the same citizens come, and only those go elsewhere whom the change concerns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.keyed import uniforms
from tvaerspor.planning.simulation.cohort_faults import shares_of
from tvaerspor.planning.simulation.written import UNSETTLED, Cohort
from tvaerspor.programme.model import Fact
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.batch import decide_many
from tvaerspor.triage.columns import BLANK_NUMBER
from tvaerspor.triage.decision import Context


@dataclass(frozen=True, slots=True)
class Sent:
    """Where triage sends a citizen: the allowed destinations, or `unsettled`, and the urgency (the highest that is
    possible)."""

    destinations: tuple[str, ...]
    urgency: str


@dataclass(frozen=True, eq=False)
class Triaged:
    """A cohort after triage: the outcome of each citizen as a place in `sent`; `left_out` of those that were drawn
    contradicted themselves."""

    sent: tuple[Sent, ...]
    of_citizen: NDArray[np.int64]
    version: str
    left_out: int

    @property
    def counts(self) -> Mapping[Sent, int]:
        """How many citizens have each outcome, as they come in `sent`."""
        counts = np.bincount(self.of_citizen, minlength=len(self.sent))
        return dict(zip(self.sent, map(int, counts), strict=True))


def triaged(cohort: Cohort, name: str, programme: Programme, seed: int) -> Triaged:
    """The cohort, decided by the programme's rules; citizens whose drawn answers contradict each other are left out."""
    history = dict(_columns(cohort, name, programme, seed))
    found = decide_many(programme, history, Context(cohort.date, cohort.region), cohort.decision)
    masks = found.masks & found.masks.dtype.type(found.table.bits.deciding)
    masks = masks[masks != 0]  # a mask of nothing: the drawn answers contradict each other, and nobody gives them
    if not masks.size:
        raise ValueError(f"kohorten «{name}»: alle de trukne svar modsiger hinanden; skriv dem som profiler")
    different, of_citizen = np.unique(masks, return_inverse=True)
    sent = [_sent(found.table.outcomes_in(int(mask))) for mask in different]
    order = sorted(set(sent), key=lambda one: (one.destinations, one.urgency))
    places = np.array([order.index(one) for one in sent], dtype=np.int64)
    return Triaged(tuple(order), places[of_citizen.reshape(-1)], programme.version, cohort.citizens - masks.size)


def _sent(outcomes: tuple[Outcome, ...]) -> Sent:
    urgency = max((outcome.urgency for outcome in outcomes), default=None)
    said = urgency.name if urgency is not None else "routine"
    if len(outcomes) != 1:
        return Sent((UNSETTLED,), said)
    return Sent(outcomes[0].destinations or (outcomes[0].hand_over,), said)


def _columns(cohort: Cohort, name: str, programme: Programme, seed: int) -> Iterator[tuple[str, NDArray[Any]]]:
    """One column per fact that the cohort names, as `triage.columns.slots_of` reads them."""
    profiles = [_opened(programme, profile.answers) for profile in cohort.profiles.values()] or [{}]
    common = _opened(programme, cohort.answers)
    drawn = uniforms(seed, [f"cohort/{name}"], cohort.citizens)[0]
    upto = np.cumsum([float(profile.share) for profile in cohort.profiles.values()] or [1.0])
    which = np.minimum(np.searchsorted(upto, drawn, side="right"), upto.size - 1)
    facts = dict.fromkeys((*common, *(fact for profile in profiles for fact in profile)))
    for fact in facts:
        u = uniforms(seed, [f"cohort/{name}/{fact}"], cohort.citizens)[0]
        answers: list[Any] = [None] * cohort.citizens
        for place, profile in enumerate(profiles):
            raw = {**common, **profile}.get(fact)
            _fill(answers, np.flatnonzero(which == place), u, _shares(programme.facts[fact], raw))
        yield fact, _column(programme.facts[fact], answers)


def _opened(programme: Programme, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers with «none» of several written out: each of the options is no, unless it is written by itself."""
    several = [programme.facts[name].of for name in answers if programme.facts[name].type == "several"]
    noes: dict[str, Any] = {name: 0 for of in several for name in of}
    return noes | {name: raw for name, raw in answers.items() if programme.facts[name].type != "several"}


def _shares(fact: Fact, raw: Any) -> dict[Any, float]:
    return {None: 1.0} if raw is None else shares_of(fact, raw)


def _fill(answers: list[Any], rows: NDArray[np.int64], u: NDArray[np.float64], shares: dict[Any, float]) -> None:
    values = list(shares)
    places = np.searchsorted(np.cumsum(list(shares.values())), u[rows], side="right")
    for row, place in zip(rows.tolist(), np.minimum(places, len(values) - 1).tolist(), strict=True):
        answers[row] = values[place]


def _column(fact: Fact, answers: list[Any]) -> NDArray[Any]:
    if fact.type == "yes_no":
        return np.array([-1 if answer is None else int(answer) for answer in answers], dtype=np.int8)
    if fact.type in ("number", "measure"):
        low = fact.between[0] if fact.between is not None else -np.inf
        blank = float(BLANK_NUMBER) if low > BLANK_NUMBER else np.nan
        return np.array([blank if answer is None else answer for answer in answers], dtype=np.float64)
    return np.array(["" if answer is None else answer for answer in answers])
