"""Makes any rows of cells a regular table: a full rectangle in which no two cells claim one place.

Word files and tagged PDFs can only hold regular tables, so rich text holds no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from .richtext_tree import Cell, Table

# the most columns that a Word table can have
WIDEST = 63


@dataclass
class _Spot:
    cell: Cell
    row: int
    column: int


Line = dict[int, _Spot]


def regular(rows: Sequence[Sequence[Cell]], head: int) -> Table | None:
    """The table of these rows; None if there are no words in it. The first `head` rows are its header.

    Spans that run out of the table, over the header's edge or into another cell are cut; places that no cell
    fills get an empty one; rows without a cell of their own go; cells beyond the widest table join the last one.
    """
    if not any(cell.blocks for row in rows for cell in row):
        return None
    header, body = _placed(rows[:head]), _placed(rows[head:])
    width = max(max(line) + 1 for _, line in (*header, *body))
    return Table(tuple(_cells(line, number, width) for part in (header, body) for number, line in part), len(header))


def _placed(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, Line]]:
    """The rows that have cells of their own, each with its number and the cells that cover its columns."""
    lines: list[Line] = [{} for _ in rows]
    for number, row in enumerate(rows):
        for cell in row:
            _place(lines, number, cell)
    for number, line in enumerate(lines):
        if all(spot.row != number for spot in line.values()):
            _shorten(line)
    return [(number, line) for number, line in enumerate(lines) if any(spot.row == number for spot in line.values())]


def _place(lines: list[Line], row: int, cell: Cell) -> None:
    line = lines[row]
    column = next(column for column in count() if column not in line)
    if column >= WIDEST:
        last = line[WIDEST - 1]
        last.cell = replace(last.cell, blocks=last.cell.blocks + cell.blocks)
        return
    free = next((n for n in range(1, cell.colspan) if column + n in line), cell.colspan)
    across = min(free, WIDEST - column)
    down = min(cell.rowspan, len(lines) - row)
    spot = _Spot(replace(cell, colspan=across, rowspan=down), row, column)
    for covered in lines[row : row + down]:
        covered.update((column + n, spot) for n in range(across))


def _shorten(line: Line) -> None:
    """Takes a row in which no cell begins out of the cells that reach through it."""
    for spot in {id(spot): spot for spot in line.values()}.values():
        spot.cell = replace(spot.cell, rowspan=spot.cell.rowspan - 1)


def _cells(line: Line, row: int, width: int) -> tuple[Cell, ...]:
    spots = ((column, line.get(column)) for column in range(width))
    return tuple(
        spot.cell if spot else Cell(())
        for column, spot in spots
        if spot is None or (spot.row, spot.column) == (row, column)
    )
