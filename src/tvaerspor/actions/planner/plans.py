"""Scenarios as planners meet them: the shipped ones and the unit's own, each with the foundation that it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.planner.open_scenario import open_scenario, shipped_scenarios
from tvaerspor.planning.base import Texts
from tvaerspor.planning.changes import Content, Wish, changed_file, content_of, written_file
from tvaerspor.planning.scenario import Scenario
from tvaerspor.programme.yaml_nodes import read_tree
from tvaerspor.records.models import PlanScenario

FIND, READ = Deed("find", "plan"), Deed("read", "plan")
CREATE, EDIT = Deed("create", "plan"), Deed("edit", "plan")
DRAFT = "udkast"
"""The name of a scenario that nobody has saved yet, while it is reckoned."""


@dataclass(frozen=True)
class Plan:
    """A scenario: a shipped one, or a row of the unit's own. `texts` holds its file and all that it leans on."""

    id: str
    file: str
    foundation: str
    texts: Texts
    row: PlanScenario | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.row.title if self.row else self.scenario.title

    @cached_property
    def scenario(self) -> Scenario:
        """Ready to be reckoned; raises FaultyPlanning."""
        return open_scenario(self.texts, self.file)

    @cached_property
    def under(self) -> Content:
        """What the foundation's file says."""
        return content_of(self.texts, self.foundation)

    @cached_property
    def own(self) -> Content:
        """What its own file says on top of the foundation; of a shipped one nothing yet."""
        if self.row is None:
            return _bare(self.foundation)
        return _own_content(self.texts[self.file])

    def of_model(self, service_model: str | None) -> Scenario:
        """The foundation with that service model: what the form's figures are held against."""
        if service_model == self.under.get("service_model"):
            return open_scenario(self.texts, self.foundation)
        return self._on_foundation({"service_model": service_model})

    def framed(self, wish: Wish) -> Scenario:
        """The foundation in the wish's years and municipalities, and otherwise untouched."""
        bare = Wish(self.title, wish.years, wish.municipalities, self.under.get("service_model"))
        made = changed_file(self.under, open_scenario(self.texts, self.foundation), _bare(self.foundation), bare)
        return self._on_foundation({key: value for key, value in made.items() if key not in ("id", "title", "base")})

    def changed(self, wish: Wish) -> tuple[Scenario, str]:
        """What the wish comes to, and its file on top of the foundation; raises FaultyPlanning."""
        content = changed_file(self.under, self.of_model(wish.service_model), self.own, wish)
        text = written_file(content)
        return open_scenario({**self.texts, self.own["id"]: text}, self.own["id"]), text

    def _on_foundation(self, changes: Mapping[str, object]) -> Scenario:
        text = written_file({**_bare(self.foundation), **changes})
        return open_scenario({**self.texts, DRAFT: text}, DRAFT)


def _bare(foundation: str) -> Content:
    return {"id": DRAFT, "title": "Udkast", "base": foundation}


def _own_content(text: str) -> Content:
    """A file's own words, without what it leans on."""
    value = read_tree("", text)[0].value()
    return value if isinstance(value, dict) else {}


def plan_of(row: PlanScenario) -> Plan:
    """A row of the unit's own, with what it leans on."""
    brought = {row.foundation: row.under} if row.under else {}
    return Plan(str(row.id), row.file, row.foundation, {**shipped_scenarios(), **brought, row.file: row.text}, row)


def open_plan(act: Act, named: str) -> Plan:
    """A shipped scenario by its id, or one of the unit's own; raises NothingThere."""
    require(matrix(), act.holder, READ)
    if named in shipped_scenarios():
        return Plan(named, named, named, shipped_scenarios())
    row = PlanScenario.objects.filter(id=_as_id(named), unit=act.unit).first()
    if row is None:
        raise NothingThere
    act.saw("plan", row.id)
    return plan_of(row)


def _as_id(named: str) -> UUID:
    try:
        return UUID(named)
    except ValueError:
        raise NothingThere from None


def own_plans(act: Act) -> tuple[PlanScenario, ...]:
    """The unit's own scenarios, those that were changed last first; without their texts."""
    require(matrix(), act.holder, FIND)
    rows = PlanScenario.objects.filter(unit=act.unit).defer("under").order_by("-changed_at")[:200]
    return tuple(rows)
