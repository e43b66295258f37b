"""Writes rich text as Word paragraphs, lists and tables that word_blocks.py reads back as the same tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bcf.definition.richtext import Block, Cell, ListBlock, Paragraph, Run, Table
from bcf.definition.richtext_figures import UNKNOWN

from . import widths, word_xml
from .word_blocks import ANSWER_TABLE, HEADER_FILL

_HEADINGS = {3: "BCFAnswerHeading", 4: "BCFAnswerSubheading"}
_INDENT = 397  # one list level, as the numbering and the "List Continue" styles have it
_PADDING = 170
_DEEPEST = 8
_MARKS = {
    "strong": "<w:b/>",
    "em": "<w:i/>",
    "u": '<w:u w:val="single"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
# in a link a single underline is the link's own
_LINKED_MARKS = {**_MARKS, "u": '<w:u w:val="double"/>'}
_ORDER = ("strong", "em", "u", "sup", "sub")


@dataclass
class Lists:
    """The lists of a document: each has a number of its own, so that each starts again at 1."""

    first: int = 10
    found: list[tuple[bool, int]] = field(default_factory=list)

    def start(self, ordered: bool, level: int) -> int:
        self.found.append((ordered, level))
        return self.first + len(self.found) - 1


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where blocks stand: the paragraph style of text, the room in twentieths of a point, the list level."""

    style: str = "BCFAnswer"
    room: int = word_xml.TEXT_WIDTH
    level: int = -1
    number: int = 0


class RichTextWriter:
    """Writes rich text into one document.

    `link` gives the relationship id of an address; `figure` marks the XML of a run that refers to a figure.
    """

    def __init__(self, link: Callable[[str], str], figure: Callable[[Run, str], str]) -> None:
        self.lists = Lists()
        self._link = link
        self._figure = figure

    def blocks(self, blocks: Iterable[Block], room: int = word_xml.TEXT_WIDTH) -> str:
        """The XML of the blocks; it always ends with a paragraph, as a cell must."""
        return self._blocks(blocks, _Spot(room=room))

    def _blocks(self, blocks: Iterable[Block], spot: _Spot) -> str:
        written: list[str] = []
        after_table = True
        for block in blocks:
            if isinstance(block, Table):
                # Word would join two neighbouring tables into one
                written.append(word_xml.paragraph("BCFAfterTable") if after_table and written else "")
                written.append(self._table(block, spot.room, 0))
                after_table = True
            else:
                written.append(self._block(block, spot))
                after_table = False
        return "".join(written) + (word_xml.paragraph("BCFAfterTable") if after_table else "")

    def _block(self, block: Paragraph | ListBlock, spot: _Spot) -> str:
        if isinstance(block, ListBlock):
            return self._list(block, spot)
        style = _HEADINGS[block.level] if block.level else spot.style
        return word_xml.paragraph(style, self._runs(block.runs))

    def _list(self, block: ListBlock, spot: _Spot) -> str:
        level = min(spot.level + 1, _DEEPEST)
        number = self.lists.start(block.ordered, level)
        inside = replace(spot, level=level, number=number, room=spot.room)
        return "".join(self._item(item, inside) for item in block.items)

    def _item(self, item: tuple[Block, ...], spot: _Spot) -> str:
        first, rest = (item[0], item[1:]) if isinstance(item[0], Paragraph) else (Paragraph(()), item)
        style = _HEADINGS[first.level] if first.level else "ListParagraph"
        written = [word_xml.paragraph(style, self._runs(first.runs), _place(spot.level, spot.number))]
        written.extend(self._continued(block, spot) for block in rest)
        return "".join(written)

    def _continued(self, block: Block, spot: _Spot) -> str:
        style = "ListContinue" + (str(spot.level + 1) if spot.level else "")
        if isinstance(block, ListBlock):
            return self._list(block, spot)
        if isinstance(block, Paragraph):
            inside = _place(spot.level, 0) if block.level else ""
            return word_xml.paragraph(_HEADINGS.get(block.level, style), self._runs(block.runs), inside)
        indent = _INDENT * (spot.level + 1)
        # the empty paragraph says that the table belongs to the item
        return word_xml.paragraph(style) + self._table(block, max(spot.room - indent, 1000), indent)

    def _table(self, table: Table, room: int, indent: int) -> str:
        columns = widths.shares(widths.of_answer(table), room)
        reach: dict[int, tuple[int, int]] = {}
        rows = []
        for number, cells in enumerate(table.rows):
            rows.append(word_xml.row(self._cells(cells, columns, reach), header=number < table.head))
        return word_xml.table(rows, columns, ANSWER_TABLE, indent)

    def _cells(self, cells: Iterable[Cell], columns: list[int], reach: dict[int, tuple[int, int]]) -> list[str]:
        """The cells of a row; `reach`: first column -> (rows that a cell above still covers, its columns)."""
        written: list[str] = []
        waiting = list(cells)
        column = 0
        while column < len(columns):
            rows, span = reach.get(column, (0, 1))
            if rows:
                width = sum(columns[column : column + span])
                written.append(word_xml.cell(word_xml.paragraph("BCFAnswer"), width, "", span, "continue"))
                reach[column] = (rows - 1, span)
            else:
                cell = waiting.pop(0)
                span = cell.colspan
                reach[column] = (cell.rowspan - 1, span)
                written.append(self._cell(cell, sum(columns[column : column + span])))
            column += span
        return written

    def _cell(self, cell: Cell, width: int) -> str:
        style = "BCFHeaderCell" if cell.header else "BCFCell"
        inner = self._blocks(cell.blocks, _Spot(style, max(width - _PADDING, 600))) if cell.blocks else ""
        fill = HEADER_FILL if cell.header else ""
        merge = "restart" if cell.rowspan > 1 else ""
        return word_xml.cell(inner or word_xml.paragraph(style), width, fill, cell.colspan, merge)

    def _runs(self, runs: Iterable[Run]) -> str:
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        marks = _LINKED_MARKS if run.href else _MARKS
        inner = "".join(marks[mark] for mark in _ORDER if mark in run.marks)
        if not run.href:
            return self._words(run, inner)
        inside = self._words(run, f'<w:rStyle w:val="Hyperlink"/>{inner}')
        return f'<w:hyperlink r:id="{self._link(run.href)}" w:history="1">{inside}</w:hyperlink>'

    def _words(self, run: Run, properties: str) -> str:
        if run.figure:
            return self._figure(run, word_xml.run(run.text or UNKNOWN, properties))
        return word_xml.run(run.text, properties)


def _place(level: int, number: int) -> str:
    """A paragraph's place in a list; number 0 says that it is in an item but has no mark of its own."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
