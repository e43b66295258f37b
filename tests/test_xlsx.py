"""The workbook that goes out: what Excel and LibreOffice make of it."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bcf.definition.figures import Figures
from bcf.pack.stamp import Stamp
from bcf.pack.xlsx import suggestions, xlsx
from bcf.pack.xlsx_expected import expected
from bcf.pack.xlsx_layout import address, column_letters, lay_out
from bcf.pack.xlsx_sheet import TooLong
from tests.part_2 import EDITION, FIELDS, PART_2, STAMP, content, rich


@cache
def made() -> bytes:
    return xlsx(EDITION, rich(), STAMP)


def opened(data: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def cell_of(book: Workbook, key: str) -> Any:
    spot = lay_out(EDITION, rich()).cells[key]
    return book[spot.tab].cell(spot.row + 1, spot.column + 1)


def same(before: Any, after: Any) -> bool:
    if isinstance(before, int | float) and isinstance(after, int | float):
        return abs(before - after) <= 1e-9 * max(1, abs(before))
    return (before or "") == (after or "")


def test_the_same_plan_makes_the_same_bytes() -> None:
    assert made() == xlsx(EDITION, rich(), STAMP)


def test_every_computed_cell_is_a_formula_with_its_figure() -> None:
    formulas, values, figures = opened(made()), opened(made(), values=True), Figures(EDITION, rich())
    computed = [asked for section in PART_2.sections for asked in section.fields() if not asked.typed]
    for asked in computed:
        assert cell_of(formulas, asked.key).data_type == "f"
        expected = figures.cell(asked.key)
        shown = float(expected) if expected is not None and not isinstance(expected, str) else expected
        assert same(shown, cell_of(values, asked.key).value), asked.key


def test_input_cells_are_open_and_all_others_locked() -> None:
    book = opened(made())
    layout = lay_out(EDITION, rich())
    open_cells = {
        f"{sheet.title}!{c.coordinate}" for sheet in book for row in sheet for c in row if not c.protection.locked
    }
    expected = {
        f"{spot.tab}!{address(spot.row, spot.column).replace('$', '')}"
        for key, spot in layout.cells.items()
        if key in FIELDS
    }
    for rows in layout.tables.values():
        typed = [rows.columns[column.key] for column in rows.table.columns if column.typed]
        expected |= {
            f"{rows.tab}!{column_letters(at)}{row + 1}" for at in typed for row in range(rows.first, rows.last + 1)
        }
    assert expected <= open_cells
    merged = {
        f"{sheet.title}!{cell}"
        for sheet in book
        for area in sheet.merged_cells.ranges
        for r in sheet[area.coord]
        for cell in (c.coordinate for c in r)
    }
    assert open_cells - expected <= merged


def test_every_sheet_is_protected_without_a_password() -> None:
    for sheet in opened(made()):
        assert sheet.protection.sheet
        assert not sheet.protection.password


def test_choices_are_drop_downs() -> None:
    book = opened(made())
    rules = book["3. HWB Expenditure Plan"].data_validations.dataValidation
    lists = {rule.formula1 for rule in rules if rule.type == "list"}
    assert '"Acute,Mental Health,Community Health,Continuing Care,Primary Care,Social Care,Other"' in lists
    assert '"Local Authority Social Services,CCG Minimum Contribution,Additional CCG Contribution"' in lists


def test_schemes_and_organisations_are_offered() -> None:
    plan = content(
        {"ccgs": "NHS Anytown CCG\nNHS Otherplace CCG"}, schemes=[{"name": "Reablement"}, {"name": "GP hub"}]
    )
    assert suggestions(plan, "schemes/name") == ["Reablement", "GP hub"]
    assert suggestions(plan, "ccgs") == ["NHS Anytown CCG", "NHS Otherplace CCG"]
    book = opened(xlsx(EDITION, plan, STAMP))
    rules = book["3. HWB Expenditure Plan"].data_validations.dataValidation
    (offered,) = [rule for rule in rules if rule.formula1 and "_bcf" in rule.formula1]
    assert not offered.showErrorMessage


def test_what_a_person_typed_is_never_a_formula_or_a_link() -> None:
    nasty = '=HYPERLINK("http://example.org")', "+1", "-1+1", "@SUM(A1)", "http://example.org", "#N/A"
    lines = [{"scheme": "x", "how_calculated": text} for text in nasty]
    book = opened(xlsx(EDITION, content(benefits_year_1=lines), STAMP))
    sheet = book["4. HWB Benefits Plan"]
    rows = lay_out(EDITION, content(benefits_year_1=lines)).tables["benefits_year_1"]
    cells = [sheet.cell(row + 1, rows.columns["how_calculated"] + 1) for row in range(rows.first, rows.first + 6)]
    assert [cell.value for cell in cells] == list(nasty)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert cells[0].quotePrefix


def test_control_characters_do_not_break_the_file() -> None:
    plan = content({"p4p_rating_rationale": "a\x00b\x0bcd\uffff"}, expenditure=[{"scheme": "x\x1by"}])
    book = opened(xlsx(EDITION, plan, STAMP))
    assert cell_of(book, "p4p_rating_rationale").value == "abcd"


def test_the_longest_text_is_kept_whole() -> None:
    words = "a" * 32_767
    assert (
        cell_of(opened(xlsx(EDITION, content({"p4p_rating_rationale": words}), STAMP)), "p4p_rating_rationale").value
        == words
    )


@pytest.mark.parametrize("words", ["a" * 32_768, "🙂" * 16_384])
def test_a_longer_text_is_refused_not_cut(words: str) -> None:
    with pytest.raises(TooLong, match=r"Rationale for red/amber ratings.*32,768 characters"):
        xlsx(EDITION, content({"p4p_rating_rationale": words}), STAMP)


def test_the_version_stands_on_every_page() -> None:
    book = opened(xlsx(EDITION, rich(), Stamp("p", "A & B", version=0)))
    for tab in (section.tab for section in PART_2.sections):
        header = book[tab].oddHeader
        assert header is not None
        assert "A && B, working copy, DRAFT" in str(header.left.text)
        assert book[tab]["B3"].value == "A & B, working copy, DRAFT"


def test_ratings_have_colours_and_words() -> None:
    sheet = opened(made())["5. HWB P4P metric"]
    conditions = [rule.formula for area in sheet.conditional_formatting for rule in area.rules]
    assert conditions == [['"red"'], ['"amber"'], ['"green"']]
    assert cell_of(opened(made(), values=True), "p4p_rag").value in ("red", "amber", "green")


def rules_of(tab: str) -> dict[str, list[str]]:
    """Range -> the formulas of its conditional colours."""
    sheet = opened(made())[tab]
    return {
        str(area.sqref): [formula for rule in area.rules for formula in rule.formula]
        for area in sheet.conditional_formatting
    }


def test_what_a_row_asks_for_is_red_until_it_is_there() -> None:
    rows = lay_out(EDITION, rich()).tables["expenditure"]
    first, last = rows.first + 1, rows.last + 1
    rules = rules_of("3. HWB Expenditure Plan")
    assert rules[f"F{first}:F{last}"] == [f'AND($E{first}="Joint",$F{first}="")']
    assert rules[f"D{first}:D{last}"] == [f'AND($C{first}="Other",$D{first}="")']


def test_a_shortfall_is_red_and_a_blank_one_is_not() -> None:
    spot = lay_out(EDITION, rich()).cells["pfp_shortfall"]
    cell = address(spot.row, spot.column)
    assert rules_of(spot.tab) == {cell.replace("$", ""): [f"N({cell})>0"]}


def test_cells_say_what_they_expect() -> None:
    """Before anything is typed, and when it is wrong; and in the importer's words."""
    rules = opened(made())["3. HWB Expenditure Plan"].data_validations.dataValidation
    (amounts, *_) = [rule for rule in rules if rule.type == "decimal" and str(rule.sqref).startswith("K")]
    words = expected(EDITION.row_fields["expenditure"]["year_2"].kind)
    assert (amounts.prompt, amounts.error, float(amounts.formula1)) == (words, words, 0)
    (choices, *_) = [rule for rule in rules if str(rule.sqref).startswith("C")]
    assert choices.error == "Choose one of the options in the list."
    assert choices.showErrorMessage


def test_every_sheet_prints_as_wide_as_a_page() -> None:
    book, layout = opened(made()), lay_out(EDITION, rich())
    for tab in layout.tabs:
        sheet = book[tab.name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert str(sheet.print_area).endswith(f"${sheet.max_row}")
        assert column_letters(tab.width - 1) in str(sheet.print_area)


def test_headings_stay_and_repeat() -> None:
    sheet = opened(made())["3. HWB Expenditure Plan"]
    rows = lay_out(EDITION, rich()).tables["expenditure"]
    assert sheet.freeze_panes == f"C{rows.first + 1}"
    assert sheet.print_title_rows == f"${rows.first}:${rows.first}"


def test_the_facts_sheet_is_very_hidden_and_every_key_named() -> None:
    book = opened(made())
    assert book["_bcf"].sheet_state == "veryHidden"
    assert set(FIELDS) <= set(book.defined_names)
    assert "expenditure.scheme" in book.defined_names


def test_the_area_is_named_in_official_words() -> None:
    sheet = opened(made())["5. HWB P4P metric"]
    words = {cell.value for row in sheet for cell in row}
    assert "% CCG registered population that has resident population in Anytown & District" in words
