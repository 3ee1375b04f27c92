"""The names of MedCom's message types, and which of them can be read here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .messages import BadMessage
from .notes import Notes, quote


@dataclass(frozen=True)
class Kind:
    """A kind of message that can be read: its types with their known versions, and the Danish words for it.

    `one` is "henvisning", `the` "henvisningen", `many` "henvisninger". Another version than these gives a warning.
    """

    versions: Mapping[str, frozenset[str]]
    one: str
    the: str
    many: str


REFERRALS = Kind(
    {"REF01": frozenset({"H0130R", "H0131R"}), "REF07": frozenset({"H0730R", "H0731R", "H0732R"})},
    "henvisning",
    "henvisningen",
    "henvisninger",
)
CLOSING_LETTERS = Kind({"DIS08": frozenset({"D0833L"})}, "epikrise", "epikrisen", "epikriser")
READABLE: Mapping[str, frozenset[str]] = {**REFERRALS.versions, **CLOSING_LETTERS.versions}
"""Every type that can be read."""

NAMES: Mapping[str, str] = {
    "BIN01": "binært bilag",
    "BIN02": "bilag til henvisning",
    "CTL01": "negativ VANS-kvittering",
    "CTL02": "negativ kvittering",
    "CTL03": "positiv kvittering",
    "DIS01": "udskrivningsepikrise",
    "DIS02": "ambulantepikrise",
    "DIS03": "skadestueepikrise",
    "DIS05": "billeddiagnostisk epikrise",
    "DIS07": "speciallægeepikrise",
    "DIS08": "fysioterapiepikrise",
    "DIS09": "kiropraktorepikrise",
    "DIS13": "bookingsvar",
    "DIS14": "indlæggelsessvar",
    "DIS15": "kommunalt afslutningsnotat",
    "DIS17": "udskrivningsadvis",
    "DIS19": "varsling om udskrivning",
    "DIS20": "indlæggelsesadvis",
    "DIS22": "notat fra akutfunktion",
    "DIS91": "korrespondancemeddelelse",
    "GGOP": "genoptræningsplan",
    "PRE01": "recept",
    "REF01": "sygehushenvisning",
    "REF02": "billeddiagnostisk henvisning",
    "REF06": "speciallægehenvisning",
    "REF07": "fysioterapihenvisning",
    "REF08": "fodterapihenvisning",
    "REF10": "psykologhenvisning",
    "REF15": "kommunehenvisning",
    "REF22": "henvisning til akutfunktion",
    "REQ01": "laboratorierekvisition",
    "RPT01": "laboratoriesvar",
    "RPT02": "mikrobiologisvar",
    "RUC04": "fysioterapiafregning",
    "RUC06": "kiropraktorafregning",
}
MAX_LETTERS = 2_000
_FAMILIES: Mapping[str, str] = {"B": "BIN", "C": "CTL", "D": "DIS", "H": "REF", "Q": "REQ", "R": "RPT", "U": "RUC"}


def type_of_version(version: str) -> str | None:
    """The type that a version code belongs to ("H0731R" and "XH0731R" are REF07); None where it has another shape."""
    found = re.fullmatch(r"X?([BCDHQRU])(\d\d)\d\d[A-Z]", version)
    return _FAMILIES[found[1]] + found[2] if found else None


def plain_type(code: str) -> str:
    """A type or version code without the X that marks the OIOXML form."""
    return code.removeprefix("X").upper() if code[:1] in {"X", "x"} else code.upper()


def named(code: str) -> str:
    """The type with its Danish name in brackets, where there is one; what cannot be a type is quoted."""
    if code in NAMES:
        return f"{code} ({NAMES[code]})"
    return code if re.fullmatch(r"[A-Z]{2,6}[0-9]{0,3}", code) else quote(code)


def not_readable(place: str, code: str, kind: Kind) -> BadMessage:
    """The refusal of a letter that is something other than one of the kind."""
    types = " og ".join(sorted(kind.versions))
    return BadMessage(place, f"beskeden er en {named(code)}", f"kun {types} kan læses som {kind.one} endnu")


def settled(notes: Notes, place: str, claims: Sequence[str | None], kind: Kind) -> str:
    """The type of a letter from what it calls itself in several places, the most trusted first; None is no claim.

    Raises BadMessage where that is none of the kind, and where it is one thing here and another there.
    """
    said = list(dict.fromkeys(claim for claim in claims if claim))
    if not said:
        raise BadMessage(
            place, "brevet siger ikke, hvilken type det er", "bed afsenderen sende det igen med typen udfyldt"
        )
    if not any(claim in kind.versions for claim in said):
        raise not_readable(place, said[0], kind)
    if not all(claim in kind.versions for claim in said):
        raise BadMessage(
            place,
            f"brevet kalder sig både {' og '.join(map(named, said))}",
            "bed afsenderen sende det igen med én type",
        )
    if len(said) > 1:
        notes.warn(place, f"brevet kalder sig både {' og '.join(map(named, said))}; det læses som en {said[0]}.")
    return said[0]


def note_version(notes: Notes, place: str, message_type: str, version: str | None) -> None:
    """Note a version of the type that is not among those known."""
    if version is None:
        notes.warn(place, "brevet angiver ingen version; det læses som den nyeste kendte.")
    elif version not in READABLE[message_type]:
        known = ", ".join(sorted(READABLE[message_type]))
        notes.warn(
            place,
            f"versionen {quote(version)} af {message_type} kendes ikke ({known} gør); "
            "felter, som er nye i den, står under »Ikke læst«.",
        )


def check_number(place: str, letters: int, kind: Kind) -> None:
    """Raises BadMessage for more letters in one message than any sender has patients in a day."""
    if letters > MAX_LETTERS:
        raise BadMessage(place, f"beskeden har over {MAX_LETTERS} {kind.many}", "bed afsenderen dele den op")
