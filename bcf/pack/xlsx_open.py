"""A workbook as plain values: what its cells show, which of them are formulas, what is merged or hidden."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from lxml.etree import iterparse
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from .found import Unusable
from .xlsx_layout import Spot

Value = str | int | float | bool | datetime | date | time | timedelta
Cells = dict[tuple[int, int], Value]

MOST_ROWS = 5_000
MOST_COLUMNS = 200
_MERGED = f"{{{SHEET_MAIN_NS}}}mergeCell"
_TRUE = ("1", "true")


class FormulaError(str):
    """ "#REF!" and its like as the result of a formula; a person may type the same as a text."""


@dataclass(frozen=True, slots=True)
class Area:
    """A range of a sheet, both ends included."""

    tab: str
    first: Spot
    last: Spot

    @property
    def rows(self) -> range:
        return range(self.first.row, self.last.row + 1)

    def has(self, row: int, column: int) -> bool:
        return row in self.rows and self.first.column <= column <= self.last.column


@dataclass(slots=True)
class Sheet:
    """A sheet. `cells`: (row, column) -> value, blank ones left out. `formulas`: the same -> the formula's text.

    `beyond`: how many cells with something in them lie below row 5,000 or right of column 200; these are not kept.
    """

    cells: Cells = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    beyond: int = 0


@dataclass(slots=True)
class Workbook:
    """The sheets by name, and what the defined names mean."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    names: dict[str, Area] = field(default_factory=dict)

    def value(self, spot: Spot) -> Value | None:
        sheet = self.sheets.get(spot.tab)
        return sheet.cells.get((spot.row, spot.column)) if sheet else None

    def formula(self, spot: Spot) -> str | None:
        sheet = self.sheets.get(spot.tab)
        return sheet.formulas.get((spot.row, spot.column)) if sheet else None


def open_workbook(data: bytes) -> Workbook:
    """Values, never what formulas would do; at most 5,000 rows and 200 columns of each sheet. Raises Unusable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data)
    # The library raises almost anything on a workbook that is not as the standard has it.
    except Exception as error:
        raise Unusable(
            "This workbook cannot be read: part of it is not as Excel saves it. Expected is an Excel workbook "
            "(.xlsx) that opens without repair. Open it in Excel, save it again and upload that copy."
        ) from error


def _read(data: bytes) -> Workbook:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    found = Workbook()
    for sheet in book.worksheets:
        found.sheets[sheet.title] = _Reader(book, sheet).read()
    for name, defined in book.defined_names.items():
        area = _area(defined.attr_text or "")
        if area and area.tab in found.sheets:
            found.names[name] = area
    book.close()
    return found


class _Reader(WorkSheetParser):
    """The library's reader of cells, which also keeps formulas and passes quickly over rows with nothing in them."""

    def __init__(self, book: Any, sheet: Any) -> None:
        super().__init__(
            sheet._get_source(),
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self.tab = sheet.title
        self.stream: Any = self.source
        self.found = Sheet()

    def read(self) -> Sheet:
        with self.stream as source:
            for _, element in iterparse(source, tag=(ROW_TAG, _MERGED), huge_tree=True, resolve_entities=False):
                if element.tag == ROW_TAG:
                    self.take_row(element)
                    element.clear()
                elif element.tag == _MERGED and (area := _area_of(self.tab, element.get("ref", ""))):
                    self.found.merged.append(area)
        return self.found

    def take_row(self, row: Any) -> None:
        number = int(float(row.get("r", self.row_counter + 1)))
        if not any(map(len, row)):
            self.row_counter = number
            return
        _, cells = self.parse_row(row)
        if row.get("hidden") in _TRUE:
            self.found.hidden.add(number - 1)
        for cell, element in zip(cells, row, strict=True):
            self.take_cell(cell, element)

    def take_cell(self, cell: Any, element: Any) -> None:
        value, at = cell["value"], (cell["row"] - 1, cell["column"] - 1)
        formula = element.find(FORMULA_TAG)
        filled = isinstance(value, str | int | float | date | time | timedelta) and value != ""
        if not filled and formula is None:
            return
        if at[0] >= MOST_ROWS or at[1] >= MOST_COLUMNS:
            self.found.beyond += 1
            return
        if formula is not None:
            self.found.formulas[at] = formula.text or ""
        if filled:
            self.found.cells[at] = FormulaError(value) if cell["data_type"] == "e" else value


def _area(text: str) -> Area | None:
    """'3. HWB Expenditure Plan'!$A$7:$L$30; None for what is not one range."""
    tab, mark, cells = text.rpartition("!")
    if not mark or "#REF" in text:
        return None
    return _area_of(tab[1:-1].replace("''", "'") if tab.startswith("'") else tab, cells)


def _area_of(tab: str, cells: str) -> Area | None:
    try:
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
    except ValueError:
        return None
    if left is None or top is None or right is None or bottom is None:
        return None
    return Area(tab, Spot(tab, top - 1, left - 1), Spot(tab, bottom - 1, right - 1))
