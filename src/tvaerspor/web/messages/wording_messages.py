"""The pages for messages say, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

MESSAGES = words(
    ("messages", "Meddelelser", "Messages"),
    ("nav_messages", "Lister over meddelelser", "Lists of messages"),
    ("messages_all", "Alle", "All"),
    ("messages_parked", "Venter på dig", "Waiting for you"),
    ("messages_in", "Modtaget", "Received"),
    ("messages_out", "Sendt", "Sent"),
    ("messages_undelivered", "Ikke afleveret", "Not delivered"),
    (
        "messages_empty_all",
        "Enheden har ingen meddelelser endnu. Henvisninger fra andre systemer kommer af sig selv; en fil kan du selv indlæse.",
        "The unit has no messages yet. Referrals from other systems arrive by themselves; you can read in a file yourself.",
    ),
    ("messages_empty_parked", "Ingen meddelelser venter på en afgørelse.", "No message waits for a decision."),
    ("messages_empty_in", "Der er ikke modtaget nogen meddelelser endnu.", "No messages have been received yet."),
    ("messages_empty_out", "Der er ikke sendt nogen meddelelser endnu.", "No messages have been sent yet."),
    ("messages_empty_undelivered", "Alt, der er sendt, er afleveret.", "Everything that was sent has been delivered."),
    (
        "messages_no_outbox",
        "Meddelelserne ligger klar, men der er ikke sat en mappe op, som de kan afleveres i. Sig det til den, der driver systemet.",
        "The messages are ready, but no folder has been set up for delivering them. Tell whoever runs the system.",
    ),
    ("message_kind", "Art", "Kind"),
    ("message_in", "ind", "in"),
    ("message_out", "ud", "out"),
    ("message_other", "Fra eller til", "From or to"),
    ("message_unknown", "ikke oplyst", "not stated"),
    ("message_at", "Tidspunkt", "Time"),
    ("message_status", "Tilstand", "State"),
    ("message_became", "Henvisning", "Referral"),
    ("message_do", "Tag stilling", "Decide"),
    ("message_again", "Åbn igen", "Open again"),
    ("message_since", "i {spent}", "for {spent}"),
    ("spent_minutes", "{count} min.", "{count} min"),
    ("spent_hours", "{count} timer", "{count} hours"),
    ("spent_days", "{count} dage", "{count} days"),
    ("message_status_received", "Modtaget", "Received"),
    ("message_status_parked", "Venter", "Waiting"),
    ("message_status_rejected", "Afvist", "Rejected"),
    ("message_status_queued", "Ikke afleveret", "Not delivered"),
    ("message_status_failed", "Ikke afleveret", "Not delivered"),
    ("message_status_delivered", "Afleveret", "Delivered"),
    ("upload_title", "Indlæs en meddelelse", "Read in a message"),
    (
        "upload_lead",
        "En henvisning bliver til en modtaget henvisning hos den enhed, den er sendt til; en epikrise lægges ved den henvisning, "
        "den svarer på.",
        "A referral becomes a received referral at the unit that it was sent to; a closing letter is put with the referral "
        "that it answers.",
    ),
    ("upload_drop", "Vælg en fil, eller slip den her", "Choose a file, or drop it here"),
    ("upload_take", "Indlæs filen", "Read the file in"),
    (
        "upload_kinds",
        "Der kan indlæses henvisninger (REF01, REF07) og epikriser fra fysioterapeuter (DIS08). Kun det kodede læses ind som "
        "svar; afsenderens tekst står ved siden af.",
        "Referrals (REF01, REF07) and physiotherapists' closing letters (DIS08) can be read. Only what is coded becomes "
        "answers; the sender's text stands beside.",
    ),
    ("message_none", "Vælg en fil først.", "Choose a file first."),
    (
        "done_message_received",
        "Meddelelsen er indlæst og blev til denne henvisning.",
        "The message was read in and became this referral.",
    ),
    (
        "done_message_again",
        "Meddelelsen er modtaget før; intet er ændret. Her er henvisningen, den blev til.",
        "The message had been received before; nothing has changed. This is the referral that it became.",
    ),
    (
        "done_message_parked",
        "Meddelelsen er modtaget, men der skal tages stilling til den.",
        "The message has been received, but somebody has to decide about it.",
    ),
    (
        "done_message_elsewhere",
        "Meddelelsen er til en anden enhed og er givet videre til den.",
        "The message is for another unit and has been passed on to it.",
    ),
    (
        "done_message_rejected_before",
        "Meddelelsen er modtaget før og blev afvist; intet er ændret.",
        "The message had been received before and was rejected; nothing has changed.",
    ),
    (
        "done_messages_taken",
        "Filens breve er indlæst; de står øverst.",
        "The letters in the file were read in; they are at the top.",
    ),
    (
        "done_message_settled",
        "Meddelelsen er taget imod og blev til det, der står her.",
        "The message has been taken and became what is shown here.",
    ),
    (
        "done_message_rejected",
        "Meddelelsen er afvist. Fortryd ved at åbne den igen fra listen og tage imod den.",
        "The message has been rejected. Undo it by opening it again from the list and taking it.",
    ),
    ("parked_title", "Tag stilling til en meddelelse", "Decide about a message"),
    ("parked_says", "Det står i meddelelsen", "What the message says"),
    (
        "parked_others",
        "En af enhedens klinikere skal tage stilling til meddelelsen.",
        "One of the unit's clinicians has to decide about the message.",
    ),
    ("parked_settle", "Gør den til en henvisning", "Make it a referral"),
    (
        "parked_settle_help",
        "Skriv nummer og navn, som de står på borgerens sundhedskort. Passer de ikke sammen, bliver intet gemt.",
        "Write number and name as they stand on the citizen's health card. If they do not match, nothing is saved.",
    ),
    ("parked_municipality", "Bopælskommune, hvis den er kendt", "Municipality of residence, if known"),
    ("parked_unknown", "Ikke kendt", "Not known"),
    ("parked_programme", "Hvilket program hører henvisningen til?", "Which programme does the referral belong to?"),
    ("parked_take", "Tag imod henvisningen", "Take the referral"),
    ("parked_match", "Læg epikrisen ved en henvisning", "Put the closing letter with a referral"),
    (
        "parked_match_help",
        "Find henvisningen, som epikrisen svarer på; dens nummer begynder med H-. CPR-nummeret skal være det samme.",
        "Find the referral that the closing letter answers; its number begins with H-. The CPR number must be the same.",
    ),
    ("parked_reference", "Henvisningens nummer", "The referral's number"),
    ("parked_reject", "Afvis meddelelsen", "Reject the message"),
    (
        "parked_reject_help",
        "Afsenderen får ikke besked herfra: ring eller skriv. Meddelelsen bliver gemt sammen med din begrundelse.",
        "The sender is not told from here: telephone or write. The message is kept together with your reason.",
    ),
    ("parked_reason", "Hvorfor", "Why"),
    ("event_message_in", "Modtaget som meddelelse", "Received as a message"),
    ("event_letter_in", "Epikrise modtaget som meddelelse", "Closing letter received as a message"),
)
