"""The addresses of administration and of the log."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.web.account import administration_units as units
from tvaerspor.web.account import administration_users as users
from tvaerspor.web.account import log_pages
from tvaerspor.web.gate import Route

FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
_CHANGE_USER, _CHANGE_UNIT = Deed("edit", "users"), Deed("edit", "directory")
ADMINISTRATION_ROUTES = (
    Route("administration/", "administration", users.users, Deed("find", "users")),
    Route("administration/brugere/ny/", "new_user", users.new_user, Deed("create", "users"), FORM),
    Route("administration/brugere/<uuid:user>/", "user", users.user, Deed("read", "users")),
    Route("administration/brugere/<uuid:user>/rolle/", "give_role", users.give, _CHANGE_USER, POST),
    Route("administration/brugere/<uuid:user>/fratag/", "take_role", users.take, _CHANGE_USER, POST),
    Route("administration/brugere/<uuid:user>/luk/", "close_user", users.close, _CHANGE_USER, POST),
    Route("administration/brugere/<uuid:user>/aabn/", "open_user", users.reopen, _CHANGE_USER, POST),
    Route("administration/brugere/<uuid:user>/adgangskode/", "user_password", users.password, _CHANGE_USER, POST),
    Route("administration/enheder/", "units", units.units, _CHANGE_UNIT),
    Route("administration/enheder/ny/", "new_unit", units.new_unit, Deed("create", "directory"), FORM),
    Route("administration/enheder/<uuid:unit>/luk/", "close_unit", units.close, _CHANGE_UNIT, POST),
    Route("administration/enheder/<uuid:unit>/aabn/", "open_unit", units.reopen, _CHANGE_UNIT, POST),
    Route("administration/log/", "technical_log", log_pages.technical, Deed("read", "technical_log")),
    Route("min-log/", "my_log", log_pages.my_log, Deed("read", "own_log")),
)
