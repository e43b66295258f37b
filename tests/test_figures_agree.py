"""Any formula comes to what its words say, worked out here in the plainest way: no memory, row after row."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
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
    Result,
    Rounded,
    Total,
    WhenFilled,
)  # fmt: skip
from bcf.definition.kinds import Count, Percent, Text
from bcf.definition.parts import Dates, Document, Edition, Field, Section, Table
from tests.part_2 import EDITION

DATES: Dates = EDITION.dates
COUNT, SIGNS, COMPARISONS = Count(least=None, places=4), ("+", "-", "*", "/"), ("<", "<=", ">", ">=", "=", "<>")
CELLS = (Field("amount", COUNT, "Amount"), Field("share", Percent(), "Share"), Field("word", Text(), "Word"))
COLUMNS = (Field("cost", COUNT, "Cost"), Field("part", Percent(), "Part"), Field("area", Text(), "Area"),
           Field("source", Text(), "Source"))  # fmt: skip

numbers = st.decimals(-99, 99, places=2).map(lambda number: Decimal(str(number)))
words = st.sampled_from(["", "Acute", "ACUTE", "acute", "Other", "Straße", "STRASSE"])
constants = st.one_of(numbers, words).map(Constant)
wheres = st.dictionaries(st.sampled_from(["area", "source"]), words)
totals = st.builds(Total, st.just("lines"), st.sampled_from(["cost", "part", "area"]), wheres)
cells = st.sampled_from([field.key for field in CELLS]).map(Cell)
heres = st.sampled_from([field.key for field in COLUMNS]).map(Here)


def _built(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    conditions = st.one_of(
        st.builds(Compare, st.sampled_from(COMPARISONS), inner, inner),
        st.builds(IsBlank, inner),
        st.builds(AllOf, some),
    )
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from(SIGNS), inner, inner),
        st.builds(If, conditions, inner, inner),
        st.builds(WhenFilled, some, inner),
        st.builds(Larger, inner, inner),
        st.builds(Rounded, inner, st.integers(0, 2)),
        conditions,
    )


formulas = st.recursive(st.one_of(constants, cells, totals), _built, max_leaves=12)
row_formulas = st.recursive(st.one_of(constants, cells, totals, heres), _built, max_leaves=12)


def _values(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, str]]:
    kinds = {COUNT: numbers.map(lambda n: COUNT.of_number(n)), Percent(): st.integers(0, 100).map(str), Text(): words}
    return st.fixed_dictionaries({}, optional={field.key: kinds[field.kind] for field in fields})


lines = st.lists(_values(COLUMNS), max_size=6).map(
    lambda found: tuple(Row(f"r{number}", values) for number, values in enumerate(found))
)
contents = st.builds(lambda said, rows: Content("made-up", said, {"lines": rows}), _values(CELLS), lines)


def plainly(formula: Formula, content: Content, row: Row | None) -> Result:
    def of(part: Formula) -> Result:
        return plainly(part, content, row)

    def number(part: Formula) -> Decimal:
        return _number(of(part))

    match formula:
        case Constant(value):
            return value if value != "" else None
        case Cell(key):
            return _typed(next(field for field in CELLS if field.key == key), content.get(key))
        case Here(column):
            assert row
            return _column(row, column)
        case Total(table, column, where):
            found = [
                one
                for one in content.rows(table)
                if all(one.get(key).casefold() == text.casefold() for key, text in where.items())
            ]
            return sum((_number(_column(one, column)) for one in found), Decimal(0))
        case Arithmetic("/", left, right):
            return number(left) / number(right) if number(right) else None
        case Arithmetic(sign, left, right):
            a, b = number(left), number(right)
            return a + b if sign == "+" else a - b if sign == "-" else a * b
        case Compare(sign, left, right):
            return Decimal(_compared(sign, of(left), of(right)))
        case AllOf(conditions):
            return Decimal(all(of(condition) for condition in conditions))
        case IsBlank(inner):
            return Decimal(of(inner) is None)
        case If(condition, then, otherwise):
            return of(then) if of(condition) else of(otherwise)
        case WhenFilled(needs, then):
            return None if any(of(need) in (None, "") for need in needs) else of(then)
        case Larger(left, right):
            return max(number(left), number(right))
        case Rounded(inner, places):
            return number(inner).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    raise TypeError(formula)


def _compared(sign: str, left: Result, right: Result) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        same = str(left or "").casefold() == str(right or "").casefold()
        return same if sign == "=" else not same
    a, b = _number(left), _number(right)
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b, "<>": a != b}[sign]


def _column(row: Row, column: str) -> Result:
    return _typed(next(field for field in COLUMNS if field.key == column), row.get(column))


def _typed(field: Field, value: str) -> Result:
    return None if not value else field.kind.number(value) if field.kind.numeric else value


def _number(result: Result) -> Decimal:
    return result if isinstance(result, Decimal) else Decimal(0)


@given(formulas, row_formulas, contents)
def test_figures_are_what_the_formulas_say(of_plan: Formula, of_row: Formula, content: Content) -> None:
    column = Field("found", Text(), "Found", formula=of_row)
    items = (*CELLS, Field("result", Text(), "Result", formula=of_plan), Table("lines", (*COLUMNS, column)))
    document = Document("sheets", "Sheets", "excel", (Section("sheet", "Sheet", items=items, tab="Sheet"),))
    figures = Figures(Edition("made-up", "Made up", (document,), DATES, (), ()), content)
    assert _exactly(figures.cell("result")) == _exactly(plainly(of_plan, content, None))
    for row in content.rows("lines"):
        assert _exactly(figures.row_cell("lines", row, "found")) == _exactly(plainly(of_row, content, row))


def _exactly(result: Result) -> str:
    """Its digits too: 1.0 is not 1.00."""
    return repr(result)


def test_every_part_of_the_language_is_tried() -> None:
    used = (AllOf, Arithmetic, Cell, Compare, Constant, Here, If, IsBlank, Larger, Rounded, Total, WhenFilled)
    assert set(Formula.__subclasses__()) == set(used)
