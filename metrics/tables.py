"""The tables of a sheet as a page shows them: heads over heads, inputs, computed cells and totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from bcf.definition.figures import Figures
from bcf.definition.kinds import Choice, Kind, LongText, Money, RichText
from bcf.definition.parts import Field, Grid, GridRow, Table

InputAt = Callable[[str], BoundField]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading over `span` columns; `down` is 2 where nothing stands above it."""

    text: str
    span: int = 1
    down: int = 1
    figure: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: an input (`control`), what was computed (`shown`), or nothing. `name` says which one it is.

    `described` is the id of an element elsewhere on the page that tells more of it; `mark` links there.
    """

    name: str = ""
    place: str = ""
    control: BoundField | None = None
    shown: str = ""
    kind: Kind | None = None
    suggest: str = ""
    hint: str = ""
    computed: bool = False
    described: str = ""
    mark: str = ""

    @property
    def figure(self) -> bool:
        return bool(self.kind and self.kind.numeric)

    @property
    def choice(self) -> bool:
        return isinstance(self.kind, Choice)

    @property
    def options(self) -> SafeString:
        """The options of a choice; what was typed stays among them, also where it is none of them."""
        known = self.kind.options if isinstance(self.kind, Choice) else ()
        return _options(known, str(self.control.value() or "") if self.control else "")

    @property
    def long(self) -> bool:
        return isinstance(self.kind, LongText | RichText)


@lru_cache(maxsize=1000)
def _options(known: tuple[str, ...], chosen: str) -> SafeString:
    """Made once for each value: a long sheet has thousands of the same."""
    options = known if chosen in ("", *known) else (*known, chosen)
    listed = (("", ""), *((" selected" if option == chosen else "", option) for option in options))
    return format_html_join("", "<option{}>{}</option>", listed)


@dataclass(frozen=True, slots=True)
class RowView:
    """A line: of a grid (`label`), or of a table (`uid` and its number as the label)."""

    label: str
    cells: tuple[CellView, ...]
    strong: bool = False
    hint: str = ""
    unit: str = ""
    uid: str = ""


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
        bound = control(place)
        return CellView(name, place, bound, kind=field.kind, suggest=field.suggest, hint=field.hint,
                        described=getattr(bound, "described", ""), mark=getattr(bound, "mark", ""))  # fmt: skip
    return CellView(name, place, shown=shown(figures, field, place), kind=field.kind)


def shown(figures: Figures, field: Field, place: str) -> str:
    """A computed cell for people."""
    return field.kind.show(figures.text(place))


def unit_of(kind: Kind) -> str:
    return kind.label if isinstance(kind, Money) else ""


def columns_of(table: Table) -> list[Field]:
    return [column for column in table.columns if not column.hidden]


def table_row(table: Table, uid: str, called: str, control: InputAt, figures: Figures) -> RowView:
    """One line of a table; `called` ("Risk 3") tells its inputs from those of the other lines."""
    cells = tuple(
        replace(
            _cell(column, f"{column.called}, {called}", f"{table.key}/{uid}/{column.key}", control, figures), hint=""
        )
        for column in columns_of(table)
    )
    return RowView(called, cells, uid=uid)


def blank_row(table: Table, uid: str, called: str) -> RowView:
    """A line that a script copies for a new row."""
    cells = tuple(
        CellView(f"{column.called}, {called}", f"{table.key}/{uid}/{column.key}", kind=column.kind,
                 suggest=column.suggest, computed=not column.typed)
        for column in columns_of(table)
    )  # fmt: skip
    return RowView(called, cells, uid=uid)


def totals_of(table: Table, figures: Figures) -> list[CellView]:
    """The footer: a total under each column that is summed."""
    return [
        _total(table, column, figures) if column.key in table.totals else CellView() for column in columns_of(table)
    ]


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
