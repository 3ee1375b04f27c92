"""What has just been done in a course, and what its history tells, in Danish and English."""

from __future__ import annotations

from tvaerspor.web.wordings import words

COURSE_DONE = words(
    (
        "done_started",
        "Forløbet er begyndt. Læg nu planen sammen med borgeren.",
        "The course has begun. Now make the plan with the citizen.",
    ),
    (
        "done_stopped",
        "Forløbet er stoppet. Skriv epikrisen, så lægen ved det.",
        "The course has stopped. Write the closing letter so that the doctor knows.",
    ),
    (
        "done_ended",
        "Forløbet er slut. Skriv epikrisen; indtil den er sendt, kan forløbet åbnes igen.",
        "The course is over. Write the closing letter; until it is sent, the course can be opened again.",
    ),
    (
        "done_plan",
        "Planen er aftalt. Du kan ændre den igen, når som helst.",
        "The plan is agreed. You can change it again at any time.",
    ),
    ("done_plan_same", "Planen er, som den var; intet er ændret.", "The plan is as it was; nothing has changed."),
    (
        "done_measured",
        "Målingerne er gemt. Er et tal forkert, så skriv det rigtige samme sted.",
        "The measures are saved. If a number is wrong, write the right one in the same place.",
    ),
    (
        "done_measured_same",
        "Tallene stod der allerede; intet er ændret.",
        "The numbers were there already; nothing has changed.",
    ),
    ("done_contact", "Kontakten er skrevet i forløbet.", "The contact is written in the course."),
    (
        "done_course_paused",
        "Forløbet er sat på pause. Genoptag det herunder.",
        "The course is paused. Resume it below.",
    ),
    ("done_course_resumed", "Forløbet er genoptaget.", "The course is resumed."),
    ("done_course_reopened", "Forløbet er åbnet igen.", "The course is open again."),
    (
        "done_attended",
        "Registreret. Fortryd ved gangen, hvis det var forkert.",
        "Registered. Undo at the session if it was wrong.",
    ),
    ("done_unregistered", "Registreringen er taget tilbage.", "The registration is taken back."),
    (
        "done_removed",
        "Gangen er fjernet. Tilføj den igen herunder, hvis det var forkert.",
        "The session is removed. Add it again below if it was wrong.",
    ),
    (
        "done_booked",
        "Gangene er tilføjet. Fjern dem, der ikke skal være der.",
        "The sessions are added. Remove those that should not be there.",
    ),
    (
        "done_booked_some",
        "Gangene er tilføjet; helligdage og dage, der allerede havde en gang, er sprunget over.",
        "The sessions are added; holidays and days that had one already are skipped.",
    ),
    (
        "done_booked_none",
        "Intet er tilføjet: dagene havde allerede en gang, eller de er helligdage.",
        "Nothing is added: the days had a session already, or are holidays.",
    ),
    (
        "done_follow_up",
        "Opfølgningen er markeret som lavet. Fortryd herunder.",
        "The follow-up is marked as made. Undo below.",
    ),
    ("done_follow_up_undone", "Opfølgningen venter igen.", "The follow-up is waiting again."),
    ("event_course_stopped", "Forløbet er stoppet før tid", "The course stopped early"),
    ("event_course_ended", "Forløbet er gennemført", "The course is completed"),
    ("event_course_paused", "Forløbet er sat på pause", "The course is paused"),
    ("event_course_resumed", "Forløbet er genoptaget", "The course is resumed"),
    ("event_course_reopened", "Forløbet er åbnet igen", "The course is opened again"),
    ("event_plan_agreed", "Planen er aftalt med borgeren", "The plan is agreed with the citizen"),
    ("event_plan_changed", "Planen er ændret", "The plan is changed"),
    ("event_measured", "Målinger er taget", "Measures are taken"),
    ("event_contact_prevention", "Henvist videre til forebyggelse (KRAM)", "Referred on to prevention (KRAM)"),
    ("event_contact_job_centre", "Kontakt til jobcentret", "Contact with the job centre"),
    ("event_contact_workplace", "Besøg på arbejdspladsen", "Visit to the workplace"),
    ("event_closing_letter_sent", "Epikrisen er sendt", "The closing letter is sent"),
    ("event_start", "Første besøg", "First visit"),
    ("event_close", "Henvisningen er lukket", "The referral is closed"),
    ("event_follow_up_done", "Opfølgning er lavet", "Follow-up made"),
    ("event_follow_up_undone", "Opfølgning venter igen", "Follow-up is waiting again"),
)
