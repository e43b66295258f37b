"""How wide the columns of a table are, in shares of its width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bcf.definition.kinds import Choice, LongText, Money, Names, RichText
from bcf.definition.parts import Field
from bcf.definition.richtext import Table, text_of

_LEAST, _MOST = 8, 60
# per cent of the page's width that a letter takes, at its widest
_LETTER = 1.35


def of_answer(table: Table) -> list[int]:
    """By the words in each column: the longest word fits if it can, the rest of the room goes to long text."""
    columns = sum(cell.colspan for cell in table.rows[0])
    words, sizes = [_LEAST] * columns, [_LEAST] * columns
    for row, starts in zip(table.rows, _starts(table), strict=True):
        for cell, column in zip(row, starts, strict=True):
            if cell.colspan == 1:
                text = text_of(cell.blocks)
                words[column] = max(words[column], *(min(len(word), _MOST) for word in text.split() or [""]))
                sizes[column] = max(sizes[column], min(int(len(text) ** 0.75), _MOST))
    needed = [_LETTER * letters for letters in words]
    spare = max(100 - sum(needed), 0)
    return shares([need + spare * size / sum(sizes) for need, size in zip(needed, sizes, strict=True)])


def _starts(table: Table) -> Iterable[list[int]]:
    """The first column of each cell, row by row, reckoning with the cells that reach down."""
    reach: dict[int, int] = {}
    for row in table.rows:
        starts, column = [], 0
        for cell in row:
            while reach.get(column, 0):
                column += 1
            starts.append(column)
            reach.update((column + n, cell.rowspan) for n in range(cell.colspan))
            column += cell.colspan
        reach = {at: rows - 1 for at, rows in reach.items()}
        yield starts


def of_columns(columns: Sequence[Field]) -> list[int]:
    """By the kind of each column of a form's table."""
    return shares([_kind_width(column) for column in columns])


def _kind_width(column: Field) -> int:
    offered = column.kind.options if isinstance(column.kind, Choice) else ()
    longest = max((len(word) for words in (column.label, *offered) for word in words.split()), default=0)
    return max(_room(column), round(longest * 1.7))


def _room(column: Field) -> int:
    if isinstance(column.kind, RichText):
        return 30
    if isinstance(column.kind, LongText | Names):
        return 24
    if isinstance(column.kind, Money) and column.kind.unit == 1:
        return 16
    if column.kind.numeric or isinstance(column.kind, Choice):
        return 12 + min(sum(map(len, column.wording)) // 30, 6)
    return 16


def shares(weights: Sequence[float], whole: int = 100) -> list[int]:
    """The weights as shares that add up to `whole`."""
    total = sum(weights)
    done, found = 0, []
    for index, _ in enumerate(weights, 1):
        upto = round(whole * sum(weights[:index]) / total)
        found.append(upto - done)
        done = upto
    return found
