"""The lists: programmes on the front page, and a programme's worked citizens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from tvaerspor.actions.try_programme import open_for_trial
from tvaerspor.programme.contents import Case
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Language
from tvaerspor.web.form.said import NOTHING, Said, Voice
from tvaerspor.web.wording import ui

SHORT_VERSION = 12  # characters of the version's id that tell versions apart


@dataclass(frozen=True)
class Card:
    """A programme on the front page; `fault_count` above 0: it does not open."""

    id: str
    title: Said
    summary: Said = NOTHING
    moments: tuple[tuple[str, Said], ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    next_review: str | None = None
    is_review_due: bool = False
    version: str = ""
    statuses: tuple[tuple[Said, Said], ...] = ()
    case_count: int = 0
    fault_count: int = 0


def programme_card(id_: str, folder: Path | None, language: Language) -> Card:
    """The card of one programme."""
    try:
        programme = open_for_trial(id_, folder)
    except UnfinishedProgramme as unfinished:
        return Card(id_, Said(id_), fault_count=len(unfinished.faults))
    header, voice = programme.header, Voice(language, programme)
    return Card(
        id=id_,
        title=voice.text(header.title),
        summary=voice.text(header.summary),
        moments=tuple((each.id, voice.text(each.title)) for each in programme.decisions),
        valid_from=header.valid_from,
        valid_until=header.valid_until,
        next_review=header.next_review,
        is_review_due=header.next_review is not None and header.next_review < timezone.localdate().isoformat(),
        version=programme.version[:SHORT_VERSION],
        statuses=tuple(
            (voice.text(source.title), voice.text(source.status))
            for source in programme.sources.values()
            if source.status
        ),
        case_count=len(programme.cases),
    )


@dataclass(frozen=True)
class CaseView:
    """A worked citizen in the list."""

    id: str
    decision: str
    title: Said
    citizen: Said
    moment: str


def cases_listed(programme: Programme, voice: Voice, query: str) -> tuple[CaseView, ...]:
    """The worked citizens in whose words every word of the query occurs."""
    words = query.lower().split()
    moments = {decision.id: ui(f"moment_{decision.moment}", voice.language) for decision in programme.decisions}
    return tuple(
        CaseView(case.id, case.decision, voice.text(case.title), voice.text(case.citizen), moments[case.decision])
        for case in programme.cases
        if case.decision in moments and all(word in _searched(case) for word in words)
    )


def _searched(case: Case) -> str:
    texts = (case.title, case.citizen)
    return " ".join([case.id, *(text.da for text in texts), *(text.en or "" for text in texts)]).lower()
