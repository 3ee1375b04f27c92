"""What a planner typed on a scenario's form, as a wish; or every field that cannot be meant, with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import regions
from tvaerspor.actions.planner.plans import Plan
from tvaerspor.planning.changes import Wish
from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.scenario import Part, Scenario
from tvaerspor.planning.typed import NotANumber, read_typed, read_typed_estimate, typed_number
from tvaerspor.programme.complaints import suggestion

MAX_TITLE = 120
MOST_YEARS = 20
POINTS = ("low", "likely", "high")
T = TypeVar("T")


@dataclass(frozen=True)
class TypedPlan:
    """The form's fields as they were typed; `municipalities` are those that were ticked.

    The figures stand under «likely|<key>», «low|<key>», «high|<key>», the build-up of a line under «build|<line>».
    """

    fields: Mapping[str, str]
    municipalities: tuple[str, ...] = ()

    def of(self, name: str) -> str:
        """One field, without spaces around; empty where it was not sent."""
        return self.fields.get(name, "").strip()


def typed_of(scenario: Scenario) -> TypedPlan:
    """The form as it stands before anybody types: the scenario's own figures."""
    found = {
        "title": scenario.title,
        "first": str(scenario.years[0]),
        "last": str(scenario.years[-1]),
        "service_model": scenario.written.service_model or "",
    }
    for part in scenario.assumptions:
        found |= dict(zip((f"{point}|{part.key}" for point in POINTS), typed_points(part), strict=True))
    for line in scenario.lines:
        found[f"build|{line.id}"] = typed_shares(build_up(scenario, line.id))
    return TypedPlan(found, tuple(scenario.municipalities))


def typed_points(part: Part) -> tuple[str, str, str]:
    """Lowest, likeliest, highest as they are typed; a certain figure has blank ends."""
    value = part.value
    ends = ("", "") if value.is_certain else (typed_number(value.low), typed_number(value.high))
    return ends[0], typed_number(value.likely), ends[1]


def build_up(scenario: Scenario, line: str) -> tuple[Fraction, ...]:
    """The share of the full volume in each year, from the first on; empty where all of it is there at once."""
    curve = scenario.written.lines[line].build_up
    return scenario.written.build_up[curve].shares if curve else ()


def typed_shares(shares: tuple[Fraction, ...]) -> str:
    """«50 75 100», in percent."""
    return " ".join(typed_number(share * 100) for share in shares)


def read_wish(typed: TypedPlan, plan: Plan, needs_title: bool = False) -> Wish:
    """The wish; raises FaultyForm with every field that cannot be meant."""
    reader = _Reader(typed, plan, plan.of_model(_model(typed, plan)))
    wish = reader.wish(needs_title)
    if reader.faults:
        raise FaultyForm(tuple(reader.faults))
    return wish


def _model(typed: TypedPlan, plan: Plan) -> str | None:
    """The service model that was chosen; one that does not exist is as in the foundation."""
    models = plan.under.get("service_models") or {}
    there: str | None = plan.under.get("service_model")
    return typed.of("service_model") if typed.of("service_model") in models else there


def municipalities_to_choose(plan: Plan) -> Mapping[str, str]:
    """Every municipality that the foundation counts inhabitants for; none where nothing is counted by municipality."""
    from tvaerspor.actions.planner.open_scenario import surroundings

    if not plan.scenario.municipalities:
        return {}
    around = surroundings(())
    codes = around.populations.municipalities(plan.scenario.written.counts)
    return {code: around.municipalities[code] for code in sorted(codes, key=lambda code: around.municipalities[code])}


@dataclass
class _Reader:
    """Reads field by field and keeps what is wrong with each."""

    typed: TypedPlan
    plan: Plan
    foundation: Scenario
    faults: list[FieldFault] = field(default_factory=list)

    def wish(self, needs_title: bool) -> Wish:
        """All of it, as far as it can be read."""
        title = " ".join(self.typed.of("title").split())
        if needs_title and not 0 < len(title) <= MAX_TITLE:
            self._fault("title", f"Giv scenariet et navn på højst {MAX_TITLE} tegn.")
        return Wish(
            title or self.plan.title,
            self._years(),
            self._municipalities(),
            self.foundation.written.service_model,
            {part.key: value for part in self.foundation.assumptions if (value := self._estimate(part)) is not None},
            dict(self._build_ups()),
        )

    def _years(self) -> tuple[int, int]:
        there = (self.foundation.years[0], self.foundation.years[-1])
        years = [self._year("first", there[0]), self._year("last", there[1])]
        if years[1] < years[0]:
            self._fault("last", "Det sidste år skal være det første år eller senere.")
        elif years[1] - years[0] >= MOST_YEARS:
            self._fault("last", f"Vælg højst {MOST_YEARS} år ad gangen.")
        else:
            return years[0], years[1]
        return there

    def _year(self, name: str, there: int) -> int:
        said = self.typed.of(name)
        if name not in self.typed.fields:
            return there
        if said.isascii() and said.isdigit() and 1900 <= int(said[:5]) <= 2200:
            return int(said)
        self._fault(name, "Skriv et årstal med fire cifre, fx 2027.")
        return there

    def _municipalities(self) -> tuple[str, ...]:
        known = municipalities_to_choose(self.plan)
        if not known:
            return ()
        codes = {name.casefold(): code for code, name in known.items()}
        chosen = {code for code in self.typed.municipalities if code in known}
        for name in filter(None, (each.strip() for each in self.typed.of("names").split(","))):
            if name.casefold() in codes:
                chosen.add(codes[name.casefold()])
            else:
                near = suggestion(name, sorted(known.values()))
                self._fault("names", f"«{name}» er ikke blandt scenariets kommuner{near}.")
        if not chosen:
            self._fault("municipalities", "Vælg mindst én kommune.")
        return tuple(code for code in known if code in chosen)

    def _estimate(self, part: Part) -> Estimate | None:
        names = [f"{point}|{part.key}" for point in POINTS]
        if names[1] not in self.typed.fields:
            return None
        return self._read(names[1], lambda: read_typed_estimate(*(self.typed.of(name) for name in names)))

    def _build_ups(self) -> Iterator[tuple[str, tuple[Fraction, ...]]]:
        for line in self.foundation.lines:
            name = f"build|{line.id}"
            if name in self.typed.fields and self.foundation.written.lines[line.id].volume.total is None:
                shares = self._read(name, lambda name=name: _shares(self.typed.of(name)))  # type: ignore[misc]
                if shares is not None:
                    yield line.id, shares

    def _read(self, name: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except NotANumber as fault:
            self._fault(name, str(fault))
            return None

    def _fault(self, name: str, sentence: str) -> None:
        self.faults.append(FieldFault(name, sentence))


def _shares(said: str) -> tuple[Fraction, ...]:
    shares = tuple(read_typed(each.removesuffix("%")) / 100 for each in said.replace(";", " ").split() if each != "%")
    if any(share > 1 for share in shares):
        raise NotANumber("En andel er højst 100 %. Skriv år for år med mellemrum, fx 50 75 100.")
    return shares


def whole_region(region: str, plan: Plan) -> tuple[str, ...]:
    """Those of the plan's municipalities that lie in a region."""
    inside = {code for each in regions() if each.id == region for code, _ in each.municipalities}
    return tuple(code for code in municipalities_to_choose(plan) if code in inside)
