"""The quality of referrals: counted by phrase, and of others only together."""

from tvaerspor.actions.open_programme import open_programme
from tvaerspor.referral.quality import LEAST_PRACTICES, Return, SentReferral, blank_phrases, phrase_of, quality


def sent(practice: str = "own", blank: str = "", *returns: Return) -> SentReferral:
    return SentReferral(practice, frozenset(blank.split()), frozenset(), returns)


def back(phrase: str, days: int | None) -> Return:
    return Return(frozenset({phrase}), days)


def test_each_phrase_counts_referrals_and_the_median_of_the_days() -> None:
    own = [
        sent("own", "weight"),
        sent("own", "", back("weight", 2), back("weight", 8)),
        sent("own", "", back("pain", None)),
    ]
    weight, pain = quality(("weight", "pain"), own, [])
    assert (weight.sent, weight.blank, weight.returned, weight.days) == (3, 1, 1, 5)
    assert (pain.returned, pain.days) == (1, None), "a return that waits has cost no known days"


def test_others_are_shown_together_and_only_when_many_enough() -> None:
    few = [sent(str(number), "pain") for number in range(LEAST_PRACTICES - 1)] * 3
    assert quality(("pain",), [], few)[0].others_blank is None
    many = [*few, sent("one more")]
    assert quality(("pain",), [], many)[0].others_blank == 12 / 13


def test_a_phrase_is_blank_when_nothing_under_it_was_answered() -> None:
    programme = open_programme("knaeartrose")
    every = frozenset(phrase_of(programme).values())
    assert blank_phrases(programme, ()) == every
    assert blank_phrases(programme, {"bmi"}) == every - {phrase_of(programme)["bmi"]}


def test_a_part_of_a_group_answers_its_phrase() -> None:
    programme = open_programme("knaeartrose")
    assert phrase_of(programme)["sick_listed"] not in blank_phrases(programme, {"sick_listed"})
