"""The code lists of REF01 and REF07: one word of ours for each pair of an EDIFACT qualifier and an OIOXML word.

The OIOXML words are the enumerations of MedCom's ValueLists.xsd (2005/08/07 and 2013/09/02); the qualifiers are those
of the EDIFACT twins H0130R and H0731R.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CodeList:
    """One coded field: its Danish name, and for each of our words the EDIFACT and the OIOXML code ("" is none)."""

    name: str
    rows: tuple[tuple[str, str, str], ...]

    def value(self, form: str, code: str) -> str | None:
        """Our word for a code in that form ("edifact" or "oioxml"); None where the list does not have it."""
        column = 1 if form == "edifact" else 2
        return next((row[0] for row in self.rows if row[column] == code), None)

    def written(self, value: str) -> str | None:
        """The OIOXML code for our word, the first where there are several; None where the list does not have it."""
        return next((row[2] for row in self.rows if row[0] == value), None)


LETTER_STATUS = CodeList(
    "brevets status",
    (("new", "N", "nytbrev"), ("corrected", "M", "rettetbrev"), ("cancelled", "", "annulleretbrev")),
)
RECEIPT = CodeList(
    "ønsket om kvittering",
    (("yes", "1", "pluspositivkvitt"), ("no", "0", "minuspositivkvitt")),
)
PRIORITY = CodeList(
    "prioritet",
    (("elective", "WA", "elektiv"), ("acute", "AC", "akut"), ("special", "SA", "saerlige_forhold")),
)
STATUS = CodeList(
    "patientens status",
    (("outpatient", "HA", "ambulant"), ("admission", "HS", "indlaeggelse"), ("home", "HO", "hjemmet")),
)
EPISODE_STATUS = CodeList(
    "patientens status",
    (
        ("inactive", "", "inaktiv"),
        ("admitted", "", "indlagt"),
        ("outpatient", "", "ambulant"),
        ("dead", "", "doed"),
        ("outpatient_imaging", "", "ambulant_roentgen"),
    ),
)
"""The patient's status in closing letters, OIOXML words only."""
TRANSPORT = CodeList(
    "transport",
    (("none", "TX", "ingen"), ("lying", "ST", "liggende"), ("sitting", "SI", "siddende")),
)
RELATION = CodeList(
    "pårørendes relation",
    (
        ("unspecified", "GU", "uspec_paaroerende"),
        ("mother", "MO", "mor"),
        ("father", "FA", "far"),
        ("child", "SD", "barn"),
    ),
)
PHONE = CodeList(
    "telefonens art",
    (("home", "HO", "fastnet"), ("mobile", "CE", "mobil"), ("work", "WO", "arbejde"), ("home", "", "privat")),
)
IDENTIFIER_KIND = CodeList(
    "identifikationens art",
    (
        ("sygehusafdelingsnummer", "SKS", "sygehusafdelingsnummer"),
        ("ydernummer", "YNR", "ydernummer"),
        ("lokationsnummer", "EAN", "lokationsnummer"),
        ("kommunenummer", "KOM", "kommunenummer"),
        ("sorkode", "SOR", "sorkode"),
        ("amt", "", "amt"),
    ),
)
DIAGNOSIS_SYSTEM = CodeList(
    "diagnosens kodesystem",
    (
        ("sks", "SKS", "SKSdiagnosekode"),
        ("icpc2", "ICP", "ICPCkode"),
        ("unspecified", "USP", "uspecificeretkode"),
        ("sfu", "SFU", "Fysioterapihenvisningsdiagnose"),
        ("referral_kind", "HET", "fysioterapihenvisning"),
    ),
)
DIAGNOSIS_ROLE = CodeList(
    "diagnosens rolle",
    (
        ("referral", "H", "henv_diagnose"),
        ("unspecified", "DI", "uspec_diagnose"),
        ("secondary", "B", "bidiagnose"),
        ("additional", "DM", "tillaegsdiagnose"),
        ("action", "A", "aktionsdiagnose"),
        ("underlying", "G", "grundmorbus"),
        ("temporary", "M", "midlertidig_diagnose"),
        ("course", "S", "forloebsdiagnose"),
        ("operation", "TR", "operation"),
        ("imaging", "IN", "roentgenundersoegelse"),
        ("physiotherapy_group", "XI", "fysioterapihenvisningspgruppe"),
        ("referral_kind", "HI", "fysioterapihenvisning"),
    ),
)
OBJECT_KIND = CodeList(
    "bilagets art",
    (
        ("tekstfil", "TXT", "tekstfil"),
        ("billede", "IMG", "billede"),
        ("program", "PRG", "program"),
        ("vektor_grafik", "VGR", "vektor_grafik"),
        ("biosignaler", "BSG", "biosignaler"),
        ("multimedie", "MUL", "multimedie"),
        ("proprietaert_indhold", "PRP", "proprietaert_indhold"),
    ),
)
VISITATION = CodeList(
    "visitationsoplysningens art",
    (
        ("visitation_other", "US", "ustruktureret"),
        ("visitation_own_doctor", "EL", "egen_laege"),
        ("visitation_received", "HV", "henvisning_modtaget"),
        ("visitation_decision", "VI", "visitering"),
        ("visitation_called_in", "IK", "indkaldt"),
        ("visitation_admitted", "AF", "indlagt_paa"),
        ("visitation_guarantee", "UA", "udenamts_kaution"),
    ),
)
SPECIALITY = CodeList(
    "speciale",
    tuple(
        (word, number, word)
        for number, word in (
            pair.split(":")
            for pair in (
                "99:ikkeklassificeret 1:intern_medicin_sygehus 2:geriatri 3:hepatologi 4:haematologi "
                "5:infektionsmedicin 6:kardiologi 7:med_allergologi 8:med_endokrinologi 9:med_gastroenterologi "
                "10:med_lungesygdomme 11:nefrologi 12:reumatologi 18:dermato_venerologi_sygehus 20:neurologi "
                "22:onkologi 30:kirurgi_sygehus 31:karkirurgi 32:kir_gastroenterologi 33:plastikkirurgi "
                "34:thoraxkirurgi 35:urologi 38:gynaekologi_obstetrik_sygehus 40:neurokirurgi "
                "42:ortopaedisk_kirurgi_sygehus 44:oftalmologi 46:oto_rhino_laryngologi 48:hospitalsodontologi "
                "50:psykiatri_sygehus 52:boerne_ungdomspsykiatri 60:klin_biokemi 61:klin_fys_nuklearmedicin "
                "62:klin_immunologi 63:klin_mikrobiologi 64:klin_neurofysiologi 65:patologisk_anatomi "
                "66:diagnostisk_radiologi 67:klin_farmakologi 68:klin_genetik 80:paediatri_sygehus "
                "84:anaestesiologi_sygehus 86:arbejdsmedicin 90:almen_medicin 91:samfundsmedicin "
                "580:almenlaege_laegevagt 1519:oejenlaege 2021:oere_naese_halslaege 2501:anaestesiologi_praksis "
                "2503:roentgen_kbh 2504:dermato_venerologi_praksis 2505:roentgen 2506:reumatologi_fysiurgi "
                "2507:gynaekologi_obstetrik_praksis 2508:intern_medicin_praksis 2509:kirurgi_praksis "
                "2511:klinisk_kemi 2518:neuromedicin 2520:ortopaedisk_kirurgi_praksis 2522:patologi "
                "2523:plastkirurgi 2524:psykiatri_praksis 2525:paediatri 2526:boernepsykiatri 2528:tropemedicin "
                "4050:tandlaege 4551:fysioterapi 5053:kiropraktor 5552:briller 6054:fodterapi "
                "6055:fodbehandlking 7045:med_laboratorier 7046:omegnslaboratorier 9463:psykolog"
            ).split()
        )
    ),
)

