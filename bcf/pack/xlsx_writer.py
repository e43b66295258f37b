"""A sheet that XlsxWriter writes with less ado, to the same bytes.

Our cells are always named by row and column, are within what a sheet holds, and come spelled as Excel stores them:
seeking the functions of later Excels in every formula took two fifths of the time of a workbook, and seeking what
must be escaped in every attribute of every cell another fifth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)  # fmt: skip

from .xlsx_layout import column_letters


class Sheet(Worksheet):  # type: ignore[misc]  # the library publishes no types
    """Cells are written by number of row and column, always with a style; all else is as the library does it."""

    def write_number(self, row: int, col: int, number: float, cell_format: Format) -> None:
        self._put(row, col, CellNumberTuple(number, cell_format))

    def write_string(self, row: int, col: int, string: str, cell_format: Format) -> None:
        """At most 32,767 characters."""
        self._put(row, col, CellStringTuple(self.str_table._get_shared_string_index(string), cell_format))

    def write_formula(self, row: int, col: int, formula: str, cell_format: Format, value: float | str) -> None:
        self._put(row, col, CellFormulaTuple(formula.removeprefix("="), cell_format, value))

    def write_blank(self, row: int, col: int, blank: None, cell_format: Format) -> None:
        self._put(row, col, CellBlankTuple(cell_format))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Those of conditional formats and validations."""
        return formula.removeprefix("=")

    def _put(self, row: int, column: int, cell: tuple[Any, ...]) -> None:
        self._check_dimensions(row, column)
        self.table[row][column] = cell

    def _write_cell(self, row: int, col: int, cell: tuple[Any, ...]) -> None:
        spell = _SPELLINGS.get(type(cell))
        if spell and cell.format:  # type: ignore[attr-defined]
            start = f'<c r="{column_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"'  # type: ignore[attr-defined]
            self.fh.write(start + spell(cell))
        else:
            super()._write_cell(row, col, cell)


def _formula(cell: Any) -> str:
    kind = ' t="str"' if isinstance(cell.value, str) and cell.value else ""
    return f"{kind}><f>{_escaped(cell.formula)}</f><v>{_escaped(cell.value)}</v></c>"


def _escaped(value: float | str) -> float | str:
    if isinstance(value, str):
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value


_SPELLINGS: dict[type, Callable[[Any], str]] = {
    CellNumberTuple: lambda cell: f"><v>{cell.number:.16G}</v></c>",
    CellStringTuple: lambda cell: f' t="s"><v>{cell.string}</v></c>',
    CellFormulaTuple: _formula,
    CellBlankTuple: lambda cell: "/>",
}
