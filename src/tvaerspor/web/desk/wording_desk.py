"""What stands on everybody's desk says, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

DESK = words(
    ("nav_desk", "Mit skrivebord", "My desk"),
    ("home", "Forside", "Home"),
    ("done_password", "Adgangskoden er skiftet.", "The password has been changed."),
    ("desk_open", "Til mit skrivebord", "To my desk"),
    (
        "desk_footer",
        "Tværspor anbefaler; mennesker beslutter. Alle opslag noteres.",
        "Tværspor recommends; people decide. Every look-up is noted.",
    ),
)
