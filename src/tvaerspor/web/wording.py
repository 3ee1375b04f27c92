"""Every word that the pages themselves say, in Danish and English; what programmes say is theirs."""

from __future__ import annotations

from collections.abc import Mapping

from tvaerspor.terms.text import Language, Text
from tvaerspor.web.account.wording_account import ACCOUNT
from tvaerspor.web.account.wording_administration import ADMINISTRATION
from tvaerspor.web.desk.wording_desk import DESK
from tvaerspor.web.desk.wording_owed import OWED
from tvaerspor.web.desk.wording_worklist import WORKLIST
from tvaerspor.web.doctor.wording_doctor import DOCTOR
from tvaerspor.web.duties.wording_duties import DUTIES
from tvaerspor.web.form.wording_panel import PANEL
from tvaerspor.web.groups.wording_groups import GROUPS
from tvaerspor.web.messages.wording_messages import MESSAGES
from tvaerspor.web.open_offers.wording_open_offers import OPEN_OFFERS
from tvaerspor.web.panel.wording_joint import JOINT
from tvaerspor.web.paying.wording_paying import PAYING
from tvaerspor.web.planner.wording_planner import PLANNER
from tvaerspor.web.receiver.wording_receiver import RECEIVER
from tvaerspor.web.rehabilitation.wording_rehabilitation import REHABILITATION
from tvaerspor.web.sharing.wording_meeting import MEETING
from tvaerspor.web.sharing.wording_sharing import SHARING
from tvaerspor.web.therapist.wording_therapist import THERAPIST
from tvaerspor.web.wordings import words

PAGE = words(
    ("brand", "Tværspor", "Tværspor"),
    ("tagline", "Forløbsprogrammer, der kan afprøves", "Care programmes that can be tried out"),
    ("skip", "Gå til indholdet", "Skip to content"),
    ("other_language", "English", "Dansk"),
    ("nav_programme", "Programmets sider", "Pages of the programme"),
    ("nav_moments", "Tidspunkt i forløbet", "Point in the course"),
    ("try", "Afprøv", "Try it out"),
    ("read", "Læs programmet højt", "Read the programme aloud"),
    ("cases", "Sager", "Worked citizens"),
    (
        "footer",
        "Tværspor anbefaler; mennesker beslutter. Siden gemmer intet, og intet skrives i en log.",
        "Tværspor recommends; people decide. This page stores nothing and writes nothing to a log.",
    ),
    ("front_title", "Afprøv et program", "Try a programme"),
    (
        "front_lead",
        "Vælg et program, svar på dets fraser, og se anbefalingen tage form: hvem der er mulig, hvorfor, og hvad "
        "der mangler.",
        "Choose a programme, answer its phrases, and see the recommendation take shape: who is possible, why, and what "
        "is missing.",
    ),
    (
        "front_empty",
        "Der er endnu ingen programmer. Læg en mappe i programmes/, og genindlæs siden.",
        "There are no programmes yet. Put a folder in programmes/ and reload the page.",
    ),
    ("try_programme", "Afprøv {title}", "Try {title}"),
    ("valid_from", "Gælder fra", "Valid from"),
    ("valid_until", "Gælder til", "Valid until"),
    ("next_review", "Næste gennemgang", "Next review"),
    ("review_due", "overskredet", "overdue"),
    ("version", "Version", "Version"),
    ("no_date", "ikke angivet", "not stated"),
    ("source_status", "Kildernes status", "Status of the sources"),
    ("unfinished", "Programmet er ikke færdigt", "The programme is not finished"),
    (
        "unfinished_lead",
        "Det åbnes ikke, før disse fejl er rettet. Ret filen, gem, og genindlæs siden.",
        "It does not open until these faults are mended. Mend the file, save it and reload the page.",
    ),
    ("faults", "{count} fejl", "{count} faults"),
    ("moment_referral", "Henvisning", "Referral"),
    ("moment_first_visit", "Første besøg", "First visit"),
    ("moment_review", "Opfølgning", "Review"),
    ("moment_end_of_course", "Forløbets afslutning", "End of the course"),
)

