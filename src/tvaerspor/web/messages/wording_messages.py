"""The pages for messages say, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

MESSAGES = words()
