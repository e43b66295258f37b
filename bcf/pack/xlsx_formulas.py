"""Formulas of the definition as live Excel formulas that give the same figures as figures.py.

Two things differ between a spreadsheet and us, and both are bridged here: a formula that only reads a blank cell
shows 0 (so blank is kept with an IF), and arithmetic on a text fails (so every operand is read through N()).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch

from bcf.definition.formulas import (
    AllOf,
    Arithmetic,
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
)  # fmt: skip

from .xlsx_layout import Layout, Rows, address, column_letters, in_tab

ROW = "\0"
NUMBERS = (Arithmetic, Larger, Rounded, Total)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the formula stands: its sheet, and its row if it is in a table."""

    tab: str
    rows: Rows | None = None
    row: int = 0


class Speller:
    """`excel(formula, place)` spells a formula for the cell at `place`."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        # Each formula is kept beside its spelling, so that its id stays its own.
        self._spelled: dict[tuple[int, str, str], tuple[Formula, str]] = {}

    def excel(self, formula: Formula, place: Place) -> str:
        """The spelling for the cell at `place`; the rows of a table share one but for the row's number."""
        key = id(formula), place.tab, place.rows.table.key if place.rows else ""
        if key not in self._spelled:
            self._spelled[key] = formula, "=" + self.value(formula, place)
        return self._spelled[key][1].replace(ROW, str(place.row + 1))

    def plain(self, formula: Formula, place: Place) -> str:
        return _spell(formula, self, place)

    def value(self, formula: Formula, place: Place) -> str:
        """As a result: a blank cell stays blank."""
        text = self.plain(formula, place)
        return f'IF({text}="","",{text})' if isinstance(formula, Cell | Here) else text

    def number(self, formula: Formula, place: Place) -> str:
        """As an operand: blank and words count as 0."""
        text = self.plain(formula, place)
        if isinstance(formula, NUMBERS) or (isinstance(formula, Constant) and isinstance(formula.value, Decimal)):
            divides = isinstance(formula, Arithmetic) and formula.sign == "/"
            return f"N({text})" if divides else text
        return f"N({text})"


# functions, since the dispatch of a method is made anew at every call
@singledispatch
def _spell(formula: Formula, speller: Speller, place: Place) -> str:
    raise TypeError(f"no Excel spelling for {formula!r}")


@_spell.register
def _(formula: Constant, speller: Speller, place: Place) -> str:
    if isinstance(formula.value, Decimal):
        return f"{formula.value:f}"
    return quoted(formula.value)


@_spell.register
def _(formula: Cell, speller: Speller, place: Place) -> str:
    spot = speller.layout.cells[formula.key]
    at = address(spot.row, spot.column)
    return at if spot.tab == place.tab else in_tab(spot.tab, at)


@_spell.register
def _(formula: Here, speller: Speller, place: Place) -> str:
    assert place.rows is not None, f"{formula} outside a row"
    return f"${column_letters(place.rows.columns[formula.column])}{ROW}"


@_spell.register
def _(formula: Total, speller: Speller, place: Place) -> str:
    rows = speller.layout.tables[formula.table]
    summed = _range(rows, formula.column, place)
    if not formula.where:
        return f"SUM({summed})"
    tests = (f"{_range(rows, key, place)},{quoted(text)}" for key, text in formula.where.items())
    return f"SUMIFS({summed},{','.join(tests)})"


@_spell.register
def _(formula: Arithmetic, speller: Speller, place: Place) -> str:
    left, right = speller.number(formula.left, place), speller.number(formula.right, place)
    if formula.sign != "/":
        return f"({left}{formula.sign}{right})"
    if isinstance(formula.right, Constant):
        return f"({left}/{right})"
    return f'IF({right}=0,"",{left}/{right})'


@_spell.register
def _(formula: Compare, speller: Speller, place: Place) -> str:
    sides = (formula.left, formula.right)
    words = any(isinstance(side, Constant) and isinstance(side.value, str) for side in sides)
    spell = speller.plain if words else speller.number
    return f"{spell(formula.left, place)}{formula.sign}{spell(formula.right, place)}"


@_spell.register
def _(formula: AllOf, speller: Speller, place: Place) -> str:
    return f"AND({','.join(speller.plain(condition, place) for condition in formula.conditions)})"


@_spell.register
def _(formula: IsBlank, speller: Speller, place: Place) -> str:
    return f'{speller.plain(formula.inner, place)}=""'


@_spell.register
def _(formula: If, speller: Speller, place: Place) -> str:
    condition = speller.plain(formula.condition, place)
    return f"IF({condition},{speller.value(formula.then, place)},{speller.value(formula.otherwise, place)})"


@_spell.register
def _(formula: WhenFilled, speller: Speller, place: Place) -> str:
    blanks = [f'{speller.plain(need, place)}=""' for need in formula.needs]
    blank = blanks[0] if len(blanks) == 1 else f"OR({','.join(blanks)})"
    return f'IF({blank},"",{speller.value(formula.then, place)})'


@_spell.register
def _(formula: Larger, speller: Speller, place: Place) -> str:
    return f"MAX({speller.number(formula.left, place)},{speller.number(formula.right, place)})"


@_spell.register
def _(formula: Rounded, speller: Speller, place: Place) -> str:
    return f"ROUND({speller.number(formula.inner, place)},{formula.places})"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _range(rows: Rows, column: str, place: Place) -> str:
    at = rows.columns[column]
    text = f"{address(rows.first, at)}:{address(rows.last, at)}"
    return text if rows.tab == place.tab else in_tab(rows.tab, text)
