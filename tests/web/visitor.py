"""A visitor who fills in the form, and the page as a visitor sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from tests.web.selecting import as_xpath

ID = "knaeartrose"
TRY = f"/afproev/{ID}/destination/"


@dataclass
class Page:
    """One answer from the server."""

    response: Any

    @property
    def status(self) -> int:
        return int(self.response.status_code)

    @property
    def text(self) -> str:
        return str(self.response.content.decode())

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.text)

    def all(self, path: str) -> list[html.HtmlElement]:
        return list(self.tree.xpath(as_xpath(path)))

    def words(self, path: str) -> list[str]:
        """The texts of the elements, with single spaces."""
        return [" ".join(" ".join(element.itertext()).split()) for element in self.all(path)]

    def one(self, path: str) -> str:
        (found,) = self.words(path)
        return found

    @property
    def headline(self) -> str:
        return self.one(".headline > h3")

    def chosen(self, fact: str) -> str | None:
        """The value of a radio that is chosen, or of a text field."""
        fields = self.all(f"//*[@name='{fact}' and (@checked or (@type != 'radio' and @type != 'checkbox'))]")
        return fields[0].get("value") if fields else None


class Visitor:
    """Asks for pages and sends forms."""

    def __init__(self, **options: Any) -> None:
        self.client = Client(headers={"host": "localhost"}, **options)

    def get(self, path: str) -> Page:
        return Page(self.client.get(path, follow=True))

    def fill(self, fields: Mapping[str, str], press: str = "show", path: str = TRY) -> Page:
        """Sends the whole form, as a browser without JavaScript does."""
        return Page(self.client.post(path, {**fields, "_do": press}))

    def answer(self, fields: Mapping[str, str], press: str = "", path: str = TRY) -> Page:
        """Sends the form as htmx does after each answer; what comes back is only the recommendation."""
        page = self.client.post(path, {**fields, "_do": press}, headers={"HX-Request": "true", "host": "localhost"})
        page.content = b"<div>" + page.content + b"</div>"
        return Page(page)

    def drop(self, raw: bytes, fields: Mapping[str, str] | None = None, path: str = TRY) -> Page:
        """Drops a file on the form."""
        sent = SimpleUploadedFile("henvisning.xml", raw)
        return Page(self.client.post(path, {**(fields or {}), "_do": "read", "message": sent}))
