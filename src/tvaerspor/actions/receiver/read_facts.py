"""Facts that the receiver reads out of the text («læst af»), with the recommendation that they give."""

from __future__ import annotations

import dataclasses

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move
from tvaerspor.actions.recommend import fetched_facts, kept_answers, recommend, stored_answers
from tvaerspor.programme.answers import Answers
from tvaerspor.triage.decision import as_data, canonical


def read_facts(case: Case, typed: Answers, seen: int) -> None:
    """Stores what differs from the sender's answers, which stay as they are. Raises FaultyForm where nothing does.

    With them is kept what the record knew, so that the recommendation can be made again. What is read may raise the
    urgency of the referral, never lower it.
    """
    sent = stored_answers(case.programme, case.row.answers)
    read = newly_read(case, typed)
    if not read.given and not read.unknown:
        raise FaultyForm((FieldFault("_facts", "Ingen svar er anderledes end afsenderens; der er intet at gemme."),))
    whole = Answers({**sent.given, **read.given}, (sent.unknown | read.unknown) - read.given.keys())
    recommended = recommend(case.act, case.row, whole)
    decision = recommended.decision
    kept = {name: answer for name, answer in recommended.used.items() if sent.get(name) != answer}
    changes = {
        "read_answers": canonical(kept_answers(Answers({**kept, **read.given}, read.unknown))),
        "read_decision": canonical(as_data(decision)),
        "urgency": max(case.row.urgency, int(decision.urgency or 0)),
    }
    facts = sorted({*read.given, *read.unknown})
    about = {"facts": facts, "context": dataclasses.asdict(recommended.context)}
    move(case, Step("read_facts", seen, changes, about))


def newly_read(case: Case, typed: Answers) -> Answers:
    """The answers that differ from the sender's. A field left blank leaves the sender's answer standing."""
    sent = stored_answers(case.programme, case.row.answers)
    fetched = fetched_facts(case.programme)
    asked = {name for name, fact in case.programme.facts.items() if not fact.derive and name not in fetched}
    given = {name: answer for name, answer in typed.items() if name in asked and sent.get(name) != answer}
    unknown = {name for name in typed.unknown & asked if name not in sent.given and name not in sent.unknown}
    return Answers(given, frozenset(unknown))
