"""One short transaction for a write with its event and its audit row: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.records.models import Audit, Event, Referral, Submission
from tvaerspor.triage.decision import canonical


class AlreadyDone(Exception):
    """The same form was sent before; `result` names what it led to, as `kind:id`."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


class SentDifferently(Exception):
    """The same form was sent before with other content: nobody can know which was meant."""

    def __init__(self) -> None:
        super().__init__(
            "Formularen er allerede sendt én gang med andet indhold, og intet er gemt denne gang. "
            "Åbn siden igen for at se, hvad der står nu, og ret det der."
        )


class JustChanged(Exception):
    """Somebody else changed it since this page was shown."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            "En anden har ændret den, siden du åbnede siden. Intet er gemt, og det, du skrev, står her endnu. "
            "Se, hvad der er sket, og tag stilling igen."
        )
        self.subject = subject


@contextmanager
def saving(act: Act, deed: Deed, result: str) -> Iterator[None]:
    """A transaction that ends with the audit row; a form that was sent before raises AlreadyDone instead.

    `result` names what the write leads to, as `kind:id`; a form sent again is answered with it.
    """
    refuse_again(act)
    try:
        with transaction.atomic():
            yield
            if act.once:
                _remember(act, result)
            write_audit(act, deed, "ok")
    except IntegrityError:
        refuse_again(act)
        raise
    act.trail.is_written = True


def refuse_again(act: Act) -> None:
    """Raises AlreadyDone, or SentDifferently, where the act's form was sent before."""
    if act.once is None:
        return
    before = Submission.objects.filter(key=act.once.key, user=str(act.actor)).first()
    if before is not None:
        raise AlreadyDone(before.result) if before.digest == act.once.digest else SentDifferently


def _remember(act: Act, result: str) -> None:
    assert act.once is not None, "asked for by the caller"
    Submission.objects.create(key=act.once.key, user=str(act.actor), digest=act.once.digest, result=result, at=act.now)


def write_audit(act: Act, deed: Deed, outcome: str) -> None:
    """Appends the act's audit row."""
    Audit.objects.create(
        at=act.now,
        user=str(act.actor or ""),
        unit=str(act.unit or ""),
        role=act.role,
        purpose=act.purpose,
        route=act.route,
        deed=f"{deed.operation} {deed.resource}",
        outcome=outcome,
        seen=canonical(act.trail.as_data()),
    )


def happened(act: Act, referral: Referral, kind: str, about: Mapping[str, Any] | None = None) -> None:
    """Appends an event to the referral's history."""
    Event.objects.create(
        referral=referral,
        kind=kind,
        at=act.now,
        actor_id=act.actor,
        role=act.role,
        unit_id=act.unit,
        data=canonical(about or {}),
    )
