"""The application that a web server calls."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from tvaerspor.actions.open_programme import programme_ids
from tvaerspor.actions.try_programme import open_for_trial
from tvaerspor.programme.faults import UnfinishedProgramme

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tvaerspor.web.settings")
application = get_wsgi_application()


def open_programmes() -> None:
    """Opens every programme before anybody visits; one that is not finished says so on its page."""
    from django.conf import settings

    for id_ in programme_ids(settings.PROGRAMMES):
        try:
            open_for_trial(id_, settings.PROGRAMMES)
        except UnfinishedProgramme:
            continue


def open_published() -> None:
    """Opens every published programme, so that nobody waits for it; called where the database may be used."""
    from tvaerspor.actions.stored_programmes import current_programmes

    current_programmes()
