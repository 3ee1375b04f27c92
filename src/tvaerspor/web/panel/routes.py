"""The addresses of joint triage."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.web.gate import Route
from tvaerspor.web.panel import choosing, joint_page, listing

FORM = ("GET", "HEAD", "POST")
FIND = Deed("find", "joint_triage")
DECIDE = Deed("decide", "joint_triage")
_CASE = "faelles-visitation/<uuid:referral>/"

PANEL_ROUTES = (
    Route("faelles-visitation/", "joint_list", listing.joint_list, FIND),
    Route("faelles-visitation/naeste/", "joint_next", listing.joint_next, FIND),
    Route(_CASE, "joint_case", joint_page.joint_case, Deed("read", "joint_triage")),
    Route(f"{_CASE}stem/", "joint_vote", choosing.vote, DECIDE, FORM),
    Route(f"{_CASE}valg/", "joint_choose", choosing.choose, DECIDE, FORM),
    Route(f"{_CASE}forslag/", "joint_propose", choosing.propose, DECIDE, FORM),
    Route(f"{_CASE}ja/", "joint_yes", choosing.yes, DECIDE, FORM),
)
