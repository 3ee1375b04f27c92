"""How good a practice's referrals were, given back to it: per phrase what was blank, what was returned, what it cost.

A practice sees its own numbers whole; of others only what they say together, and only when they are many enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from tvaerspor.programme.programme import Programme

LEAST_PRACTICES = 5
"""Fewer other practices than this are not shown together: one could be guessed from the rest."""


@dataclass(frozen=True, slots=True)
class Return:
    """A referral came back: the phrases that were asked about, and the days until it was answered; None: not yet."""

    phrases: frozenset[str]
    days: int | None


@dataclass(frozen=True, slots=True)
class SentReferral:
    """A referral as quality sees it.

    `practice` is some id of the sender; `blank` the phrases of which nothing was answered; `mattered` those with a
    blank that kept the recommendation open, or one of the rules beside it.
    """

    practice: str
    blank: frozenset[str]
    mattered: frozenset[str] = frozenset()
    returns: tuple[Return, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseQuality:
    """One phrase over a practice's referrals.

    `days` is the median of the days that a return took, None where none has been answered. `others_blank` and
    `others_returned` are the shares among all others together; None where they are too few.
    """

    phrase: str
    sent: int
    blank: int
    mattered: int
    returned: int
    days: float | None
    others_blank: float | None
    others_returned: float | None


def quality(
    phrases: Sequence[str], own: Sequence[SentReferral], others: Sequence[SentReferral]
) -> tuple[PhraseQuality, ...]:
    """Each phrase, in the programme's order."""
    shown = others if len({each.practice for each in others}) >= LEAST_PRACTICES else ()
    return tuple(_of(phrase, own, shown) for phrase in phrases)


def _of(phrase: str, own: Sequence[SentReferral], others: Sequence[SentReferral]) -> PhraseQuality:
    back = [each for referral in own for each in referral.returns if phrase in each.phrases]
    days = [each.days for each in back if each.days is not None]
    return PhraseQuality(
        phrase=phrase,
        sent=len(own),
        blank=sum(phrase in each.blank for each in own),
        mattered=sum(phrase in each.mattered for each in own),
        returned=_returned(phrase, own),
        days=float(median(days)) if days else None,
        others_blank=_share(sum(phrase in each.blank for each in others), len(others)),
        others_returned=_share(_returned(phrase, others), len(others)),
    )


def _returned(phrase: str, referrals: Iterable[SentReferral]) -> int:
    """How many referrals, not how many times."""
    return sum(any(phrase in each.phrases for each in referral.returns) for referral in referrals)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@lru_cache(maxsize=32)
def phrase_of(programme: Programme) -> Mapping[str, str]:
    """Each fact that the referrer is asked about, by the phrase that it stands under; parts of a group among them."""
    found: dict[str, str] = {}
    for phrase in programme.phrases:
        for name in phrase.facts:
            fact = programme.facts[name]
            if fact.moment == "referral" and (fact.ask or fact.of):
                found |= dict.fromkeys((name, *fact.of), phrase.id)
    return found


def blank_phrases(programme: Programme, answered: Collection[str]) -> frozenset[str]:
    """The phrases of which nothing was answered; «ved ikke» is no answer."""
    places = phrase_of(programme)
    touched = {places[name] for name in answered if name in places}
    return frozenset(places.values()) - touched
