"""Every route for every role in every relation: open exactly where the matrix says, and otherwise nothing is there."""

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.shell.doctor.plain import PROGRAMME
from tests.shell.world import World
from tvaerspor.access.ask import is_allowed, may_ever
from tvaerspor.access.relation import DAYS_AFTER_CLOSING, Relation
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.sharing.rules import EVERY_PART
from tvaerspor.actions.stored_programmes import current_version
from tvaerspor.records.models import Audit, BlockedUnit, Citizen, Consent, Course, Referral
from tvaerspor.web.gate import OPEN, Route
from tvaerspor.web.urls import ROUTES

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
ROLES = (
    *("doctor", "triage", "physio", "therapist", "secretary", "administrator"),
    *("job_centre", "coping", "pain_doctor", "planner"),
)
RELATIONS = (None, *(relation for relation in Relation if relation is not Relation.ANY))
ABOUT_ONE = ("<uuid:referral>", "<uuid:citizen>", "<uuid:course>")


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def test_every_address_has_a_policy() -> None:
    found = list(patterns())
    assert len(found) > 30
    for each in found:
        assert isinstance(getattr(each.callback, "policy", None), Route), each
    known = {*matrix().resources, OPEN.resource}
    assert [route.name for route in ROUTES if route.deed.resource not in known] == []


def test_every_open_page_is_on_this_list() -> None:
    """Whoever opens a page to everybody has to say so here too."""
    open_pages = {route.name for route in ROUTES if route.deed is OPEN}
    public = {"front", "read", "cases", "programme", "try", "case", "open_offers", "open_date_calendar"}
    assert open_pages == public | {"log_in", "demo_log_in", "log_out", "role"}


class Neighbourhood:
    """A case for every relation that a person's unit can have to it."""

    def __init__(self, world: World, person: str) -> None:
        self.world, self.member = world, world.members[person]
        self.other = world.units["other_physio"]

    def case(self, number: int, relation: Relation | None, status: str) -> tuple[Referral, Course]:
        own, far = self.member.unit, self.other
        ended = relation is Relation.ENDED
        citizen = self.citizen(number, own if relation is Relation.LISTED else None)
        if relation is Relation.SHARED:
            self.consent(citizen)
        if relation is Relation.BLOCKED:
            BlockedUnit.objects.create(citizen=citizen, unit=own, since=self.world.now)
        row = Referral.objects.create(
            id=new_id(),
            reference=f"H-{number:08}",
            programme=PROGRAMME,
            version_id=current_version(PROGRAMME),
            citizen=citizen,
            sender=own if relation in (Relation.SENDER, Relation.BLOCKED) else far,
            receiver=own if relation in (Relation.RECEIVER, Relation.ENDED) else far,
            turn=far,
            status="closed" if ended else status,
            sent_at=self.world.now,
            created_at=self.world.now,
            changed_at=self.world.now,
            since=self.world.now,
            closed_at=self.world.now - timedelta(days=DAYS_AFTER_CLOSING + 5) if ended else None,
        )
        course = Course.objects.create(
            id=new_id(), referral=row, citizen=citizen, unit=row.receiver, state="running", started_on=self.world.now
        )
        return row, course

    def consent(self, citizen: Citizen) -> None:
        """The citizen's written consent to everything, for the person's own unit and its purpose."""
        row = Consent(id=new_id(), citizen=citizen, to_unit=self.member.unit, purpose=self.member.unit.purpose)
        row.parts, row.sources = json.dumps(EVERY_PART), json.dumps([str(self.world.units["practice"].id)])
        row.written_on = row.valid_until = self.world.now.date()
        row.at, row.unit = self.world.now, self.world.units["practice"]
        row.set_contact("")
        row.save()

    def citizen(self, number: int, listed: object) -> Citizen:
        row = Citizen(id=new_id(), municipality="0851", listed_unit=listed)
        row.set_cpr(f"{number:010}")
        row.set_name("Prøve", f"Nabo {number}")
        row.save()
        return row


