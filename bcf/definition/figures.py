"""Computing the cells that have formulas. Decimal throughout; blank stays blank where the formula says so.

Each formula is turned into a function once for its edition, and the rows of a table are parted once for all the
totals that ask for the same columns: a plan has hundreds of rows, and dozens of totals over them.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, singledispatch

from .content import Content, Row
from .formulas import (
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
    Result,
    Rounded,
    Total,
    WhenFilled,
)  # fmt: skip
from .parts import Edition, Field

Texts = tuple[str, ...]
_NO_ROW = Row("")


class Figures:
    """Every number of a plan: `cell("p4p_change")`, `row_cell("expenditure", row, "percent_la")`.

    Results are Decimals in a spreadsheet's terms (percentages as fractions), texts, or None for blank.
    """

    def __init__(self, edition: Edition, content: Content) -> None:
        self.edition = edition
        self.content = content
        self._reckoned = _reckoning(edition)
        self._cells: dict[str, Result] = {}
        self._row_cells: dict[tuple[str, str, str], Result] = {}
        self._parted: dict[tuple[str, Texts], Mapping[Texts, Sequence[Row]]] = {}

    def cell(self, key: str) -> Result:
        if key not in self._cells:
            self._cells[key] = self._reckoned.cells[key](self, _NO_ROW)
        return self._cells[key]

    def row_cell(self, table: str, row: Row, column: str) -> Result:
        place = (table, row.uid, column)
        if place not in self._row_cells:
            self._row_cells[place] = self._reckoned.columns[table][column](self, row)
        return self._row_cells[place]

    def total(self, table: str, column: str, where: Mapping[str, str] | None = None) -> Decimal:
        """The sum of a column over the rows whose columns `where` have those texts, whatever their case."""
        where = where or {}
        rows = self._rows(table, tuple(where)).get(tuple(text.casefold() for text in where.values()), ())
        return sum((_number(self.row_cell(table, row, column)) for row in rows), Decimal(0))

    def _rows(self, table: str, columns: Texts) -> Mapping[Texts, Sequence[Row]]:
        """The rows by their texts in these columns."""
        if (table, columns) not in self._parted:
            parted: dict[Texts, list[Row]] = defaultdict(list)
            for row in self.content.rows(table):
                parted[tuple(row.get(column).casefold() for column in columns)].append(row)
            self._parted[table, columns] = parted
        return self._parted[table, columns]

    def value(self, formula: Formula) -> Result:
        """What a formula outside the cells comes to."""
        return _reckon(formula, "")(self, _NO_ROW)

    def text(self, place: str) -> str:
        """The figure at a place in the canonical spelling of its kind ("" for blank)."""
        field = self.edition.field_at(place)
        table, _, rest = place.partition("/")
        if not rest:
            result = self.cell(place)
        else:
            row = self.content.row(table, rest.partition("/")[0])
            result = self.row_cell(table, row, field.key) if row else None
        return field.kind.of_number(result) if isinstance(result, Decimal) else result or ""


# What computes a cell: of a plan, in a row where the cell stands in one.
Reckon = Callable[[Figures, Row], Result]


class _Reckoning:
    """How each cell of an edition comes about."""

    def __init__(self, edition: Edition) -> None:
        self.cells = {key: _of_cell(field) for key, field in edition.fields.items()}
        self.columns = {
            table: {key: _of_column(table, field) for key, field in fields.items()}
            for table, fields in edition.row_fields.items()
        }


@lru_cache(maxsize=8)
def _reckoning(edition: Edition) -> _Reckoning:
    return _Reckoning(edition)


def _of_cell(field: Field) -> Reckon:
    if field.formula is not None:
        return _reckon(field.formula, "")
    return lambda figures, row: _typed(field, figures.content.get(field.key))


def _of_column(table: str, field: Field) -> Reckon:
    if field.formula is not None:
        return _reckon(field.formula, table)
    return lambda figures, row: _typed(field, row.get(field.key))


@singledispatch
def _reckon(formula: Formula, table: str) -> Reckon:
    """A function that computes the formula; `table` is the one whose rows it stands in, or ""."""
    raise TypeError(f"no evaluation for {formula!r}")


@_reckon.register
def _(formula: Constant, table: str) -> Reckon:
    value = None if formula.value == "" else formula.value
    return lambda figures, row: value


@_reckon.register
def _(formula: Cell, table: str) -> Reckon:
    key = formula.key
    return lambda figures, row: figures.cell(key)


@_reckon.register
def _(formula: Here, table: str) -> Reckon:
    assert table, f"{formula} outside a row"
    column = formula.column
    return lambda figures, row: figures.row_cell(table, row, column)


@_reckon.register
def _(formula: Total, table: str) -> Reckon:
    return lambda figures, row: figures.total(formula.table, formula.column, formula.where)


@_reckon.register
def _(formula: Arithmetic, table: str) -> Reckon:
    left, right = _reckon(formula.left, table), _reckon(formula.right, table)
    apply = _SIGNS[formula.sign]
    return lambda figures, row: apply(_number(left(figures, row)), _number(right(figures, row)))


def _divided(a: Decimal, b: Decimal) -> Decimal | None:
    return a / b if b else None


_SIGNS: Mapping[str, Callable[[Decimal, Decimal], Result]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divided,
}


@_reckon.register
def _(formula: Compare, table: str) -> Reckon:
    left, right = _reckon(formula.left, table), _reckon(formula.right, table)
    holds, equal = _COMPARISONS[formula.sign], formula.sign == "="

    def compare(figures: Figures, row: Row) -> Result:
        a, b = left(figures, row), right(figures, row)
        if isinstance(a, str) or isinstance(b, str):
            return Decimal((str(a or "").casefold() == str(b or "").casefold()) is equal)
        return Decimal(holds(_number(a), _number(b)))

    return compare


_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


@_reckon.register
def _(formula: AllOf, table: str) -> Reckon:
    conditions = [_reckon(condition, table) for condition in formula.conditions]
    return lambda figures, row: Decimal(all(condition(figures, row) for condition in conditions))


@_reckon.register
def _(formula: IsBlank, table: str) -> Reckon:
    inner = _reckon(formula.inner, table)
    return lambda figures, row: Decimal(inner(figures, row) is None)


@_reckon.register
def _(formula: If, table: str) -> Reckon:
    condition, then, otherwise = (_reckon(part, table) for part in (formula.condition, formula.then, formula.otherwise))
    return lambda figures, row: (then if condition(figures, row) else otherwise)(figures, row)


@_reckon.register
def _(formula: WhenFilled, table: str) -> Reckon:
    needs, then = [_reckon(need, table) for need in formula.needs], _reckon(formula.then, table)

    def compute(figures: Figures, row: Row) -> Result:
        return None if any(need(figures, row) is None for need in needs) else then(figures, row)

    return compute


@_reckon.register
def _(formula: Larger, table: str) -> Reckon:
    left, right = _reckon(formula.left, table), _reckon(formula.right, table)
    return lambda figures, row: max(_number(left(figures, row)), _number(right(figures, row)))


@_reckon.register
def _(formula: Rounded, table: str) -> Reckon:
    inner, step = _reckon(formula.inner, table), Decimal(1).scaleb(-formula.places)
    return lambda figures, row: _number(inner(figures, row)).quantize(step, ROUND_HALF_UP)


def _typed(field: Field, value: str) -> Result:
    if not value:
        return None
    return field.kind.number(value) if field.kind.numeric else value


def _number(result: Result) -> Decimal:
    return result if isinstance(result, Decimal) else Decimal(0)
