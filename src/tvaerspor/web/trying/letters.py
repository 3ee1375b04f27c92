"""A MedCom referral that is dropped on the form: read in memory, shown masked, and never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from tvaerspor.interop.answers import stated_answers
from tvaerspor.interop.messages import BadMessage, Referral, Statable, Stated
from tvaerspor.interop.notes import mask_cpr, printable
from tvaerspor.interop.reading import MAX_BYTES, read
from tvaerspor.interop.report import describe
from tvaerspor.interop.stated import stated
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.read_answers import sift_answers
from tvaerspor.web.dates import is_date, said_date
from tvaerspor.web.form.fields import Fields, fields_of
from tvaerspor.web.form.sheet import Sheet
from tvaerspor.web.wording import ui

MAX_CARRIED = 400_000  # characters of a letter that the page carries along from answer to answer
Rows = list[list[str]]


class KeptInMemory(FileUploadHandler):
    """Keeps an uploaded file in memory, and only so much of it that one can see that it is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file."""
        super().new_file(*args, **kwargs)
        self.kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Takes the next bytes; what lies beyond the limit is let go."""
        self.kept += raw_data[: max(0, MAX_BYTES + 1 - len(self.kept))]

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The file, in memory."""
        return UploadedFile(BytesIO(bytes(self.kept)), self.file_name, self.content_type, len(self.kept), self.charset)


@dataclass(frozen=True)
class Letter:
    """What is shown of a referral beside the form; every CPR number is masked.

    `texts` are (heading, text), `filled` (question, value, place), `warnings` sentences, `sections` the whole referral.
    """

    texts: tuple[tuple[str, str], ...] = ()
    filled: tuple[tuple[str, str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    sections: tuple[tuple[str, Rows], ...] = ()

    def carried(self) -> str:
        """The letter as signed text, so that the page can bring it along; empty when there is too much of it."""
        packed = signing.dumps([self.texts, self.filled, self.warnings, self.sections], compress=True)
        return packed if len(packed) <= MAX_CARRIED else ""


def letter_carried(packed: str) -> Letter | None:
    """The letter that the page brought along; None when there is none, or it is not ours."""
    try:
        texts, filled, warnings, sections = signing.loads(packed)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Letter(
        tuple((heading, text) for heading, text in texts),
        tuple((label, value, place) for label, value, place in filled),
        tuple(warnings),
        tuple((heading, rows) for heading, rows in sections),
    )


def take_letter(sheet: Sheet, raw: bytes) -> tuple[Letter, dict[str, str]]:
    """The letter in a file, and the form's fields with what its coded fields state where nothing was answered.

    Raises BadMessage with one Danish sentence.
    """
    referrals = read(raw)
    if not referrals:
        raise BadMessage("filen", "den indeholder ingen henvisning", "giv filen med selve henvisningen")
    referral = referrals[0]
    fields, filled, kept = _fill(sheet, stated(referral))
    more = [ui("letter_more", sheet.language, count=len(referrals))] if len(referrals) > 1 else []
    warnings = (*more, *kept, *(f"{each.place}: {each.sentence}" for each in referral.warnings))
    texts = tuple((text.heading, _shown(text.text)) for text in referral.texts)
    return Letter(texts, filled, tuple(map(_shown, warnings)), _sections(referral)), fields


Filled = tuple[tuple[str, str, str], ...]


def _fill(sheet: Sheet, found: Mapping[str, Stated[Statable]]) -> tuple[dict[str, str], Filled, list[str]]:
    fields, filled, kept = dict(sheet.fields), [], []
    for name, value in stated_answers(sheet.programme, found).items():
        said = found[sheet.programme.facts[name].fetched_from or ""]
        label, (field, fault) = str(sheet.label(name)), _as_field(sheet.programme, name, value)
        if fault:
            kept.append(f"{label}: {fault}")
        elif not _is_same(sheet.fields.get(name, field), field):
            shown = _in_words(sheet, name, field)
            kept.append(ui("letter_kept", sheet.language, label=label, found=shown))
        else:
            fields[name] = field
            filled.append((label, _in_words(sheet, name, field), "/".join(said.place.split("/")[-2:])))
    return fields, tuple(filled), kept


def _is_same(typed: str, found: str) -> bool:
    return typed.strip().lower() == found.lower()


def _as_field(programme: Programme, fact: str, value: str) -> tuple[str, str]:
    """The stated value as the form writes it, or the sentence that says why it cannot be used."""
    answers, faults = sift_answers(programme, {fact: value})
    if faults:
        return "", faults[0].sentence
    return fields_of(programme, answers).get(fact, ""), ""


def _in_words(sheet: Sheet, fact: str, field: str) -> str:
    answers, _ = sift_answers(sheet.programme, {fact: field})
    if is_date(field):
        return said_date(field, sheet.language)
    assert sheet.voice.local is not None, "a sheet always has a programme"
    return sheet.voice.local.answer(fact, answers[fact]) if fact in answers else field


def _sections(referral: Referral) -> tuple[tuple[str, Rows], ...]:
    return tuple((heading, [list(row) for row in rows]) for heading, rows in describe(referral))


def _shown(text: str) -> str:
    return printable(mask_cpr(text))


def letter_of(fields: Fields) -> Letter | None:
    """The letter that the form carries, if any."""
    packed = fields.get("_letter", "")
    return letter_carried(packed) if packed else None
