"""The programme's closing letter with what is known filled in, and what the therapist must write named."""

from __future__ import annotations

from collections.abc import Mapping

from tvaerspor.documents.text_section import TextSection
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Language


def closing_letter(
    programme: Programme, known: Mapping[str, str], language: Language = "da"
) -> tuple[TextSection, ...]:
    """The parts of the programme's text `closing_letter`, `known` by the names of its blanks ("citizen.name")."""
    raise NotImplementedError(programme, known, language)