EXTENSIONS: Mapping[str, str] = {"tif": "tiff", "jpg": "jpeg"}
"""ObjectExtensionCode where it is not simply the EDIFACT code in small letters."""

OBJECT_EXTENSIONS = frozenset(
    ("pcx tiff jpeg gif bmp png mpg dcm scp txt rtf doc xls wpd exe pdf wav avi mid rmi com zip bin inh plo").split()
)
"""ObjectExtensionCode's values."""

REFERRAL_KINDS: Mapping[str, str] = {
    "511": "almindelig fysioterapi",
    "621": "vederlagsfri fysioterapi",
    "624": "vederlagsfri fysioterapi, fortsat behandling",
    "571": "ridefysioterapi",
    "651": "vederlagsfri ridefysioterapi",
    "654": "vederlagsfri ridefysioterapi, fortsat behandling",
}
"""The codes of REF07's DiagnoseTypeCode `fysioterapihenvisning` (CIN+HI ... HET)."""

TEXTS: Mapping[str, str] = {
    "clinical_reason": "Årsag til henvisningen",
    "anamnesis": "Anamnese",
    "examination": "Undersøgelser",
    "medicine": "Aktuel medicin",
    "cave": "Cave",
    "supplementary": "Supplerende oplysninger",
    "visitation_received": "Visitation: henvisning modtaget",
    "visitation_decision": "Visitation: visitering",
    "visitation_called_in": "Visitation: indkaldt",
    "visitation_admitted": "Visitation: indlagt på",
    "visitation_own_doctor": "Visitation: egen læge",
    "visitation_guarantee": "Visitation: udenamts kaution",
    "visitation_other": "Visitation: øvrigt",
}
"""The free texts by field name, with the Danish heading, in the order in which they are shown."""
