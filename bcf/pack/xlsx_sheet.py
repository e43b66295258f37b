"""One sheet of the workbook: its title, then its items from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import singledispatch
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bcf.definition import spelling
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.formulas import Formula, Result, Total
from bcf.definition.kinds import LongText
from bcf.definition.parts import Field, Grid, GridRow, Heading, Item, Note, Table

from . import xlsx_styles as styles
from .stamp import Stamp
from .xlsx_formulas import Place, Speller
from .xlsx_layout import (
    CONTENTS,
    LABELS,
    LAST_WIDE,
    TITLE_ROWS,
    UID_COLUMN,
    VALUES,
    Layout,
    Placed,
    Rows,
    Spot,
    Tab,
    grid_heading,
    has_groups,
    is_wide,
)  # fmt: skip
from .xlsx_rules import conditions, hold

MOST_CHARACTERS = 32_767
LINE_HEIGHT = 15
MOST_HEIGHT = 400
NARROWER = 1.1
# lines that can still be read when printed on one page
ONE_PAGE = 70
AREA_MARK = "<HWB>"


class TooLong(ValueError):
    """A text that Excel cannot hold in one cell; nothing is cut off."""


@dataclass
class Book:
    """The workbook being written, with all that a sheet needs to know."""

    workbook: Workbook
    layout: Layout
    figures: Figures
    speller: Speller
    content: Content
    stamp: Stamp
    offered: Mapping[str, str] = field(default_factory=dict)
    _formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)
    # Each cell is kept beside its format, so that its id stays its own.
    _looks: dict[tuple[int, bool, bool], tuple[Field, Format]] = field(default_factory=dict)

    def format(self, properties: styles.Properties) -> Format:
        key = tuple(properties.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def look(self, cell: Field, value: Result, strong: bool) -> Format:
        """The format of a cell that holds the value; made once for all that are in one column."""
        key = id(cell), strong, styles.is_odd(value)
        if key not in self._looks:
            self._looks[key] = cell, self.format(styles.look(cell, value, strong))
        return self._looks[key][1]

    def words(self, text: str) -> str:
        """Official words with the area's name put in."""
        return text.replace(AREA_MARK, self.stamp.area)


@dataclass
class Page:
    """A sheet being written; `last` is its last row."""

    book: Book
    sheet: Worksheet
    tab: Tab
    widths: dict[int, int] = field(default_factory=dict)
    last: int = 0
    lines: dict[int, int] = field(default_factory=dict)

    def text(self, row: int, column: int, text: str, look: styles.Properties) -> None:
        self.sheet.write_string(row, column, self.book.words(text), self.book.format(look))

    def across(self, row: int, text: str, look: styles.Properties, first: int = LABELS) -> None:
        """Text over the width of the form, the row as high as it needs."""
        self.merged(row, first, LAST_WIDE, self.book.words(text), look)
        self.fit(row, text, self.room(first, LAST_WIDE))

    def merged(self, row: int, first: int, last: int, text: str, look: styles.Properties) -> None:
        style = self.book.format(look)
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", style)
        self.sheet.write_string(row, first, text, style)

    def fit(self, row: int, text: str, characters: float) -> None:
        """Makes the row high enough for the text in a width of so many characters."""
        if len(text) <= characters and "\n" not in text:
            return
        lines = sum(max(1, ceil(len(line) / characters)) for line in text.split("\n"))
        if lines > self.lines.get(row, 1):
            self.lines[row] = lines
            self.sheet.set_row(row, min(lines * LINE_HEIGHT + 3, MOST_HEIGHT))

    def width(self, column: int) -> int:
        return self.widths.get(column, styles.WIDTHS["number"])

    def room(self, first: int, last: int) -> float:
        """How many characters a line holds; the width of a column counts digits, which are wider."""
        return NARROWER * sum(self.width(column) for column in range(first, last + 1))

    def column_head(self, row: int, column: int, words: str) -> None:
        self.text(row, column, words, styles.COLUMN)
        self.fit(row, self.book.words(words), self.width(column) - 1)


def write_tab(book: Book, sheet: Worksheet, tab: Tab) -> None:
    page = Page(book, sheet, tab, last=tab.last)
    _set_widths(page)
    page.text(0, LABELS, tab.section.title, styles.TITLE)
    page.text(1, LABELS, f"Health and Wellbeing Board: {book.stamp.area}", styles.STRONG)
    page.text(2, LABELS, book.stamp.line, styles.SUBTITLE)
    for placed in tab.items:
        write_item(placed.item, page, placed)
    if not any(True for _ in tab.section.fields()) and not any(True for _ in tab.section.tables()):
        _write_contents(page, tab)
    _set_up(page)


