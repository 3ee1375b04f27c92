"""How a panel decides, in words: who sits there, how they come to one choice, and what they may choose."""

from __future__ import annotations

from tvaerspor.programme.model import Panel
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import capital, inside
from tvaerspor.terms.text import Language, Text

_TITLE = Text(da="Fælles visitation", en="Joint triage")
_HOW = {
    "votes": Text(
        da="{seats} stemmer hver for sig; ingen ser en anden stemme, før alle har stemt. Derefter træffer de ét valg, "
        "og er de uenige, sker det på en fælles konference.",
        en="{seats} vote each by themselves; nobody sees another vote until all have voted. Then they make one choice, "
        "at a joint conference where they differ.",
    ),
    "dialogue": Text(
        da="{seats} aftaler det i dialog: en foreslår, og det er valgt, når alle har sagt ja til det samme forslag.",
        en="{seats} agree in dialogue: one proposes, and it is chosen when all have said yes to the same proposal.",
    ),
}
_WHERE = Text(
    da="Det gælder det, der sendes til: {at}. De kan vælge {to}; andet kræver en begrundelse.",
    en="It holds for what is sent to: {at}. They may choose {to}; anything else needs a reason.",
)
_AND = Text(da=" og ", en=" and ")


def panels_title(language: Language) -> str:
    """The heading over a programme's panels."""
    return _TITLE.in_language(language)


def said_panel(programme: Programme, panel: Panel, language: Language) -> str:
    """The panel in three or four sentences."""
    titles = [seat.title.in_language(language) for seat in panel.seats]
    seats = capital(_AND.in_language(language).join(map(inside, titles)))
    how = _HOW[panel.kind].in_language(language).format(seats=seats)
    at, to = (_quoted(programme, names, language) for names in (panel.at, panel.to))
    return f"{how} {_WHERE.in_language(language).format(at=at, to=to)}"


def _quoted(programme: Programme, names: tuple[str, ...], language: Language) -> str:
    """Titles in quotation marks: some of them have commas of their own."""
    return ", ".join(f"«{programme.destinations[name].title.in_language(language)}»" for name in names)
