"""Rows of the tables of a form: whose columns are which, in spite of renamed, merged, added and repeated headings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from bcf.definition import spelling
from bcf.definition.kinds import Count, Text
from bcf.definition.parts import Field, Table

from .drafts import Draft, Left, Spot
from .matches import Match
from .pieces import CellStep, Pieces, Slice, has_words
from .wordings import headings_of, stands

# of 100: how like a heading a cell must be
LIKE = 80
_LISTED = re.compile(r"(?:scheme\s+)?(?P<ref>(?=\S{0,6}\d)[\w.]{1,7}|[A-Za-z])[\s.:)–-]+(?P<name>\S.*)", re.I | re.S)


@dataclass
class TablePart:
    """A table of the form as found: everything after its title, and which of its headings stand where."""

    table: Table
    parts: list[Slice] = field(default_factory=list)
    headings: dict[int, dict[int, Field]] = field(default_factory=lambda: defaultdict(dict))
    heading_rows: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def found_heading(self, pieces: Pieces, piece: int, match: Match) -> None:
        cell = pieces.all[piece].cell
        if cell and match.wording.field:
            self.headings[cell.table_id][cell.column] = match.wording.field
            self.heading_rows[cell.table_id].add(cell.row)


class RowsReader:
    """Reads the rows of one table of the form.

    left      what has no column
    official  headings printed again, and marks after numbers
    """

    def __init__(self, pieces: Pieces, part: TablePart) -> None:
        self._pieces = pieces
        self._part = part
        self._table = part.table
        self.drafts: list[Draft] = []
        self.left: list[Left] = []
        self.official: list[Slice] = []

    def read(self) -> None:
        chosen = self._tables()
        columns: dict[int, Field] = {}
        for table_id, parts in self._by_table(chosen):
            if not table_id:
                self._loose(parts, alone=not chosen)
            else:
                columns = self._read_table(table_id, parts, columns)

    def _tables(self) -> list[int]:
        """The tables of the file that are this one: that with its headings, and those that go on with it."""
        first = next(iter(self._part.headings), None)
        ids = dict.fromkeys(step.table_id for part in self._part.parts for step in self._cells(part))
        needed = min(2, len(self._table.columns))
        if first is None:
            first = next((table_id for table_id in ids if self._width(table_id) >= needed), None)
        if first is None:
            return []
        width = self._width(first)
        return [first, *(other for other in ids if other > first and self._width(other) == width)]

    def _cells(self, part: Slice) -> list[CellStep]:
        return [step for step in self._pieces.all[part.piece].path if isinstance(step, CellStep)]

    def _width(self, table_id: int) -> int:
        return max(sum(cell.colspan for cell in row) for row in self._pieces.tables[table_id].rows)

    def _by_table(self, chosen: Sequence[int]) -> Iterable[tuple[int, list[Slice]]]:
        """Runs of parts in the same one of the chosen tables, 0 for those in none."""
        run: list[Slice] = []
        now = 0
        for part in self._part.parts:
            table_id = next((step.table_id for step in self._cells(part) if step.table_id in chosen), 0)
            if run and table_id != now:
                yield now, run
                run = []
            now = table_id
            run.append(part)
        if run:
            yield now, run

    def _spot(self) -> Spot:
        return Spot("", self.drafts[-1]) if self.drafts else Spot(self._table.key)

    def _loose(self, parts: list[Slice], alone: bool) -> None:
        """Words beside the table; where there is no table, lines that begin with a reference are its rows."""
        for part in parts:
            draft = self._listed(part) if alone else None
            if draft:
                self.drafts.append(draft)
            else:
                self.left.append(Left((part,), self._spot()))

    def _listed(self, part: Slice) -> Draft | None:
        columns = [column for column in self._table.columns if stands(column)]
        match = _LISTED.fullmatch(self._pieces.text(part))
        if [type(column.kind) for column in columns] != [Text, Text] or not match:
            return None
        draft = Draft(self._table.key)
        number, name = part.start + match.end("ref"), part.start + match.start("name")
        draft.add(columns[0], [Slice(part.piece, part.start, number)])
        self.official.append(Slice(part.piece, number, name))
        draft.add(columns[1], [Slice(part.piece, name, part.end)])
        return draft

    def _read_table(self, table_id: int, parts: list[Slice], before: dict[int, Field]) -> dict[int, Field]:
        rows: dict[int, dict[int, list[Slice]]] = defaultdict(lambda: defaultdict(list))
        for part in parts:
            cell = next(step for step in self._cells(part) if step.table_id == table_id)
            rows[cell.row][cell.column].append(part)
        columns = dict(self._part.headings.get(table_id, {}))
        local: dict[int, list[Slice]] = {}
        for number, cells in rows.items():
            if number in self._part.heading_rows.get(table_id, ()) or self._is_heading(cells):
                local |= self._headings(cells, columns)
        columns = (
            self._completed(columns, rows, bool(columns)) if columns else before or self._completed({}, rows, False)
        )
        self.left.extend(Left(tuple(heading), self._spot()) for heading in local.values())
        for cells in rows.values():
            self._row(cells, columns)
        return columns

    def _like(self, parts: Sequence[Slice], column: Field) -> float:
        words = spelling.fold(self._pieces.words(parts))
        return max((fuzz.ratio(words, text) for text in headings_of(column)), default=0) if words else 0

    def _best(self, parts: Sequence[Slice]) -> tuple[float, Field]:
        columns = (column for column in self._table.columns if stands(column) or column.also)
        return max(((self._like(parts, column), column) for column in columns), key=lambda pair: pair[0])

    def _is_heading(self, cells: dict[int, list[Slice]]) -> bool:
        """Whether most of at least two cells are headings of this table."""
        alike = sum(self._best(parts)[0] >= LIKE for parts in cells.values())
        return alike >= 2 and 2 * alike >= len(cells)

    def _headings(self, cells: dict[int, list[Slice]], columns: dict[int, Field]) -> dict[int, list[Slice]]:
        """Takes the headings out of a row; gives back those of local columns."""
        local: dict[int, list[Slice]] = {}
        for place in list(cells):
            parts = cells.pop(place)
            likeness, column = self._best(parts)
            if likeness >= LIKE and column not in (known for at, known in columns.items() if at != place):
                columns[place] = column
                self.official.extend(parts)
            elif place in columns:
                self.official.extend(parts)
            else:
                local[place] = parts
        return local

    def _completed(
        self, columns: dict[int, Field], rows: dict[int, dict[int, list[Slice]]], headed: bool
    ) -> dict[int, Field]:
        """With the columns that have no heading of ours: by their place between those that have."""
        standing = [column for column in self._table.columns if stands(column)]
        places = sorted({place for cells in rows.values() for place in cells})
        if not headed:
            return dict(zip(places, standing, strict=False))
        for place in places:
            if place not in columns:
                free = self._between(place, columns, standing)
                if len(free) == 1:
                    columns[place] = free[0]
        return columns

    def _between(self, place: int, columns: dict[int, Field], standing: list[Field]) -> list[Field]:
        """The official columns without a place that may stand there."""
        order = {column.key: number for number, column in enumerate(standing)}
        known = {at: order[column.key] for at, column in columns.items() if column.key in order}
        low = max((number for at, number in known.items() if at < place), default=-1)
        high = min((number for at, number in known.items() if at > place), default=len(standing))
        return [
            column for column in standing if low < order[column.key] < high and order[column.key] not in known.values()
        ]

    def _row(self, cells: dict[int, list[Slice]], columns: dict[int, Field]) -> None:
        words = {place: parts for place, parts in cells.items() if has_words(self._pieces.words(parts))}
        if not words:
            self.left.extend(Left(tuple(parts), self._spot()) for parts in cells.values())
            return
        known = {place for place in cells if place in columns}
        if known and not (self.drafts and self._goes_on(words, columns)):
            self.drafts.append(Draft(self._table.key))
        for place in sorted(cells):
            if place in known:
                self.drafts[-1].add(columns[place], cells[place])
            else:
                self.left.append(Left(tuple(cells[place]), self._spot()))

    def _goes_on(self, cells: dict[int, list[Slice]], columns: dict[int, Field]) -> bool:
        """Whether a row is the rest of the row above: nothing in its first column, no figures, no reference."""
        first = min(columns, default=0)
        figures = any(isinstance(columns[place].kind, Count) for place in cells if place in columns)
        above = columns[first].key in self.drafts[-1].parts if first in columns else False
        return first not in cells and above and not figures
