"""Reads back a PDF that typst made: its words as a reader's program finds them, and its tags."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
STRING = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.S)


class Pdf:
    """The objects of a file by number, with their streams unpacked."""

    def __init__(self, raw: bytes) -> None:
        assert raw.startswith(b"%PDF-")
        self.objects = {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\s(.*?)\sendobj", raw, re.S)}
        self.all = raw + b"".join(filter(None, map(self._stream, self.objects)))

    @property
    def text(self) -> str:
        """The words of every page, lines run together."""
        return " ".join(word for number in sorted(self.objects) for word in self._page(number))

    @property
    def alternatives(self) -> list[str]:
        """The words for each picture."""
        found = dict.fromkeys(re.findall(rb"/Alt ?<([0-9A-F]+)>", self.all))
        return [bytes.fromhex(each.decode()).decode("utf-16") for each in found]

    def _page(self, number: int) -> Iterator[str]:
        page = self.objects[number]
        if b"/Type/Page/" not in page:
            return
        fonts = re.findall(rb"/(f\d+) (\d+) 0 R", self.objects[self._reference(page, b"Resources")])
        maps = {name: self._map(int(font)) for name, font in fonts}
        content, font = self._stream(self._reference(page, b"Contents")) or b"", b""
        for name, shown in re.findall(rb"/(f\d+) [\d.]+ Tf|\[(.*?)\]\s*TJ", content, re.S):
            font = name or font
            if shown:
                yield _said(shown, maps[font])

    def _map(self, font: int) -> Mapping[int, str]:
        found = self._stream(self._reference(self.objects[font], b"ToUnicode")) or b""
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", found)
        return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}

    def _reference(self, body: bytes, name: bytes) -> int:
        found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
        assert found is not None, name
        return int(found[1])

    def _stream(self, number: int) -> bytes | None:
        found = re.search(rb"stream\r?\n(.*)\r?\nendstream", self.objects[number], re.S)
        try:
            return zlib.decompress(found[1]) + b"\n" if found else None
        except zlib.error:
            return None


def _said(shown: bytes, glyphs: Mapping[int, str]) -> str:
    raw = b"".join(_plain(string) for string in STRING.findall(shown))
    return "".join(glyphs.get(int.from_bytes(raw[at : at + 2]), "") for at in range(0, len(raw), 2))


def _plain(string: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if code.isdigit() else ESCAPES.get(code, code)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, string, flags=re.S)
