"""Words ready to be shown: in the page's language where they exist, and marked as Danish where they do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import Words, capital
from tvaerspor.terms.text import Language, Text


@dataclass(frozen=True)
class Said:
    """Words with their language; `foreign` when they are Danish on a page in another language."""

    words: str
    foreign: bool = False

    def __str__(self) -> str:
        return self.words

    def __bool__(self) -> bool:
        return bool(self.words)

    def __html__(self) -> str:
        """The words for a page; a screen reader changes its voice where they are Danish."""
        safe = escape(self.words)
        return Markup('<span lang="da">{}</span>').format(safe) if self.foreign else safe

    @property
    def capital(self) -> Said:
        """The same with a capital first letter."""
        return Said(capital(self.words), self.foreign)


NOTHING = Said("")


class Voice:
    """Reads texts, and the rules of one programme, aloud in the page's language."""

    def __init__(self, language: Language, programme: Programme | None = None) -> None:
        self.language = language
        self.danish = Words(programme, "da") if programme else None
        self.local = Words(programme, language) if programme else None

    def text(self, text: Text | None) -> Said:
        """A text; nothing for None."""
        return Said(text.in_language(self.language), not text.speaks(self.language)) if text else NOTHING

    def danish_only(self, words: str) -> Said:
        """Words that exist in Danish alone, e.g. a quotation of a Danish source."""
        return Said(words, self.language != "da")

    def words(self, read: Callable[[Words], str]) -> Said:
        """What the programme's words make of something. Equal in both languages: nobody has translated it."""
        assert self.local is not None and self.danish is not None, "a voice without a programme reads no rules"
        words = read(self.local)
        return Said(words, self.language != "da" and words == read(self.danish) and not words.isnumeric())
