"""Letters that are owed and the quality of referrals say, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

OWED = words(
    ("owed_letters", "Epikriser", "Letters"),
    ("owed_letter_counts", "Epikriser", "Letters"),
    ("owed_title", "Epikriser, der mangler", "Closing letters that are owed"),
    (
        "owed_lead",
        "Forløb, der er slut uden epikrise, det ældste først. Intet lukkes af sig selv; en rykker skrives i historikken.",
        "Courses that are over without a closing letter, the oldest first. Nothing closes by itself; a reminder is "
        "written in the history.",
    ),
    (
        "owed_counts_lead",
        "Hvor mange epikriser der mangler, og hvor længe de er over tiden. Ingen borgere vises.",
        "How many closing letters are owed and how far over the limit they are. No citizens are shown.",
    ),
    ("owed_none", "Ingen epikriser mangler.", "No closing letter is owed."),
    ("owed_over", "slut {date}", "over {date}"),
    ("owed_reminded", "Der er rykket {date}.", "Reminded {date}."),
    ("owed_remind", "Skriv en rykker", "Write a reminder"),
    ("owed_provider", "Behandlingssted", "Provider"),
    ("owed_age_0", "I tide", "In time"),
    ("owed_age_1", "1-7 dage over", "1-7 days over"),
    ("owed_age_2", "8-30 dage over", "8-30 days over"),
    ("owed_age_3", "Over 30 dage", "More than 30 days"),
    ("owed_all", "I alt", "In all"),
    ("done_reminded", "Rykkeren står i historikken.", "The reminder stands in the history."),
    ("event_letter_reminded", "Der er rykket for epikrisen", "The closing letter was asked for"),
    ("referral_quality", "Kvalitet", "Quality"),
    ("quality_title", "Henvisningernes kvalitet", "Quality of referrals"),
    (
        "quality_lead",
        "Egne henvisninger i en periode: hvad der stod tomt, og hvad modtageren måtte spørge om.",
        "Own referrals in a period: what was blank, and what the receiver had to ask about.",
    ),
    ("quality_from", "Fra", "From"),
    ("quality_to", "Til og med", "To"),
    ("quality_show", "Vis", "Show"),
    (
        "quality_bad_date",
        "Skriv begge dage som datoer, fx 2026-11-22; det seneste år er vist.",
        "Write both days as dates, e.g. 2026-11-22; the last year is shown.",
    ),
    (
        "quality_bad_order",
        "Den sidste dag ligger før den første; byt dem om. Det seneste år er vist.",
        "The last day lies before the first; swap them. The last year is shown.",
    ),
    (
        "quality_count",
        "{sent} henvisninger; {returned} er kommet retur for svar.",
        "{sent} referrals; {returned} came back for answers.",
    ),
    ("quality_phrase", "Frase", "Phrase"),
    ("quality_blank", "Helt tom", "Wholly blank"),
    ("quality_mattered", "Holdt anbefalingen åben", "Kept it unsettled"),
    ("quality_returned", "Returneret for den", "Returned for it"),
    ("quality_days", "Dage tabt (median)", "Days lost (median)"),
    ("quality_others", "Andre praksis samlet", "Other practices together"),
    ("quality_others_said", "{blank} % tom, {returned} % retur", "{blank} % blank, {returned} % returned"),
    (
        "quality_few",
        "Der er for få andre praksis i perioden til at vise dem samlet.",
        "There are too few other practices in the period to show them together.",
    ),
    (
        "quality_more",
        "Kun de nyeste henvisninger i perioden er talt med.",
        "Only the newest referrals of the period are counted.",
    ),
    (
        "quality_none",
        "Praksis har ikke sendt henvisninger i perioden. Vælg en længere periode.",
        "The practice has sent no referrals in the period. Choose a longer one.",
    ),
    (
        "quality_note",
        "Svarene er de seneste, der blev sendt. Andre praksis vises kun, når de er mindst fem, og aldrig enkeltvis.",
        "The answers are the latest that were sent. Other practices are shown only when at least five, and never singly.",
    ),
)
