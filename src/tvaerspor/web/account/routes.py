"""The addresses for logging in and out."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.web.account import signing_in
from tvaerspor.web.gate import OPEN, Route

FORM = ("GET", "HEAD", "POST")
ACCOUNT_ROUTES = (
    Route("log-ind/", "log_in", signing_in.log_in, OPEN, FORM),
    Route("log-ind/demo/", "demo_log_in", signing_in.demo_log_in, OPEN, ("POST",)),
    Route("log-ud/", "log_out", signing_in.log_out, OPEN, ("POST",)),
    Route("rolle/", "role", signing_in.role, OPEN, FORM),
    Route("adgangskode/", "password", signing_in.change_password, Deed("edit", "own_desk"), FORM),
)
