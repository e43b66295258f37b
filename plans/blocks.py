"""A page as blocks in the official order, each drawn by a template of its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, NamedTuple

from django.forms.boundfield import BoundField

from bcf.definition.charts import Chart, Outcome
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.kinds import Rating
from bcf.definition.parts import Echo, Edition, Field, Grid, Heading, Item, Note, Section, Table
from metrics import panels, tables

from .asked import is_inline, place_of, repeats, row_called
from .forms import PageForm
from .national import NationalBlock, national_block
from .places import row_name


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    template: ClassVar[str] = "plans/blocks/heading.html"
    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class NoteBlock:
    template: ClassVar[str] = "plans/blocks/note.html"
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A field with what belongs to its answer: fields within it, notes to it, figures computed from it."""

    template: ClassVar[str] = "plans/blocks/question.html"
    field: Field
    place: str
    control: BoundField | None = None
    shown: str = ""
    guidance: str = ""
    parts: tuple[Question, ...] = ()
    rating: panels.RatingPanel | None = None
    reasons: panels.ReasonsPanel | None = None
    told: panels.OutcomePanel | None = None

    @property
    def is_result(self) -> bool:
        """Whether there is nothing to fill in and little to read."""
        return self.control is None and not self.parts and not self.guidance


@dataclass(frozen=True, slots=True)
class ResultsBlock:
    """Computed figures that stand one under another."""

    template: ClassVar[str] = "metrics/results.html"
    results: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class GridBlock:
    template: ClassVar[str] = "metrics/grid.html"
    grid: Grid
    called: str
    heads: list[list[tables.Head]]
    rows: list[tables.RowView]


@dataclass(frozen=True, slots=True)
class RowsBlock:
    """A table filled in line by line on the page."""

    template: ClassVar[str] = "metrics/rows.html"
    table: Table
    heads: list[list[tables.Head]]
    columns: list[tables.ColumnView]
    rows: list[tables.RowView]
    blank: tables.RowView
    totals: list[tables.CellView]
    hints: list[tuple[str, str]]

    @property
    def label_span(self) -> int:
        """How many columns the words of the footer have to themselves."""
        return 1 + len(self.columns) - len(self.totals)


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """One row of a table of blocks, such as a sign-off block."""

    uid: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class BlocksBlock:
    template: ClassVar[str] = "plans/blocks/blocks.html"
    table: Table
    rows: tuple[FilledBlock, ...]


class Value(NamedTuple):
    text: str
    figure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list of rows that have pages of their own."""

    uid: str
    title: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A table whose rows have pages of their own. `section`: the one that is filled in for each row, if there is."""

    template: ClassVar[str] = "plans/blocks/list.html"
    table: Table
    columns: tuple[Field, ...]
    lines: tuple[Line, ...]
    section: str = ""


Block = (
    HeadingBlock
    | NoteBlock
    | Question
    | ResultsBlock
    | GridBlock
    | RowsBlock
    | BlocksBlock
    | ListBlock
    | NationalBlock
    | panels.Panel
)


