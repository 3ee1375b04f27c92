"""What people do: which pages they open, how often, and which forms they send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from lxml import html

HIDDEN = ("csrfmiddlewaretoken", "_key", "_version")
Fields = dict[str, str]
Fill = Callable[[Fields, Any], Fields]
"""What is typed into a form: from its fields, and the form itself, what is sent."""


@dataclass
class Person:
    """Somebody at work: a session, cookies, and what they may look at."""

    about: dict[str, Any]

    @property
    def cookies(self) -> dict[str, str]:
        """What their browser keeps."""
        kept: dict[str, str] = self.about["cookies"]
        return kept

    def one(self, kind: str, chance: Random) -> Any:
        """One of their things of a kind; None where there is none."""
        return chance.choice(self.about[kind]) if self.about[kind] else None

    def take(self, kind: str) -> Any:
        """A thing that is used once."""
        return self.about[kind].pop(0) if self.about[kind] else None


@dataclass(frozen=True)
class Visit:
    """One request. `expect` must stand in the page, or in the address that it leads on to."""

    person: Person
    name: str
    path: str
    expect: str
    fields: Fields | None = None
    is_part: bool = False
    form: str = ""
    fill: Fill | None = None

    @property
    def is_write(self) -> bool:
        """Whether it changes something."""
        return self.name in WRITES


WRITES = frozenset({"autosave", "send it", "receive it", "accept it", "offer it", "register it", "see it", "take it"})


def forms_in(page: bytes) -> Iterator[tuple[str, Fields, Any]]:
    """Every form of a page that changes something: where it goes, its fields as they stand, and the form itself."""
    for form in html.document_fromstring(page).forms:
        fields = dict(_typed(form))
        if "csrfmiddlewaretoken" in fields:
            yield form.get("action") or "", fields, form


def _typed(form: Any) -> Iterator[tuple[str, str]]:
    """The fields as a browser sends them: an empty choice is empty, and a button that nobody presses is left out."""
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kind = field.get("type", "")
        is_chosen = kind not in ("radio", "checkbox") or field.get("checked") is not None
        if is_chosen and kind != "submit":
            yield field.get("name"), (field.get("value", "") if field.tag == "input" else field.value or "")


READS: dict[str, tuple[tuple[str, float], ...]] = {
    "doctor": (
        ("home", 14), ("worklist", 16), ("citizens", 8), ("citizen", 12), ("referral", 22), ("write", 14),
        ("letter", 6), ("follow_ups", 4), ("my_log", 2),
    ),
    "private_physiotherapist": (
        ("home", 12), ("worklist", 24), ("citizens", 6), ("referral", 24), ("course", 12), ("sessions", 8),
        ("open_courses", 6), ("attendance", 6), ("measures", 2),
    ),
    "triage_team": (("home", 12), ("worklist", 38), ("citizens", 8), ("referral", 42)),
    "secretary": (("home", 20), ("worklist", 50), ("attendance", 30)),
}  # fmt: skip
READS["municipal_therapist"] = READS["private_physiotherapist"]
FORMS: dict[str, tuple[tuple[str, float], ...]] = {
    "doctor": (("autosave", 8), ("send", 2), ("see", 1)),
    "private_physiotherapist": (("receive", 2), ("accept", 2), ("offer", 2), ("register", 5), ("take", 1)),
    "triage_team": (("receive", 2), ("accept", 2), ("offer", 2), ("take", 1)),
    "secretary": (),
}
FORMS["municipal_therapist"] = FORMS["private_physiotherapist"]
LISTS = (
    "",
    "?liste=mine",
    "?liste=late",
    "?liste=waiting",
    "?liste=all",
    "?liste=all&orden=citizen",
    "?liste=all&side=2",
)
PATHS = {
    "referral": ("referrals", "/henvisning/{}/", "<h1"),
    "citizen": ("citizens", "/borgere/{}/", "<h1"),
    "write": ("drafts", "/henvisning/{}/skriv/", 'id="trial"'),
    "letter": ("letters", "/henvisning/{}/epikrise/", "<h1"),
    "course": ("courses", "/forloeb/{}/", "<h1"),
    "sessions": ("courses", "/forloeb/{}/fremmoede/", "<h1"),
    "measures": ("courses", "/forloeb/{}/maalinger/", "<h1"),
}
PLAIN = {
    "home": "/hjem/",
    "follow_ups": "/opfoelgning/",
    "my_log": "/min-log/",
    "open_courses": "/forloeb/",
    "attendance": "/fremmoede/",
}


class Office:
    """Everybody at work, drawing what they do next from one chance."""

    def __init__(self, people: list[Person], chance: Random) -> None:
        self.people, self.chance = people, chance
        self.ready: list[Visit] = []

    def read(self) -> Visit:
        """A page that somebody opens."""
        person = self.chance.choice(self.people)
        names, weights = zip(*READS[person.about["role"]], strict=True)
        return self._page(person, self.chance.choices(names, weights)[0])

    def write(self) -> Visit | None:
        """A form that somebody has open and sends now; None while nobody has one."""
        return self.ready.pop(0) if self.ready else None

    def open_form(self) -> Visit:
        """The page of a form that will be sent later."""
        for _ in range(50):
            person = self.chance.choice(self.people)
            if not FORMS[person.about["role"]]:
                continue
            names, weights = zip(*FORMS[person.about["role"]], strict=True)
            visit = _FORMS[self.chance.choices(names, weights)[0]](person, self.chance)
            if visit is not None:
                return visit
        return self.read()

    def answered(self, visit: Visit, page: bytes) -> None:
        """Takes the form out of the page that was opened for it; a draft that was saved can be opened again."""
        if visit.name == "autosave":
            visit.person.about["drafts"].append(visit.path.split("/")[-3])
        if not visit.form or visit.fill is None:
            return
        name, _, ending = visit.form.partition(":")
        for action, fields, form in forms_in(page):
            where = action or visit.path
            if where.endswith(ending):
                filled = visit.fill(fields, form)
                expect = "_version" if name == "autosave" else "gjort="
                self.ready.append(Visit(visit.person, name, where, expect, filled, name == "autosave"))
                return

    def _page(self, person: Person, name: str) -> Visit:
        if name == "worklist":
            return Visit(person, "worklist", f"/arbejdsliste/{self.chance.choice(LISTS)}", "<h1")
        if name == "citizens":
            return self._search(person)
        if name in PATHS:
            kind, path, expect = PATHS[name]
            id_ = person.one(kind, self.chance)
            return Visit(person, name, path.format(id_), expect) if id_ else Visit(person, "home", PLAIN["home"], "<h1")
        return Visit(person, name, PLAIN[name], "<h1")

    def _search(self, person: Person) -> Visit:
        token = person.cookies["csrftoken"]
        typed = person.one("names", self.chance) or "Pr"
        return Visit(person, "search", "/borgere/", "<h1", {"csrfmiddlewaretoken": token, "q": typed})


def _autosave(person: Person, chance: Random) -> Visit | None:
    id_ = person.take("drafts")
    words = f"Skrevet videre {chance.randrange(10**6)}"

    def fill(fields: Fields, form: Any) -> Fields:
        text = next((name for name in fields if name == "anamnesis"), None)
        return {**fields, text: words} if text else fields

    return _opened(person, id_, "write", f"/henvisning/{id_}/skriv/", ("autosave:skriv/", fill))


def _send(person: Person, chance: Random) -> Visit | None:
    found = person.take("sendable")
    if found is None:
        return None
    id_, goal, unit = found["id"], found["destination"], found["unit"]

    def fill(fields: Fields, form: Any) -> Fields:
        kept = {name: fields[name] for name in HIDDEN}
        return {**kept, "_destination": goal, f"_unit-{goal}": unit, "_do": "send"}

    return _opened(person, id_, "send", f"/henvisning/{id_}/send/", ("send it:send/", fill))


def _receive(person: Person, chance: Random) -> Visit | None:
    id_ = person.take("sent")
    return _opened(person, id_, "referral", f"/henvisning/{id_}/", ("receive it:kvitter/", _as_it_stands))


def _take(person: Person, chance: Random) -> Visit | None:
    id_ = person.take("visitated")
    return _opened(person, id_, "referral", f"/henvisning/{id_}/", ("take it:tag/", _as_it_stands))


def _accept(person: Person, chance: Random) -> Visit | None:
    id_ = person.take("received")

    def fill(fields: Fields, form: Any) -> Fields:
        place = form.xpath('.//input[@name="place"]/@value')[0]
        return {**fields, "place": str(place), "reason": "Aftalt ved telefonisk kontakt."}

    return _opened(person, id_, "accept", f"/henvisning/{id_}/tag-imod/", ("accept it:tag-imod/", fill))


def _offer(person: Person, chance: Random) -> Visit | None:
    id_ = person.take("visitated")
    on = date.today() + timedelta(days=chance.randrange(2, 30))

    def fill(fields: Fields, form: Any) -> Fields:
        return {**fields, "on": on.isoformat(), "at": "10:30"}

    return _opened(person, id_, "offer", f"/henvisning/{id_}/tid/", ("offer it:tid/", fill))


def _register(person: Person, chance: Random) -> Visit | None:
    id_ = person.take("registered")

    def fill(fields: Fields, form: Any) -> Fields:
        came = form.xpath('.//button[starts-with(@value, "register:") and contains(@value, ":attended")]/@value')[0]
        return {**{name: fields[name] for name in HIDDEN if name in fields}, "_do": str(came)}

    return _opened(person, id_, "sessions", f"/forloeb/{id_}/fremmoede/", ("register it:fremmoede/", fill))


def _see(person: Person, chance: Random) -> Visit | None:
    id_ = person.take("unseen")
    return _opened(person, id_, "referral", f"/henvisning/{id_}/", ("see it:set/", _as_it_stands))


def _as_it_stands(fields: Fields, form: Any) -> Fields:
    return fields


def _opened(person: Person, id_: str | None, name: str, path: str, form: tuple[str, Fill]) -> Visit | None:
    return Visit(person, name, path, "<h1", form=form[0], fill=form[1]) if id_ else None


_FORMS: dict[str, Callable[[Person, Random], Visit | None]] = {
    "autosave": _autosave,
    "send": _send,
    "see": _see,
    "receive": _receive,
    "take": _take,
    "accept": _accept,
    "offer": _offer,
    "register": _register,
}
