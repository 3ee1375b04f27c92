"""Fills in the elements of an OIOXML letter, and collects what is missing, too long or not to be written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement

from ..codes import CodeList
from ..latin1 import composed, transliterated
from ..written import CannotWrite, Changed
from .text import Line

LENGTHS = {
    "Envelope/Identifier": 14,
    "Letter/Identifier": 14,
    "Referral/Identifier": 35,
    "StatisticalCode": 8,
    "EpisodeOfCareIdentifier": 35,
    "EANIdentifier": 35,
    "Identifier": 17,
    "PostCodeIdentifier": 9,
    "TelephoneSubscriberIdentifier": 25,
    "EmailIdentifier": 70,
    "PersonIdentifier": 10,
    "PersonSurnameName": 70,
    "PersonGivenName": 70,
    "DiagnoseCode": 17,
    "DiagnoseText": 70,
    "RefDescription": 70,
    "URL": 350,
    "ObjectIdentifier": 35,
}
"""The most signs of a field, by element or by parent/element; others have 35 (GeneralElements.xsd, LetterType.xsd)."""
SPELT = {"patologi": "patologi "}  # with the schema's own blank at the end
NOT_WRITTEN = frozenset({"annulleretbrev", "grundmorbus"})  # words of older schemas


class Findings:
    """What is found while one message is being written."""

    def __init__(self) -> None:
        self.changed: dict[Changed, None] = {}
        self.missing: list[str] = []
        self.faults: list[CannotWrite] = []

    def refuse(self, where: str, reason: str, what_to_do: str) -> None:
        """Note a fault; the message will not be written, but its other faults are looked for first."""
        self.faults.append(CannotWrite(where, reason, what_to_do))

    def no_room(self, where: str, value: object) -> None:
        """Refuse a value that the message has no field for; None and () are no value."""
        if value:
            self.refuse(where, "har ikke noget felt i beskeden", "skriv det i fritekst, eller lad det stå tomt")

    def written(self, where: str, text: str) -> str:
        """The text in signs that the message can carry; what is changed is noted."""
        found, changes = transliterated(text)
        self.changed.update(dict.fromkeys(Changed(where, sign, words) for sign, words in changes))
        return found

    def settle(self) -> tuple[Changed, ...]:
        """What was changed. Raises CannotWrite where something is missing or refused, naming all of it."""
        faults = list(self.faults)
        if self.missing:
            names = list(dict.fromkeys(self.missing))
            listed = f"{', '.join(names[:-1])} og {names[-1]}" if names[1:] else names[0]
            faults.insert(0, CannotWrite(listed, "mangler", "udfyld det, før beskeden sendes"))
        if faults:
            first, *others = faults
            raise CannotWrite(first.field, first.reason, first.what_to_do, tuple(others))
        return tuple(self.changed)


class Form:
    """Writes the fields directly inside `element`, as Fields reads them. `whose` is said before a field's name."""

    def __init__(self, element: Element, findings: Findings, whose: str) -> None:
        self.element = element
        self.findings = findings
        self.whose = whose

    def inside(self, name: str, whose: str | None = None) -> Form:
        """A new element at the end."""
        return Form(SubElement(self.element, name), self.findings, self.whose if whose is None else whose)

    def drop_if_empty(self, inner: Form) -> None:
        """Take an element away again that got nothing inside."""
        if not len(inner.element):
            self.element.remove(inner.element)

    def where(self, label: str) -> str:
        """The field in Danish ("modtagerens navn")."""
        return f"{self.whose} {label}".strip()

    def put(self, name: str, value: str | None, label: str, required: bool = False) -> None:
        """A field of one line; blanks around it are left out, and a line break in it becomes a blank, which is noted.

        Nothing is written of a value that is None or blank; where `required`, it is missing.
        """
        where = self.where(label)
        text = self._one_line(where, value or "")
        if not text and required:
            self.findings.missing.append(where)
        if not text:
            return
        most = LENGTHS.get(f"{self.element.tag}/{name}", LENGTHS.get(name, 35))
        if len(text) > most:
            self.findings.refuse(where, f"fylder {len(text)} tegn, og der er plads til {most}", "skriv det kortere")
        if not text.strip("_"):
            self.findings.refuse(where, "er »_«, som betyder tomt i MedComs beskeder", "lad feltet stå tomt")
        SubElement(self.element, name).text = text

    def _one_line(self, where: str, value: str) -> str:
        text = self.findings.written(where, value).strip()
        for sign in "\n\t":
            if sign in text:
                self.findings.changed[Changed(where, sign, " ")] = None
                text = text.replace(sign, " ")
        return text

    def coded(self, name: str, value: str | None, codes: CodeList, label: str) -> None:
        """A required field with one of a list's words; a word that the schema does not have is refused."""
        if value is None:
            self.findings.missing.append(self.where(label))
            return
        word = codes.written(value)
        if not word or word in NOT_WRITTEN:
            self.findings.refuse(self.where(label), f"kan ikke være »{value}« i denne besked", "vælg et andet")
        SubElement(self.element, name).text = SPELT.get(word or "", word)

    def moment(self, name: str, value: datetime | None, label: str, required: bool = False) -> None:
        """Date and time to the minute, which is all that the standard has room for, as Danish clocks show it.

        Raises ValueError for a moment with a time zone: it must be turned into Danish time before it comes here.
        """
        if value is None:
            if required:
                self.findings.missing.append(self.where(label))
            return
        if value.tzinfo is not None:
            raise ValueError(f"{self.where(label)}: give the moment in Danish time, without a time zone")
        inner = SubElement(self.element, name)
        SubElement(inner, "Date").text = value.date().isoformat()
        SubElement(inner, "Time").text = value.strftime("%H:%M")

    def lines(self, name: str, found: Sequence[Line], label: str) -> None:
        """A FormattedTextType of any length: each line is ended by a Break, and headings are bold."""
        element, last = SubElement(self.element, name), None
        for line in found:
            for text in self.findings.written(self.where(label), line.text).split("\n"):
                if line.is_heading and text.strip():
                    SubElement(element, "Bold").text = text
                elif last is None:
                    element.text = text
                else:
                    last.tail = text
                last = SubElement(element, "Break")


def split(text: str, headings: Sequence[int] = ()) -> list[Line]:
    """The lines of a text, with those that are headings by number."""
    marked = frozenset(headings)
    return [Line(line, number in marked) for number, line in enumerate(composed(text).split("\n"))]
