"""Fills an empty database with the demo region, and empties it to begin again; only where the settings say demo."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.demo.blueprint import Blueprint, blueprint
from tvaerspor.actions.demo.chance import Chance
from tvaerspor.actions.demo.doings import Worker
from tvaerspor.actions.demo.living import Life
from tvaerspor.actions.demo.made_up_answers import AnswerMaker
from tvaerspor.actions.demo.made_up_citizens import Population
from tvaerspor.actions.demo.made_up_duties import DutyMaker, demo_municipalities, duty_plan
from tvaerspor.actions.demo.made_up_payments import PaymentMaker
from tvaerspor.actions.demo.made_up_sharing import share_some
from tvaerspor.actions.demo.made_up_units import Landscape, Workplace, make_landscape
from tvaerspor.actions.demo.plot import Plot, Stage
from tvaerspor.actions.demo.plot_of_a_panel import Goal
from tvaerspor.actions.demo.staged_panels import StagedPlot
from tvaerspor.actions.demo.twins import twin
from tvaerspor.actions.open_programme import read_texts, shipped_folder
from tvaerspor.actions.prepare_database import system_act
from tvaerspor.actions.receivers import KEPT
from tvaerspor.actions.saving import write_audit
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.programme.contents import Case
from tvaerspor.programme.load import read
from tvaerspor.programme.programme import Programme
from tvaerspor.records.append_only import GUARDED, guard, unguard
from tvaerspor.records.models import (
    Citizen,
    Course,
    Event,
    FollowUp,
    JointVoice,
    Letter,
    Membership,
    Message,
    Referral,
    Service,
    Session,
    Unit,
    User,
)
from tvaerspor.referral.states import OVER

Progress = Callable[[int, int], None]
"""How many referrals are stored, of how many."""

KEPT_TABLES = frozenset({"records_programmeversion", "django_migrations", "django_content_type"})
DEED = Deed("create", "referral")
SIZE = 3000  # referrals, where nobody says another number
AT_ONCE = 100  # referrals in a transaction: short enough for others to write in between
WAITS = timedelta(minutes=10)  # of a message, until it is fetched
SEED = "tværspor"


class NoDemo(Exception):
    """This is no demo: nothing is made up, and nothing is emptied."""


class NotEmpty(Exception):
    """There is something here already; `reset_demo` empties it first."""


@dataclass(frozen=True)
class Begun:
    """A referral that is to be lived: when it begins, at which practice, and how many twins it gets."""

    at: datetime
    practice: Workplace
    twins: int


class Region:
    """The demo region at one moment: units, and referrals as they are asked for, always the same for a seed."""

    def __init__(self, plan: Blueprint, size: int, now: datetime) -> None:
        self.plan, self.size, self.now = plan, size, now
        programmes = [each for each in current_programmes() if each.decision().moment == "referral"]
        goals = {name: about.kind for each in programmes for name, about in each.destinations.items()}
        sent = {name: kind for name, kind in goals.items() if kind not in KEPT}
        self.landscape = make_landscape(plan, size, now, sent)
        self.population = Population(plan.names, plan.volumes.ages)
        self.programmes = {each: plan.mix(each.id).weight for each in programmes}
        answers = {each.id: AnswerMaker(each, worked_citizens(each), plan) for each in programmes}
        self.stage = Stage(plan, self.landscape, answers, now)
        self.over: dict[UUID, list[Citizen]] = {}

    def lives(self) -> Iterator[Life]:
        """Every referral, the oldest first; at the end those that show joint triage, where there is room for them."""
        joint = self.plan.volumes.joint_triage
        staged = list(self.in_joint_triage()) if self.size >= joint.least else []
        return itertools.chain(itertools.islice(self._lives(), self.size - len(staged)), staged)

    def in_joint_triage(self) -> Iterator[Life]:
        """Some in each state of joint triage for each programme that has a panel, at the demo accounts' own units."""
        home, joint = self.landscape.homes["general_practice"], self.plan.volumes.joint_triage
        panels = [(programme, panel) for programme in self.programmes for panel in programme.panels]
        for programme, panel in panels:
            for goal, number in itertools.product(Goal, range(joint.each)):
                chance = Chance(f"{SEED} {programme.id} {panel.id} {goal} {number}")
                begun = chance.moment_on(self.now - timedelta(days=joint.days_back[goal] + number))
                life = Life(self._citizen(chance, Begun(begun, home, 0)), programme, chance, self.landscape)
                StagedPlot(self.stage, life, Worker(home.people[0], home), begun).play_to(panel, goal)
                yield life

    def _lives(self) -> Iterator[Life]:
        for number, begun in enumerate(self._begun()):
            chance = Chance(f"{SEED} {number}")
            citizen = self._citizen(chance, begun)
            life = Life(citizen, chance.weighted(self.programmes), chance, self.landscape)
            Plot(self.stage, life, Worker(chance.one(begun.practice.people), begun.practice), begun.at).play()
            yield life
            yield from (self._twin(life, begun, chance) for _ in range(begun.twins))
            if life.status in OVER:
                self.over.setdefault(begun.practice.unit.id, []).append(citizen)

    def _begun(self) -> list[Begun]:
        """Enough beginnings, in order of time. Those at the demo accounts' own practice have no twins."""
        chance, found, left = Chance(f"{SEED} begun"), [], self.size
        home = self.plan.region.home
        twins = max(self.plan.volumes.twins, self.size // self.plan.volumes.lived)
        wanted = min(home.referrals, home.most / self.size)
        share = wanted * (1 + twins) / (1 + wanted * twins)  # of those lived, because the others have twins
        while left > 0:
            practice = self.landscape.homes["general_practice"] if chance.happens(share) else self._practice(chance)
            is_home = practice is self.landscape.homes["general_practice"]
            found.append(Begun(self._moment(chance), practice, 0 if is_home else min(twins, left - 1)))
            left -= 1 + found[-1].twins
        return sorted(found, key=lambda begun: begun.at)

    def _moment(self, chance: Chance) -> datetime:
        volumes = self.plan.volumes
        days = volumes.recent.days if chance.happens(volumes.recent.share) else volumes.days_back
        return min(chance.moment_on(self.now - timedelta(minutes=chance.whole(30, days * 24 * 60))), self.now)

    def _practice(self, chance: Chance) -> Workplace:
        weights = {code: about[0] for code, about in self.plan.region.municipalities.items()}
        return chance.one(self.landscape.practices[chance.weighted(weights)])

    def _citizen(self, chance: Chance, begun: Begun) -> Citizen:
        earlier = self.over.get(begun.practice.unit.id)
        if earlier and chance.happens(self.plan.volumes.former_citizen):
            return earlier.pop(0)
        return self.population.citizen(chance, begun.at, begun.practice.unit)

    def _twin(self, life: Life, begun: Begun, chance: Chance) -> Life:
        practice = chance.one(self.landscape.practices[begun.practice.unit.municipality])
        citizen = self.population.citizen(chance, begun.at, practice.unit, life.row.citizen.birth_date)
        return twin(life, citizen, Worker(chance.one(practice.people), practice), chance)


def worked_citizens(programme: Programme) -> tuple[Case, ...]:
    """The worked citizens that are shipped with a programme; a published version does not hold them."""
    folder = settings.PROGRAMMES or shipped_folder()
    found, _ = read(read_texts(folder), programme.id)
    return found.cases if found is not None else ()


def load_demo(act: Act | None = None, size: int = SIZE, progress: Progress | None = None) -> None:
    """Makes up the region with so many referrals and stores it; `act` None is the system's own, now.

    Raises NoDemo and NotEmpty.
    """
    _require_demo()
    act = act or system_act("demo")
    if Unit.objects.exists():
        raise NotEmpty
    region = Region(blueprint(), size, act.now)
    store_landscape(act, region.landscape)
    store_lives(act, region.lives(), size, progress)
    store_duties(act)
    share_some(region.landscape, act.now)


def store_duties(act: Act) -> None:
    """Stores who offers what, what is paid, and open offers."""
    plan, regions = duty_plan(), frozenset(Unit.objects.values_list("region", flat=True))
    payments = PaymentMaker(act, plan)
    with transaction.atomic():
        DutyMaker(act, plan, demo_municipalities(regions)).store()
        payments.store()
        write_audit(act, Deed("edit", "agreement"), "ok")
    act.trail.ids.clear()
    payments.settle()


def reset_demo(act: Act | None = None, size: int = SIZE, progress: Progress | None = None) -> None:
    """Empties the database but for the published programmes, and loads the demo again; raises NoDemo."""
    _require_demo()
    empty_tables()
    load_demo(act, size, progress)


def _require_demo() -> None:
    if not settings.DEMO:
        raise NoDemo("Kun en demo kan fyldes og tømmes: start med TVAERSPOR_DEMO=1 eller «serve --demo».")


def empty_tables() -> None:
    """Takes away every row but the programmes', also from the logs, which otherwise refuse it."""
    tables = [table for table in connection.introspection.table_names() if table not in KEPT_TABLES]
    editor = connection.SchemaEditorClass(connection)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.check_constraints()
            editor.execute(f"TRUNCATE {', '.join(map(editor.quote_name, tables))} RESTART IDENTITY CASCADE")
            return
        unguard(editor, GUARDED)
        for table in tables:
            editor.execute(f"DELETE FROM {editor.quote_name(table)}")
        guard(editor, GUARDED)


def store_landscape(act: Act, landscape: Landscape) -> None:
    """Stores units, services and people."""
    users = {membership.user for membership in landscape.memberships}
    with transaction.atomic():
        Unit.objects.bulk_create([each.unit for each in landscape.workplaces])
        Service.objects.bulk_create([service for each in landscape.workplaces for service in each.services])
        User.objects.bulk_create(sorted(users, key=lambda user: user.username))
        Membership.objects.bulk_create(landscape.memberships)
        act.saw("unit", *(each.unit.id for each in landscape.workplaces))
        write_audit(act, Deed("create", "directory"), "ok")
    act.trail.ids.clear()


def store_lives(act: Act, lives: Iterable[Life], size: int, progress: Progress | None = None) -> None:
    """Stores referrals in small transactions, each with its audit row."""
    stored, known = 0, set[object]()
    for some in _batched(lives):
        with transaction.atomic():
            _store(act, some, known)
        act.trail.ids.clear()
        stored += len(some)
        if progress is not None:
            progress(stored, size)


def _batched(lives: Iterable[Life]) -> Iterator[tuple[Life, ...]]:
    left = iter(lives)
    while some := tuple(itertools.islice(left, AT_ONCE)):
        yield some


def _store(act: Act, lives: tuple[Life, ...], known: set[object]) -> None:
    new = {life.row.citizen.id: life.row.citizen for life in lives if life.row.citizen.id not in known}
    known.update(new)
    _create(Citizen, new.values())
    _create(Referral, (life.row for life in lives))
    _create(Event, (event for life in lives for event in life.events))
    _create(JointVoice, (voice for life in lives for voice in life.voices))
    _create(Course, (life.course for life in lives if life.course is not None))
    _create(Session, (session for life in lives for session in life.sessions))
    _create(FollowUp, (each for life in lives for each in life.follow_ups))
    _create(Letter, (letter for life in lives for letter in life.letters))
    _create(Message, (_delivered(act, message) for life in lives for message in life.messages))
    act.saw("referral", *(life.row.id for life in lives))
    act.saw("citizen", *new)
    write_audit(act, DEED, "ok")


def _delivered(act: Act, message: Message) -> Message:
    """A message that left long ago is not waiting any more."""
    if message.at < act.now - WAITS:
        message.status, message.handled_at = "delivered", message.at + WAITS
    return message


def _create(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    model._default_manager.bulk_create(list(rows))
