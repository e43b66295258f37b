"""Finding the cells of a workbook of the official shape by its words: tab names, row labels, column headings.

Each sheet is read from the top down, item by item in the official order, since many labels come several times
("Numerator"). A layout that adds rows, columns or notes of its own is found all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bcf.definition.parts import Edition, Field, Grid, Heading, Item, Section, Table
from bcf.definition.spelling import fold

from .xlsx_layout import Spot, excel_document
from .xlsx_map import Line, Map
from .xlsx_values import Cells, Workbook

AREA_MARK = "<HWB>"
REACH = 15
ACROSS = 12
LONG_ENOUGH = 8


def find_by_labels(edition: Edition, workbook: Workbook) -> Map:
    found = Map()
    for section in excel_document(edition).sections:
        if not any(_asks(item) for item in section.items):
            continue
        tab = _tab(section, workbook)
        if tab is None:
            found.missing.append(section)
        else:
            _Finder(found, section, tab, workbook.sheets[tab]).find()
    return found


def _asks(item: Item) -> bool:
    if isinstance(item, Grid):
        return any(cell and cell.typed for line in item.rows for cell in line.cells)
    if isinstance(item, Table):
        return not item.fixed
    return isinstance(item, Field) and item.typed


def _tab(section: Section, workbook: Workbook) -> str | None:
    """The sheet of that name, its number left out or not; else the one that has the section's title near its top."""
    names = {fold(section.tab), fold(section.tab.lstrip("0123456789. "))}
    for tab in workbook.sheets:
        if {fold(tab), fold(tab.lstrip("0123456789. "))} & names:
            return tab
    for tab, cells in workbook.sheets.items():
        if any(row < REACH and fold(str(value)) == fold(section.title) for (row, _), value in cells.items()):
            return tab
    return None


def _pattern(label: str) -> re.Pattern[str]:
    """The folded words of a label; long ones may go on ("... (£000)"), and the area's name may be anything."""
    parts = ".*".join(re.escape(fold(part)) for part in label.split(AREA_MARK))
    return re.compile(parts + (".*" if len(fold(label)) >= LONG_ENOUGH else ""))


@dataclass
class _Finder:
    """One sheet; `row` is how far down it has been read."""

    found: Map
    section: Section
    tab: str
    cells: Cells
    row: int = 0
    texts: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    ends: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for (row, column), value in sorted(self.cells.items()):
            if isinstance(value, str) and fold(value):
                self.texts.setdefault(row, []).append((column, fold(value)))
        titles = (item.title for item in self.section.items if isinstance(item, Table | Grid))
        self.ends = {fold(title) for title in titles if title}
        self.labels = {fold(item.label) for item in self.section.fields()}

    def find(self) -> None:
        for item in self.section.items:
            if isinstance(item, Heading):
                self._pass(item.text)
            elif isinstance(item, Table):
                self._find_table(item)
            elif isinstance(item, Grid) and _asks(item):
                self._find_grid(item)
            elif isinstance(item, Field) and item.typed:
                self._find_field(item)

    def _matches(self, label: str, first: int, last: int | None = None) -> Iterator[tuple[int, int]]:
        pattern = _pattern(label)
        for row, texts in self.texts.items():
            if row >= first and (last is None or row <= last):
                yield from ((row, column) for column, text in texts if pattern.fullmatch(text))

    def _pass(self, title: str) -> tuple[int, int] | None:
        """Goes down to a title, if it is there."""
        at = next(self._matches(title, self.row), None) if title else None
        if at:
            self.row = at[0]
        return at

    def _heading(self, labels: list[str], first: int, last: int, left: int = 0) -> tuple[int, dict[int, int]]:
        """The row with most of the labels, from left to right, and where: number of the label -> column."""
        best: tuple[int, dict[int, int]] = (first - 1, {})
        for row in range(max(first, 0), last + 1):
            columns = self._labels_in(row, labels, left)
            if len(columns) > len(best[1]):
                best = (row, columns)
        return best

    def _labels_in(self, row: int, labels: list[str], left: int) -> dict[int, int]:
        columns: dict[int, int] = {}
        for number, label in enumerate(labels):
            pattern = _pattern(label)
            for column, text in self.texts.get(row, []):
                if column >= left and column not in columns.values() and pattern.fullmatch(text):
                    columns[number] = column
                    break
        return columns

    def _find_table(self, table: Table) -> None:
        title = self._pass(table.title)
        typed = [column for column in table.columns if column.typed]
        labels = [column.label for column in typed]
        heading, columns = self._heading(labels, self.row, self.row + REACH)
        if len(columns) * 2 < len(labels):
            heading, columns = self._heading(labels, 0, self.row)
        if len(columns) * 2 < len(labels):
            self.found.missing.append(self.section)
            return
        if 0 not in columns:
            columns[0] = title[1] if title else min(columns.values()) - 1
        first = max(heading, title[0] if title else 0) + 1
        self.row = self._end(table, first)
        spots = {typed[number].key: column for number, column in columns.items()}
        self.found.lines[table.key] = [
            Line("", {key: Spot(self.tab, row, column) for key, column in spots.items()})
            for row in range(first, self.row)
        ]

    def _end(self, table: Table, first: int) -> int:
        """The row of the table's total, or of the next title; else the end of the sheet."""
        total = fold(table.total_label)
        last = max((row for row, _ in self.cells), default=0)
        for row in range(first, last + 1):
            folded = [text for _, text in self.texts.get(row, [])]
            if total in folded[:2] or (folded and folded[0] in self.ends):
                return row
        return last + 1

    def _find_grid(self, grid: Grid) -> None:
        self._pass(grid.title)
        first = next(self._matches(grid.rows[0].label, self.row), None)
        if not first:
            self.found.missing.append(self.section)
            return
        row, left = first
        _, columns = self._heading(list(grid.columns), row - REACH, row - 1, left + 1)
        for line in grid.rows:
            at = next((at for at in self._matches(line.label, row, row + REACH) if at[1] == left), None)
            if at is None:
                continue
            row = at[0]
            for number, cell in enumerate(line.cells):
                if cell and cell.typed:
                    column = columns.get(number, left + 1 + number)
                    self.found.cells[cell.key] = Spot(self.tab, row, column)
        self.row = row + 1

    def _find_field(self, asked: Field) -> None:
        """The first cell with something in it to the right of the label."""
        at = next(self._matches(asked.label, self.row), None)
        if not at:
            self.found.missing.append(self.section)
            return
        row, label = at
        filled = (column for column in range(label + 1, label + ACROSS) if (row, column) in self.cells)
        column = next(filled, label + 1)
        if fold(str(self.cells.get((row, column), ""))) in self.labels:
            column = label + 1
        self.found.cells[asked.key] = Spot(self.tab, row, column)
        self.row = row