def _set_widths(page: Page) -> None:
    labelled = any(isinstance(placed.item, Field | Grid) for placed in page.tab.items)
    page.widths = {LABELS: styles.WIDTHS["label" if labelled else "name"]}
    for placed in page.tab.items:
        if isinstance(placed.item, Table):
            for number, column in enumerate(placed.item.columns, LABELS):
                page.widths[number] = max(styles.width(column), page.width(number))
    page.sheet.set_column(UID_COLUMN, UID_COLUMN, 2, None, {"hidden": True})
    for at in range(LABELS, page.tab.width):
        page.sheet.set_column(at, at, page.width(at))


def _write_contents(page: Page, tab: Tab) -> None:
    """Links to the other sheets."""
    row = max(placed.row for placed in tab.items) + 2
    page.text(row, LABELS, CONTENTS, styles.HEADING)
    others = (other for other in page.book.layout.tabs if other is not tab)
    for number, other in enumerate(others, row + 1):
        page.last = number
        link = page.book.format(styles.LINK)
        page.sheet.write_url(number, LABELS, f"internal:'{other.name}'!B1", link, other.name)


def _set_up(page: Page) -> None:
    """Protection without a password, printing, and the headings that stay in view."""
    sheet, stamp = page.sheet, page.book.stamp
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    lines = page.last + sum(lines - 1 for lines in page.lines.values())
    sheet.fit_to_pages(1, 1 if lines < ONE_PAGE else 0)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.print_area(0, LABELS, page.last, page.tab.width - 1)
    line = stamp.line.replace("&", "&&")[:120]
    sheet.set_header(f"&L{line}&R{page.tab.name.replace('&', '&&')}")
    sheet.set_footer(f"&L{line}&RPage &P of &N")
    heading = _only_heading(page)
    if heading:
        sheet.freeze_panes(heading + 1, VALUES)
        sheet.repeat_rows(heading)
    else:
        sheet.freeze_panes(TITLE_ROWS - 1, 0)
        sheet.repeat_rows(0, TITLE_ROWS - 2)


def _only_heading(page: Page) -> int:
    """The heading row of the sheet's one table; 0 where there is more to it."""
    tables = [rows for rows in page.book.layout.tables.values() if rows.tab == page.tab.name]
    return tables[0].heading if len(tables) == 1 and len(page.tab.items) == 1 else 0


@singledispatch
def write_item(item: Item, page: Page, placed: Placed) -> None:
    raise TypeError(f"no sheet has {item!r}")


@write_item.register
def _(item: Heading, page: Page, placed: Placed) -> None:
    page.text(placed.row, LABELS, f"{item.ref}. {item.text}" if item.ref else item.text, styles.HEADING)


@write_item.register
def _(item: Note, page: Page, placed: Placed) -> None:
    page.across(placed.row, item.text, styles.NOTE)


@write_item.register
def _(item: Field, page: Page, placed: Placed) -> None:
    page.text(placed.row, LABELS, item.label, styles.LABEL)
    page.fit(placed.row, item.label, page.room(LABELS, LABELS))
    if is_wide(item):
        value = page.book.content.get(item.key)
        page.merged(placed.row, VALUES, LAST_WIDE, "", styles.look(item, value))
        least = "\n" if isinstance(item.kind, LongText) else ""
        page.fit(placed.row, value + least, page.room(VALUES, LAST_WIDE))
    _write_cell(page, item, page.book.layout.cells[item.key])


@write_item.register
def _(item: Grid, page: Page, placed: Placed) -> None:
    if item.title:
        page.text(placed.row, LABELS, item.title, styles.HEADING)
    heading = grid_heading(item, placed.row)
    _write_groups(page, heading - 1, item.groups)
    for number, words in enumerate((item.head, *item.columns), LABELS):
        page.column_head(heading, number, words)
    for number, line in enumerate(item.rows, heading + 1):
        _write_line(page, number, line)
    for number, note in enumerate(item.notes, heading + 1 + len(item.rows)):
        page.across(number, note, styles.NOTE)


def _write_groups(page: Page, row: int, groups: tuple[tuple[str, int], ...]) -> None:
    first = VALUES
    for words, count in groups:
        if words:
            page.merged(row, first, first + count - 1, page.book.words(words), styles.COLUMN)
        first += count
    if groups:
        widest = max(groups, key=lambda group: len(group[0]) / group[1])
        page.fit(row, widest[0], styles.WIDTHS["number"] * widest[1])


def _write_line(page: Page, row: int, line: GridRow) -> None:
    page.text(row, LABELS, line.label, styles.LABEL | (styles.STRONG if line.strong else {}))
    page.fit(row, line.label, page.room(LABELS, LABELS))
    for cell in line.cells:
        if cell:
            _write_cell(page, cell, page.book.layout.cells[cell.key], strong=line.strong)


