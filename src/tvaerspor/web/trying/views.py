"""The pages: each view opens a programme, asks the core and shows what it says."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tvaerspor.actions.open_programme import programme_ids
from tvaerspor.actions.try_programme import open_for_trial
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.programme.model import Decision
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Language
from tvaerspor.web.form.said import Voice
from tvaerspor.web.templating import address, show
from tvaerspor.web.trying.listing import cases_listed, programme_card
from tvaerspor.web.trying.reading_aloud import book_of
from tvaerspor.web.trying.tried import Tried, case_tried, empty_tried, posted_tried


@require_safe
def front(request: HttpRequest, language: Language) -> HttpResponse:
    """The list of programmes; one click to try each."""
    cards = [programme_card(id_, settings.PROGRAMMES, language) for id_ in programme_ids(settings.PROGRAMMES)]
    return show(request, "trying/front", language, {"cards": cards})


@require_safe
def first_decision(request: HttpRequest, language: Language, programme: str) -> HttpResponse:
    """A programme without a decision: its first one."""
    try:
        opened = _opened(programme)
    except UnfinishedProgramme as unfinished:
        return _unfinished(request, language, unfinished)
    return redirect(address(language, "try", programme=programme, decision=opened.decisions[0].id))


@require_http_methods(["GET", "HEAD", "POST"])
def try_out(request: HttpRequest, language: Language, programme: str, decision: str) -> HttpResponse:
    """The form with the recommendation beside it; only the recommendation when htmx asks."""
    try:
        opened, chosen = _chosen(programme, decision)
    except UnfinishedProgramme as unfinished:
        return _unfinished(request, language, unfinished)
    tried = (
        posted_tried(request, opened, chosen, language)
        if request.method == "POST"
        else empty_tried(opened, chosen, language)
    )
    part = request.headers.get("HX-Request") == "true"
    return show(
        request,
        "trying/try_part" if part else "trying/try",
        language,
        {"tried": tried},
        422 if tried.is_faulty else 200,
    )


@require_safe
def try_case(request: HttpRequest, language: Language, programme: str, decision: str, case: str) -> HttpResponse:
    """The form as a worked citizen fills it in."""
    try:
        opened, chosen = _chosen(programme, decision)
    except UnfinishedProgramme as unfinished:
        return _unfinished(request, language, unfinished)
    found = next((each for each in opened.cases if each.id == case and each.decision == decision), None)
    if found is None:
        raise Http404
    tried: Tried = case_tried(opened, chosen, language, found)
    return show(request, "trying/try", language, {"tried": tried})


@require_safe
def read_aloud(request: HttpRequest, language: Language, programme: str) -> HttpResponse:
    """All that the programme says, in whole sentences."""
    try:
        opened = _opened(programme)
    except UnfinishedProgramme as unfinished:
        return _unfinished(request, language, unfinished)
    return show(request, "trying/read", language, {"book": book_of(opened, language), "programme": opened})


@require_safe
def cases(request: HttpRequest, language: Language, programme: str) -> HttpResponse:
    """The worked citizens, with a search."""
    try:
        opened = _opened(programme)
    except UnfinishedProgramme as unfinished:
        return _unfinished(request, language, unfinished)
    query = request.GET.get("q", "").strip()[:100]
    found = cases_listed(opened, Voice(language, opened), query)
    return show(request, "trying/cases", language, {"programme": opened, "cases": found, "query": query})


def _opened(id_: str) -> Programme:
    """The programme with that id; anything that is not a programme's folder is not found."""
    if id_ not in programme_ids(settings.PROGRAMMES):
        raise Http404
    return open_for_trial(id_, settings.PROGRAMMES)


def _chosen(id_: str, decision: str) -> tuple[Programme, Decision]:
    opened = _opened(id_)
    try:
        return opened, opened.decision(decision)
    except KeyError:
        raise Http404 from None


def _unfinished(request: HttpRequest, language: Language, unfinished: UnfinishedProgramme) -> HttpResponse:
    return show(
        request, "trying/unfinished", language, {"id": unfinished.programme, "faults": unfinished.faults}, status=409
    )
