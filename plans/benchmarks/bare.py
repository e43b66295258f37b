"""The cells of a workbook, and writing the same cells with nothing else: no formats, widths, rules or names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

Sheets = dict[str, list[tuple[int, int, str | float, str | float]]]


def cells_of(data: bytes) -> str:
    """Sheet name -> (row, column, what is in the cell, the value of its formula or ""), as JSON."""
    typed, valued = (openpyxl.load_workbook(BytesIO(data), data_only=only) for only in (False, True))
    return json.dumps({sheet.title: list(_filled(sheet, valued[sheet.title])) for sheet in typed.worksheets})


def _filled(sheet: Worksheet, values: Worksheet) -> Iterator[tuple[int, int, object, object]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value not in (None, ""):
                value = values.cell(cell.row, cell.column).value
                yield cell.row - 1, cell.column - 1, cell.value, "" if value is None else value


def with_xlsxwriter(sheets: Sheets) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for row, column, held, value in cells:
                if not isinstance(held, str):
                    sheet.write_number(row, column, held)
                elif held.startswith("="):
                    sheet.write_formula(row, column, held, None, value)
                else:
                    sheet.write_string(row, column, held)
    return stream.getvalue()


def with_openpyxl(sheets: Sheets) -> bytes:
    """The same without the values of formulas, which openpyxl cannot write. In its faster way, row after row."""
    book = openpyxl.Workbook(write_only=True)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        lines: dict[int, dict[int, str | float]] = {}
        for row, column, held, _ in cells:
            lines.setdefault(row, {})[column] = held
        for row in range(max(lines, default=-1) + 1):
            line = lines.get(row, {})
            sheet.append([line.get(column) for column in range(max(line, default=-1) + 1)])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