def _write_cell(page: Page, cell: Field, spot: Spot, strong: bool = False) -> None:
    value = page.book.figures.cell(cell.key)
    _write(page, cell, spot.row, spot.column, value, Place(page.tab.name), strong)
    _hold(page, cell, (spot.row, spot.column, spot.row, spot.column))


@write_item.register
def _(item: Table, page: Page, placed: Placed) -> None:
    rows = page.book.layout.tables[item.key]
    _write_table_head(page, item, placed.row, rows)
    columns = [(column, at := rows.columns[column.key], page.room(at, at)) for column in item.columns]
    for number, row in enumerate(rows.rows, rows.first):
        _write_row(page, rows, row, number, columns)
    for column in item.columns:
        at = rows.columns[column.key]
        _hold(page, column, (rows.first, at, rows.last, at), rows)
        if column.hidden:
            page.sheet.set_column(at, at, 12, None, {"hidden": True})
    if item.totals:
        _write_totals(page, rows)


def _write_table_head(page: Page, item: Table, row: int, rows: Rows) -> None:
    if item.title:
        page.text(row, LABELS, item.title, styles.HEADING)
        row += 1
    for intro in item.intro:
        page.across(row, intro, styles.NOTE)
        row += 1
    if has_groups(item):
        _write_column_groups(page, item, rows)
    for column in item.columns:
        if column.hidden:
            page.text(rows.heading, rows.columns[column.key], column.label, styles.COLUMN)
        else:
            page.column_head(rows.heading, rows.columns[column.key], column.label)


def _write_column_groups(page: Page, item: Table, rows: Rows) -> None:
    """Merged headings over neighbours of the same group."""
    groups: list[tuple[str, int]] = []
    for column in item.columns[1:]:
        if groups and groups[-1][0] == column.group:
            groups[-1] = (column.group, groups[-1][1] + 1)
        else:
            groups.append((column.group, 1))
    _write_groups(page, rows.heading - 1, tuple(groups))


def _write_row(page: Page, rows: Rows, row: Row, number: int, columns: Sequence[tuple[Field, int, float]]) -> None:
    """A line of a table; `columns`: each with where it stands and how many characters a line of it holds."""
    if row.uid:
        page.text(number, UID_COLUMN, row.uid, styles.HIDDEN)
    place = Place(page.tab.name, rows, number)
    for column, at, room in columns:
        value = page.book.figures.row_cell(rows.table.key, row, column.key)
        if isinstance(value, str):
            page.fit(number, value, room)
        _write(page, column, number, at, value, place)


def _write_totals(page: Page, rows: Rows) -> None:
    row = rows.last + 1
    page.text(row, LABELS, rows.table.total_label, styles.LABEL | styles.STRONG)
    for key in rows.table.totals:
        column = rows.table.column(key)
        total = Field(key, column.kind, column.label, formula=Total(rows.table.key, key))
        value = page.book.figures.total(rows.table.key, key)
        _write(page, total, row, rows.columns[key], value, Place(page.tab.name), strong=True)


def _write(page: Page, cell: Field, row: int, column: int, value: Result, place: Place, strong: bool = False) -> None:
    """A formula with its value, or a figure or text as what it is."""
    style = page.book.look(cell, value, strong)
    if isinstance(cell.formula, Formula):
        shown = float(value) if isinstance(value, Decimal) else value or ""
        page.sheet.write_formula(row, column, page.book.speller.excel(cell.formula, place), style, shown)
    elif isinstance(value, Decimal):
        page.sheet.write_number(row, column, float(value), style)
    elif value:
        page.sheet.write_string(row, column, _safe(value, cell, page.tab.name), style)
    else:
        page.sheet.write_blank(row, column, None, style)


def _safe(text: str, cell: Field, tab: str) -> str:
    """The text without characters that no XML file can hold. Excel counts as UTF-16 does."""
    text = spelling.tidy(text)
    length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if length > MOST_CHARACTERS:
        raise TooLong(
            f"“{cell.called}” on tab “{tab}” is {length:,} characters long. An Excel cell holds "
            f"{MOST_CHARACTERS:,}. Shorten it, then make the workbook again."
        )
    return text


def _hold(page: Page, cell: Field, area: tuple[int, int, int, int], rows: Rows | None = None) -> None:
    """Drop-downs and limits for open cells, colours for ratings and for what is missing."""
    hold(page.sheet, cell, area, page.book.offered.get(cell.suggest, ""))
    for condition, look in conditions(cell, area, rows):
        page.sheet.conditional_format(*area, condition | {"format": page.book.format(look)})
