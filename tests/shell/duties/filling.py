"""Rows of the register, as an administrator writes them."""

from uuid import UUID

from tests.shell.doctor.plain import PROGRAMME
from tests.shell.world import AALBORG, World
from tvaerspor.actions.duties.agreements import NewAgreement, add_agreement

SINCE = "2024-01-01"


def state(world: World, programme: str = PROGRAMME, valid_until: str = "", **said: str) -> UUID:
    """One row about Aalborg."""
    typed = NewAgreement(AALBORG, programme, valid_from=SINCE, valid_until=valid_until, source="brev", **said)
    return add_agreement(world.act("administrator"), typed)
