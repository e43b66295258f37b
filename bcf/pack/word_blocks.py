"""Reads any stretch of a Word file into the tree of rich text: our own files and those of other hands.

Kept: headings, lists with their nesting, tables with their spans, emphasis, links, line breaks, tracked
insertions, text boxes, footnotes. Dropped: deletions, hidden text, field codes, pictures, empty paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn

from bcf.definition.richtext import Block, Cell, ListBlock, Paragraph, Run, Table
from bcf.definition.richtext_reader import tidy_runs
from bcf.definition.richtext_tables import regular

from .word_marks import marks_of
from .word_numbering import Numbered, Numbering, Styles, value, whole
from .word_runs import Runs

Element = Any

ANSWER_HEADINGS = {"BCFAnswerHeading": 3, "BCFAnswerSubheading": 4}
ANSWER_TABLE = "BCFAnswerTable"
HEADER_FILL = "DEE5EB"
_LIST_CONTINUE = re.compile(r"list continue(?: (\d))?")
_DROPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:sdtPr"), qn("w:sdtEndPr")}
_NESTING = 30


def blocks_of(container: Any, document: Any) -> tuple[Block, ...]:
    """The blocks in a container.

    `container`: an lxml element that holds paragraphs and tables (w:body, w:tc, w:sdtContent ...), a python-docx
    object around one, or any iterable of w:p, w:tbl and wrappers round them. `document`: the python-docx Document,
    or the `BlockReader` made of it once, which is much quicker for many calls.
    """
    reader = document if isinstance(document, BlockReader) else BlockReader(document)
    return reader.blocks(container)


def elements_of(container: Any) -> Iterator[Element]:
    """The w:p and w:tbl of a container in order, through content controls, insertions and custom XML."""
    for child in getattr(container, "_element", container):
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _DROPPED and not child.tag.endswith("Pr"):
            yield from elements_of(child)


class BlockReader:
    """Reads blocks of one document: its styles, numbering and links are looked up once."""

    def __init__(self, document: Any) -> None:
        self._styles = Styles(document)
        self._numbering = Numbering(document, self._styles)
        marks = marks_of(document)
        self._runs = Runs(document, self._styles, marks.figure_in if marks else lambda tag, words: None)

    def blocks(self, container: Any, depth: int = 0) -> tuple[Block, ...]:
        flow = _Flow()
        for element in elements_of(container):
            if element.tag == qn("w:tbl"):
                if depth < _NESTING and (table := self._table(element, depth)):
                    flow.add_table(table)
            else:
                self._paragraph(flow, element, depth)
        return flow.result()

    def runs(self, paragraph: Element) -> tuple[Run, ...]:
        """The tidy runs of one w:p; no list marks, no text boxes."""
        runs = self._runs.of(paragraph)
        return tidy_runs(replace(run, text=re.sub(r"[^\S\n]+", " ", run.text)) for run in runs)

    def level(self, paragraph: Element) -> int:
        """0 for text, 3 for Word's headings 1 to 3, 4 for deeper ones."""
        style_id = value(paragraph.find(qn("w:pPr")), "w:pStyle")
        if style_id in ANSWER_HEADINGS:
            return ANSWER_HEADINGS[style_id]
        outline = self._styles.outline(style_id)
        return 0 if outline is None else 3 if outline <= 3 else 4

    def _paragraph(self, flow: _Flow, element: Element, depth: int) -> None:
        runs, boxes = self.runs(element), self._runs.text_boxes
        level = self.level(element)
        style_id = value(element.find(qn("w:pPr")), "w:pStyle")
        numbered = self._numbering.of(element)
        if numbered and (not level or style_id in ANSWER_HEADINGS):
            flow.add_item(numbered, Paragraph(runs, level) if runs else None)
        elif (continued := self._continued(style_id, element)) is not None:
            flow.add_continued(continued, Paragraph(runs, level) if runs else None)
        elif runs:
            flow.add(Paragraph(runs, level))
        for box in boxes if depth < _NESTING else ():
            for block in self.blocks(box, depth + 1):
                flow.add(block)

    def _continued(self, style_id: str, element: Element) -> int | None:
        """The list level that a "List Continue" paragraph, or a heading of ours inside an item, goes on with."""
        if style_id in ANSWER_HEADINGS:
            inside = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            return None if inside is None else whole(value(inside, "w:ilvl"))
        names = (_LIST_CONTINUE.fullmatch(style.name) for style in self._styles.chain(style_id)[:1])
        return next((whole(match[1] or "1") - 1 for match in names if match), None)

    def _table(self, element: Element, depth: int) -> Table | None:
        own = value(element.find(qn("w:tblPr")), "w:tblStyle") == ANSWER_TABLE
        grid = _Grid()
        head = 0
        for number, row in enumerate(_children(element, qn("w:tr"))):
            repeated = _is_header(row)
            head += repeated and head == number
            grid.start_row()
            for cell in _children(row, qn("w:tc")):
                blocks = self.blocks(cell, depth + 1)
                grid.add(cell, blocks, _fill(cell) == HEADER_FILL if own else repeated)
        return regular(list(grid.rows()), head)


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through wrappers; tracked deletions of whole rows left out."""
    for child in element:
        if child.tag == tag:
            properties = child.find(qn("w:trPr"))
            if properties is None or properties.find(qn("w:del")) is None:
                yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
            yield from _children(child, tag)


def _is_header(row: Element) -> bool:
    properties = row.find(qn("w:trPr"))
    header = properties.find(qn("w:tblHeader")) if properties is not None else None
    return header is not None and header.get(qn("w:val")) not in ("0", "false", "off")


def _fill(cell: Element) -> str:
    return value(cell.find(qn("w:tcPr")), "w:shd", "w:fill").upper()


@dataclass
class _Spot:
    """A cell being gathered: it grows downwards while Word says that it is merged."""

    cell: Cell
    column: int

    def grow(self, blocks: tuple[Block, ...]) -> None:
        self.cell = replace(self.cell, rowspan=self.cell.rowspan + 1, blocks=self.cell.blocks + blocks)


@dataclass
class _Grid:
    """Rows of spots; `above` finds the cell that a vertically merged one belongs to."""

    lines: list[list[_Spot]] = field(default_factory=list)
    above: dict[int, _Spot] = field(default_factory=dict)
    here: dict[int, _Spot] = field(default_factory=dict)
    column: int = 0

    def start_row(self) -> None:
        self.above, self.here, self.column = self.here, {}, 0
        self.lines.append([])

    def add(self, element: Element, blocks: tuple[Block, ...], header: bool) -> None:
        properties = element.find(qn("w:tcPr"))
        width = min(max(whole(value(properties, "w:gridSpan") or "1", 1), 1), 100)
        merge = properties.find(qn("w:vMerge")) if properties is not None else None
        origin = self.above.get(self.column)
        if merge is not None and merge.get(qn("w:val")) != "restart" and origin and origin.cell.colspan == width:
            origin.grow(blocks)
            self.here[self.column] = origin
        else:
            spot = _Spot(Cell(blocks, header, width), self.column)
            self.lines[-1].append(spot)
            self.here[self.column] = spot
        self.column += width

    def rows(self) -> Iterable[tuple[Cell, ...]]:
        return (tuple(spot.cell for spot in line) for line in self.lines)


@dataclass
class _Open:
    """A list being gathered. Items are lists of blocks still growing; finished lists are blocks in them."""

    numbered: Numbered
    items: list[list[Block | _Open]] = field(default_factory=list)

    def finish(self) -> ListBlock | None:
        items = tuple(item for blocks in self.items if (item := _finished(blocks)))
        return ListBlock(self.numbered.ordered, items) if items else None


def _finished(blocks: Iterable[Block | _Open]) -> tuple[Block, ...]:
    done = (block.finish() if isinstance(block, _Open) else block for block in blocks)
    return tuple(block for block in done if block)


@dataclass
class _Flow:
    """Blocks in order, with the lists that are still open, outermost first."""

    blocks: list[Block | _Open] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    table_in_item: bool = False

    def add(self, block: Block) -> None:
        self.open, self.table_in_item = [], False
        self.blocks.append(block)

    def add_table(self, table: Table) -> None:
        if self.table_in_item and self.open:
            self.open[-1].items[-1].append(table)
            self.table_in_item = False
        else:
            self.add(table)

    def add_item(self, numbered: Numbered, paragraph: Paragraph | None) -> None:
        self.table_in_item = False
        while self.open and self.open[-1].numbered.level > numbered.level:
            self.open.pop()
        if self.open and self.open[-1].numbered.level == numbered.level and self.open[-1].numbered != numbered:
            self.open.pop()
        if not self.open or self.open[-1].numbered != numbered:
            self._start(numbered)
        self.open[-1].items.append([paragraph] if paragraph else [])

    def _start(self, numbered: Numbered) -> None:
        begun = _Open(numbered)
        (self.open[-1].items[-1] if self.open else self.blocks).append(begun)
        self.open.append(begun)

    def add_continued(self, level: int, paragraph: Paragraph | None) -> None:
        """A paragraph of the item open at that level. An empty one says that the table after it is in the item."""
        while self.open and self.open[-1].numbered.level > level:
            self.open.pop()
        if not self.open:
            self.blocks.extend([paragraph] if paragraph else [])
        elif paragraph:
            self.open[-1].items[-1].append(paragraph)
        self.table_in_item = paragraph is None

    def result(self) -> tuple[Block, ...]:
        return _finished(self.blocks)
