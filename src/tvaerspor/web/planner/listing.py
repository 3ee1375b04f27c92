"""The planner's desk, the list of scenarios, and the page where a scenario file is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.open_programme import open_programme
from tvaerspor.actions.planner.open_scenario import shipped_scenarios
from tvaerspor.actions.planner.plans import own_plans
from tvaerspor.actions.planner.runs import runs
from tvaerspor.actions.planner.save_plan import bring
from tvaerspor.planning.changes import Content, content_of
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.terms.text import Text
from tvaerspor.web.planner.running import RUN_TITLES
from tvaerspor.web.visit import Visit
from tvaerspor.web.wording import ui

SHOWN = 6
DAYS_BACK = 7


@dataclass(frozen=True)
class Card:
    """One scenario of the list; `changed_at` is None for a shipped one."""

    id: str
    title: Text
    years: str
    programmes: tuple[str, ...]
    foundation: Text | None = None
    changed_at: datetime | None = None


def planner_home(visit: Visit) -> HttpResponse:
    """What lies on the planner's desk: own scenarios, runs under way, what is done."""
    found, lately = runs(visit.act), visit.act.now - timedelta(days=DAYS_BACK)
    own = [_own_card(row.id, row.title, row.foundation, row.changed_at) for row in own_plans(visit.act)]
    known = {
        "here": "home",
        "own": own[:SHOWN],
        "own_count": len(own),
        "under_way": [run for run in found if run.is_under_way],
        "lately": [run for run in found if not run.is_under_way and run.row.created_at > lately][:SHOWN],
        "titles": RUN_TITLES,
    }
    return visit.show("planner/home", known)


def plans(visit: Visit) -> HttpResponse:
    """Every scenario that the unit can open, of one programme where it is asked for."""
    wanted = visit.request.GET.get("program", "")
    own = [_own_card(row.id, row.title, row.foundation, row.changed_at) for row in own_plans(visit.act)]
    shipped = list(_shipped_cards())
    programmes = sorted({each for card in shipped for each in card.programmes})
    known = {
        "here": "plans",
        "own": [card for card in own if wanted in ("", *card.programmes)],
        "shipped": [card for card in shipped if wanted in ("", *card.programmes)],
        "wanted": wanted if wanted in programmes else "",
        "programmes": [(each, programme_title_of(each)) for each in programmes],
        "programme_title_of": programme_title_of,
    }
    return visit.show("planner/plans", known)


def bring_along(visit: Visit) -> HttpResponse:
    """A scenario file is given; it becomes one of the unit's own, or every fault in it is named by line."""
    given = visit.request.FILES.get("file")
    faults = None
    if visit.request.method == "POST":
        try:
            if given is None:
                raise FaultyForm((FieldFault("file", ui("plan_file_none", visit.language)),))
            return visit.to("plan", "plan_brought", scenario=bring(visit.act, given.read(), given.name or ""))
        except FaultyForm as found:
            faults = found
    return visit.show("planner/bring", {"here": "plans", "faults": faults}, 422 if faults else 200)


@cache
def _shipped_content(id_: str) -> Content:
    return content_of(shipped_scenarios(), id_)


def _shipped_cards() -> Iterator[Card]:
    for id_ in shipped_scenarios():
        yield _card(id_, _shipped_content(id_))


def _own_card(id_: object, title: str, foundation: str, changed_at: datetime) -> Card:
    under = _card(foundation, _shipped_content(foundation)) if foundation in shipped_scenarios() else None
    return Card(
        str(id_),
        Text(da=title),
        under.years if under else "",
        under.programmes if under else (),
        under.title if under else Text(da=foundation),
        changed_at,
    )


def _card(id_: str, content: Content) -> Card:
    years, named = content.get("years") or {}, content.get("programmes") or []
    programmes = tuple(named) if isinstance(named, list) else (named,)
    first, last = str(years.get("from", "")), str(years.get("to", ""))
    return Card(id_, Text.model_validate(content["title"]), first if first == last else f"{first}-{last}", programmes)


def programme_title_of(id_: str) -> Text:
    """What a programme is called; its id where it cannot be opened."""
    try:
        return open_programme(id_).title
    except (KeyError, UnfinishedProgramme):
        return Text(da=id_)
