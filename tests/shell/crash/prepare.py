"""Run in a home of its own: makes the tables and a small world, and prints what writers over HTTP need to know."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django

from tvaerspor.records.keys import make_keys

make_keys(Path(os.environ["TVAERSPOR_HOME"], "keys.json"))  # before the settings look for the key that sessions need
django.setup()

from django.conf import settings  # noqa: E402

from tests.shell import world as small  # noqa: E402
from tests.shell.messages.letters import referral as referral_message  # noqa: E402
from tvaerspor.actions.demo.load_demo import worked_citizens  # noqa: E402
from tvaerspor.actions.demo.made_up_answers import typed_fields  # noqa: E402
from tvaerspor.actions.prepare_database import prepare_database  # noqa: E402
from tvaerspor.actions.receivers import KEPT  # noqa: E402
from tvaerspor.actions.stored_programmes import current_programmes  # noqa: E402
from tvaerspor.actions.try_programme import try_answers  # noqa: E402
from tvaerspor.programme.answers import Answers  # noqa: E402
from tvaerspor.programme.programme import Programme  # noqa: E402
from tvaerspor.records.models import Service  # noqa: E402
from tvaerspor.referral.questions import still_blank  # noqa: E402
from tvaerspor.triage.cases import context_of  # noqa: E402
from tvaerspor.triage.read_answers import sift_answers  # noqa: E402


def main() -> None:
    """Prints one JSON object."""
    prepare_database(settings.PROGRAMMES)
    small.store_shipped = lambda act: ()  # the home's own programmes are published already, and no others
    world = small.World()
    programme = current_programmes()[0]
    answers, destination = sendable(programme)
    unit = Service.objects.filter(destination=destination).values_list("unit", flat=True).first()
    name = settings.SESSION_COOKIE_NAME
    known = {
        "programme": programme.id,
        "fields": typed_fields(programme, answers),
        "destination": destination,
        "unit": str(unit),
        "sessions": {person: world.browser(person).cookies[name].value for person in world.members},
        "message": referral_message(world.units["physio"]).decode("latin-1"),
    }
    json.dump(known, sys.stdout)


def sendable(programme: Programme) -> tuple[Answers, str]:
    """The answers of a worked citizen that can be sent as they stand, and the one destination that they lead to."""
    first = programme.decision()
    for case in worked_citizens(programme):
        answers, _ = sift_answers(programme, case.answers)
        asked = Answers({name: value for name, value in answers.items() if programme.facts[name].is_asked})
        trial = try_answers(programme, first.id, asked, context_of(case))
        goals = trial.decision.recommended.destinations if trial.decision.recommended else ()
        is_one = len(goals) == 1 and programme.destinations[goals[0]].kind not in KEPT
        is_taken = is_one and Service.objects.filter(destination=goals[0]).exists()
        if case.decision == first.id and is_taken and not still_blank(programme, first, trial.known, asked):
            return asked, goals[0]
    raise SystemExit("no worked citizen can be sent as it stands")


main()
