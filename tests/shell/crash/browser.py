"""A browser without pictures: asks a server in another process for pages, and sends forms, in one person's session."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

TOKEN = "x" * 32  # the secret of a form that is ours, as long as Django makes it
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Shown:
    """What came back."""

    status: int
    location: str
    body: str


@dataclass(frozen=True)
class Browser:
    """One person's."""

    port: int
    session: str

    def get(self, path: str) -> Shown:
        """A page."""
        return self.ask("GET", path, "", FORM)

    def post(self, path: str, fields: Mapping[str, str]) -> Shown:
        """A form, with the marks of our own forms; one that carries its key is sent again."""
        marks = {"csrfmiddlewaretoken": TOKEN, "_key": str(uuid4())}
        return self.ask("POST", path, urlencode({**marks, **fields}), FORM)

    def ask(self, method: str, path: str, body: str | bytes, kind: str) -> Shown:
        """Any request; raises OSError and HTTPException where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            cookies = f"session={self.session}; csrftoken={TOKEN}"
            headers = {"Content-Type": kind, "Cookie": cookies, "Host": "localhost"}
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return Shown(answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()