FORM = words(
    ("form", "Svar", "Answers"),
    ("place_and_date", "Sted og dato", "Place and date"),
    ("place", "Region eller kommune", "Region or municipality"),
    ("place_none", "Ikke valgt", "Not chosen"),
    ("place_whole", "{region}, kommune ikke valgt", "{region}, municipality not chosen"),
    ("date", "Dato", "Date"),
    (
        "date_wrong",
        "skal være en dato, f.eks. 22.11.2026; dagen i dag er brugt",
        "must be a date, e.g. 22.11.2026; today has been used",
    ),
    ("letter_drop", "Har du en MedCom-henvisning?", "Do you have a MedCom referral?"),
    (
        "letter_hint",
        "REF01 eller REF07, OIOXML eller EDIFACT, højst 5 MB. Kodede felter udfyldes; filen gemmes ikke.",
        "REF01 or REF07, OIOXML or EDIFACT, at most 5 MB. Coded fields are filled in; the file is not stored.",
    ),
    ("letter_file", "Fil", "File"),
    ("letter_read", "Læs filen", "Read the file"),
    ("letter_bad", "Filen kunne ikke læses.", "The file could not be read."),
    ("letter_none", "Vælg en fil først.", "Choose a file first."),
    ("letter_title", "Lægens tekst", "The doctor's text"),
    ("letter_text", "Henvisningens tekst", "The text of the referral"),
    (
        "letter_lead",
        "Fritekst læses aldrig ind i svarene. Læs den, og svar på fraserne.",
        "Free text is never read into the answers. Read it and answer the phrases.",
    ),
    ("letter_filled", "Udfyldt fra kodede felter", "Filled in from coded fields"),
    (
        "letter_nothing",
        "Ingen af programmets svar står i kodede felter.",
        "None of the programme's answers is in a coded field.",
    ),
    (
        "letter_kept",
        "«{label}»: henvisningen siger {found}; dit svar er beholdt.",
        "“{label}”: the referral says {found}; your answer is kept.",
    ),
    (
        "letter_more",
        "Filen har {count} henvisninger; den første vises.",
        "The file holds {count} referrals; the first is shown.",
    ),
    ("letter_warnings", "Bemærkninger til filen", "Notes on the file"),
    ("letter_details", "Hele henvisningen", "The whole referral"),
    ("letter_remove", "Fjern lægens tekst", "Remove the doctor's text"),
    ("letter_place", "fundet i {place}", "found in {place}"),
    ("fetched", "Hentede oplysninger", "Fetched information"),
    (
        "fetched_lead",
        "Hentes ellers fra andre systemer; her udfyldes de i hånden.",
        "Otherwise fetched from other systems; here they are filled in by hand.",
    ),
    ("fetched_from", "hentes fra {where}", "fetched from {where}"),
    ("other_moment", "Fra andre tidspunkter", "From other points in the course"),
    ("yes", "Ja", "Yes"),
    ("no", "Nej", "No"),
    ("unknown", "Ved ikke", "Don't know"),
    ("blank", "Ikke besvaret", "Not answered"),
    ("blank_short", "–", "–"),
    ("not_measured", "Ikke målt", "Not measured"),
    ("none_of_these", "Ingen af disse", "None of these"),
    ("rest_no", "Sæt resten til nej", "Set the rest to no"),
    ("clear", "Ryd", "Clear"),
    ("clear_of", "Ryd svaret på: {label}", "Clear the answer to: {label}"),
    ("choose", "Vælg", "Choose"),
    ("must", "skal besvares", "must be answered"),
    (
        "must_long",
        "Mærket «skal besvares» skal være udfyldt, før henvisningen kan sendes.",
        "What is marked “must be answered” has to be filled in before the referral can be sent.",
    ),
    (
        "must_long_other",
        "Mærket «skal besvares» skal være udfyldt, før der kan handles på anbefalingen.",
        "What is marked “must be answered” has to be filled in before the recommendation can be acted on.",
    ),
    ("only_if", "Kun hvis: {criterion}", "Only if: {criterion}"),
    ("gate_closed", "«{label}» spørges der ikke om nu: {criterion}.", "“{label}” is not asked now: {criterion}."),
    ("gate_unused", "Dit svar er beholdt, men bruges ikke.", "Your answer is kept, but is not used."),
    ("partly", "Delvist svar: {answer}", "Partial answer: {answer}"),
    (
        "both_number_and_unknown",
        "har både et tal og «ikke målt»; vælg ét af dem",
        "has both a number and “not measured”; choose one",
    ),
    ("show", "Vis anbefalingen", "Show the recommendation"),
    ("start_over", "Begynd forfra", "Start over"),
    ("faults_title", "{count} svar kan ikke bruges", "{count} answers cannot be used"),
    ("fault_title", "1 svar kan ikke bruges", "1 answer cannot be used"),
    ("case_title", "Eksempel: {title}", "Example: {title}"),
    ("case_expects", "Sagens forventning er opfyldt.", "The case's expectation is met."),
    ("case_unmet", "Sagens forventning er ikke opfyldt:", "The case's expectation is not met:"),
    ("case_answers_bad", "Nogle af sagens svar kan ikke bruges:", "Some of the case's answers cannot be used:"),
    (
        "trouble",
        "Anbefalingen kunne ikke opdateres, så den viste kan være forældet. Brug knappen «Vis anbefalingen».",
        "The recommendation could not be updated, so the one shown may be out of date. Use the button “Show the "
        "recommendation”.",
    ),
)

WHERE_FETCHED = words(
    ("citizen", "CPR eller henvisningen", "the civil register or the referral"),
    ("diagnosis", "henvisningens diagnosekode", "the referral's diagnosis code"),
    ("referral", "henvisningen", "the referral"),
    ("patient", "henvisningen", "the referral"),
    ("municipality", "kommunens systemer", "the municipality's systems"),
    ("agreements", "oversigten over aftaler", "the register of agreements"),
)

