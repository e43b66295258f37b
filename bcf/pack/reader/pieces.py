"""A file as one sequence of pieces: its paragraphs, each with the lists and table cells that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from bcf.definition.richtext import Block, Cell, ListBlock, Paragraph, Run, Table, text_of
from bcf.definition.richtext_reader import tidy_runs
from bcf.definition.richtext_tables import regular


@dataclass(frozen=True, slots=True)
class ItemStep:
    """Into an item of a list."""

    list_id: int
    ordered: bool
    item: int


@dataclass(frozen=True, slots=True, order=True)
class CellStep:
    """Into a cell of a table; `row` and `column` count the places of its grid from 0."""

    table_id: int
    row: int
    column: int


Step = ItemStep | CellStep

# characters of an answer, and of a label beside one
LONG_CELL, SHORT_CELL = 300, 100


@dataclass(frozen=True)
class Piece:
    """One paragraph. `path`: the containers it stands in, outermost first."""

    runs: tuple[Run, ...]
    level: int
    path: tuple[Step, ...]

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @cached_property
    def cell(self) -> CellStep | None:
        """The innermost cell."""
        return next((step for step in reversed(self.path) if isinstance(step, CellStep)), None)


class Slice(NamedTuple):
    """Part of a piece: characters from `start` to before `end`."""

    piece: int
    start: int
    end: int


@dataclass
class Pieces:
    """The pieces of a file, and the tables that they stand in by id."""

    all: list[Piece] = field(default_factory=list)
    tables: dict[int, Table] = field(default_factory=dict)
    _ids: int = 0

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Pieces:
        pieces = cls()
        pieces._add(blocks, ())
        return pieces

    def _add(self, blocks: Iterable[Block], path: tuple[Step, ...]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self.all.append(Piece(block.runs, block.level, path))
            elif isinstance(block, ListBlock):
                self._ids += 1
                list_id = self._ids
                for number, item in enumerate(block.items):
                    self._add(item, (*path, ItemStep(list_id, block.ordered, number)))
            else:
                self._add_table(block, path)

    def _add_table(self, table: Table, path: tuple[Step, ...]) -> None:
        self._ids += 1
        table_id = self._ids
        self.tables[table_id] = table
        for row, column, cell in places_of(table):
            self._add(cell.blocks, (*path, CellStep(table_id, row, column)))

    def text(self, part: Slice) -> str:
        return self.all[part.piece].text[part.start : part.end]

    def cell(self, part: Slice) -> CellStep | None:
        return self.all[part.piece].cell

    def whole(self) -> Iterator[Slice]:
        return (Slice(number, 0, len(piece.text)) for number, piece in enumerate(self.all))

    def words(self, parts: Iterable[Slice]) -> str:
        """The words of the parts, a line each."""
        return "\n".join(self.text(part).strip() for part in parts)

    def blocks(self, parts: Sequence[Slice], depth: int = 0) -> tuple[Block, ...]:
        """The parts as rich text again, in what is left of their lists and tables below `depth` containers."""
        return tuple(_Rebuilder(self).blocks(parts, depth))


def places_of(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with the row and column of its first place."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken.update(
                (row + down, column + across) for down in range(cell.rowspan) for across in range(cell.colspan)
            )


def characters(text: str) -> int:
    """How many characters of it are not white space."""
    return len("".join(text.split()))


def has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def cut(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """The runs of the characters from `start` to before `end`."""
    here = 0
    for run in runs:
        text = run.text[max(start - here, 0) : max(end - here, 0)]
        if text:
            yield replace(run, text=text)
        here += len(run.text)


class _Rebuilder:
    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    def blocks(self, parts: Sequence[Slice], depth: int) -> Iterator[Block]:
        for (kind, _), group in groupby(parts, key=lambda part: self._container(part, depth)):
            inside = list(group)
            if kind == "list":
                yield from self._list(inside, depth)
            elif kind == "table":
                yield from self._table(inside, depth)
            else:
                for part in inside:
                    yield from self._paragraph(part)

    def _step(self, part: Slice, depth: int) -> Step | None:
        path = self._pieces.all[part.piece].path
        return path[depth] if depth < len(path) else None

    def _container(self, part: Slice, depth: int) -> tuple[str, int]:
        step = self._step(part, depth)
        if isinstance(step, ItemStep):
            return "list", step.list_id
        return ("table", step.table_id) if step else ("", 0)

    def _paragraph(self, part: Slice) -> Iterator[Paragraph]:
        piece = self._pieces.all[part.piece]
        runs = tidy_runs(cut(piece.runs, part.start, part.end))
        if runs:
            yield Paragraph(runs, piece.level)

    def _list(self, parts: Sequence[Slice], depth: int) -> Iterator[Block]:
        """A list again; the numbers of one that lost its beginning to an official bullet begin anew."""
        first = self._step(parts[0], depth)
        assert isinstance(first, ItemStep)
        items = (tuple(self.blocks(list(group), depth + 1)) for _, group in self._by_step(parts, depth))
        filled = tuple(item for item in items if item)
        if filled:
            yield ListBlock(first.ordered, filled)

    def _by_step(self, parts: Sequence[Slice], depth: int) -> Iterator[tuple[Step | None, Iterator[Slice]]]:
        return groupby(parts, key=lambda part: self._step(part, depth))

    def _table(self, parts: Sequence[Slice], depth: int) -> Iterator[Block]:
        """A table again. What is left of one that held official words, or of a box, is laid out anew."""
        filled: dict[CellStep, tuple[Block, ...]] = {}
        for step, group in self._by_step(parts, depth):
            assert isinstance(step, CellStep)
            filled[step] = filled.get(step, ()) + tuple(self.blocks(list(group), depth + 1))
        table_id = next(iter(filled)).table_id
        original = self._pieces.tables[table_id]
        if self._complete(original, table_id, filled):
            yield from self._whole(original, table_id, filled)
        else:
            yield from _rows_left(filled)

    def _complete(self, original: Table, table_id: int, filled: dict[CellStep, tuple[Block, ...]]) -> bool:
        cells = [CellStep(table_id, row, column) for row, column, cell in places_of(original) if cell.blocks]
        return len(cells) > 1 and all(cell in filled for cell in cells)

    def _whole(self, original: Table, table_id: int, filled: dict[CellStep, tuple[Block, ...]]) -> Iterator[Block]:
        rows: list[list[Cell]] = [[] for _ in original.rows]
        for row, column, cell in places_of(original):
            rows[row].append(replace(cell, blocks=filled.get(CellStep(table_id, row, column), ())))
        table = regular(rows, original.head)
        if table:
            yield table


def _rows_left(filled: dict[CellStep, tuple[Block, ...]]) -> Iterator[Block]:
    """Rows with one cell left are laid one under the other, rows with more stay tables."""
    by_row = groupby(sorted(cell for cell in filled if filled[cell]), key=lambda cell: cell.row)
    rows = [part for _, cells in by_row for part in _apart(list(cells), filled)]
    for several, lines in groupby(rows, key=lambda cells: len(cells) > 1):
        if several:
            yield from _table_left(list(lines), filled)
        else:
            for cells in lines:
                yield from filled[cells[0]]


def _apart(cells: list[CellStep], filled: dict[CellStep, tuple[Block, ...]]) -> list[list[CellStep]]:
    """An answer in the first cell of a row with mere labels beside it (names of files) stands by itself."""
    lengths = [len(text_of(filled[cell])) for cell in cells]
    if len(cells) > 1 and lengths[0] > LONG_CELL and max(lengths[1:]) < SHORT_CELL:
        return [cells[:1], cells[1:]]
    return [cells]


def _table_left(lines: list[list[CellStep]], filled: dict[CellStep, tuple[Block, ...]]) -> Iterator[Block]:
    columns = sorted({cell.column for cells in lines for cell in cells})
    rows = []
    for cells in lines:
        blocks = {cell.column: filled[cell] for cell in cells}
        rows.append([Cell(blocks.get(column, ())) for column in columns])
    table = regular(rows, 0)
    if table:
        yield table


_NUMBERING = re.compile(
    r"\W*(?:(?:section|part|question|q)\s*)?[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,5})"
    r"(?:[.)]?(?:\d{1,2}|[a-z]|[ivx]{1,5}))*[\])]*\W*",
    re.IGNORECASE,
)


def is_numbering(text: str) -> bool:
    """Whether the text before an official wording is only its number ("7.a.iii)", "Q1.", "-") or nothing."""
    return len(text.strip()) <= 14 and (not has_words(text) or _NUMBERING.fullmatch(text) is not None)
