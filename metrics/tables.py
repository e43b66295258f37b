"""The tables of a sheet as a page shows them: heads over heads, inputs, computed cells and totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import dropwhile
from typing import NamedTuple

from bcf.definition.content import Row
from bcf.definition.figures import Figures
from bcf.definition.kinds import Choice, Kind, LongText, Money, RichText
from bcf.definition.parts import Field, Grid, GridRow, Table


class Input(NamedTuple):
    """What stands in the control of a cell, the version it was typed over, and why it cannot be read.

    `described` is the id of an element elsewhere on the page that tells more of it; `mark` links there.
    """

    text: str = ""
    version: int = 0
    errors: Sequence[str] = ()
    described: str = ""
    mark: str = ""


InputAt = Callable[[str], Input]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading over `span` columns; `down` is 2 where nothing stands above it."""

    text: str
    span: int = 1
    down: int = 1
    figure: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: an input, what was computed (`shown`), or nothing. `name` says which one it is.

    `note` tells whether the rest of the row has a use for it; None where that is never asked.
    """

    name: str = ""
    place: str = ""
    input: Input | None = None
    shown: str = ""
    kind: Kind | None = None
    suggest: str = ""
    hint: str = ""
    note: str | None = None

    @property
    def figure(self) -> bool:
        return bool(self.kind and self.kind.numeric)

    @property
    def options(self) -> tuple[str, ...] | None:
        """The options of a choice; what was typed stays among them, also where it is none of them."""
        if not isinstance(self.kind, Choice):
            return None
        text = self.input.text if self.input else ""
        return self.kind.options if text in ("", *self.kind.options) else (*self.kind.options, text)

    @property
    def long(self) -> bool:
        return isinstance(self.kind, LongText | RichText)


@dataclass(frozen=True, slots=True)
class ColumnView:
    """What a script needs to know of a column: its name, and when it is wanted with what to say then."""

    called: str
    key: str
    depends: str = ""
    value: str = ""
    wanted: str = ""
    unused: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A line: of a grid (`label`), or of a table (its `uid`, its `number`, and both its name and number as label)."""

    label: str
    cells: tuple[CellView, ...]
    strong: bool = False
    hint: str = ""
    unit: str = ""
    uid: str = ""
    number: str = ""


def grid_rows(grid: Grid, control: InputAt, figures: Figures) -> list[RowView]:
    said = " ".join([grid.title, grid.head, *grid.columns, *(words for words, _ in grid.groups)])
    return [_grid_row(row, grid.columns, said, control, figures) for row in grid.rows]


def _grid_row(row: GridRow, columns: Sequence[str], said: str, control: InputAt, figures: Figures) -> RowView:
    cells = tuple(
        _cell(field, field.name or f"{row.label}, {column}", field.key, control, figures) if field else CellView()
        for field, column in zip(row.cells, columns, strict=False)
    )
    units = {unit_of(field.kind) for field in row.cells if field}
    unit = units.pop() if len(units) == 1 else ""
    hints = {field.hint for field in row.cells if field and field.typed}
    if len(hints) == 1:
        cells = tuple(replace(cell, hint="") for cell in cells)
    hint = hints.pop() if len(hints) == 1 else ""
    return RowView(row.label, cells, row.strong, hint, "" if unit in said + row.label else unit)


def _cell(field: Field, name: str, place: str, control: InputAt, figures: Figures) -> CellView:
    if field.typed:
        return CellView(name, place, control(place), kind=field.kind, suggest=field.suggest, hint=field.hint)
    return CellView(name, place, shown=shown(figures, field, place), kind=field.kind)


def shown(figures: Figures, field: Field, place: str) -> str:
    """A computed cell for people."""
    return field.kind.show(figures.text(place))


def unit_of(kind: Kind) -> str:
    return kind.label if isinstance(kind, Money) else ""


def columns_of(table: Table) -> list[Field]:
    return [column for column in table.columns if not column.hidden]


