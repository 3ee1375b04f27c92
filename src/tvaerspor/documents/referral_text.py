"""What the receiver of a referral gets to read: the programme's phrases answered, the recommendation and the choice."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.documents.text_section import TextSection
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.model import Decider
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Language
from tvaerspor.triage.decision import Decision


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the citizen is sent, who chose it, and why, where it is outside what the programme allows."""

    destination: str
    decided_by: Decider | None = None
    reason: str | None = None


def referral_text(
    programme: Programme, answers: Answers, decision: Decision, choice: Choice | None = None, language: Language = "da"
) -> tuple[TextSection, ...]:
    """The referral in words, one to two pages; `choice` None leaves out who chose what."""
    raise NotImplementedError(programme, answers, decision, choice, language)
