"""Computing the cells that have formulas. Decimal throughout; blank stays blank where the formula says so."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import singledispatch

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


class Figures:
    """Every number of a plan: `cell("p4p_change")`, `row_cell("expenditure", row, "percent_la")`.

    Results are Decimals in a spreadsheet's terms (percentages as fractions), texts, or None for blank.
    """

    def __init__(self, edition: Edition, content: Content) -> None:
        self.edition = edition
        self.content = content
        self._cells: dict[str, Result] = {}
        self._row_cells: dict[tuple[str, str, str], Result] = {}
        # the row whose cells are being computed
        self.row: tuple[str, Row] | None = None

    def cell(self, key: str) -> Result:
        if key not in self._cells:
            field = self.edition.fields[key]
            if field.formula is None:
                self._cells[key] = _typed(field, self.content.get(key))
            else:
                outer, self.row = self.row, None
                self._cells[key] = _evaluate(field.formula, self)
                self.row = outer
        return self._cells[key]

    def row_cell(self, table: str, row: Row, column: str) -> Result:
        place = (table, row.uid, column)
        if place not in self._row_cells:
            field = self.edition.row_fields[table][column]
            if field.formula is None:
                self._row_cells[place] = _typed(field, row.get(column))
            else:
                outer, self.row = self.row, (table, row)
                self._row_cells[place] = _evaluate(field.formula, self)
                self.row = outer
        return self._row_cells[place]

    def total(self, table: str, column: str, where: dict[str, str] | None = None) -> Decimal:
        return _number(_evaluate(Total(table, column, where or {}), self))

    def value(self, formula: Formula) -> Result:
        """What a formula outside the cells comes to."""
        return _evaluate(formula, self)

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


@singledispatch
def _evaluate(formula: Formula, figures: Figures) -> Result:
    raise TypeError(f"no evaluation for {formula!r}")


@_evaluate.register
def _(formula: Constant, figures: Figures) -> Result:
    return None if formula.value == "" else formula.value


@_evaluate.register
def _(formula: Cell, figures: Figures) -> Result:
    return figures.cell(formula.key)


@_evaluate.register
def _(formula: Here, figures: Figures) -> Result:
    assert figures.row is not None, f"{formula} outside a row"
    return figures.row_cell(*figures.row, formula.column)


@_evaluate.register
def _(formula: Total, figures: Figures) -> Result:
    rows = (
        row
        for row in figures.content.rows(formula.table)
        if all(_same(row.get(column), text) for column, text in formula.where.items())
    )
    return sum((_number(figures.row_cell(formula.table, row, formula.column)) for row in rows), Decimal(0))


@_evaluate.register
def _(formula: Arithmetic, figures: Figures) -> Result:
    left, right = _number(_evaluate(formula.left, figures)), _number(_evaluate(formula.right, figures))
    match formula.sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None


@_evaluate.register
def _(formula: Compare, figures: Figures) -> Result:
    left, right = _evaluate(formula.left, figures), _evaluate(formula.right, figures)
    if isinstance(left, str) or isinstance(right, str):
        equal = _same(str(left or ""), str(right or ""))
        return Decimal(equal if formula.sign == "=" else not equal)
    a, b = _number(left), _number(right)
    outcomes = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b, "<>": a != b}
    return Decimal(outcomes[formula.sign])


@_evaluate.register
def _(formula: AllOf, figures: Figures) -> Result:
    return Decimal(all(_evaluate(condition, figures) for condition in formula.conditions))


@_evaluate.register
def _(formula: IsBlank, figures: Figures) -> Result:
    return Decimal(_evaluate(formula.inner, figures) is None)


@_evaluate.register
def _(formula: If, figures: Figures) -> Result:
    return _evaluate(formula.then if _evaluate(formula.condition, figures) else formula.otherwise, figures)


@_evaluate.register
def _(formula: WhenFilled, figures: Figures) -> Result:
    if any(_evaluate(need, figures) in (None, "") for need in formula.needs):
        return None
    return _evaluate(formula.then, figures)


@_evaluate.register
def _(formula: Larger, figures: Figures) -> Result:
    return max(_number(_evaluate(formula.left, figures)), _number(_evaluate(formula.right, figures)))


@_evaluate.register
def _(formula: Rounded, figures: Figures) -> Result:
    step = Decimal(1).scaleb(-formula.places)
    return _number(_evaluate(formula.inner, figures)).quantize(step, ROUND_HALF_UP)


def _typed(field: Field, value: str) -> Result:
    if not value:
        return None
    return field.kind.number(value) if field.kind.numeric else value


def _number(result: Result) -> Decimal:
    return result if isinstance(result, Decimal) else Decimal(0)


def _same(a: str, b: str) -> bool:
    return a.casefold() == b.casefold()
