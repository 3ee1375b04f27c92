"""The shell stands: tables, door and desk on whichever database the tests were asked to use."""

import pytest
from django.db import connection

from tests.shell.world import World
from tvaerspor.records.models import Audit

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def test_a_doctor_comes_to_the_desk_and_it_is_noted(world: World) -> None:
    page = world.browser("doctor").get("/hjem/")
    assert page.status_code == 200
    assert [row.route for row in Audit.objects.all()] == ["home"]
    assert connection.vendor in ("sqlite", "postgresql")


def test_nobody_comes_in_without_logging_in(world: World) -> None:
    from django.test import Client

    assert Client(headers={"host": "localhost"}).get("/hjem/").headers["Location"].startswith("/log-ind/")