READ = words(
    (
        "read_lead",
        "Alt, hvad programmet siger, i hele sætninger: fra de samme regler, som giver anbefalingen.",
        "All that the programme says, in whole sentences: from the same rules that give the recommendation.",
    ),
    ("about", "Om programmet", "About the programme"),
    ("target_group", "Målgruppe", "Target group"),
    ("not_covered", "Ikke omfattet", "Not covered"),
    ("codes", "Diagnosekoder", "Diagnosis codes"),
    ("owners", "Ansvarlige", "Responsible"),
    ("phrases", "Fraser", "Phrases"),
    (
        "phrases_lead",
        "Højst otte overskrifter; under hver de få oplysninger, som den kræver.",
        "At most eight headings; under each the few facts that it needs.",
    ),
    ("red_flags", "Røde flag", "Red flags"),
    (
        "red_flags_lead",
        "Kommer før alt andet; den højeste hastegrad gælder.",
        "Come before all else; the highest urgency holds.",
    ),
    ("concepts", "Begreber", "Concepts"),
    ("concept_means", "Det vil sige: {criterion}.", "That is: {criterion}."),
    ("step", "Trin {number}", "Step {number}"),
    ("beside", "Ved siden af anbefalingen", "Beside the recommendation"),
    ("recommendations", "Kildernes anbefalinger", "The sources' recommendations"),
    ("impossible", "Svar, der ikke kan forenes", "Answers that cannot go together"),
    ("sources", "Kilder", "Sources"),
    ("source", "Kilde", "Source"),
    ("publisher", "Udgiver", "Publisher"),
    ("kind", "Slags", "Kind"),
    ("holds_for", "Gælder for", "Holds for"),
    ("whole_country", "hele landet", "the whole country"),
    ("contents", "Indhold", "Contents"),
    ("if_condition", "Hvis {criterion}", "If {criterion}"),
    (
        "local_everywhere",
        "{count} udsagn er lokale og kræver klinisk godkendelse.",
        "{count} statements are local and need clinical approval.",
    ),
    (
        "cases_lead",
        "Gennemarbejdede borgere fra programmets mappe. De er opdigtede, og de er programmets prøver.",
        "Worked citizens from the programme's folder. They are invented, and they are the programme's tests.",
    ),
    ("cases_search", "Søg i sagerne", "Search the worked citizens"),
    ("search", "Søg", "Search"),
    ("cases_count", "{shown} af {count} sager", "{shown} of {count} worked citizens"),
    (
        "cases_none",
        "Ingen sager svarer til «{query}». Prøv et kortere ord, eller ryd søgningen.",
        "No worked citizens match “{query}”. Try a shorter word, or clear the search.",
    ),
    (
        "cases_empty",
        "Programmet har endnu ingen sager. Læg dem i mappen cases/.",
        "The programme has no worked citizens yet. Put them in the folder cases/.",
    ),
)

ERRORS = words(
    ("error_404", "Siden findes ikke", "Page not found"),
    (
        "error_404_text",
        "Adressen er skrevet forkert, eller programmet har skiftet navn. Begynd fra listen over programmer.",
        "The address is mistyped, or the programme has changed its name. Start from the list of programmes.",
    ),
    ("error_403", "Formularen er for gammel", "The form is too old"),
    (
        "error_403_text",
        "Browseren har ikke sendt det mærke, som viser, at formularen er vores. Tillad cookies for siden, gå tilbage, "
        "genindlæs, og send igen.",
        "The browser did not send the mark that shows that the form is ours. Allow cookies for this page, go back, "
        "reload and send again.",
    ),
    ("error_400", "Det sendte kan ikke læses", "What was sent cannot be read"),
    ("error_400_text", "Gå tilbage, og prøv igen fra formularen.", "Go back and try again from the form."),
    ("error_413", "Det sendte er for stort", "What was sent is too large"),
    (
        "error_413_text",
        "En henvisning fylder nogle få kB. Gå tilbage, og vælg filen med selve henvisningen.",
        "A referral is a few kB. Go back and choose the file with the referral itself.",
    ),
    ("error_500", "Noget gik galt hos os", "Something went wrong on our side"),
    (
        "error_500_text",
        "Dine svar er ikke gemt nogen steder. Gå tilbage, og prøv igen; sig til, hvis det gentager sig.",
        "Your answers are not stored anywhere. Go back and try again; let us know if it happens again.",
    ),
    ("to_front", "Til listen over programmer", "To the list of programmes"),
)

PARTS = (
    *(PAGE, FORM, READ, ERRORS, PANEL, ACCOUNT, ADMINISTRATION),
    *(DESK, WORKLIST, DOCTOR, RECEIVER, THERAPIST, MESSAGES),
    *(DUTIES, PAYING, OPEN_OFFERS),
    *(JOINT, PLANNER),
    *(GROUPS, REHABILITATION, OWED),
    *(SHARING, MEETING),
)
WORDS: Mapping[str, Text] = {name: text for part in PARTS for name, text in part.items()}


def ui(name: str, language: Language, **values: object) -> str:
    """One of the page's own phrases; KeyError for a name that is not here."""
    return WORDS[name].in_language(language).format(**values)
