"""The demo's calls, teaching, tariffs, a settled period, and open offers: made up, and settled by the action itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.demo.chance import Chance
from tvaerspor.actions.paying.settle import settle_period
from tvaerspor.actions.paying.sparring import CLINIC_ROLE, PRACTICE, SPARRING, counter_row
from tvaerspor.actions.paying.teaching import TEACHING
from tvaerspor.planning.settlement import KINDS
from tvaerspor.records.models import OpenAttendance, OpenDate, OpenOffer, PaidTime, Tariff, Teaching, Unit

DAYS_BACK, UNSETTLED_DAYS = 180, 50
DATES_BACK, DATES_AHEAD = 4, 6


@dataclass
class PaymentMaker:
    """Makes the rows at one moment, always the same. `plan` is the demo's file of duties."""

    act: Act
    plan: dict[str, Any]
    chance: Chance = field(default_factory=lambda: Chance("payments"))

    def store(self) -> None:
        """Stores all but the settlement, inside the caller's transaction."""
        Tariff.objects.bulk_create(self._tariffs())
        clinics = Unit.objects.filter(memberships__role=CLINIC_ROLE).distinct().order_by("name_key")
        for clinic in clinics:
            practices = tuple(Unit.objects.filter(kind=PRACTICE, region=clinic.region).order_by("name_key"))
            calls = list(self._calls(clinic, practices))
            PaidTime.objects.bulk_create(calls)
            counter_row(self.act, calls[0], self.plan["sparring"]["correction"]).save(force_insert=True)
            self._teach(clinic, practices)
        self._open_offers()

    def settle(self) -> None:
        """Settles what is older than some weeks, region by region, as an administrator."""
        act = dataclasses.replace(self.act, role="administrator", purpose="administration")
        last = self.act.today - timedelta(days=UNSETTLED_DAYS)
        for region in sorted(set(Unit.objects.filter(heard_times__isnull=False).values_list("region", flat=True))):
            settle_period(act, region, last.isoformat())

    def _tariffs(self) -> Iterator[Tariff]:
        said = self.plan["tariff"]
        for kind in KINDS:
            row = Tariff(id=self.chance.id_at(self.act.now), kind=kind, source=said["source"], at=self.act.now)
            row.kroner_per_hour, row.price_level = Decimal(said["kroner_per_hour"]), said["price_level"]
            row.valid_from = date.fromisoformat(said["from"])
            yield row

    def _calls(self, clinic: Unit, practices: tuple[Unit, ...]) -> Iterator[PaidTime]:
        said = self.plan["sparring"]
        some = self.chance.some(practices, 12)
        for _ in range(said["calls"]):
            practice = self.chance.one(some)
            row = PaidTime(id=self.chance.id_at(self.act.now), kind=SPARRING, practice=practice, other=clinic)
            row.on = self.act.today - timedelta(days=self.chance.whole(0, DAYS_BACK))
            row.minutes, row.unit, row.at = self.chance.one(said["minutes"]), practice, self.act.now
            row.set_words(self.chance.one(said["questions"]))
            yield row

    def _teach(self, clinic: Unit, practices: tuple[Unit, ...]) -> None:
        said = self.plan["teaching"]
        session = Teaching(id=self.chance.id_at(self.act.now), unit=clinic, title=said["title"], at=self.act.now)
        session.on, session.minutes = self.act.today - timedelta(days=DAYS_BACK // 2), said["minutes"]
        session.save(force_insert=True)
        for practice in self.chance.some(practices, said["practices"]):
            row = PaidTime(id=self.chance.id_at(self.act.now), kind=TEACHING, practice=practice, other=clinic)
            row.on, row.minutes, row.people = session.on, session.minutes, self.chance.whole(1, 3)
            row.teaching, row.unit, row.at = session, clinic, self.act.now
            row.save(force_insert=True)

    def _open_offers(self) -> None:
        for number, unit in enumerate(Unit.objects.filter(kind="municipal").order_by("name_key")):
            said = self.plan["open_offers"][number % len(self.plan["open_offers"])]
            offer = OpenOffer(id=self.chance.id_at(self.act.now), unit=unit, title=said["title"], at=self.act.now)
            offer.about, offer.seats = said["about"], said.get("seats")
            offer.place = f"{unit.street}, {unit.postcode} {unit.district}"
            offer.save(force_insert=True)
            for month in range(-DATES_BACK, DATES_AHEAD):
                self._hold(offer, said, self.act.today + timedelta(days=28 * month + number % 28))

    def _hold(self, offer: OpenOffer, said: dict[str, Any], on: date) -> None:
        starts = datetime.combine(on, time(said["hour"]), COPENHAGEN)
        row = OpenDate(id=self.chance.id_at(self.act.now), offer=offer, starts_at=starts, minutes=said["minutes"])
        row.cancelled_at = self.act.now if self.chance.happens(0.1) else None
        row.save(force_insert=True)
        if starts < self.act.now and row.cancelled_at is None:
            OpenAttendance.objects.create(date=row, count=self.chance.whole(0, 14), at=self.act.now)
