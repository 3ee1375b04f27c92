"""The closing letter's pages say, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

LETTER = words(
    ("closing_letter", "Epikrise", "Closing letter"),
    ("closing_letter_heading", "Skriv epikrisen", "Write the closing letter"),
    (
        "closing_letter_lead",
        "Det, der er kendt, står her allerede. Skriv det, der mangler, og tilføj det, lægen ellers skal vide.",
        "What is known stands here already. Write what is missing, and add what else the doctor should know.",
    ),
    ("letter_left", "Der mangler {count} steder.", "{count} places are still to be written."),
    ("letter_nothing_left", "Alt er udfyldt.", "Everything is written."),
    ("blank_mark", "mangler", "missing"),
    (
        "recommended_at_end",
        "Programmets anbefaling ved forløbets slutning",
        "The programme's recommendation at the end",
    ),
    (
        "letter_measures",
        "Målinger, der skrives i forløbet, kommer med af sig selv.",
        "Measures that are entered in the course come along by themselves.",
    ),
    ("add_to_part", "Tilføj til dette afsnit", "Add to this part"),
    ("add_to", "Tilføj til «{heading}»", "Add to “{heading}”"),
    ("letter_to_preview", "Gem og se epikrisen", "Save and see the letter"),
    ("letter_save", "Gem kladden", "Save the draft"),
    ("letter_fill", "Skriv «ikke oplyst» i resten", "Write “not stated” in the rest"),
    ("letter_preview", "Sådan får lægen epikrisen", "This is how the doctor gets the letter"),
    ("letter_back", "Tilbage til teksten", "Back to the text"),
    ("letter_not_sent", "Epikrisen er ikke sendt", "The letter has not been sent"),
    ("letter_goes_to", "Den sendes til {unit}.", "It goes to {unit}."),
    (
        "letter_goes_nowhere",
        "Henviseren er ikke med her; epikrisen bliver stående på henvisningen.",
        "The referrer is not with us; the letter stays at the referral.",
    ),
    ("letter_as_message", "Den sendes også som MedCom-epikrise (DIS08).", "It also goes as a MedCom letter (DIS08)."),
    (
        "letter_changed",
        "Disse tegn skrives anderledes i MedCom-beskeden",
        "These signs are written otherwise in the MedCom message",
    ),
    (
        "letter_without_message",
        "Send epikrisen her uden MedCom-besked; jeg sørger for, at lægen får den på anden måde",
        "Send the letter here without a MedCom message; I see to it that the doctor gets it in another way",
    ),
    ("letter_send", "Send epikrisen", "Send the letter"),
    (
        "letter_send_warn",
        "Når epikrisen er sendt, er forløbet lukket og kan ikke åbnes igen.",
        "When the letter is sent, the course is closed and cannot be opened again.",
    ),
    (
        "letter_none_yet",
        "Epikrisen er ikke sendt endnu. Den kommer her, når fysioterapeuten har sendt den.",
        "The closing letter has not been sent yet. It comes here when the physiotherapist has sent it.",
    ),
    ("letter_from", "Fra", "From"),
    ("letter_sent", "Sendt", "Sent"),
    ("letter_first_read", "Læst første gang", "First read"),
    ("blank_start", "ved start", "at the start"),
    ("blank_end", "ved slut", "at the end"),
    ("blank_change", "ændring", "change"),
    (
        "blank_letter_request",
        "Det, egen læge bedes om, i højst fem linjer",
        "What the own doctor is asked to do, in five lines at most",
    ),
    ("blank_plan_goals", "Borgerens mål", "The citizen's goals"),
    ("blank_plan_self_training", "Selvtræning", "Self-training"),
    ("blank_course_contacts_offered", "Tilbudte træninger", "Sessions offered"),
    ("blank_course_contacts_attended", "Fremmødte træninger", "Sessions attended"),
    ("blank_course_end", "Forløbets sidste dag", "The last day of the course"),
    ("blank_doctor_name", "Lægens navn", "The doctor's name"),
    ("blank_citizen_address", "Borgerens adresse", "The citizen's address"),
    ("done_letter_draft", "Kladden er gemt. Intet er sendt.", "The draft is saved. Nothing has been sent."),
    ("done_close", "Epikrisen er sendt, og forløbet er lukket.", "The letter is sent, and the course is closed."),
)
