"""The quality of the practice's own referrals: one page, a table per programme with small bars."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from tvaerspor.actions.doctor.referral_quality import Period, last_year, referral_quality
from tvaerspor.programme.words import number
from tvaerspor.web.dates import as_iso, is_date
from tvaerspor.web.visit import Visit


def quality(visit: Visit) -> HttpResponse:
    """The page; the last twelve months unless a period is asked for."""
    usual = last_year(visit.act.today)
    asked = visit.request.GET
    first, last = as_iso(asked.get("fra", usual.first.isoformat())), as_iso(asked.get("til", usual.last.isoformat()))
    fault = _fault(first, last)
    period = usual if fault else Period(date.fromisoformat(first), date.fromisoformat(last))
    found, has_more = referral_quality(visit.act, period)
    known = {
        "here": "referral_quality",
        "programmes": found,
        "has_more": has_more,
        "first": first,
        "last": last,
        "period": period,
        "fault": fault,
        "headings": lambda programme: {phrase.id: phrase.heading for phrase in programme.phrases},
        "share": lambda part: number(round(100 * part), visit.language),
        "number": lambda value: number(value, visit.language),
    }
    return visit.show("doctor/quality", known, 422 if fault else 200)


def _fault(first: str, last: str) -> str:
    """What is wrong with the period that was asked for, as the name of a phrase; empty for nothing."""
    if not (is_date(first) and is_date(last)):
        return "quality_bad_date"
    return "quality_bad_order" if last < first else ""
