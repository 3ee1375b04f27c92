"""A referral as a MedCom message, where its destination is reached by one that we can write."""

from __future__ import annotations

from tvaerspor.actions.cases import Case
from tvaerspor.actions.messages.queue_message import Outgoing
from tvaerspor.actions.recommend import Recommended
from tvaerspor.records.models import Unit
from tvaerspor.referral.choice import Choice


def referral_message(case: Case, recommended: Recommended, choice: Choice, receiver: Unit) -> Outgoing | None:
    """The message; None where the destination is reached by another kind than REF07, or inside the house only."""
    return None
