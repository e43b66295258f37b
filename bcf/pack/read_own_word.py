"""Reads a Word file that this software wrote: exactly what was in it, or what people have made of it in Word."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import docx
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from bcf.definition import richtext
from bcf.definition.content import Content, Row
from bcf.definition.kinds import RichText, Unreadable
from bcf.definition.parts import Edition, Field
from bcf.definition.problems import Problem, Severity

from .found import Found, Unplaced
from .word_blocks import BlockReader
from .word_marks import Marks, marks_of
from .word_numbering import value


def read_own_word(edition: Edition, data: bytes) -> Content | None:
    """The content of a form of ours; None where the file carries no marks of this edition."""
    found = read_own(edition, data)
    return found.content if found else None


def read_own(edition: Edition, data: bytes) -> Found | None:
    """The same with its problems: what was typed in Word and cannot be read as a date or an amount is unplaced."""
    try:
        document = docx.Document(BytesIO(data))
    except (BadZipFile, KeyError, ValueError, OSError, XMLSyntaxError):
        return None
    marks = marks_of(document)
    if marks is None or marks.edition != edition.id:
        return None
    return _OwnFile(edition, document, marks).read()


class _OwnFile:
    def __init__(self, edition: Edition, document: Any, marks: Marks) -> None:
        self._edition = edition
        self._body = document.element.body
        self._marks = marks
        self._reader = BlockReader(document)
        self._problems: list[Problem] = []
        self._unplaced: list[Unplaced] = []

    def read(self) -> Found | None:
        values = dict(self._values())
        if not values:
            return None
        answers = {place: text for place, text in values.items() if "/" not in place and text}
        tables = {table: tuple(self._rows(table, values)) for table in self._marks.rows}
        content = Content(self._edition.id, answers, {table: rows for table, rows in tables.items() if rows})
        placed = sum(len("".join(text.split())) for text in values.values())
        return Found(content, tuple(self._problems), tuple(self._unplaced), placed, placed, 0)

    def _rows(self, table: str, values: dict[str, str]) -> Iterator[Row]:
        """The rows in their order; one whose boxes were all deleted in Word is gone."""
        by_row: dict[str, dict[str, str]] = {}
        for place, text in values.items():
            name, _, rest = place.partition("/")
            if name == table:
                uid, _, key = rest.partition("/")
                by_row.setdefault(uid, {}).update({key: text} if text else {})
        for uid in self._marks.rows[table]:
            if uid in by_row:
                yield Row(uid, by_row[uid])

    def _values(self) -> Iterator[tuple[str, str]]:
        for control in self._body.iter(qn("w:sdt")):
            properties, inner = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
            place = self._marks.place(value(properties, "w:tag"))
            field = self._field(place)
            if field is not None and inner is not None:
                blank = properties.find(qn("w:showingPlcHdr")) is not None
                yield place, "" if blank else self._value(place, field, inner)

    def _field(self, place: str) -> Field | None:
        try:
            return self._edition.field_at(place)
        except KeyError:
            return None

    def _value(self, place: str, field: Field, inner: Any) -> str:
        if isinstance(field.kind, RichText):
            text = richtext.render(self._reader.blocks(inner))
            return "" if richtext.plain(text) == field.placeholder else text
        text = _plain(inner)
        shown, kept = self._marks.kept.get(place, ("", ""))
        if text == shown:
            return kept
        return "" if text == field.placeholder else self._parsed(place, field, text)

    def _parsed(self, place: str, field: Field, text: str) -> str:
        try:
            return field.kind.parse(text)
        except Unreadable as unreadable:
            self._problems.append(Problem(place, Severity.MUST_FIX, str(unreadable)))
            self._unplaced.append(Unplaced(richtext.from_text(text), place))
            return ""


def _plain(element: Any) -> str:
    """The words of a control as typed: line ends and tabs kept, deletions left out."""
    paragraphs = [element] if element.find(qn("w:p")) is None else element.findall(qn("w:p"))
    return "\n".join("".join(_characters(paragraph)) for paragraph in paragraphs)


def _characters(element: Any) -> Iterator[str]:
    signs = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\u2011"}
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in signs:
            yield signs[child.tag]
        elif child.tag not in (qn("w:del"), qn("w:pPr"), qn("w:rPr")):
            yield from _characters(child)
