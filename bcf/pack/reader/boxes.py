"""Answers in boxes: the cells beside a row label, or a line after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bcf.definition.kinds import Date, RichText

from .folded import Folded
from .matches import Match
from .pieces import CellStep, Pieces, Slice, characters, has_words
from .regions import Region
from .wordings import Role

# an answer of one line is hardly longer
ONE_LINE = 200


@dataclass(frozen=True, slots=True)
class Answered:
    """What answers a label and what only stands after it. `boxed`: it stood in the cells beside the label."""

    parts: list[Slice]
    left: list[Slice]
    boxed: bool = False


class Boxes:
    """Knows which tables of the file have labels on the left and answers on the right."""

    def __init__(self, pieces: Pieces, folded: Folded, regions: Iterable[Region]) -> None:
        self._pieces = pieces
        self._folded = folded
        self._tables = {
            cell.table_id
            for region in regions
            if region.match and is_label(region.match) and (cell := self._cell(region.match))
            if any(self._is_beside(part, cell) for part in region.parts)
        }

    def _cell(self, match: Match) -> CellStep | None:
        return self._pieces.all[self._folded.piece(match.end - 1)].cell

    def _step(self, part: Slice, table_id: int) -> CellStep | None:
        path = self._pieces.all[part.piece].path
        return next((step for step in path if isinstance(step, CellStep) and step.table_id == table_id), None)

    def _is_beside(self, part: Slice, label: CellStep) -> bool:
        step = self._step(part, label.table_id)
        words = has_words(self._pieces.text(part))
        return words and step is not None and step.row == label.row and step.column > label.column

    def split(self, match: Match, parts: list[Slice]) -> Answered:
        """The answer to the label, and what follows that has another label or none."""
        item = match.wording.field
        cell = self._cell(match)
        if is_label(match) and cell and cell.table_id in self._tables and not self._is_below(match, cell, parts):
            count = self._in_box(cell, parts)
            return Answered(parts[:count], parts[count:], boxed=True)
        if item is None or isinstance(item.kind, RichText):
            return Answered(parts, [])
        count = self._in_line(parts, single=item.kind.numeric or isinstance(item.kind, Date))
        return Answered(parts[:count], parts[count:])

    def _is_below(self, match: Match, label: CellStep, parts: list[Slice]) -> bool:
        """Whether a long answer stands under its label: nothing beside it, and alone in the row below."""
        item = match.wording.field
        if item is None or not isinstance(item.kind, RichText) or any(self._is_beside(part, label) for part in parts):
            return False
        steps = [self._step(part, label.table_id) for part in parts]
        below = [step for step in steps if step and step.row == label.row + 1]
        return bool(below) and all(step.column == label.column for step in below)

    def _in_box(self, label: CellStep, parts: list[Slice]) -> int:
        """How many parts are in the label's row, or in rows below that have nothing in its column."""
        beside = {label.row}
        for count, part in enumerate(parts):
            step = self._step(part, label.table_id)
            if step is None:
                return count
            if step.row not in beside:
                if step.column <= label.column or step.row != max(beside) + 1:
                    return count
                beside.add(step.row)
        return len(parts)

    def _in_line(self, parts: list[Slice], single: bool) -> int:
        length = 0
        for count, part in enumerate(parts):
            length += characters(self._pieces.text(part))
            if count and (single or length > ONE_LINE):
                return count
        return len(parts)


def is_label(match: Match) -> bool:
    """Whether its answer may stand in a cell beside it: prompts are answered below."""
    wording = match.wording
    return wording.role is Role.LABEL and wording.field is not None and not wording.field.wording
