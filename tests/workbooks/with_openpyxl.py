"""Workbooks changed with openpyxl, which leaves defined names where they were when rows and columns move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from bcf.pack.xlsx_layout import lay_out

from .plan import EDITION, PLAN

LAYOUT = lay_out(EDITION, PLAN)
FUNDING, SUMMARY, SPEND = "1. HWB Funding Sources", "2. Summary", "3. HWB Expenditure Plan"
BENEFITS, P4P, METRICS = "4. HWB Benefits Plan", "5. HWB P4P metric", "6. HWB Supporting Metrics"
Change = Callable[[Any], None]

PASS: dict[str, Change] = {}
FAIL: dict[str, Change] = {}


def case(cases: dict[str, Change]) -> Callable[[Change], Change]:
    def add(change: Change) -> Change:
        cases[change.__name__] = change
        return change

    return add


def put(book: Any, table: str, line: int, **values: Any) -> None:
    """Types values into the line of a table, the first is 0."""
    rows = LAYOUT.tables[table]
    for column, value in values.items():
        book[rows.tab].cell(rows.first + 1 + line, rows.columns[column] + 1).value = value


def answer(book: Any, key: str, value: Any) -> None:
    spot = LAYOUT.cells[key]
    book[spot.tab].cell(spot.row + 1, spot.column + 1).value = value


@case(PASS)
def untouched(book: Any) -> None:
    pass


@case(PASS)
def figures_changed(book: Any) -> None:
    put(book, "expenditure", 0, year_2=2600.5)
    put(book, "expenditure", 3, year_1=0)
    answer(book, "p4p_planned_q4", 2390)


@case(PASS)
def numbers_stored_as_text(book: Any) -> None:
    put(book, "expenditure", 0, year_1="1,200", year_2=" 2 600 ")
    put(book, "expenditure", 1, year_1="1\u00a0300\u00a0", year_2="3,100.50")


@case(PASS)
def percentages_written_four_ways(book: Any) -> None:
    for line, share in enumerate((50, 0.5, "50%", "0.5")):
        put(book, "expenditure", line, commissioner="Joint", percent_nhs=share)


@case(PASS)
def dashes_for_nil_and_spaces_for_blank(book: Any) -> None:
    for line, nil in enumerate(("-", "–", "nil")):
        put(book, "expenditure", line, year_1=nil)
    put(book, "expenditure", 3, year_1=" ", area_other="\u00a0")


@case(PASS)
def choices_in_another_spelling(book: Any) -> None:
    put(book, "expenditure", 0, area_of_spend=" social care", commissioner="JOINT ", source="CCG minimum contribution")


@case(PASS)
def spare_lines_filled_in(book: Any) -> None:
    put(book, "expenditure", 4, scheme="Falls", area_of_spend="Acute", year_2=12.5)
    put(book, "expenditure", 9, scheme="Stroke", area_of_spend="Acute", year_2=20)


@case(PASS)
def a_line_emptied(book: Any) -> None:
    for column in LAYOUT.tables["expenditure"].columns.values():
        rows = LAYOUT.tables["expenditure"]
        book[SPEND].cell(rows.first + 2, column + 1).value = None


@case(PASS)
def formats_and_comments(book: Any) -> None:
    from openpyxl.comments import Comment

    for row in book[SPEND].iter_rows(min_row=5, max_row=20, max_col=14):
        for cell in row:
            cell.fill, cell.font = PatternFill("solid", start_color="FFFF00"), Font(bold=True)
    book[SPEND]["K8"].number_format = "0.000"
    book[SPEND]["K8"].comment = Comment("Is this right?", "A colleague")


@case(PASS)
def tabs_in_another_order(book: Any) -> None:
    book.move_sheet(BENEFITS, -3)


@case(PASS)
def two_tables_swapped(book: Any) -> None:
    first, second = LAYOUT.tables["benefits_year_1"], LAYOUT.tables["benefits_year_2"]
    sheet = book[BENEFITS]
    for row in range(first.heading, first.heading + len(first.rows) + 3):
        for column in range(1, 11):
            above, below = sheet.cell(row, column), sheet.cell(row + second.heading - first.heading, column)
            above.value, below.value = below.value, above.value


@case(PASS)
def without_our_mark(book: Any) -> None:
    book.remove(book["_bcf"])
    book.defined_names.clear()
    put(book, "expenditure", 0, year_2=2700)


@case(PASS)
def rows_above_by_another_program(book: Any) -> None:
    book[SPEND].insert_rows(1, 2)


def pasted(ours: Any) -> Any:
    """A sheet of ours pasted into somebody's own workbook."""
    book = Workbook()
    own = book.active
    assert own is not None
    own.title = "Budget meeting"
    own["A1"] = "Our own notes"
    sheet = book.create_sheet("Sheet2")
    for row in ours[SPEND].iter_rows():
        for cell in row:
            if cell.value is not None and cell.data_type != "f":
                sheet.cell(cell.row, cell.column, cell.value)
    sheet["K9"] = 3333
    return book


