"""Saves a scenario as the unit's own, changes one, and takes in a file that somebody brings along."""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID

from tvaerspor.access.ask import require
from tvaerspor.actions.act import Act
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.planner.open_scenario import open_scenario, shipped_scenarios
from tvaerspor.actions.planner.plans import CREATE, DRAFT, EDIT, Plan
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.planning.changes import Content, Wish, written_file
from tvaerspor.planning.reading import FaultyPlanning
from tvaerspor.programme.yaml_nodes import read_tree
from tvaerspor.records.models import PlanScenario

MAX_BYTES = 200_000
MAX_ID = 60
_LETTERS = {ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa"}
_ID = re.compile(r"[a-z][a-z0-9_-]*")


def save_new(act: Act, plan: Plan, wish: Wish) -> UUID:
    """The wish as a scenario of its own; raises FaultyPlanning where it cannot be reckoned."""
    require(matrix(), act.holder, CREATE)
    _, text = plan.changed(wish)
    file = _slug(wish.title, {*shipped_scenarios(), plan.foundation})
    under = plan.row.under if plan.row else ""
    return _insert(act, wish.title, file, (plan.foundation, under), _with_id(text, file))


def change(act: Act, plan: Plan, wish: Wish, version: int) -> None:
    """Changes one of the unit's own; raises JustChanged where somebody else was first, and FaultyPlanning."""
    require(matrix(), act.holder, EDIT)
    assert plan.row is not None, "a shipped scenario is saved as a new one"
    _, text = plan.changed(wish)
    act.saw("plan", plan.row.id)
    with saving(act, EDIT, f"plan:{plan.row.id}"):
        seen = PlanScenario.objects.filter(id=plan.row.id, version=version)
        if not seen.update(text=text, title=wish.title, version=version + 1, changed_at=act.now):
            raise JustChanged("plan")


def bring(act: Act, raw: bytes, name: str) -> UUID:
    """A scenario file that somebody brings; raises FaultyForm with every fault in it, by line."""
    require(matrix(), act.holder, CREATE)
    text = _text(raw)
    file = _brought_id(text)
    try:
        scenario = open_scenario({**shipped_scenarios(), file: text}, file)
    except FaultyPlanning as faulty:
        raise FaultyForm(tuple(FieldFault("file", str(fault)) for fault in faulty.faults)) from None
    own = _slug(scenario.title, {*shipped_scenarios(), file})
    made = written_file({"id": own, "title": scenario.title, "base": file})
    return _insert(act, scenario.title[:120], own, (file, text), made)


def _text(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise _faulty(f"Filen er over {MAX_BYTES // 1000} kB. Et scenarie fylder nogle få kB; vælg den rigtige fil.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _faulty("Filen er ikke en tekst i UTF-8. Vælg en scenariefil (.yaml).") from None
    if "\0" in text:
        raise _faulty("Filen er ikke en scenariefil. Vælg en fil, der ender på .yaml.")
    return text


def _brought_id(text: str) -> str:
    """The id that the file gives itself; it may be that of a shipped scenario, and then stands instead of it."""
    tree, faults = read_tree("scenariet.yaml", text)
    if faults:
        raise FaultyForm(tuple(FieldFault("file", str(fault)) for fault in faults))
    value = tree.value()
    id_ = value.get("id") if isinstance(value, dict) else None
    if not isinstance(id_, str) or not _ID.fullmatch(id_) or len(id_) > MAX_ID:
        raise _faulty(f"Filen mangler et id: skriv id: og et navn af små bogstaver, tal og - (højst {MAX_ID} tegn).")
    return id_


def _insert(act: Act, title: str, file: str, foundation: tuple[str, str], text: str) -> UUID:
    assert act.unit is not None and act.actor is not None, "only people at a unit plan"
    row = PlanScenario(id=act.new_id(), unit_id=act.unit, owner_id=act.actor, title=title, file=file, text=text)
    row.foundation, row.under = foundation
    row.created_at = row.changed_at = act.now
    act.saw("plan", row.id)
    with saving(act, CREATE, f"plan:{row.id}"):
        row.save(force_insert=True)
    return row.id


def _with_id(text: str, id_: str) -> str:
    content: Content = read_tree("", text)[0].value()
    return written_file({**content, "id": id_})


def _slug(title: str, taken: set[str]) -> str:
    """A file's name from a title: «Vores år, 2027» is `vores-aar-2027`."""
    spelt = title.lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: MAX_ID - 10].strip("-")
    named = slug if _ID.fullmatch(slug) else f"scenarie-{slug}".strip("-")
    return f"{named}-egen" if named in taken or named == DRAFT else named


def _faulty(sentence: str) -> FaultyForm:
    return FaultyForm((FieldFault("file", sentence),))
