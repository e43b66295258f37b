"""Where everything of the Excel document stands: each key's cell, each table's rows, sheet by sheet.

Rows and columns count from 0, as XlsxWriter does. Column A is hidden and holds the uids of rows; the form begins
in column B, so that the official words about "columns F-J" and "cell D18" hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from bcf.definition.charts import Chart, Outcome
from bcf.definition.content import Content, Row
from bcf.definition.kinds import LongText, Text
from bcf.definition.parts import Document, Edition, Field, Grid, Heading, Item, Note, Section, Table

UID_COLUMN = 0
LABELS = 1
VALUES = 2
TITLE_ROWS = 4
LAST_WIDE = 8
CONTENTS = "Contents"
BLANK = Row("")


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell."""

    tab: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its heading row, its data rows from `first` on (the plan's, then spare ones), its columns."""

    tab: str
    table: Table
    heading: int
    rows: tuple[Row, ...]
    columns: dict[str, int]

    @property
    def first(self) -> int:
        return self.heading + 1

    @property
    def last(self) -> int:
        return self.heading + len(self.rows)

    @property
    def end(self) -> int:
        """The row after the last, totals included."""
        return self.last + (2 if self.table.totals else 1)


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and its first row."""

    item: Item
    row: int


@dataclass(slots=True)
class Tab:
    """A sheet with its items from top to bottom, the number of columns they take up and the last row."""

    section: Section
    items: list[Placed] = field(default_factory=list)
    width: int = LAST_WIDE + 1
    last: int = TITLE_ROWS

    @property
    def name(self) -> str:
        return self.section.tab


@dataclass(slots=True)
class Layout:
    tabs: list[Tab] = field(default_factory=list)
    cells: dict[str, Spot] = field(default_factory=dict)
    tables: dict[str, Rows] = field(default_factory=dict)


def excel_document(edition: Edition) -> Document:
    return next(document for document in edition.documents if document.format == "excel")


def lay_out(edition: Edition, content: Content) -> Layout:
    layout = Layout()
    for section in excel_document(edition).sections:
        if not section.stands(content):
            continue
        tab = Tab(section)
        layout.tabs.append(tab)
        _place_items(layout, tab, content)
    return layout


def _place_items(layout: Layout, tab: Tab, content: Content) -> None:
    row, before = TITLE_ROWS, None
    for item in tab.section.items:
        if isinstance(item, Chart | Outcome):
            continue
        if before is not None and not _together(before, item):
            row += 1
        tab.items.append(Placed(item, row))
        row, before = _place(layout, tab, item, row, content), item
        tab.last = row - 1


def _together(before: Item, item: Item) -> bool:
    """Lines of a kind stand close; a heading stands close to what it heads."""
    return isinstance(before, Heading) or (isinstance(before, Note | Field) and type(before) is type(item))


def _place(layout: Layout, tab: Tab, item: Item, row: int, content: Content) -> int:
    """Notes where the item's cells are; gives the row after it."""
    if isinstance(item, Table):
        placed = _rows(tab.name, item, row, content)
        layout.tables[item.key] = placed
        tab.width = max(tab.width, *(column + 1 for column in placed.columns.values()))
        return placed.end
    if isinstance(item, Grid):
        tab.width = max(tab.width, VALUES + len(item.columns))
        return _place_grid(layout, tab.name, item, row)
    if isinstance(item, Field):
        layout.cells[item.key] = Spot(tab.name, row, VALUES)
    return row + 1


def _rows(tab: str, table: Table, row: int, content: Content) -> Rows:
    above = bool(table.title) + len(table.intro) + has_groups(table)
    filled = content.rows(table.key)
    spare = () if table.fixed else (BLANK,) * max(table.spare, 1)
    columns = {column.key: LABELS + number for number, column in enumerate(table.columns)}
    return Rows(tab, table, row + above, (*filled, *spare), columns)


def has_groups(table: Table) -> bool:
    return any(column.group for column in table.columns)


def grid_heading(grid: Grid, row: int) -> int:
    """The row of the column headings of a grid that begins at `row`."""
    return row + bool(grid.title) + bool(grid.groups)


def _place_grid(layout: Layout, tab: str, grid: Grid, row: int) -> int:
    row = grid_heading(grid, row) + 1
    for line in grid.rows:
        for number, cell in enumerate(line.cells):
            if cell:
                layout.cells[cell.key] = Spot(tab, row, VALUES + number)
        row += 1
    return row + len(grid.notes)


def is_wide(field: Field) -> bool:
    """Words need the room of several columns."""
    return isinstance(field.kind, LongText | Text)


@cache
def column_letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """ "$C$12" for (11, 2)."""
    return f"${column_letters(column)}${row + 1}"


def in_tab(tab: str, place: str) -> str:
    """The place with its sheet, as formulas and defined names spell it."""
    return f"'{tab.replace(chr(39), chr(39) * 2)}'!{place}"


def names(layout: Layout) -> Iterator[tuple[str, str]]:
    """The defined name of every key with what it means: a cell, a table's rows, a column of a table."""
    for key, spot in layout.cells.items():
        yield key, in_tab(spot.tab, address(spot.row, spot.column))
    for key, rows in layout.tables.items():
        last = max(rows.columns.values())
        yield key, in_tab(rows.tab, f"{address(rows.first, UID_COLUMN)}:{address(rows.last, last)}")
        for column, at in rows.columns.items():
            yield f"{key}.{column}", in_tab(rows.tab, f"{address(rows.first, at)}:{address(rows.last, at)}")
