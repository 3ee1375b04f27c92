"""A course brought as far as a test needs it, through the browser, as a therapist would."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from tests.shell.receiver.rows import answered, referral
from tests.shell.world import World
from tests.web.visitor import Page
from tvaerspor.actions.open_programme import open_programme
from tvaerspor.records.models import Course, Referral

PROGRAMME = open_programme("knaeartrose")
FLAGS = PROGRAMME.facts["red_flags"].of
CLEAR = dict.fromkeys(FLAGS, "no")
"""Every red flag answered no, by the therapist."""
ANSWERED = {
    "diagnosis_code": "L90",
    "side": "right",
    "bmi": 31,
    "analgesics": "tried",
    "request": "training",
    "infection": False,
}


def waiting(world: World, **columns: Any) -> Referral:
    """A referral that waits for its first visit at the private physiotherapist."""
    return answered(referral(world, **{"status": "visitated", **columns}), dict(ANSWERED))


class Therapist:
    """Somebody at a provider, with a browser that runs no script."""

    def __init__(self, world: World, person: str = "physio") -> None:
        self.world = world
        self.browser: Client = world.browser(person)

    def get(self, path: str) -> Page:
        return Page(self.browser.get(path))

    def post(self, path: str, fields: dict[str, str], key: str = "") -> Page:
        return Page(self.browser.post(path, {**fields, "_key": key or str(uuid.uuid4())}))

    def begin(self, row: Referral, **more: str) -> Page:
        """The first visit with every question answered, unless `more` says otherwise."""
        fields = {**CLEAR, "training_needed": "yes", "note.examination": "Let hævelse, fuld bevægelighed."}
        fields |= {"_how": "begin", "_do": "save", "_version": str(row.version_number)}
        return self.post(f"/henvisning/{row.id}/foerste-besoeg/", {**fields, **more})

    def started(self, row: Referral | None = None) -> Course:
        """A course that has started."""
        row = row or waiting(self.world)
        assert self.begin(row).status == 302
        return Course.objects.get(referral=row)

    def planned(self, course: Course | None = None, **more: str) -> Course:
        """A course with the programme's plan agreed."""
        course = course or self.started()
        page = self.get(f"/forloeb/{course.id}/plan/")
        fields = {**as_typed(page), "g.training_goal": "1", "g.training_goal.words": "Gå på trapper igen", **more}
        answer = self.post(f"/forloeb/{course.id}/plan/", fields)
        assert answer.status == 302, answer.words(".error")
        course.refresh_from_db()
        return course

    def ended(self, course: Course | None = None, **more: str) -> Course:
        """A course that is over."""
        course = course or self.planned()
        fields = {
            **CLEAR,
            "course_effect": "yes",
            "course_weeks": "8",
            "course_per_week": "2",
            "citizen_continues": "no",
        }
        fields |= {"surgery_wanted_now": "no", "_how": "end", "_do": "save", "_version": str(course.version_number)}
        answer = self.post(f"/forloeb/{course.id}/slut/", {**fields, **more})
        assert answer.status == 302, answer.words(".trouble-box li")
        course.refresh_from_db()
        return course

    def finished_letter(self, course: Course) -> Course:
        """The letter with nothing left to write."""
        self.post(f"{self.letter(course)}skriv/", {"_do": "fill", "_version": str(course.version_number)})
        course.refresh_from_db()
        return course

    def letter(self, course: Course) -> str:
        return f"/henvisning/{course.referral_id}/epikrise/"

    def send(self, course: Course, **more: str) -> Page:
        return self.post(f"{self.letter(course)}se/", {"_version": str(course.version_number), **more})


def as_typed(page: Page) -> dict[str, str]:
    """The fields of the page's form as a browser sends them when nothing is changed."""
    fields = {}
    for field in page.all("//main//form//*[self::input or self::textarea or self::select][@name]"):
        name, kind = field.get("name"), field.get("type")
        if kind in ("checkbox", "radio") and field.get("checked") is None:
            continue
        if field.tag == "textarea":
            fields[name] = field.text or ""
        elif field.tag == "select":
            chosen = [option for option in field.iter("option") if option.get("selected") is not None]
            fields[name] = (chosen or list(field.iter("option")))[0].get("value")
        else:
            fields[name] = field.get("value") or ("on" if kind == "checkbox" else "")
    return {name: value for name, value in fields.items() if name not in ("csrfmiddlewaretoken", "_key")}
