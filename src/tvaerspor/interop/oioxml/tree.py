"""XML text to a tree of elements that know their place, refusing everything that XML can be abused for.

Expat is used directly, because it tells of a DTD before anything in it is read, and of the line and column of a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from ..charset import WrongCharset, latin1, utf8
from ..messages import BadMessage
from ..notes import Notes, quote

MAX_DEPTH = 50  # the deepest element of a referral stands at 6
MAX_ELEMENTS = 100_000  # a referral has about 80
MAX_NAME = 300  # a name with its namespace; the longest of MedCom's has 90
OIO_NAMESPACES = "http://rep.oio.dk/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML = "http://www.w3.org/XML/1998/namespace"
_ONE_BYTE = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252"})
_UTF8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_ASK = "bed afsenderen sende beskeden igen"
_FAULTS = {
    3: "filen er tom eller afkortet",
    4: "der står et tegn, som XML ikke tillader dér",
    5: "et element er ikke afsluttet, så filen er nok afkortet",
    7: "sluttag og starttag passer ikke sammen",
    8: "en attribut står to gange i samme element",
    9: "der står mere efter beskedens slutning",
    11: "der bruges en entitet, som ikke er tilladt",
    27: "et præfiks hører ikke til noget navnerum",
}


@dataclass(slots=True, eq=False)
class Node:
    """One element: its local name (with its namespace in front if that is not MedCom's), its content and its place.

    `index` counts the elements of its name inside `parent`, which is None for the root.
    """

    name: str
    namespace: str
    parent: Node | None
    index: int
    attributes: dict[str, str]
    content: list[str | Node] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The names from the root, as XPath writes them (Emessage/HospitalReferral/Relative[2])."""
        step = self.name + (f"[{self.index}]" if self.index > 1 else "")
        return f"{self.parent.path}/{step}" if self.parent else step

    def children(self, *names: str) -> Iterator[Node]:
        """The elements directly inside, of those names, or all of them."""
        return (part for part in self.content if isinstance(part, Node) and (not names or part.name in names))

    def child(self, name: str) -> Node | None:
        """The first element of that name directly inside."""
        return next(self.children(name), None)

    @property
    def text(self) -> str:
        """The text directly inside, without that of elements inside."""
        return "".join(part for part in self.content if isinstance(part, str))

    @property
    def all_text(self) -> str:
        """All the text inside, that of inner elements too."""
        return "".join(part if isinstance(part, str) else f" {part.all_text} " for part in self.content)


def parse(raw: bytes, notes: Notes) -> Node:
    """The root element of an XML message. Raises BadMessage with line, column and reason."""
    text = _decoded(raw, notes)
    body = text.lstrip()
    builder = _Builder(text[: len(text) - len(body)].count("\n"))
    return builder.build(body)


def _decoded(raw: bytes, notes: Notes) -> str:
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        notes.warn("filens start", "filen begynder med et BOM-mærke, som MedComs beskeder ikke har.")
    if raw[:1].isspace():
        notes.warn("filens start", "der er blanke tegn før beskedens start; de er sprunget over.")
    declared = _declared(raw)
    try:
        if declared.lower() in _UTF8:
            return utf8(raw, declared)
        if declared.lower() in _ONE_BYTE:
            return _one_byte(raw, declared, notes)
    except WrongCharset as wrong:
        line = raw.count(b"\n", 0, wrong.offset) + 1
        raise wrong.at(f"linje {line}") from None
    raise BadMessage(
        "linje 1",
        f"tegnsættet {quote(declared)} bruges ikke i MedComs beskeder",
        "bed afsenderen sende beskeden i ISO-8859-1, windows-1252 eller UTF-8",
    )


def _declared(raw: bytes) -> str:
    found = re.match(rb"""\s{0,999}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([^"'>]{1,40})["']""", raw[:1400])
    return found[1].decode("latin-1") if found else "UTF-8"


def _one_byte(raw: bytes, declared: str, notes: Notes) -> str:
    text, is_windows = latin1(raw, declared)
    if is_windows and "8859" in declared:
        notes.warn("filens start", "beskeden angiver ISO-8859-1, men bruger tegn fra windows-1252; de er læst.")
    return text


class _Builder:
    """Expat's events to nodes."""

    def __init__(self, lines_before: int) -> None:
        self._lines_before = lines_before
        self._stack: list[Node] = []
        self._seen: list[Counter[str]] = []
        self._root: Node | None = None
        self._count = 0
        parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        self._parser = parser

    def build(self, text: str) -> Node:
        try:
            self._parser.Parse(text.encode("utf-8"), True)
        except expat.ExpatError as error:
            reason = _FAULTS.get(error.code, f"filen er ikke velformet XML ({expat.ErrorString(error.code)})")
            raise BadMessage(self._line(error.lineno, error.offset), reason, _ASK) from None
        assert self._root is not None  # expat has refused a text without a root
        return self._root

    def _line(self, line: int, column: int) -> str:
        return f"linje {line + self._lines_before}, kolonne {column + 1}"

    def _here(self) -> str:
        return self._line(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise BadMessage(
                self._here(), f"beskeden har over {MAX_ELEMENTS} elementer", "bed afsenderen dele den i flere beskeder"
            )
        if len(self._stack) >= MAX_DEPTH:
            raise BadMessage(self._here(), f"elementerne ligger over {MAX_DEPTH} lag inde i hinanden", _ASK)
        node = self._node(tag, attributes)
        if self._stack:
            self._stack[-1].content.append(node)
        else:
            self._root = node
        self._stack.append(node)
        self._seen.append(Counter())

    def _node(self, tag: str, attributes: dict[str, str]) -> Node:
        if len(tag) > MAX_NAME:
            raise BadMessage(self._here(), f"et element har et navn på over {MAX_NAME} tegn", _ASK)
        namespace, _, local = tag.rpartition(" ")
        home = self._stack[0].namespace if self._stack else namespace
        is_ours = namespace in {home, ""} or namespace.startswith(OIO_NAMESPACES)
        name = local if is_ours else f"{{{namespace}}}{local}"
        if not self._stack:
            return Node(name, namespace, None, 1, _telling(attributes))
        self._seen[-1][name] += 1
        return Node(name, namespace, self._stack[-1], self._seen[-1][name], _telling(attributes))

    def _end(self, tag: str) -> None:
        self._stack.pop()
        self._seen.pop()

    def _characters(self, text: str) -> None:
        self._stack[-1].content.append(text)

    def _doctype(self, *_: object) -> None:
        raise BadMessage(self._here(), "filen har en DTD (DOCTYPE), som ikke er tilladt i MedComs beskeder", _ASK)

    def _entity(self, *_: object) -> None:
        raise BadMessage(self._here(), "filen erklærer entiteter, som ikke er tilladt i MedComs beskeder", _ASK)


def _telling(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes without those that every XML tool may add (xsi:schemaLocation, xml:lang)."""
    return {name: text for name, text in attributes.items() if name.rpartition(" ")[0] not in {_XSI, _XML}}
