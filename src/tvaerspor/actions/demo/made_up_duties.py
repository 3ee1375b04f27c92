"""What the demo region's municipalities offer, how its providers stand, and what is unmet: made up from a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import yaml

from tvaerspor.actions.act import Act
from tvaerspor.actions.demo.chance import Chance
from tvaerspor.actions.duties.agreements import offer_facts, offers
from tvaerspor.actions.duties.routing import duties
from tvaerspor.actions.organisation import municipality_names, organisation_folder, region_of
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.duties.agreements import MAIN
from tvaerspor.duties.criteria import CRITERIA
from tvaerspor.records.models import AgreementRow, CriterionRow, Referral, Service, Unit, UnmetNeed

KEPT_SHARE = 0.7
NEEDS = 60  # referrals from each municipality without the offer, at most


@dataclass
class DutyMaker:
    """Makes the rows at one moment, always the same. `plan` is the file."""

    act: Act
    plan: dict[str, Any]
    municipalities: tuple[str, ...]
    chance: Chance = field(default_factory=lambda: Chance("duties"))

    def store(self) -> None:
        """Stores all of it, inside the caller's transaction."""
        AgreementRow.objects.bulk_create([*self._common(), *self._offers(), *self._without()])
        CriterionRow.objects.bulk_create(self._criteria())
        UnmetNeed.objects.bulk_create(self._needs())
        self._move_services()

    def three(self, shares: list[int]) -> bool | None:
        """Yes and no by their shares of a hundred; otherwise unknown."""
        drawn = self.chance.whole(1, 100)
        return True if drawn <= shares[0] else False if drawn <= sum(shares) else None

    def _common(self) -> Iterator[AgreementRow]:
        """The common agreement, which most municipalities joined."""
        said = self.plan["agreement"]
        for code in self.municipalities:
            joined, dynamic = self.three(said["joined"]), self.three(said["dynamic_referral"])
            joined = True if code in said["certainly"] else joined
            if joined is not None:
                yield self._row(code, said["from"], joined=joined, dynamic_referral=dynamic if joined else None)

    def _offers(self) -> Iterator[AgreementRow]:
        """The offers that programmes name beside their training."""
        said = self.plan["offer"]
        for programme, offer in offers():
            for code in self.municipalities:
                has_offer = self.three(said["has_offer"])
                if has_offer is not None:
                    yield self._row(code, said["from"], programme=programme, offer=offer, has_offer=has_offer)

    def _without(self) -> Iterator[AgreementRow]:
        """The municipalities that lack the training offer of each programme that asks for one."""
        said = self.plan["without"]
        for programme in current_programmes():
            if MAIN in offer_facts(programme).values():
                for code in said["municipalities"]:
                    yield self._row(code, said["from"], programme=programme.id, has_offer=False)

    def _row(self, code: str, start: object, **said: Any) -> AgreementRow:
        first = date.fromisoformat(str(start))
        row = AgreementRow(id=self.chance.id_at(self.act.now), municipality=code, valid_from=first, at=self.act.now)
        row.source = self.plan["source"]
        for name, value in said.items():
            setattr(row, name, value)
        return row

    def _criteria(self) -> Iterator[CriterionRow]:
        said, today = self.plan["criteria"], self.act.today
        for unit in Unit.objects.filter(kind__in=("private", "municipal")).order_by("name_key", "id"):
            for letter in CRITERIA:
                is_met = self.three([said["met"][letter], said["not_met"]])
                if is_met is None:
                    continue
                row = CriterionRow(id=self.chance.id_at(self.act.now), unit=unit, criterion=letter, is_met=is_met)
                row.valid_from = today - timedelta(days=self.chance.whole(200, 700))
                row.valid_until = today + timedelta(days=self.chance.whole(-20, 900)) if is_met else None
                row.evidence, row.at = f"{said['evidence'][letter]} ({self.plan['source'].lower()})", self.act.now
                yield row

    def _needs(self) -> Iterator[UnmetNeed]:
        """Needs of referrals from the municipalities without the offer, where the programme has a fallback."""
        availabilities = {each.id: each.decision().availability for each in current_programmes()}
        for code in self.plan["without"]["municipalities"]:
            sent = Referral.objects.filter(citizen__municipality=code, sent_at__isnull=False).order_by("-sent_at", "id")
            for row in (each for each in sent[:NEEDS] if self.chance.happens(KEPT_SHARE)):
                for item in availabilities.get(row.programme, ())[:1]:
                    need = UnmetNeed(referral=row, municipality=code, programme=row.programme, at=row.changed_at)
                    need.wished, need.fallback = item.destination, item.fallback
                    need.on = row.sent_at.date() if row.sent_at else self.act.today
                    yield need

    def _move_services(self) -> None:
        """In one region the region takes the moved duties over on the day; elsewhere the municipalities go on."""
        region = self.plan["taken_over_by_region"]
        for duty in (each for each in duties().by_destination if each.authority == "region"):
            eve = duty.period.start - timedelta(days=1)
            own = Service.objects.filter(destination=duty.subject, unit__region=region, unit__kind="municipal")
            taker = Unit.objects.filter(region=region, kind="hospital").order_by("id").first()
            if taker is not None and own.update(valid_until=eve):
                Service.objects.create(
                    unit=taker, destination=duty.subject, region=region, valid_from=duty.period.start
                )


def duty_plan() -> dict[str, Any]:
    """The file."""
    read: dict[str, Any] = yaml.safe_load((organisation_folder() / "demo" / "duties.yaml").read_text(encoding="utf-8"))
    return read


def demo_municipalities(regions: frozenset[str]) -> tuple[str, ...]:
    """The municipalities of the demo's regions, in order."""
    return tuple(code for code in sorted(municipality_names()) if region_of(code) in regions)
