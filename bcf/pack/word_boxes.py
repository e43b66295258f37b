"""Writes the boxes of a form: short answers in two columns, tables of rows, grids."""

from __future__ import annotations

from collections.abc import Iterable

from bcf.definition import richtext
from bcf.definition.parts import Field

from . import widths, word_xml
from .answers import Answer
from .layout import Box, Line, Matrix, Rows
from .word_marks import Marks
from .word_richtext import RichTextWriter
from .word_styles import PAPER, QUIET

_LABEL_SHARE = 36
_PADDING = 170
_STRONG = "<w:b/>"
_ASKING = f'<w:rStyle w:val="PlaceholderText"/><w:color w:val="{QUIET}"/>'
_NARRATIVE_PLACEHOLDER = "Write your answer here."


class BoxWriter:
    """Writes answers, each in a content control named by its place."""

    def __init__(self, marks: Marks, writer: RichTextWriter) -> None:
        self._marks = marks
        self._writer = writer

    def narrative(self, answer: Answer) -> str:
        """The answer below its prompt, across the page; its figures first."""
        return self._lines(answer.lines, "BCFFigure") + self._rich(
            answer, word_xml.TEXT_WIDTH, "BCFAnswer", answer.field.placeholder or _NARRATIVE_PLACEHOLDER
        )

    def box(self, box: Box) -> str:
        columns = widths.shares([_LABEL_SHARE, 100 - _LABEL_SHARE], word_xml.TEXT_WIDTH)
        last = len(box.lines) - 1
        rows = (self._box_line(line, columns, box.together and number < last) for number, line in enumerate(box.lines))
        return word_xml.table(rows, columns, "BCFForm", title=box.caption) + _after()

    def _box_line(self, line: Line, columns: list[int], with_next: bool) -> str:
        keep = "<w:keepNext/>" if with_next or line.heads else ""
        label = word_xml.paragraph("BCFHeaderCell", word_xml.run(line.label), keep)
        if line.heads:
            return word_xml.row([word_xml.cell(label, sum(columns), PAPER, span=2)])
        inner = (
            self._cell(line.answer, columns[1])
            if line.answer
            else word_xml.paragraph("BCFCell", word_xml.run(line.echo))
        )
        return word_xml.row([word_xml.cell(label, columns[0], PAPER), word_xml.cell(inner, columns[1])])

    def rows(self, piece: Rows) -> str:
        shares = widths.of_columns(piece.columns)
        columns = widths.shares(shares, word_xml.TEXT_WIDTH)
        fields = list(zip(piece.columns, columns, strict=True))
        heads = (_text_cell(field.label, width, PAPER, "<w:keepNext/>") for field, width in fields)
        lines = [word_xml.row(heads, header=True, whole=True)]
        if any(field.wording for field in piece.columns):
            notes = (word_xml.cell(_small_print(field), width, PAPER) for field, width in fields)
            lines.append(word_xml.row(notes, whole=True))
        for _, answers in piece.rows:
            cells = zip(answers, columns, strict=True)
            boxes = (word_xml.cell(self._cell(answer, width), width) for answer, width in cells)
            lines.append(word_xml.row(boxes, whole=piece.is_short(answers, shares)))
        if piece.totals:
            lines.append(word_xml.row(_total_cells(piece, columns), whole=True))
        return word_xml.table(lines, columns, "BCFForm", title=piece.table.title) + _after()

    def matrix(self, piece: Matrix) -> str:
        weights = [_LABEL_SHARE, *([(100 - _LABEL_SHARE) // len(piece.grid.columns)] * len(piece.grid.columns))]
        columns = widths.shares(weights, word_xml.TEXT_WIDTH)
        names = (piece.grid.head, *piece.grid.columns)
        heads = (_text_cell(name, width, PAPER) for name, width in zip(names, columns, strict=True))
        lines = [word_xml.row(heads, header=True, whole=True)]
        for row, answers in piece.rows:
            cells = [_text_cell(row.label, columns[0], PAPER)]
            for answer, width in zip(answers, columns[1:], strict=True):
                inner = self._cell(answer, width) if answer else word_xml.paragraph("BCFCell")
                cells.append(word_xml.cell(inner, width, "" if answer else PAPER))
            lines.append(word_xml.row(cells, whole=True))
        return word_xml.table(lines, columns, "BCFForm", title=piece.grid.title) + _after()

    def _cell(self, answer: Answer, width: int) -> str:
        """What stands in one box: the value, its note, its labelled figures (above rich text, below the rest)."""
        lines = self._lines(answer.typed_lines, "BCFCell")
        if answer.rich:
            return lines + self._rich(answer, width - _PADDING, "BCFCell", answer.field.placeholder)
        note = f"{word_xml.run(' ')}{self._inline(answer.note)}" if answer.note and answer.note.shown else ""
        aside = word_xml.run(answer.aside)
        return word_xml.paragraph("BCFCell", self._inline(answer) + aside + note) + lines

    def _lines(self, lines: Iterable[Answer], style: str) -> str:
        return "".join(
            word_xml.paragraph(style, word_xml.run(f"{line.field.label}: ", _STRONG) + self._inline(line))
            for line in lines
            if line.shown
        )

    def _inline(self, answer: Answer) -> str:
        if answer.field.formula is not None:
            return word_xml.run(answer.shown)
        if not answer.shown:
            inner = word_xml.run(answer.field.placeholder or "\u2003", _ASKING)
        else:
            inner = word_xml.run(answer.shown)
        self._keep(answer)
        return self._marks.control(answer.place, answer.field.label, inner, blank=not answer.shown)

    def _keep(self, answer: Answer) -> None:
        """Notes the value where the page does not say it exactly: parsing what is shown gives something else."""
        try:
            exact = answer.field.kind.parse(answer.shown) == answer.value
        except ValueError:
            exact = False
        if answer.place and answer.shown and not exact:
            self._marks.kept[answer.place] = (answer.shown, answer.value)

    def _rich(self, answer: Answer, room: int, style: str, placeholder: str) -> str:
        blocks = richtext.parse(answer.value)
        inner = (
            self._writer.blocks(blocks, room)
            if blocks
            else word_xml.paragraph(style, word_xml.run(placeholder or "\u2003", _ASKING))
        )
        return self._marks.control(answer.place, answer.field.label, inner, blank=not blocks)


def _after() -> str:
    return word_xml.paragraph("BCFAfterTable")


def _text_cell(text: str, width: int, fill: str = "", properties: str = "") -> str:
    return word_xml.cell(word_xml.paragraph("BCFHeaderCell", word_xml.run(text), properties), width, fill)


def _small_print(field: Field) -> str:
    """The official words below a column's heading; not repeated on each page, where they would take a third of it."""
    notes = [word_xml.paragraph("BCFHeaderNote", word_xml.run(words)) for words in field.wording]
    return "".join(notes) or word_xml.paragraph("BCFHeaderNote")


def _total_cells(piece: Rows, columns: list[int]) -> Iterable[str]:
    for number, (field, width) in enumerate(zip(piece.columns, columns, strict=True)):
        text = piece.totals.get(field.key) or (piece.table.total_label if number == 0 else "")
        yield _text_cell(text, width, PAPER)
