"""What is known about a citizen when a course looks at the programme's criteria: answers and what follows from them."""

from __future__ import annotations

from datetime import date

from tvaerspor.programme.answers import Answers
from tvaerspor.programme.criteria import Criterion, Known
from tvaerspor.programme.model import ReadAs
from tvaerspor.programme.programme import Programme, parameter_values, with_parameters
from tvaerspor.triage.situation import derived_in_order


class Citizen:
    """One citizen's answers in one region on one day, before which criteria are held."""

    def __init__(self, programme: Programme, answers: Answers, today: date, region: str | None = None) -> None:
        self.programme = with_parameters(programme, region, today.isoformat())
        self.parameters = dict(parameter_values(programme, region, today.isoformat()))
        self.known = _known(self.programme, answers, today)

    def judge(self, criterion: Criterion | None) -> bool | None:
        """Met, not met, or None: unknown because of a blank. No criterion is met by everybody."""
        return True if criterion is None else criterion.with_parameters(self.parameters).judge(self.known)

    def blanks(self, criterion: Criterion) -> tuple[str, ...]:
        """The facts of the criterion that are not known, in order of name."""
        return tuple(sorted(criterion.facts() - self.known.keys()))


def _known(programme: Programme, answers: Answers, today: date) -> Known:
    read_as = {
        name: fact.if_blank.read_as for name, fact in programme.facts.items() if isinstance(fact.if_blank, ReadAs)
    }
    known = {**read_as, **answers}
    for name, derive in derived_in_order(programme):
        if name not in known and (value := derive.derive(known, today)) is not None:
            known[name] = value
    return known
