"""Words that a person reads: Danish always, English where it has been written."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from tvaerspor.terms.model import Model

Language = Literal["da", "en"]


class Text(Model):
    """A text in Danish and perhaps English; an author may write a bare string for Danish alone."""

    da: str
    en: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_bare_string(cls, raw: object) -> object:
        return {"da": raw} if isinstance(raw, str) else raw

    def in_language(self, language: Language) -> str:
        """The words in `language`, or the Danish ones where no translation has been written."""
        return self.en if language == "en" and self.en else self.da

    def speaks(self, language: Language) -> bool:
        """Whether the words exist in `language`; a page marks the others as Danish."""
        return language == "da" or self.en is not None

    def __str__(self) -> str:
        return self.da
