"""The pages on agreements, authorities, unmet needs and providers say, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

DUTIES = words(
    ("register_silent", "ikke oplyst", "not stated"),
    (
        "register_said",
        "Hentet fra oversigten over aftaler, pr. dags dato.",
        "Fetched from the register of agreements, as of today.",
    ),
    (
        "register_silent_long",
        "Oversigten over aftaler siger intet om kommunen i dag. Det er ukendt, ikke et nej.",
        "The register of agreements says nothing of the municipality today. It is unknown, not a no.",
    ),
)
