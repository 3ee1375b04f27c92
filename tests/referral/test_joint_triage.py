"""Joint triage: nobody sees another vote before giving their own, a seat speaks once, and it takes two to say yes."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerspor.programme.model import Panel, Seat
from tvaerspor.referral.joint_triage import (
    CannotSay,
    JointChoice,
    Pile,
    Speaker,
    Stage,
    Table,
    Voice,
    VoiceKind,
    check_conclusion,
    choices,
    is_agreed,
    missing_deciders,
    needs_reason,
    propose,
    say_yes,
    seat_for,
    table_of,
    vote,
)
from tvaerspor.terms.text import Text

SURGEON, RHEUMATOLOGIST, COLLEAGUE = UUID(int=1), UUID(int=2), UUID(int=3)
ROLES = {SURGEON: "surgeon", RHEUMATOLOGIST: "rheumatologist", COLLEAGUE: "surgeon"}
PLACES = ("clinic", "surgery", "training")


def panel(kind: str = "votes") -> Panel:
    seats = tuple(Seat(id=role, title=Text(da=role), roles=(role,)) for role in ("surgeon", "rheumatologist"))
    return Panel(id="two", title=Text(da="De to"), kind=kind, seats=seats, at=("joint",), to=PLACES[:2])  # type: ignore[arg-type]


VOTES, DIALOGUE = panel(), panel("dialogue")


def speaker(person: UUID) -> Speaker:
    return Speaker(person, ROLES[person])


def after(table: Table, *votes: tuple[UUID, str]) -> Table:
    for person, place in votes:
        table = Table(table.panel, (*table.said, vote(table, speaker(person), place, f"fordi {place}")))
    return table


sayings = st.lists(st.tuples(st.sampled_from(list(ROLES)), st.sampled_from(PLACES)), max_size=8)


@given(sayings)
def test_nobody_sees_anothers_vote_before_all_have_voted(said: list[tuple[UUID, str]]) -> None:
    table = Table(VOTES)
    for person, place in said:
        try:
            table = after(table, (person, place))
        except CannotSay:
            continue
        for onlooker in ROLES:
            shown = table.seen_by(onlooker)
            assert table.is_revealed or all(each.person == onlooker for each in shown)
            assert not table.is_revealed or len(shown) == len(VOTES.seats)
        assert table.is_revealed == (len(table.votes) == len(VOTES.seats))
        assert (table.stage is Stage.VOTING) == (not table.is_revealed)


@given(sayings)
def test_a_refused_vote_changes_nothing_and_a_shown_one_never_changes(said: list[tuple[UUID, str]]) -> None:
    table = Table(VOTES)
    for person, place in said:
        before = table
        try:
            table = after(table, (person, place))
        except CannotSay:
            assert table is before
            continue
        assert not before.is_revealed, "once all are shown nobody votes again"
        assert table.votes[ROLES[person]].destination == place
        assert [voice.number for voice in table.said] == list(range(1, len(table.said) + 1))


def test_a_vote_may_be_changed_by_its_giver_until_all_have_voted() -> None:
    table = after(Table(VOTES), (SURGEON, "clinic"), (SURGEON, "surgery"))
    assert table.votes["surgeon"].destination == "surgery" and len(table.said) == 2
    with pytest.raises(CannotSay, match="En kollega har afgivet stemmen"):
        after(table, (COLLEAGUE, "clinic"))
    with pytest.raises(CannotSay, match="stemmerne er vist"):
        after(table, (RHEUMATOLOGIST, "clinic"), (SURGEON, "clinic"))


def test_who_is_not_on_the_panel_has_no_vote_and_one_person_has_one_seat() -> None:
    with pytest.raises(CannotSay, match="sidder surgeon og rheumatologist"):
        seat_for(Table(VOTES), Speaker(SURGEON, "doctor"))
    table = after(Table(VOTES), (SURGEON, "clinic"))
    with pytest.raises(CannotSay, match="hver sin person"):
        vote(table, Speaker(SURGEON, "rheumatologist"), "clinic")


@pytest.mark.parametrize(
    ("first", "second", "stage", "agreed", "pile"),
    [
        ("clinic", "clinic", Stage.AGREED, "clinic", Pile.READY),
        ("clinic", "surgery", Stage.DIFFERING, "", Pile.DIFFERING),
    ],
)
def test_they_agree_when_the_votes_are_the_same(first: str, second: str, stage: Stage, agreed: str, pile: Pile) -> None:
    table = after(Table(VOTES), (RHEUMATOLOGIST, second), (SURGEON, first))
    assert (table.stage, table.agreed_on) == (stage, agreed)
    assert table.pile("surgeon") is table.pile("rheumatologist") is pile
    assert [vote.seat for vote in table.seen_by(COLLEAGUE)] == ["surgeon", "rheumatologist"]


def test_a_case_lies_with_whoever_has_not_voted() -> None:
    assert Table(VOTES).pile("surgeon") is Pile.MINE
    table = after(Table(VOTES), (SURGEON, "clinic"))
    assert (table.pile("surgeon"), table.pile("rheumatologist")) == (Pile.OTHERS, Pile.MINE)
    assert [seat.id for seat in table.waits_for] == ["rheumatologist"]


def test_the_joint_choice_waits_for_every_vote_and_then_for_every_decider() -> None:
    table = after(Table(VOTES), (SURGEON, "clinic"))
    with pytest.raises(CannotSay, match="mangler en stemme fra rheumatologist"):
        check_conclusion(table, speaker(SURGEON))
    agreed, differing = (after(table, (RHEUMATOLOGIST, place)) for place in ("clinic", "surgery"))
    check_conclusion(differing, speaker(COLLEAGUE))
    assert missing_deciders(agreed, JointChoice("clinic", ())) == ()
    assert len(missing_deciders(agreed, JointChoice("surgery", ()))) == 2, "another choice than the agreed one"
    assert [each.id for each in missing_deciders(differing, JointChoice("clinic", ("surgeon",)))] == ["rheumatologist"]
    assert missing_deciders(differing, JointChoice("clinic", ("surgeon", "rheumatologist"))) == ()


def test_a_reason_is_needed_only_outside_what_the_panel_may_choose() -> None:
    assert not needs_reason(VOTES, JointChoice("clinic", ()))
    assert needs_reason(VOTES, JointChoice("training", (), "  "))
    assert not needs_reason(VOTES, JointChoice("training", (), "Borgerens ønske"))
    assert choices(VOTES, ("training", "joint", "clinic")) == ("clinic", "surgery", "training")


def said_in(table: Table, voice: Voice) -> Table:
    return Table(table.panel, (*table.said, voice))


def test_a_dialogue_ends_when_both_have_said_yes_to_the_same_proposal() -> None:
    table = said_in(Table(DIALOGUE), propose(Table(DIALOGUE), speaker(SURGEON), "clinic"))
    assert (table.stage, table.pile("surgeon"), table.pile("rheumatologist")) == (
        Stage.PROPOSED,
        Pile.OTHERS,
        Pile.MINE,
    )
    with pytest.raises(CannotSay, match="Din side har allerede sagt ja"):
        say_yes(table, speaker(SURGEON), 1)
    with pytest.raises(CannotSay, match="Din side har allerede sagt ja"):
        say_yes(table, speaker(COLLEAGUE), 1)
    assert not is_agreed(table)
    assert is_agreed(said_in(table, say_yes(table, speaker(RHEUMATOLOGIST), 1)))


def test_either_side_may_propose_something_else_and_a_yes_is_to_what_was_seen() -> None:
    table = said_in(Table(DIALOGUE), propose(Table(DIALOGUE), speaker(SURGEON), "clinic"))
    table = said_in(table, propose(table, speaker(RHEUMATOLOGIST), "surgery"))
    assert table.proposal and table.proposal.destination == "surgery"
    assert table.pile("surgeon") is Pile.MINE
    with pytest.raises(CannotSay, match="et andet forslag nu"):
        say_yes(table, speaker(SURGEON), 1)
    assert say_yes(table, speaker(SURGEON), 2).destination == "surgery"
    with pytest.raises(CannotSay, match="et andet forslag nu"):
        say_yes(Table(DIALOGUE), speaker(SURGEON), 0)


@given(sayings)
def test_a_dialogue_is_never_agreed_by_one_side_alone(said: list[tuple[UUID, str]]) -> None:
    table = Table(DIALOGUE)
    for person, place in said:
        standing = table.proposal
        try:
            voice = (
                say_yes(table, speaker(person), standing.number)
                if standing and standing.destination == place
                else propose(table, speaker(person), place)
            )
        except CannotSay:
            continue
        table = said_in(table, voice)
        if is_agreed(table):
            assert table.proposal is not None
            yes = [each for each in table.said if each.number >= table.proposal.number]
            assert {each.seat for each in yes} == {"surgeon", "rheumatologist"}
            assert {each.destination for each in yes} == {table.proposal.destination}
            return


def test_what_was_said_is_put_in_order() -> None:
    said = [
        Voice(VoiceKind.VOTE, "surgeon", SURGEON, number, place) for number, place in ((2, "surgery"), (1, "clinic"))
    ]
    assert table_of(VOTES, said).votes["surgeon"].destination == "surgery"
    assert table_of(VOTES, said).next_number == 3
