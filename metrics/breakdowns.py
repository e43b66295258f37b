"""The totals of a table by the values of a column, and what they should come to elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from bcf.definition.charts import Against
from bcf.definition.content import Row
from bcf.definition.figures import Figures
from bcf.definition.formulas import Formula
from bcf.definition.kinds import Choice
from bcf.definition.parts import Field, Table
from bcf.definition.pictures import NOT_KNOWN, number_of, spelled

NOT_FILLED_IN = "Not filled in yet"


@dataclass(frozen=True, slots=True)
class Sum:
    """The total of one column for one value. `elsewhere`: what it should be; `gap`: what it lacks, "" for nothing."""

    number: Decimal
    shown: str
    elsewhere: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one value: how many, the first of them, and their totals."""

    value: str
    rows: int
    first: str
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The totals by one column. `compared`: what they stand beside ("Tab 1"), "" for nothing."""

    column: Field
    totals: tuple[Field, ...]
    groups: tuple[Group, ...]
    whole: Group
    compared: str = ""

    @property
    def across(self) -> int:
        """Columns for each total."""
        return 3 if self.compared else 1


def breakdowns(table: Table, figures: Figures) -> list[Breakdown]:
    """One for each column by which the table is broken down."""
    return [_breakdown(table, table.column(key), figures) for key in table.breakdowns]


def _breakdown(table: Table, column: Field, figures: Figures) -> Breakdown:
    against = table.against if table.against and table.against.by == column.key else None
    found = _found(table, column, against, figures)
    groups = [_group(table, value, rows, against, figures) for value, rows in found]
    whole = _sums(table, figures.content.rows(table.key), against.whole if against else (), figures)
    everything = Group(table.total_label, len(figures.content.rows(table.key)), "", whole)
    totals = tuple(table.column(key) for key in table.totals)
    return Breakdown(column, totals, tuple(groups), everything, against.label if against else "")


def _found(table: Table, column: Field, against: Against | None, figures: Figures) -> Iterator[tuple[str, list[Row]]]:
    """Each value with its rows: choices in their official order, others as they first appear, blanks last."""
    rows: dict[str, list[Row]] = {}
    spelling: dict[str, str] = {}
    options = column.kind.options if isinstance(column.kind, Choice) else ()
    for option in options:
        spelling[option.casefold()] = option
    for row in figures.content.rows(table.key):
        value = row.get(column.key)
        spelling.setdefault(value.casefold(), value)
        rows.setdefault(value.casefold(), []).append(row)
    for folded, value in spelling.items():
        if value and (folded in rows or (against and against.part(value))):
            yield value, rows.get(folded, [])
    if "" in rows:
        yield "", rows[""]


def _group(table: Table, value: str, rows: list[Row], against: Against | None, figures: Figures) -> Group:
    sums = _sums(table, rows, against.part(value) if against else (), figures)
    return Group(value or NOT_FILLED_IN, len(rows), f"{table.key}/{rows[0].uid}" if rows else "", sums)


def _sums(table: Table, rows: Sequence[Row], elsewhere: Sequence[Formula | None], figures: Figures) -> tuple[Sum, ...]:
    """A total under each column; `elsewhere` is in their order, or empty."""
    compared = zip_longest(table.totals, elsewhere)
    return tuple(_sum(table, table.column(key), rows, formula, figures) for key, formula in compared)


def _sum(table: Table, column: Field, rows: Sequence[Row], elsewhere: Formula | None, figures: Figures) -> Sum:
    cells = (figures.row_cell(table.key, row, column.key) for row in rows)
    number = sum((cell for cell in cells if isinstance(cell, Decimal)), Decimal(0))
    shown = spelled(column.kind, number)
    if elsewhere is None:
        return Sum(number, shown)
    should_be = number_of(elsewhere, figures)
    if should_be is None:
        return Sum(number, shown, NOT_KNOWN)
    gap = should_be - number
    signed = f"{'+' if gap > 0 else ''}{spelled(column.kind, gap)}" if gap else ""
    return Sum(number, shown, spelled(column.kind, should_be), signed)
