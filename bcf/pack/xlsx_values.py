"""A workbook as plain values, and a cell's value as the canonical text of a kind."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from bcf.definition.kinds import Date, Kind, Percent, Unreadable
from bcf.definition.parts import Field

from . import xlsx_facts
from .found import Unusable
from .xlsx_layout import Spot

Value = str | int | float | bool | datetime | date | time | timedelta
Cells = dict[tuple[int, int], Value]

MOST_ROWS = 5_000
MOST_COLUMNS = 200


class FormulaError(str):
    """ "#REF!" and its like as the result of a formula; a person may type the same as a text."""


@dataclass(frozen=True, slots=True)
class Area:
    """A range of a sheet, both ends included."""

    tab: str
    first: Spot
    last: Spot


@dataclass(slots=True)
class Workbook:
    """Sheet name -> (row, column) -> value, blank cells left out; and what the defined names mean."""

    sheets: dict[str, Cells] = field(default_factory=dict)
    names: dict[str, Area] = field(default_factory=dict)

    def value(self, spot: Spot) -> Value | None:
        return self.sheets.get(spot.tab, {}).get((spot.row, spot.column))


def open_workbook(data: bytes) -> Workbook:
    """Values only, never formulas; at most 5,000 rows and 200 columns of each sheet. Raises Unusable."""
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
        sheet.reset_dimensions()
        cells = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
        found.sheets[sheet.title] = {
            (row, column): FormulaError(value) if cell.data_type == "e" else value
            for row, line in enumerate(cells)
            for column, cell in enumerate(line)
            if isinstance(value := cell.value, str | int | float | date | time | timedelta) and value != ""
        }
    for name, defined in book.defined_names.items():
        area = _area(defined.attr_text or "")
        if area and area.tab in found.sheets:
            found.names[name] = area
    book.close()
    return found


def _area(text: str) -> Area | None:
    """'3. HWB Expenditure Plan'!$A$7:$L$30; None for what is not one range."""
    tab, mark, cells = text.rpartition("!")
    if not mark or "#REF" in text:
        return None
    tab = tab[1:-1].replace("''", "'") if tab.startswith("'") else tab
    try:
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
    except ValueError:
        return None
    if left is None or top is None or right is None or bottom is None:
        return None
    return Area(tab, Spot(tab, top - 1, left - 1), Spot(tab, bottom - 1, right - 1))


def canonical(asked: Field, value: Value | None, exact: str = "") -> str:
    """The canonical text of a cell. `exact`: what our own workbook says the cell held. Raises Unreadable."""
    kind = asked.kind
    if value is None:
        return ""
    if isinstance(value, bool):
        return kind.parse("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return _of_number(kind, value, exact)
    if isinstance(value, datetime | date | time | timedelta):
        return _of_moment(kind, value)
    return _of_text(asked, value, exact)


def _of_number(kind: Kind, value: int | float, exact: str) -> str:
    number = xlsx_facts.kept_digits(value)
    if not kind.numeric:
        return kind.parse(f"{number:f}")
    if exact and xlsx_facts.shows_the_same(kind.number(exact), number):
        return exact
    if isinstance(kind, Percent) and number * 100 > kind.most >= number:
        number = number / Decimal(100)
    return kind.parse(kind.of_number(number))


def _of_moment(kind: Kind, value: datetime | date | time | timedelta) -> str:
    if kind.numeric:
        raise Unreadable(f"“{value}” is a date or a time. Enter a number, for example 1,200.")
    day = value.date() if isinstance(value, datetime) else value
    return kind.parse(day.isoformat() if isinstance(kind, Date) and isinstance(day, date) else str(day))


def _of_text(asked: Field, text: str, exact: str) -> str:
    if exact and not asked.kind.numeric and xlsx_facts.through_a_file(exact) == text:
        return exact
    if isinstance(text, FormulaError):
        raise Unreadable(f"The cell shows the error {text}. Enter what it should say instead of a formula.")
    if asked.placeholder and text.strip() == asked.placeholder:
        return ""
    return asked.kind.parse(text.replace("_x000D_", ""))


def rows_of(area: Area) -> range:
    return range(area.first.row, area.last.row + 1)
