"""What doctor and citizen chose beside what was recommended; and what stands in the way of sending.

Design sections 3 and 4: `must_answer` never narrows what is possible; it blocks sending to routine destinations, never
an acute outcome. A reason is asked for only where the choice is outside the allowed destinations.
"""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.programme.model import Decider
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Decision


@dataclass(frozen=True)
class Choice:
    """The destination that was chosen, why (blank where it is among the allowed ones), and who chose it.

    At referral doctor and citizen choose together.
    """

    destination: str
    reason: str = ""
    decided_by: Decider | None = "doctor_with_citizen"


@dataclass(frozen=True)
class Obstacle:
    """Why a referral cannot be sent yet: the field to go to, and what to do about it, in Danish."""

    field: str
    sentence: str


def allowed_destinations(decision: Decision) -> tuple[str, ...]:
    """Every destination that is still possible, recommended ones first, each once."""
    named = [option.destination for outcome in decision.possible for option in outcome.options]
    return tuple(dict.fromkeys(named))


def is_acute(decision: Decision) -> bool:
    """Whether everything that is possible is by telephone now: nothing may stand in the way of that."""
    return decision.urgency is Urgency.acute


def obstacles(
    programme: Programme, decision: Decision, open_facts: tuple[str, ...], choice: Choice
) -> tuple[Obstacle, ...]:
    """Everything that must be done before the referral can be sent; empty when it can.

    `open_facts` are the facts that must be answered now and are not (`questions.still_blank`).
    """
    found = [] if is_acute(decision) else [_must_answer(programme, name) for name in open_facts]
    if not choice.destination:
        found.append(Obstacle("_destination", "Vælg sammen med borgeren, hvor henvisningen skal hen."))
    elif choice.destination not in programme.destinations:
        found.append(Obstacle("_destination", "Destinationen findes ikke i programmet; vælg en af dem, der står her."))
    elif choice.destination not in allowed_destinations(decision) and not choice.reason.strip():
        found.append(Obstacle("_reason", "Valget ligger uden for det, programmet tillader; skriv kort hvorfor."))
    return tuple(found)


def _must_answer(programme: Programme, name: str) -> Obstacle:
    asked = programme.facts[name].ask or programme.facts[name].title
    return Obstacle(name, f"Besvar «{asked.da if asked else name}» med ja eller nej. Haster det, så ring.")
