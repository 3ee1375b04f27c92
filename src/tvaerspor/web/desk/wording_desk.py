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
    ("by_system", "Systemet", "The system"),
    ("referral_title", "Henvisning {reference}", "Referral {reference}"),
    ("referral_heading", "Henvisning: {programme}", "Referral: {programme}"),
    ("from_unit", "Fra", "From"),
    ("to_unit", "Til", "To"),
    ("since", "I denne tilstand siden", "In this state since"),
    ("appointment", "Tid", "Appointment"),
    ("due", "Frist", "Due"),
    ("late", "{days} dage over", "{days} days over"),
    ("owner", "Hos", "With"),
    ("moves", "Hvad kan gøres nu", "What can be done now"),
    ("referral_text", "Henvisningen", "The referral"),
    ("message_text", "Lægens egen tekst", "The doctor's own text"),
    ("recommendation_then", "Anbefaling {date}", "Recommendation {date}"),
    ("way", "Hele forløbet", "The whole way"),
    ("event_to", "Til {unit}", "To {unit}"),
    ("event_reason", "Begrundelse", "Reason"),
    ("event_pointer", "Henvist til", "Pointed to"),
    ("event_note", "Bemærkning", "Note"),
    ("event_words", "Aftalt", "Agreed"),
    ("event_send", "Sendt", "Sent"),
    ("event_conclude", "Gemt uden at sende", "Kept without sending"),
    ("event_discard", "Kladden kasseret", "Draft discarded"),
    ("event_answer", "Besvaret og sendt igen", "Answered and sent again"),
    ("event_cancel", "Annulleret", "Cancelled"),
    ("event_see", "Set af afsenderen", "Seen by the sender"),
    ("event_see_cancelled", "Set af modtageren", "Seen by the receiver"),
    ("done_see", "Noteret som set.", "Noted as seen."),
)