def table_row(table: Table, row: Row, number: int | str, called: str, control: InputAt, figures: Figures) -> RowView:
    """One line of a table; `called` ("Risk 3") tells its inputs from those of the other lines."""
    cells = (_line_cell(table, column, row, called, control, figures) for column in columns_of(table))
    return RowView(called, tuple(cells), uid=row.uid, number=str(number))


def _line_cell(
    table: Table, column: Field, row: Row, called: str, control: InputAt, figures: Figures
) -> CellView:  # fmt: skip
    name, place = f"{column.called}, {called}", f"{table.key}/{row.uid}/{column.key}"
    if not column.typed:
        return CellView(name, place, shown=_shown_in(figures, table, row, column), kind=column.kind)
    note = None
    if column.wanted_when:
        wanted, unused = notes_of(table, column)
        said = bool(row.get(column.key))
        note = "" if column.wanted(row.values) == said else unused if said else wanted
    return CellView(name, place, control(place), kind=column.kind, suggest=column.suggest, note=note)


def _shown_in(figures: Figures, table: Table, row: Row, column: Field) -> str:
    """A computed or given cell of that row for people; unlike `shown` it need not look for the row."""
    result = figures.row_cell(table.key, row, column.key)
    value = column.kind.of_number(result) if isinstance(result, Decimal) else result or ""
    return column.kind.show(value)


def notes_of(table: Table, column: Field) -> tuple[str, str]:
    """What to say where a column is wanted and blank, and where it is filled and not wanted."""
    if not column.wanted_when:
        return "", ""
    other, value = column.wanted_when
    called = table.column(other).called
    return f"Wanted: {called} is {value}.", f"Not counted: {called} is not {value}."


def column_view(table: Table, column: Field) -> ColumnView:
    depends, value = column.wanted_when or ("", "")
    return ColumnView(column.called, column.key, depends, value, *notes_of(table, column))


def blank_row(table: Table, uid: str, number: str, called: str) -> RowView:
    """A line that a script copies for a new row."""
    cells = (
        CellView(f"{column.called}, {called}", f"{table.key}/{uid}/{column.key}", Input() if column.typed else None,
                 kind=column.kind, suggest=column.suggest, note="" if column.wanted_when else None)
        for column in columns_of(table)
    )  # fmt: skip
    return RowView(called, tuple(cells), uid=uid, number=number)


def totals_of(table: Table, figures: Figures) -> list[CellView]:
    """The footer from the first column that is summed on: a total under each that is."""
    columns = dropwhile(lambda column: column.key not in table.totals, columns_of(table))
    return [_total(table, column, figures) if column.key in table.totals else CellView() for column in columns]


def _total(table: Table, column: Field, figures: Figures) -> CellView:
    name, place = f"{table.total_label}, {column.called}", f"{table.key}//{column.key}"
    return CellView(name, place, shown=total(figures, table.key, column), kind=column.kind)


def total(figures: Figures, table: str, column: Field) -> str:
    """The sum of a column for people."""
    return column.kind.show(column.kind.of_number(figures.total(table, column.key)))


def heads(columns: Sequence[Field]) -> list[list[Head]]:
    """One line of heads, or two where columns stand under words of their own."""
    below = [Head(column.label, figure=column.kind.numeric) for column in columns]
    return _lines(below, list(_runs(columns)))


def grid_heads(grid: Grid) -> list[list[Head]]:
    rest = len(grid.columns) - sum(span for _, span in grid.groups)
    below = [Head(label, figure=True) for label in grid.columns]
    return _lines(below, [*grid.groups, *([("", rest)] if grid.groups and rest else [])])


def _runs(columns: Sequence[Field]) -> Iterator[tuple[str, int]]:
    """(words, how many columns) for runs of columns of one group."""
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index].group != columns[start].group:
            yield columns[start].group, index - start
            start = index


def _lines(heads: Sequence[Head], groups: Sequence[tuple[str, int]]) -> list[list[Head]]:
    if not any(words for words, _ in groups):
        return [list(heads)]
    above, below, rest = [], [], list(heads)
    for words, span in groups:
        mine, rest = rest[:span], rest[span:]
        if words:
            above.append(Head(words, span))
            below += mine
        else:
            above += [replace(head, down=2) for head in mine]
    return [above, below]
