"""Django set up once, a visitor, and a folder of programmes that a test may spoil."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.web.visitor import ID, Visitor
from tvaerspor.actions.open_programme import shipped_folder
from tvaerspor.actions.try_programme import open_for_trial
from tvaerspor.programme.programme import Programme


@pytest.fixture
def visitor() -> Visitor:
    """Somebody with a browser but without a log-in."""
    return Visitor()


@pytest.fixture(scope="session")
def programme() -> Programme:
    """The shipped programme that these tests try."""
    return open_for_trial(ID)


@pytest.fixture
def own_folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the programmes that the pages show, for as long as the test runs."""
    folder = tmp_path / "programmes"
    shutil.copytree(shipped_folder(), folder)
    before, settings.PROGRAMMES = settings.PROGRAMMES, folder
    yield folder
    settings.PROGRAMMES = before