@case(FAIL)
def words_for_a_number(book: Any) -> None:
    put(book, "expenditure", 1, year_2="to be agreed")


@case(FAIL)
def the_same_words_in_many_cells(book: Any) -> None:
    for line in range(4):
        put(book, "expenditure", line, year_2="tbc")
    put(book, "expenditure", 2, year_1="tbc")


@case(FAIL)
def pounds_in_a_cell_of_thousands(book: Any) -> None:
    put(book, "expenditure", 0, year_2="£1.2m")
    put(book, "expenditure", 1, year_2="£3,000,000")


@case(FAIL)
def negative_spend(book: Any) -> None:
    put(book, "expenditure", 0, year_1=-500)
    put(book, "expenditure", 1, year_2="(3,000)")


@case(FAIL)
def not_an_option(book: Any) -> None:
    put(book, "expenditure", 2, area_of_spend="Dentistry", provider="The council")


@case(FAIL)
def dates_for_numbers(book: Any) -> None:
    put(book, "expenditure", 0, year_2=datetime(2015, 4, 1))
    answer(book, "p4p_planned_q1", datetime(2015, 2, 3))


@case(FAIL)
def answers_that_do_not_fit(book: Any) -> None:
    put(book, "expenditure", 0, percent_nhs=140)
    put(book, "expenditure", 3, commissioner="Joint", percent_nhs=1.4)
    put(book, "expenditure", 2, area_other="Breaks " * 50)
    answer(book, "residential_numerator_baseline", 140.5)


@case(FAIL)
def a_value_outside_the_form(book: Any) -> None:
    book[SPEND]["M14"] = "check with Priya"


@case(FAIL)
def a_table_of_their_own_beside_the_form(book: Any) -> None:
    for row in range(10, 16):
        book[SPEND].cell(row, 15).value = f"Team {row}"
        book[SPEND].cell(row, 16).value = row * 10
    put(book, "expenditure", 0, year_2=2600)


@case(FAIL)
def lines_below_the_total(book: Any) -> None:
    rows = LAYOUT.tables["expenditure"]
    book[SPEND].cell(rows.last + 4, 2).value = "One more scheme"
    book[SPEND].cell(rows.last + 4, 11).value = 75


@case(FAIL)
def a_tab_renamed_by_another_program(book: Any) -> None:
    book[SPEND].title = "Spending"
    book["Spending"]["K8"] = 2600


@case(FAIL)
def a_tab_taken_out(book: Any) -> None:
    book.remove(book[SPEND])


@case(FAIL)
def a_column_deleted_by_another_program(book: Any) -> None:
    book[SPEND].delete_cols(9)


@case(FAIL)
def a_heading_renamed(book: Any) -> None:
    rows = LAYOUT.tables["expenditure"]
    book[SPEND].cell(rows.heading + 1, rows.columns["source"] + 1).value = "Where from"


@case(FAIL)
def computed_cells_overwritten(book: Any) -> None:
    rows = LAYOUT.tables["expenditure"]
    put(book, "expenditure", 0, percent_la=0.5)
    book[SPEND].cell(rows.last + 2, rows.columns["year_2"] + 1).value = 9999
    answer(book, "summary_total_year_2", 1)


@case(FAIL)
def formulas_without_results(book: Any) -> None:
    put(book, "expenditure", 0, year_2="=2000+500")
    put(book, "expenditure", 1, year_2="=K8*2")


@case(FAIL)
def merged_cells(book: Any) -> None:
    book[SPEND].merge_cells("C8:C10")


@case(FAIL)
def an_old_edition(book: Any) -> None:
    for row in book["_bcf"].iter_rows():
        if row[0].value == "edition":
            row[2].value = "february_2014"


@case(FAIL)
def another_areas_file(book: Any) -> None:
    for row in book["_bcf"].iter_rows():
        said = {"plan": "othertown", "area": "Othertown", "digest": "ab" * 32}
        if row[0].value in said:
            row[2].value = said[row[0].value]


@case(FAIL)
def everything_at_once(book: Any) -> None:
    words_for_a_number(book)
    negative_spend(book)
    not_an_option(book)
    a_value_outside_the_form(book)
    book.remove(book[METRICS])
    answer(book, "p4p_planned_q3", "lots")


@case(FAIL)
def only_notes_of_their_own(book: Any) -> None:
    """Not a form at all."""
    for name in [name for name in book.sheetnames if name != "Introduction"]:
        book.remove(book[name])
    book.defined_names.clear()
    book["Introduction"].title = "Holiday rota"
    book["Holiday rota"]["B1"] = "Rota"
