"""The addresses that everybody who logs in has."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.web.desk.home import home
from tvaerspor.web.gate import Route

DESK_ROUTES = (Route("hjem/", "home", home, Deed("read", "own_desk")),)
