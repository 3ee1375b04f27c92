"""The pages on open offers say, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

OPEN_OFFERS = words(
    ("open_offers", "Åbne tilbud uden henvisning", "Open offers without referral"),
    (
        "open_offers_lead",
        "Her kan alle komme uden henvisning og uden at melde sig til her.",
        "Anybody may come without a referral and without signing up here.",
    ),
    ("open_offers_none", "Ingen kommende datoer er meldt ud.", "No coming dates have been announced."),
    ("open_offers_all", "Alle regioner", "All regions"),
    ("offer_when", "Hvornår", "When"),
    ("offer_what", "Tilbud", "Offer"),
    ("offer_place", "Sted", "Place"),
    ("offer_seats", "Pladser", "Seats"),
    ("offer_unlimited", "så mange, der kommer", "as many as come"),
    ("offer_seats_help", "Lad feltet være tomt, hvis der ikke er en grænse.", "Leave blank where there is no limit."),
    ("offer_cancelled", "Aflyst", "Cancelled"),
    ("offer_minutes", "{minutes} minutter", "{minutes} minutes"),
    ("offer_calendar", "Til kalenderen (ICS)", "For the calendar (ICS)"),
    ("our_open_offers", "Åbne tilbud", "Open offers"),
    (
        "our_open_offers_none",
        "I har ingen åbne tilbud endnu. Meld det første ud.",
        "You have no open offers yet. Announce the first.",
    ),
    ("new_open_offer", "Meld et tilbud ud", "Announce an offer"),
    (
        "new_open_offer_help",
        "Titel, sted og beskrivelse kan ses af alle uden log-ind. Skriv intet om personer.",
        "Title, place and description can be seen by anybody without logging in. Write nothing about persons.",
    ),
    ("offer_title", "Titel", "Title"),
    ("offer_about", "Beskrivelse", "Description"),
    ("offer_programme", "For hvilket program", "For which programme"),
    ("offer_no_programme", "Ikke noget bestemt", "None in particular"),
    ("offer_announce", "Meld ud", "Announce"),
    ("offer_dates", "Datoer", "Dates"),
    ("offer_dates_none", "Ingen datoer endnu. Tilføj den første nedenfor.", "No dates yet. Add the first below."),
    ("offer_came", "Fremmøde", "Attendance"),
    ("offer_count", "Hvor mange kom", "How many came"),
    ("offer_write_count", "Gem antal", "Save the number"),
    ("offer_citizen", "En af jeres borgere", "One of your citizens"),
    ("offer_tick", "Skriv fremmøde", "Write attendance"),
    ("offer_cancel", "Aflys", "Cancel"),
    ("new_date", "Ny dato", "New date"),
    ("offer_on", "Dag", "Day"),
    ("offer_at", "Klokken", "Time"),
    ("offer_length", "Minutter", "Minutes"),
    ("next_date", "Næste dato", "Next date"),
    (
        "done_offer_announced",
        "Tilbuddet er meldt ud. Tilføj nu datoer.",
        "The offer has been announced. Now add dates.",
    ),
    ("done_date_added", "Datoen er tilføjet.", "The date has been added."),
    (
        "done_date_cancelled",
        "Datoen er aflyst. Den bliver stående som aflyst.",
        "The date is cancelled. It remains, as cancelled.",
    ),
    ("done_count_written", "Fremmødet er skrevet.", "The attendance has been written."),
)
