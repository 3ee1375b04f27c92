"""The addresses of the pages for messages."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.web.gate import Route
from tvaerspor.web.messages import listing, waiting

FORM = ("GET", "HEAD", "POST")
MESSAGE_ROUTES = (
    Route("meddelelser/", "messages", listing.messages, Deed("find", "message")),
    Route("meddelelser/ny/", "upload", listing.upload, Deed("create", "message"), FORM),
    Route("meddelelser/<uuid:message>/", "parked", waiting.parked, Deed("read", "message")),
    Route("meddelelser/<uuid:message>/modtag/", "settle", waiting.settle, Deed("edit", "message"), ("POST",)),
    Route("meddelelser/<uuid:message>/afvis/", "reject_message", waiting.reject, Deed("edit", "message"), ("POST",)),
)
