"""The addresses of the worklist, and of what a receiver does with a referral: each named like its move."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.web.desk.worklist import next_in_list, worklist_page
from tvaerspor.web.gate import Route, View
from tvaerspor.web.receiver import asking, choosing, owning, timing

FORM = ("GET", "HEAD", "POST")
WORKLIST = Deed("find", "worklist")
DECIDE = Deed("decide", "visitation")
BOOK = Deed("edit", "appointment")


def _move(path: str, verb: str, view: View, deed: Deed = DECIDE) -> Route:
    return Route(f"henvisning/<uuid:referral>/{path}/", verb, view, deed, FORM)


RECEIVER_ROUTES = (
    Route("arbejdsliste/", "worklist", worklist_page, WORKLIST, FORM),
    Route("arbejdsliste/naeste/", "next_in_list", next_in_list, WORKLIST),
    _move("tag", "take", owning.take),
    _move("laeg-tilbage", "let_go", owning.let_go),
    _move("kvitter", "receive", owning.receive),
    _move("laes-af", "read_facts", asking.read_facts),
    _move("tag-imod", "accept", choosing.accept),
    _move("returner", "return", asking.return_for_answers),
    _move("tag-retur", "resume", asking.resume),
    _move("videresend", "forward", choosing.forward),
    _move("afvis", "reject", choosing.reject),
    _move("hastegrad", "prioritise", timing.prioritise),
    _move("tid", "offer", timing.offer, BOOK),
)
