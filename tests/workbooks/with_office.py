"""Workbooks changed with LibreOffice, which moves defined names with the cells, as Excel does. Basic counts from 0."""

from __future__ import annotations

from .with_openpyxl import LAYOUT, SPEND

ROWS = LAYOUT.tables["expenditure"]
FIRST, HEADING, TOTAL = ROWS.first, ROWS.heading, ROWS.last + 1
_LINE = """ s.getCellByPosition({scheme}, {row}).String = "Falls"
 s.getCellByPosition({area_of_spend}, {row}).String = "Acute"
 s.getCellByPosition({year_2}, {row}).Value = 75"""


def _line(row: int) -> str:
    return _LINE.format(row=row, **ROWS.columns)


SHEET = f's = Sheet(doc, "{SPEND}")'

PASS = {
    "saved_by_libreoffice.xlsx": "",
    "a_row_inserted_between.xlsx": f"{SHEET}\n s.Rows.insertByIndex({FIRST + 2}, 1)\n{_line(FIRST + 2)}",
    "a_row_inserted_above_the_first.xlsx": f"{SHEET}\n s.Rows.insertByIndex({FIRST}, 1)\n{_line(FIRST)}",
    "a_row_inserted_above_the_total.xlsx": f"{SHEET}\n s.Rows.insertByIndex({TOTAL}, 1)\n{_line(TOTAL)}",
    "a_row_deleted.xlsx": f"{SHEET}\n s.Rows.removeByIndex({FIRST + 1}, 1)",
    "rows_above_and_a_column_inserted.xlsx": f"{SHEET}\n s.Rows.insertByIndex(0, 3)\n s.Columns.insertByIndex(4, 1)",
    "a_formula_for_an_amount.xlsx": (
        f'{SHEET}\n s.getCellByPosition({ROWS.columns["year_2"]}, {FIRST}).Formula = "=SUM(1000;300)*2"'
    ),
    "hidden_rows.xlsx": f"{SHEET}\n s.Rows.getByIndex({FIRST + 1}).IsVisible = False\n"
    f" s.getCellByPosition({ROWS.columns['year_2']}, {FIRST + 1}).Value = 3100",
    "a_sheet_of_their_own.xlsx": 'doc.Sheets.insertNewByName("Workings", 3)\n'
    ' doc.Sheets.getByName("Workings").getCellByPosition(0, 0).Value = 5',
}
FAIL = {
    "a_column_deleted.xlsx": f"{SHEET}\n s.Columns.removeByIndex({ROWS.columns['source']}, 1)",
    "a_tab_renamed.xlsx": f'doc.Sheets.getByName("{SPEND}").Name = "Spending"',
    "a_column_of_their_own.xlsx": f"{SHEET}\n s.Columns.insertByIndex(4, 1)\n"
    f' s.getCellByPosition(4, {HEADING}).String = "Lead"\n s.getCellByPosition(4, {FIRST}).String = "Priya"',
    "formulas_with_errors.xlsx": f"{SHEET}\n"
    f' s.getCellByPosition({ROWS.columns["year_1"]}, {FIRST}).Formula = "=1/0"\n'
    f' s.getCellByPosition({ROWS.columns["year_2"]}, {FIRST + 1}).Formula = "=NA()"',
    "an_old_excel_file.xls": "KeepOne(doc)",
    "an_opendocument_file.ods": "KeepOne(doc)",
    "a_text_file_renamed.csv": "KeepOne(doc)",
}
FILTERS = {
    "an_old_excel_file.xls": "MS Excel 97",
    "an_opendocument_file.ods": "calc8",
    "a_text_file_renamed.csv": "Text - txt - csv (StarCalc)",
}
