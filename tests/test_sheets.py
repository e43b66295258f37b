"""The sheets of the July 2014 workbook against its specification."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bcf.definition.formulas import Cell, Formula, Here, Total
from bcf.definition.parts import Field, Grid, Table
from bcf.pack.xlsx_layout import LABELS, Spot, lay_out
from tests.part_2 import EDITION, PART_2, TABLES, content

LAYOUT = lay_out(EDITION, content())


def every_field() -> list[tuple[str, Field]]:
    """(table key or "", field) of every cell and column."""
    cells = [("", asked) for section in PART_2.sections for asked in section.fields()]
    return cells + [(table.key, column) for table in TABLES for column in table.columns]


def formulas() -> list[tuple[str, Formula]]:
    return [(table, part) for table, asked in every_field() if asked.formula for part in asked.formula.walk()]


def labels(key: str) -> list[str]:
    return [column.label for column in EDITION.tables[key].columns if not column.hidden]


def test_the_tabs_are_in_the_official_order() -> None:
    assert [section.tab for section in PART_2.sections] == [
        "Introduction",
        "Payment for Performance",
        "1. HWB Funding Sources",
        "2. Summary",
        "3. HWB Expenditure Plan",
        "4. HWB Benefits Plan",
        "5. HWB P4P metric",
        "6. HWB Supporting Metrics",
        "National figures",
    ]


def test_tab_names_fit_excel() -> None:
    assert all(len(section.tab) <= 31 for section in PART_2.sections)


def test_keys_are_unique_and_free_of_years() -> None:
    keys = [asked.key for section in PART_2.sections for asked in section.fields()]
    keys += [table.key for table in TABLES]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert not [
        key for _, asked in every_field() for key in (asked.key,) if re.search(r"\d\d", key.replace("100_000", ""))
    ]


def test_formulas_name_what_there_is() -> None:
    for table, part in formulas():
        if isinstance(part, Cell):
            assert part.key in EDITION.fields
        elif isinstance(part, Here):
            assert part.column in EDITION.row_fields[table]
        elif isinstance(part, Total):
            assert {part.column, *part.where} <= set(EDITION.row_fields[part.table])


def test_conditions_of_totals_are_options() -> None:
    for _, part in formulas():
        if isinstance(part, Total):
            for column, text in part.where.items():
                asked = EDITION.row_fields[part.table][column]
                assert asked.kind.parse(text) == text


def test_the_expenditure_plan_has_the_official_columns() -> None:
    assert labels("expenditure") == [
        "Scheme Name",
        "Area of Spend",
        "Please specify if Other",
        "Commissioner",
        "if Joint % NHS",
        "if Joint % LA",
        "Provider",
        "Source of Funding",
        "2014/15 (£000)",
        "2015/16 (£000)",
    ]


@pytest.mark.parametrize("key", ["benefits_year_1", "benefits_year_2"])
def test_the_benefits_plan_has_the_official_columns(key: str) -> None:
    assert labels(key) == [
        "Benefit achieved from",
        "If other please specify",
        "Scheme Name",
        "Organisation to Benefit",
        "Change in activity measure",
        "Unit Price (£)",
        "Total (Saving) (£)",
        "How was the saving value calculated?",
        "How will the savings against plan be monitored?",
    ]


def test_the_official_words_about_columns_and_cells_hold() -> None:
    """The form speaks of "columns F-J" of tab 4 and of "cell D18" of tab 2."""
    columns = LAYOUT.tables["benefits_year_1"].columns
    assert [key for key, at in columns.items() if 5 <= at <= 9] == [
        "change", "unit_price", "total", "how_calculated", "how_monitored",
    ]  # fmt: skip
    assert LAYOUT.cells["summary_social_care_year_2"] == Spot("2. Summary", 17, 3)


def test_the_out_of_hospital_summary_has_no_acute_row() -> None:
    grid = next(
        item for item in EDITION.section("summary").items if isinstance(item, Grid) and item.key == "summary_nhs"
    )
    assert [line.label for line in grid.rows] == [
        "Mental Health", "Community Health", "Continuing Care", "Primary Care", "Social Care", "Other", "Total",
    ]  # fmt: skip


def test_five_white_cells_in_the_admissions_table() -> None:
    grid = next(item for item in EDITION.section("p4p_metric").items if isinstance(item, Grid))
    numerators = next(line for line in grid.rows if line.label == "Numerator")
    assert [cell.key for cell in numerators.cells if cell and cell.typed] == [
        "p4p_planned_q4", "p4p_planned_q1", "p4p_planned_q2", "p4p_planned_q3", "p4p_planned_next_q4",
    ]  # fmt: skip


def test_sheets_ask_no_more_than_a_cell_holds() -> None:
    for _, asked in every_field():
        assert asked.kind.numeric or asked.kind.limit or hasattr(asked.kind, "options"), asked.key
        assert (asked.kind.limit or 0) <= 32_767


def test_grids_are_rectangles() -> None:
    grids = [item for section in PART_2.sections for item in section.items if isinstance(item, Grid)]
    for grid in grids:
        assert {len(line.cells) for line in grid.rows} == {len(grid.columns)}, grid.key
        assert sum(count for _, count in grid.groups) in (0, len(grid.columns)), grid.key


def test_totals_are_columns_that_calculate() -> None:
    for table in TABLES:
        assert all(table.column(key).kind.numeric for key in table.totals), table.key


def test_the_layout_puts_no_two_things_in_one_cell() -> None:
    spots = Counter(LAYOUT.cells.values())
    assert max(spots.values()) == 1
    for rows in LAYOUT.tables.values():
        assert min(rows.columns.values()) == LABELS
        inside = [spot for spot in spots if spot.tab == rows.tab and rows.first - 1 <= spot.row < rows.end]
        assert inside == []


def test_every_table_keeps_spare_lines() -> None:
    assert all(isinstance(table, Table) and table.spare >= 3 for table in TABLES)