def ask(browser: Client, route: Route, ids: dict[str, UUID]) -> HttpResponse:
    path = "/" + route.path
    for name, id_ in ids.items():
        path = path.replace(f"<uuid:{name}>", str(id_))
    return browser.get(path) if "GET" in route.methods else browser.post(path, {})


def test_every_route_about_one_citizen_is_open_exactly_where_the_matrix_says(world: World) -> None:
    routes = [route for route in ROUTES if any(part in route.path for part in ABOUT_ONE)]
    routes = [route for route in routes if not _has_more_ids(route)]
    assert len(routes) > 30
    tried, wrong = 0, []
    for role in ROLES:
        browser, near = world.browser(role), Neighbourhood(world, role)
        unknown = {"referral": world.anybody, "citizen": world.anybody, "course": world.anybody}
        for place, relation in enumerate(RELATIONS):
            row, course = near.case(10 * ROLES.index(role) + place + 1, relation, "sent")
            ids = {"referral": row.id, "citizen": row.citizen_id, "course": course.id}
            held = frozenset({relation}) if relation else frozenset()
            for route in routes:
                answer, nothing = ask(browser, route, ids), ask(browser, route, unknown)
                expected = is_allowed(matrix(), world.act(role).holder, route.deed, held)
                is_open = answer.status_code != 404
                if is_open != expected or (not is_open and answer.content != nothing.content):
                    wrong.append((role, relation, route.name, answer.status_code, "open" if expected else "closed"))
                tried += 1
    assert not wrong, "\n".join(map(str, wrong))
    assert tried == len(ROLES) * len(RELATIONS) * len(routes)


def test_every_other_route_is_open_exactly_to_the_roles_that_the_matrix_says(world: World) -> None:
    routes = [route for route in ROUTES if "<" not in route.path and route.deed is not OPEN]
    wrong = []
    for role in ROLES:
        browser = world.browser(role)
        for route in routes:
            expected = may_ever(matrix(), world.act(role).holder, route.deed)
            if (ask(browser, route, {}).status_code != 404) != expected:
                wrong.append((role, route.name, "open" if expected else "closed"))
    assert not wrong, "\n".join(map(str, wrong))


def test_every_page_leaves_one_audit_row_and_a_refusal_too(world: World) -> None:
    browser = world.browser("doctor")
    for path, outcome in (("/hjem/", "ok"), ("/borgere/", "ok"), (f"/henvisning/{world.anybody}/", "denied")):
        before = Audit.objects.count()
        browser.get(path)
        rows = list(Audit.objects.order_by("id"))[before:]
        assert [row.outcome for row in rows] == [outcome], path


def test_nobody_gets_past_the_door_without_logging_in(world: World) -> None:
    stranger = Client(headers={"host": "localhost"})
    ids = {"referral": world.anybody, "citizen": world.anybody, "course": world.anybody}
    for route in ROUTES:
        if route.deed is not OPEN and not _has_more_ids(route):
            answer = ask(stranger, route, ids)
            assert answer.status_code in (302, 401), route.name
            assert b"Pr\xc3\xb8ve" not in answer.content
    assert not Audit.objects.exists()


def _has_more_ids(route: Route) -> bool:
    """Whether the address names something below the citizen's case; its own tests look at those."""
    path = route.path
    for part in ABOUT_ONE:
        path = path.replace(part, "")
    return "<" in path


def test_no_time_limit_hides_a_cancelled_referral_that_its_receiver_has_not_seen(world: World) -> None:
    row, _ = Neighbourhood(world, "physio").case(1, Relation.ENDED, "sent")
    browser, path = world.browser("physio"), f"/henvisning/{row.id}/"
    assert browser.get(path).status_code == 404
    Referral.objects.filter(id=row.id).update(status="cancelled", turn=world.units["physio"])
    assert browser.get(path).status_code == 200
    assert row.reference in browser.get("/arbejdsliste/?liste=unit").content.decode()
    Referral.objects.filter(id=row.id).update(turn=None)
    assert browser.get(path).status_code == 404
