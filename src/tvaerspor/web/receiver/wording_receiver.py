"""The receiver's pages say, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

RECEIVER = words()
