"""Finding the cells of a sheet of the official shape by its words: tab name, row labels, column headings.

The sheet is read from the top down, item by item in the official order, since many labels come several times
("Numerator"). A layout that adds rows, columns or notes of its own is found all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bcf.definition.parts import Field, Grid, Heading, Section, Table
from bcf.definition.spelling import fold

from .read_xlsx_words import asks, matches, same_tab, titles
from .xlsx_layout import UID_COLUMN, Spot
from .xlsx_map import Line, Map, Missing
from .xlsx_open import Cells, Workbook

REACH = 15
ACROSS = 12
Labels = Sequence[tuple[str, str]]


def find_by_labels(section: Section, workbook: Workbook) -> Map:
    """Where the section's cells are, and what of it is missing."""
    tab = _tab(section, workbook)
    if tab is None:
        return Map(missing=[Missing(section)])
    found = Map(tabs={section.key: tab})
    _Finder(found, section, tab, workbook.sheets[tab].cells).find()
    return found


def _tab(section: Section, workbook: Workbook) -> str | None:
    """The sheet of that name, its number left out or not; else the one that has the section's title near its top."""
    for tab in workbook.sheets:
        if same_tab(section, tab):
            return tab
    for tab, sheet in workbook.sheets.items():
        if any(row < REACH and fold(str(value)) == fold(section.title) for (row, _), value in sheet.cells.items()):
            return tab
    return None


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
        headed = (item.title for item in self.section.items if isinstance(item, Table | Grid))
        self.ends = {fold(title) for title in headed if title}
        self.labels = {fold(item.label) for item in self.section.fields()}

    def find(self) -> None:
        for item in self.section.items:
            if isinstance(item, Heading):
                self._pass(item.text)
            elif isinstance(item, Table):
                self._find_table(item)
            elif isinstance(item, Grid):
                self._find_grid(item)
            elif isinstance(item, Field):
                self._find_field(item)

    def _miss(self, key: str, *labels: str, noun: str = "row") -> None:
        self.found.missing.append(Missing(self.section, titles(self.section)[key], labels, noun))

    def _matches(self, label: str, first: int, last: int | None = None) -> Iterator[tuple[int, int]]:
        for row, texts in self.texts.items():
            if row >= first and (last is None or row <= last):
                yield from ((row, column) for column, text in texts if matches(label, text))

    def _pass(self, title: str) -> tuple[int, int] | None:
        """Goes down to a title, if it is there; else up to it, where two parts of the sheet changed places."""
        if not title:
            return None
        at = next(self._matches(title, self.row), None) or next(self._matches(title, 0), None)
        if at:
            self.row = at[0]
        return at

    def _heading(self, labels: Labels, first: int, last: int, left: int = 0) -> tuple[int, dict[int, int]]:
        """The row with most of the labels, from left to right, and where: number of the label -> column."""
        best: tuple[int, dict[int, int]] = (first - 1, {})
        for row in range(max(first, 0), last + 1):
            columns = self._labels_in(row, labels, left)
            if len(columns) > len(best[1]):
                best = (row, columns)
        return best

    def _labels_in(self, row: int, labels: Labels, left: int) -> dict[int, int]:
        """Labels that come twice are told apart by the words over them, where there are any."""
        columns: dict[int, int] = {}
        twice = [label for label, _ in labels]
        groups = {fold(group) for _, group in labels if group}
        for number, (label, group) in enumerate(labels):
            for column, text in self.texts.get(row, []):
                if column < left or column in columns.values() or not matches(label, text):
                    continue
                over = self._over(row, column, groups) if group and twice.count(label) > 1 else ""
                if not over or over == fold(group):
                    columns[number] = column
                    break
        return columns

    def _over(self, row: int, column: int, groups: set[str]) -> str:
        """The heading over several columns that stands over this one."""
        above = [text for at, text in self.texts.get(row - 1, []) if at <= column and text in groups]
        return above[-1] if above else ""

    def _find_table(self, table: Table) -> None:
        title = self._pass(table.title)
        labels = [(column.label, column.group) for column in table.columns]
        heading, columns = self._heading(labels, self.row, self.row + REACH)
        if not _enough(table, columns):
            heading, columns = self._heading(labels, 0, self.row)
        if not _enough(table, columns):
            self._miss(table.key)
            return
        if 0 not in columns and (first := title[1] if title else min(columns.values()) - 1) not in columns.values():
            columns |= {0: first} if first > UID_COLUMN else {}
        first = max(heading, title[0] if title else 0) + 1
        self.row, total = self._end(table, first)
        wanting = [c.label for n, c in enumerate(table.columns) if n not in columns and c.formula is None]
        if wanting:
            self._miss(table.key, *wanting, noun="column")
        spots = {table.columns[number].key: column for number, column in sorted(columns.items())}
        self.found.lines[table.key] = [self._line(table, row, spots) for row in range(first, self.row)]
        if total:
            self.found.totals[table.key] = {
                key: Spot(self.tab, self.row, spots[key]) for key in table.totals if key in spots
            }

    def _line(self, table: Table, row: int, columns: dict[str, int]) -> Line:
        uid = self.cells.get((row, UID_COLUMN), "") if UID_COLUMN not in columns.values() else ""
        asked = {key: Spot(self.tab, row, at) for key, at in columns.items() if table.column(key).formula is None}
        computed = {key: Spot(self.tab, row, at) for key, at in columns.items() if key not in asked}
        return Line(str(uid), asked, computed)

    def _end(self, table: Table, first: int) -> tuple[int, bool]:
        """The row of the table's total (True), or of the next title; else the end of the sheet."""
        total = fold(table.total_label) if table.totals else ""
        last = max((row for row, _ in self.cells), default=0)
        for row in range(first, last + 1):
            folded = [text for _, text in self.texts.get(row, [])]
            if total and total in folded[:2]:
                return row, True
            if folded and folded[0] in self.ends:
                return row, False
        return last + 1, False

    def _find_grid(self, grid: Grid) -> None:
        title = self._pass(grid.title)
        reach = self.row + REACH if title else None
        at = (next(self._matches(line.label, self.row, reach), None) for line in grid.rows)
        first = next((one for one in at if one), None)
        if not first:
            if asks(grid):
                self._miss(grid.key)
            return
        row, left = first
        groups = [words for words, count in grid.groups for _ in range(count)]
        labels = [(label, groups[n] if n < len(groups) else "") for n, label in enumerate(grid.columns)]
        _, columns = self._heading(labels, row - REACH, row - 1, left + 1)
        if not columns:
            columns = {number: left + 1 + number for number in range(len(labels))}
        gone = [words for n, words in enumerate(grid.columns) if n not in columns and _asked_in(grid, n)]
        wanting: list[str] = []
        for line in grid.rows:
            here = next((one for one in self._matches(line.label, row, row + REACH) if one[1] == left), None)
            if here is None:
                wanting += [line.label] if any(cell and cell.formula is None for cell in line.cells) else []
                continue
            row = here[0]
            for number, cell in enumerate(line.cells):
                if cell and number in columns:
                    self._note(cell, Spot(self.tab, row, columns[number]))
        if gone:
            self._miss(grid.key, *gone, noun="column")
        if wanting:
            self._miss(grid.key, *wanting)
        self.row = row + 1

    def _note(self, asked: Field, spot: Spot) -> None:
        (self.found.cells if asked.formula is None else self.found.computed)[asked.key] = spot

    def _find_field(self, asked: Field) -> None:
        """The first cell with something in it to the right of the label."""
        at = next(self._matches(asked.label, self.row), None)
        if not at:
            if asked.formula is None:
                self._miss(asked.key, asked.label)
            return
        row, label = at
        filled = (column for column in range(label + 1, label + ACROSS) if (row, column) in self.cells)
        column = next(filled, label + 1)
        if fold(str(self.cells.get((row, column), ""))) in self.labels:
            column = label + 1
        self._note(asked, Spot(self.tab, row, column))
        self.row = row


def _enough(table: Table, columns: dict[int, int]) -> bool:
    """Whether at least half of the columns that are filled in were found."""
    asked = [number for number, column in enumerate(table.columns) if column.formula is None]
    return 2 * sum(number in columns for number in asked) >= len(asked)


def _asked_in(grid: Grid, number: int) -> bool:
    cells = (line.cells[number] for line in grid.rows if number < len(line.cells))
    return any(cell is not None and cell.formula is None for cell in cells)
