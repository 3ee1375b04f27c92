"""The addresses of the worklist, and of what a receiver does with a referral."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.web.desk.worklist import next_in_list, worklist_page
from tvaerspor.web.gate import Route

FORM = ("GET", "HEAD", "POST")
WORKLIST = Deed("find", "worklist")

RECEIVER_ROUTES = (
    Route("arbejdsliste/", "worklist", worklist_page, WORKLIST, FORM),
    Route("arbejdsliste/naeste/", "next_in_list", next_in_list, WORKLIST),
)
