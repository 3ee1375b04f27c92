"""The receiver's pages say, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

RECEIVER = words(
    ("receiver_back", "Tilbage til henvisningen", "Back to the referral"),
    ("receiver_faults", "Ret dette, og send igen", "Mend this and send again"),
    ("recommendation_read", "Anbefaling med det aflæste, {date}", "Recommendation with what was read, {date}"),
    (
        "take_text",
        "Henvisningen kommer på din egen liste, og dine kolleger ser, at du har den. Du kan lægge den tilbage igen.",
        "The referral comes on your own list, and your colleagues see that you have it. You can put it back again.",
    ),
    (
        "take_from_colleague",
        "En kollega har henvisningen nu. Tager du den, forsvinder den fra kollegaens liste.",
        "A colleague has the referral now. If you take it, it leaves the colleague's list.",
    ),
    (
        "let_go_text",
        "Henvisningen bliver på enhedens liste, og en kollega kan tage den.",
        "The referral stays on the unit's list, and a colleague can take it.",
    ),
    (
        "receive_text",
        "Afsenderen ser, at henvisningen er modtaget. Ingen beslutning er truffet endnu.",
        "The sender sees that the referral has been received. No decision has been made yet.",
    ),
    ("accept_place", "Hvad skal borgeren tilbydes her?", "What is the citizen to be offered here?"),
    ("accept_recommended", "anbefalet", "recommended"),
    ("accept_allowed", "muligt", "possible"),
    ("accept_outside", "uden for anbefalingen", "outside the recommendation"),
    ("accept_reason", "Begrundelse", "Reason"),
    (
        "accept_reason_help",
        "Kun nødvendig, når valget ligger uden for anbefalingen.",
        "Only needed when the choice is outside the recommendation.",
    ),
    (
        "reject_text",
        "Afvisningen afslutter henvisningen hos jer. Den kan ikke fortrydes her; afsenderen kan henvise igen.",
        "Rejecting ends the referral with you. It cannot be undone here; the sender can refer again.",
    ),
    (
        "reject_text_outside",
        "Afsenderen bruger ikke Tværspor og får ikke besked herfra. I skal selv give svaret, fx med brev eller telefon. "
        "Afvisningen afslutter henvisningen hos jer og kan ikke fortrydes her.",
        "The sender does not use Tværspor and is not told from here. You must give the answer yourselves, e.g. by letter "
        "or telephone. Rejecting ends the referral with you and cannot be undone here.",
    ),
    ("reject_reason", "Hvorfor afvises den?", "Why is it rejected?"),
    ("reject_pointer", "Hvor skal borgeren i stedet hen?", "Where should the citizen go instead?"),
    (
        "reject_pointer_help",
        "Nævn tilbuddet eller stedet, så afsenderen kan gå videre med det samme.",
        "Name the offer or the place, so that the sender can go on at once.",
    ),
    ("reject_told", "Vi giver selv afsenderen svaret", "We give the sender the answer ourselves"),
    (
        "return_text",
        "Henvisningen går tilbage til afsenderen, som ser spørgsmålene og din note. I kan tage den tilbage igen.",
        "The referral goes back to the sender, who sees the questions and your note. You can take it back again.",
    ),
    (
        "return_text_outside",
        "Afsenderen bruger ikke Tværspor og får ikke besked herfra. Spørg selv, fx med brev eller telefon. Henvisningen "
        "venter på jeres liste, og I tager den tilbage, når svaret er der.",
        "The sender does not use Tværspor and is not told from here. Ask yourselves, e.g. by letter or telephone. The "
        "referral waits on your list, and you take it back when the answer is there.",
    ),
    ("return_blank", "Spørgsmål uden svar", "Questions without an answer"),
    ("return_no_blank", "Alle spørgsmål er besvaret.", "All questions are answered."),
    ("return_answered", "Spørgsmål, der er besvaret", "Questions that are answered"),
    ("return_matters", "kan ændre anbefalingen", "may change the recommendation"),
    ("return_note", "Note til afsenderen", "Note to the sender"),
    (
        "return_note_help",
        "Skriv fx, hvad der er uklart i et svar.",
        "Write for example what is unclear in an answer.",
    ),
    (
        "resume_back_text",
        "Afsenderen kan ikke længere svare i formularen, når I tager henvisningen tilbage.",
        "The sender can no longer answer in the form once you have taken the referral back.",
    ),
    (
        "resume_back_outside",
        "Har I fået svar, så tag henvisningen tilbage, og læs svarene af.",
        "If you have got an answer, take the referral back and read the answers into the form.",
    ),
    (
        "resume_back_note",
        "Hvordan fik I svar, eller hvorfor venter I ikke længere?",
        "How did you get the answer, or why do you no longer wait?",
    ),
    ("forward_goal", "Hvad skal borgeren have?", "What does the citizen need?"),
    ("forward_choose", "Vælg", "Choose"),
    ("forward_search", "En del af enhedens navn", "A part of the unit's name"),
    ("forward_show", "Vis enheder", "Show units"),
    ("forward_unit", "Hvem skal den sendes videre til?", "To whom is it to be forwarded?"),
    ("forward_first", "Vælg først, hvad borgeren skal have.", "First choose what the citizen needs."),
    (
        "forward_none",
        "Ingen andre enheder tager imod den henvisning for borgerens kommune. Vælg noget andet, eller søg på en mindre "
        "del af navnet.",
        "No other units take that referral for the citizen's municipality. Choose something else, or search for a smaller "
        "part of the name.",
    ),
    (
        "forward_more",
        "Her står {shown} af {all}. Skriv en del af navnet for at finde resten.",
        "These are {shown} of {all}. Write a part of the name to find the rest.",
    ),
    ("forward_reason", "Hvorfor sendes den videre?", "Why is it forwarded?"),
    (
        "forward_text",
        "I kan ikke længere se henvisningen, når den er sendt videre. Borger og tekst er de samme hos den nye enhed.",
        "You can no longer see the referral once it has been forwarded. Citizen and text stay the same at the new unit.",
    ),
    ("prioritise_now", "Hastegraden er nu: {urgency}.", "The urgency is now: {urgency}."),
    (
        "prioritise_flag",
        "Et rødt flag giver hastegraden «{urgency}». Sænkes den under det, står det i forløbet, hvem der gjorde det og "
        "hvorfor.",
        "A red flag gives the urgency «{urgency}». If it is lowered below that, the course says who did it and why.",
    ),
    ("prioritise_new", "Ny hastegrad", "New urgency"),
    ("prioritise_reason", "Hvorfor ændres den?", "Why is it changed?"),
    ("offer_now", "Borgeren er tilbudt {time}.", "The citizen has been offered {time}."),
    ("offer_due", "Første besøg bør ligge senest {date}.", "The first visit should be on {date} at the latest."),
    ("offer_day", "Dato", "Date"),
    ("offer_time", "Klokkeslæt", "Time"),
    (
        "read_text",
        "Udfyld det, som teksten siger. Afsenderens egne svar bliver stående, og det noteres, at I har læst resten af.",
        "Fill in what the text says. The sender's own answers stay, and it is noted that you have read the rest.",
    ),
    ("read_see_text", "Gå til teksten", "Go to the text"),
    ("read_save", "Gem som læst af", "Save as read"),
    ("read_show", "Vis anbefalingen", "Show the recommendation"),
    ("read_as_sent", "Henvisningen, som den er sendt", "The referral as it was sent"),
    ("read_recommendation", "Anbefaling med det aflæste", "Recommendation with what was read"),
    ("event_take", "Taget af en medarbejder", "Taken by a member of staff"),
    ("event_let_go", "Lagt tilbage på enhedens liste", "Put back on the unit's list"),
    ("event_receive", "Modtaget", "Received"),
    ("event_read_facts", "Teksten læst af", "Text read into answers"),
    ("event_accept", "Taget imod", "Accepted"),
    ("event_return", "Returneret for svar", "Returned for answers"),
    ("event_resume", "Taget tilbage af modtageren", "Taken back by the receiver"),
    ("event_forward", "Videresendt", "Forwarded"),
    ("event_reject", "Afvist", "Rejected"),
    ("event_prioritise", "Hastegrad ændret", "Urgency changed"),
    ("event_urgency", "Fra «{before}» til «{after}»", "From «{before}» to «{after}»"),
    (
        "event_urgency_below",
        "Sænket fra «{before}» til «{after}», under det røde flag",
        "Lowered from «{before}» to «{after}», below the red flag",
    ),
    ("event_offer", "Tid tilbudt", "Time offered"),
    (
        "done_take",
        "Henvisningen er din nu. Du kan lægge den tilbage.",
        "The referral is yours now. You can put it back.",
    ),
    ("done_let_go", "Henvisningen er lagt tilbage på enhedens liste.", "The referral is back on the unit's list."),
    ("done_receive", "Der er kvitteret for henvisningen.", "The referral has been acknowledged."),
    (
        "done_read_facts",
        "Det aflæste er gemt ved siden af afsenderens svar.",
        "What was read is saved beside the sender's answers.",
    ),
    (
        "done_accept",
        "Henvisningen er taget imod. Næste skridt er at tilbyde borgeren en tid.",
        "The referral has been accepted. The next step is to offer the citizen a time.",
    ),
    (
        "done_return",
        "Henvisningen er returneret og venter på svar. I kan tage den tilbage.",
        "The referral has been returned and waits for answers. You can take it back.",
    ),
    ("done_resume", "Henvisningen er jeres igen.", "The referral is yours again."),
    (
        "done_forward",
        "Henvisningen er sendt videre. Ring til den nye enhed, hvis det var en fejl; den kan sende den tilbage.",
        "The referral has been forwarded. Telephone the new unit if it was a mistake; they can send it back.",
    ),
    ("done_reject", "Henvisningen er afvist med begrundelse.", "The referral has been rejected with a reason."),
    (
        "done_prioritise",
        "Hastegraden er ændret; det står i forløbet. Du kan ændre den igen.",
        "The urgency has been changed; the course says so. You can change it again.",
    ),
    ("done_offer", "Tiden er noteret. Du kan ændre den igen.", "The time has been noted. You can change it again."),
)