@dataclass(frozen=True, slots=True)
class Page:
    """What the blocks of a page are made of."""

    edition: Edition
    content: Content
    form: PageForm
    figures: Figures

    def blocks(self, items: Sequence[Item], table: str = "", uid: str = "") -> Iterator[Block]:
        """The parts of a section; with `table` and `uid`, the answers are of that row."""
        for results, run in groupby(self._blocks(items, table, uid), key=_is_result):
            if results and not table:
                yield ResultsBlock(tuple(block for block in run if isinstance(block, Question)))
            else:
                yield from run

    def _blocks(self, items: Sequence[Item], table: str, uid: str) -> Iterator[Block]:
        group = heading = ""
        for item in items:
            if isinstance(item, Heading):
                heading = item.text
            if isinstance(item, Grid):
                yield self._grid(item, heading)
                continue
            if isinstance(item, Field):
                if _hosted(item, items):
                    continue
                if item.group not in (group, "") and not item.called.startswith(item.group):
                    yield HeadingBlock(item.group)
                group = item.group
            yield from self._block(item, items, table, uid)

    def section(self, section: Section) -> Iterator[Block]:
        """The parts of a section, then the national figures of its places."""
        yield from self.blocks(section.items)
        if national := national_block(self.edition, self.content, self.form, section):
            yield national

    def _block(self, item: Item, items: Sequence[Item], table: str, uid: str) -> Iterator[Block]:
        match item:
            case Heading():
                yield HeadingBlock(item.text, item.ref)
            case Note():
                yield NoteBlock((item.text,))
            case Field():
                yield self._question(item, items, table, uid)
            case Table() if not item.fixed:
                yield self._table(item)
                if item.against and item.against.says:
                    yield panels.tally_panel(item, self.figures)
                if item.breakdowns:
                    yield panels.breakdowns_panel(item, self.figures)
            case Chart():
                yield panels.chart_panel(item, self.figures)
            case Outcome() if not item.about:
                yield panels.outcome_panel(item, self.figures)
            case Echo() | Grid() | Table() | Outcome():
                return

    def _grid(self, grid: Grid, heading: str) -> GridBlock:
        called = grid.title or grid.head or ": ".join(filter(None, (heading, grid.rows[0].label)))
        rows = tables.grid_rows(grid, self._input, self.figures)
        return GridBlock(grid, called, tables.grid_heads(grid), rows)

    def _input(self, place: str) -> tables.Input:
        form, asked = self.form, self.form.asked[place]
        errors = [str(error) for error in form.errors.get(place, ())]
        return tables.Input(form.text(place), form.versions[place], errors, asked.described, asked.mark)

    def _question(self, asked: Field, items: Sequence[Item], table: str, uid: str) -> Question:
        place = place_of(asked, table, uid)
        parts = tuple(
            self._question(item, items, table, uid)
            for item in items
            if isinstance(item, Field) and item is not asked and asked.key in (item.within, item.note_to)
        )
        guidance = self.edition.guidance.get(f"{table}.{asked.key}" if table else asked.key, "")
        if not asked.typed:
            shown = tables.shown(self.figures, asked, place)
            rating = panels.rating_panel(asked, self.figures) if isinstance(asked.kind, Rating) and not table else None
            about = next((item for item in items if isinstance(item, Outcome) and item.about == asked.key), None)
            told = panels.outcome_panel(about, self.figures) if about else None
            return Question(asked, place, shown=shown, guidance=guidance, parts=parts, rating=rating, told=told)
        reasons = panels.reasons_panel(asked, self.figures) if asked.explains else None
        return Question(asked, place, self.form[place], guidance=guidance, parts=parts, reasons=reasons)

    def _table(self, table: Table) -> Block:
        if not is_inline(self.edition, table):
            return self._list(table)
        if table.layout == "blocks":
            return BlocksBlock(table, tuple(self._filled(table, row) for row in self.content.rows(table.key)))
        columns = tables.columns_of(table)
        rows = [self._row(table, row, number) for number, row in enumerate(self.content.rows(table.key), 1)]
        blank = tables.blank_row(table, "__uid__", "__number__", row_called(table, "__number__"))
        totals = tables.totals_of(table, self.figures) if table.totals else []
        hints = [(column.called, column.hint) for column in columns if column.hint]
        views = [tables.column_view(table, column) for column in columns]
        return RowsBlock(table, tables.heads(columns), views, rows, blank, totals, hints)

    def _row(self, table: Table, row: Row, number: int) -> tables.RowView:
        return tables.table_row(table, row, number, row_called(table, number), self._input, self.figures)

    def _filled(self, table: Table, row: Row) -> FilledBlock:
        questions = (block for block in self.blocks(table.columns, table.key, row.uid))
        title = row_name(self.edition, table.key, row.values)
        return FilledBlock(row.uid, title, tuple(one for one in questions if isinstance(one, Question)))

    def _list(self, table: Table) -> ListBlock:
        columns = tuple(column for column in table.columns if not column.within and not column.note_to)
        lines = (
            Line(row.uid, row_name(self.edition, table.key, row.values), self._values(table, columns, row))
            for row in self.content.rows(table.key)
        )
        section = repeats(self.edition, table.key)
        return ListBlock(table, columns, tuple(lines), section.key if section else "")

    def _values(self, table: Table, columns: Sequence[Field], row: Row) -> tuple[Value, ...]:
        return tuple(Value(self._value(table, column, row), column.kind.numeric) for column in columns)

    def _value(self, table: Table, column: Field, row: Row) -> str:
        if column.typed:
            return column.kind.plain(row.get(column.key))
        return tables.shown(self.figures, column, place_of(column, table.key, row.uid))

    def suggestions(self, items: Sequence[Item]) -> list[tuple[str, list[str]]]:
        """(place, its values) for everything that columns of these tables offer: an answer, or "table/column"."""
        wanted = [column.suggest for item in items if isinstance(item, Table) for column in item.columns]
        return [(where, self._said(where)) for where in dict.fromkeys(filter(None, wanted))]

    def _said(self, where: str) -> list[str]:
        table, _, column = where.partition("/")
        rows = [row.get(column) for row in self.content.rows(table)]
        values = rows if column else self.content.get(where).split("\n")
        return list(dict.fromkeys(filter(None, values)))


def _is_result(block: Block) -> bool:
    return isinstance(block, Question) and block.is_result


def _hosted(asked: Field, items: Sequence[Item]) -> bool:
    """Whether the field is shown inside the answer of another one of these."""
    host = asked.within or asked.note_to
    return any(isinstance(item, Field) and item.key == host for item in items) if host else False
