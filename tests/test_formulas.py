"""The little language of formulas, and its spelling in Excel."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bcf.definition.content import Content
from bcf.definition.formulas import (
    AllOf,
    Cell,
    Compare,
    Constant,
    Formula,
    Here,
    If,
    IsBlank,
    Larger,
    Rounded,
    Total,
    WhenFilled,
    change,
    formula,
    ratio,
)  # fmt: skip
from bcf.pack.xlsx_formulas import Place, Speller
from bcf.pack.xlsx_layout import lay_out
from tests.part_2 import EDITION

LAYOUT = lay_out(EDITION, Content(EDITION.id))
TAB = "5. HWB P4P metric"


def spelled(expression: Formula, tab: str = TAB) -> str:
    return Speller(LAYOUT).excel(expression, Place(tab))


def test_operators_build_expressions() -> None:
    built = (Cell("a") + 1) * Cell("b") - Here("c") / 2
    assert [part.key for part in built.walk() if isinstance(part, Cell)] == ["a", "b"]
    assert [part.column for part in built.walk() if isinstance(part, Here)] == ["c"]


def test_numbers_become_decimals_and_texts_stay() -> None:
    assert formula(3) == Constant(Decimal(3))
    assert formula("green") == Constant("green")


def test_a_cell_that_only_reads_another_keeps_it_blank() -> None:
    spot = LAYOUT.cells["p4p_unit_cost"]
    at = f"$C${spot.row + 1}"
    assert spelled(Cell("p4p_unit_cost")) == f'=IF({at}="","",{at})'


def test_operands_are_read_as_numbers() -> None:
    at = f"$C${LAYOUT.cells['p4p_unit_cost'].row + 1}"
    assert spelled(Cell("p4p_unit_cost") * 2) == f"=(N({at})*2)"


def test_division_by_zero_is_blank() -> None:
    text = spelled(Cell("p4p_saving") / Cell("p4p_unit_cost"))
    assert text.startswith("=IF(N(")
    assert '=0,"",' in text


def test_another_sheet_is_named() -> None:
    text = spelled(Cell("p4p_saving") * 1, tab="2. Summary")
    assert text.startswith("=(N('5. HWB P4P metric'!$C$")


def test_totals_span_the_rows_and_the_spare_lines() -> None:
    rows = LAYOUT.tables["expenditure"]
    at = f"$J${rows.first + 1}:$J${rows.last + 1}"
    assert spelled(Total("expenditure", "year_1"), rows.tab) == f"=SUM({at})"
    assert rows.last - rows.first + 1 == rows.table.spare


def test_a_total_with_conditions_is_sumifs() -> None:
    where = {"area_of_spend": "Acute", "source": "CCG Minimum Contribution"}
    text = spelled(Total("expenditure", "year_2", where))
    assert text.startswith("=SUMIFS(")
    assert text.endswith(',"CCG Minimum Contribution")')


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (Larger(formula(1), formula(2)), "=MAX(1,2)"),
        (Rounded(formula(7) / 3, 2), "=ROUND(N((7/3)),2)"),
        (If(Compare("<", formula(1), formula(2)), Constant('a "b"'), Constant("")), '=IF(1<2,"a ""b""","")'),
        (AllOf((Compare("=", formula(1), formula(1)), IsBlank(Constant("")))), '=AND(1=1,""="")'),
    ],
)
def test_spelling(expression: Formula, words: str) -> None:
    assert spelled(expression) == words


def test_ratio_and_change_wait_for_both_sides() -> None:
    for expression in (ratio(Cell("a"), Cell("b"), per=1000), change(Cell("a"), Cell("b"))):
        assert isinstance(expression, WhenFilled)
        assert expression.needs == (Cell("a"), Cell("b"))
