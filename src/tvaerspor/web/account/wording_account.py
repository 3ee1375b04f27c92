"""What the pages for logging in say, and what is said when the door does not open."""

from __future__ import annotations

from tvaerspor.web.wordings import words

ACCOUNT = words(
    ("log_in", "Log ind", "Log in"),
    ("log_out", "Log ud", "Log out"),
    ("username", "Brugernavn", "User name"),
    ("password", "Adgangskode", "Password"),
    (
        "log_in_wrong",
        "Brugernavn og adgangskode passer ikke sammen, eller der er prøvet for mange gange. Vent et kvarter, eller spørg "
        "din administrator.",
        "The user name and password do not match, or there have been too many tries. Wait fifteen minutes, or ask your "
        "administrator.",
    ),
    (
        "log_in_expired",
        "Du er logget ud, fordi der ikke er sket noget i et kvarter. Kladder er gemt.",
        "You have been logged out because nothing happened for fifteen minutes. Drafts are saved.",
    ),
    ("demo_title", "Demo: vælg en rolle", "Demo: choose a role"),
    (
        "demo_lead",
        "Alle borgere og enheder her er opdigtede. Ét klik logger ind.",
        "All citizens and units here are made up. One click logs in.",
    ),
    ("demo_as", "Log ind som {role}, {unit}", "Log in as {role}, {unit}"),
    ("role_title", "Vælg, hvor du arbejder nu", "Choose where you are working now"),
    (
        "role_none",
        "Du har endnu ingen rolle ved en enhed. Bed din administrator om en.",
        "You do not have a role at a unit yet. Ask your administrator for one.",
    ),
    ("role_change", "Skift rolle", "Change role"),
    ("password_title", "Ny adgangskode", "New password"),
    ("password_old", "Nuværende adgangskode", "Current password"),
    ("password_new", "Ny adgangskode, mindst 12 tegn", "New password, at least 12 characters"),
    ("password_again", "Ny adgangskode igen", "New password again"),
    ("password_change", "Skift adgangskode", "Change password"),
    ("resume_expired", "Du er blevet logget ud", "You have been logged out"),
    (
        "resume_expired_text",
        "Intet er sendt, og det, du skrev, står på denne side. Log ind i et nyt vindue, kom tilbage hertil, og send igen.",
        "Nothing has been sent, and what you wrote is on this page. Log in in a new window, come back here and send again.",
    ),
    ("resume_not_saved", "Det blev ikke gemt", "It was not saved"),
    (
        "resume_not_saved_text",
        "Databasen kunne ikke tage imod. Intet er gemt eller sendt, og det, du skrev, står på denne side. Prøv igen om "
        "lidt; sig til den, der driver systemet, hvis det gentager sig.",
        "The database could not take it. Nothing has been saved or sent, and what you wrote is on this page. Try again in "
        "a moment; tell whoever runs the system if it happens again.",
    ),
    ("resume_stale", "Siden var for gammel", "The page was too old"),
    (
        "resume_stale_text",
        "Du er logget ind igen, siden siden blev åbnet. Intet er sendt endnu; det, du skrev, står på denne side.",
        "You have logged in again since the page was opened. Nothing has been sent yet; what you wrote is on this page.",
    ),
    ("resume_log_in", "Log ind i et nyt vindue", "Log in in a new window"),
    ("resume_again", "Send det skrevne igen", "Send what was written again"),
    ("resume_kept", "Det, du skrev", "What you wrote"),
    ("conflict_title", "Det kunne ikke gøres", "It could not be done"),
    (
        "conflict_kept",
        "Det, du skrev, er ikke gemt, men står her, så du kan kopiere det",
        "What you wrote is not saved, but is here for you to copy",
    ),
    ("conflict_on", "Se, hvordan det står nu", "See how it stands now"),
)
