"""Triages what lies in a file: answers written by hand (YAML or JSON), or a MedCom referral."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tvaerspor.actions.answers_file import AnswersFile, day_of, read_answers_file
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.actions.organisation import regions
from tvaerspor.actions.reading_files import BadFile, read_bytes
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.complaints import suggestion
from tvaerspor.programme.derivations import Age, TimeBetween, whole_units
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.decide import decide
from tvaerspor.triage.decision import Context, Decision
from tvaerspor.triage.read_answers import sift_answers

MAX_AGE_YEARS = 130
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Triaged:
    """What was read and what was recommended; `notes` are the reader's remarks."""

    programme: Programme
    answers: Answers
    context: Context
    decision_id: str
    decision: Decision
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Request:
    """What is asked for; `line` says where in the file a word of it stands."""

    programme: Programme
    decision: str | None
    context: Context
    answers: Mapping[str, Any]
    line: Callable[[str], str]
    notes: tuple[str, ...] = ()


def triage_file(file: Path, programme: str | None, today: str, folder: Path | None = None) -> Triaged:
    """The recommendation for the file's citizen; raises BadFile, BadMessage or UnfinishedProgramme."""
    raw = read_bytes(file)
    if raw.removeprefix(_BOM).lstrip()[:3] in (b"UNA", b"UNB") or raw.removeprefix(_BOM).lstrip()[:1] == b"<":
        request = _from_message(file, raw, programme, today, folder)
    else:
        request = _from_answers(read_answers_file(file, raw), programme, today, folder)
    answers, faults = sift_answers(request.programme, request.answers)
    said = [f"{request.line(fault.fact)}: {fault}" for fault in faults]
    said += [*_strange_dates(request, answers), *_strange_frame(request)]
    if said:
        raise BadFile("\n".join(said))
    decision_id = request.decision or request.programme.decisions[0].id
    decision = decide(request.programme, answers, request.context, decision_id)
    return Triaged(request.programme, answers, request.context, decision_id, decision, request.notes)


def _strange_frame(request: _Request) -> Iterator[str]:
    """A decision or a region that does not exist."""
    names = [decision.id for decision in request.programme.decisions]
    if request.decision is not None and request.decision not in names:
        yield f"{request.line('decision')}: decision: «{request.decision}» findes ikke; vælg mellem {', '.join(names)}"
    unknown = unknown_region(request.programme, request.context.region)
    if unknown:
        yield f"{request.line('region')}: region: {unknown}"


def unknown_region(programme: Programme, region: str | None) -> str | None:
    """What to say of a region that does not exist; None where there is nothing to say."""
    known = sorted({*(region.id for region in regions()), *programme.header.regions})
    if region is None or region in known:
        return None
    return f"«{region}» findes ikke{suggestion(region, known) or '; vælg mellem ' + ', '.join(known)}"


def _strange_dates(request: _Request, answers: Answers) -> Iterator[str]:
    """Dates that an age or a time is counted from, and that no citizen can have."""
    today = date.fromisoformat(request.context.date)
    since = {one.derive.start for one in request.programme.facts.values() if isinstance(one.derive, TimeBetween)}
    births = {one.derive.of for one in request.programme.facts.values() if isinstance(one.derive, Age)}
    for name in sorted((since | births) & answers.keys()):
        day = date.fromisoformat(str(answers[name]))
        if day > today:
            yield f"{request.line(name)}: {name}: {day} ligger efter den dag, der visiteres på ({today})"
        elif name in births and (age := whole_units(day, today, "years")) > MAX_AGE_YEARS:
            yield f"{request.line(name)}: {name}: {day} giver en alder på {age} år; se efter, om året er rigtigt"


def _from_answers(read: AnswersFile, programme: str | None, today: str, folder: Path | None) -> _Request:
    frame = read.frame
    context = Context(day_of(read, today), frame["region"], frame["municipality"])
    place = str(read.file) if programme else read.line("programme")
    opened = _opened(programme or frame["programme"] or _only_programme(read.file, folder), folder, place)
    return _Request(opened, frame["decision"], context, read.answers, read.line)


def _from_message(file: Path, raw: bytes, programme: str | None, today: str, folder: Path | None) -> _Request:
    from tvaerspor.interop.answers import concerns, stated_answers
    from tvaerspor.interop.reading import read
    from tvaerspor.interop.stated import stated

    referrals = read(raw)
    said = stated(referrals[0])
    ids = [id_ for id_ in programme_ids(folder) if concerns(_opened(id_, folder, str(file)), said)]
    chosen = programme or (ids[0] if len(ids) == 1 else _only_programme(file, folder))
    notes = [f"{warning.place}: {warning.sentence}" for warning in referrals[0].warnings]
    if len(referrals) > 1:
        notes.append(f"beskeden har {len(referrals)} henvisninger; den første er visiteret")
    if chosen not in ids:
        notes.append("beskedens diagnose er ikke blandt programmets koder; se efter, om det er det rette program")
    notes.append(f"kun beskedens koder er læst ind, ikke lægens tekst; læs den med tvaerspor message read {file}")
    opened = _opened(chosen, folder, str(file))
    answers = stated_answers(opened, said)
    return _Request(opened, None, Context(today), answers, lambda _: str(file), tuple(notes))


def _only_programme(file: Path, folder: Path | None) -> str:
    ids = programme_ids(folder)
    if len(ids) == 1:
        return ids[0]
    raise BadFile(f"{file}: hvilket program? Skriv --programme med et af: {', '.join(ids)}")


def _opened(id_: str, folder: Path | None, place: str) -> Programme:
    try:
        return open_programme(id_, folder)
    except KeyError:
        names = ", ".join(programme_ids(folder))
        raise BadFile(f"{place}: programmet «{id_}» findes ikke; vælg mellem {names}") from None
