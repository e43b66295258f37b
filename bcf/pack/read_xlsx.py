"""Reading a filled-in Excel document: our own export, or a workbook of the official shape.

Our own is read by its defined names and comes back exactly, uids of rows included, even where rows were inserted
or moved. Any other is read by the names of its tabs and the words of its rows and columns.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from bcf.definition.content import Content, Row
from bcf.definition.kinds import Unreadable
from bcf.definition.parts import Edition, Field, Section
from bcf.definition.problems import Problem, Severity
from bcf.definition.richtext import from_text

from . import xlsx_facts
from .found import Facts, Found, SheetProblem, Unplaced, Unusable
from .read_xlsx_labels import find_by_labels
from .xlsx_facts import Mark
from .xlsx_layout import UID_COLUMN, Spot, excel_document
from .xlsx_map import Line, Map
from .xlsx_values import Area, Workbook, canonical, open_workbook, rows_of
from .zip_guard import check_office_file


def read_xlsx(
    edition: Edition,
    data: bytes,
    current: Content | None = None,
    made_from: Callable[[Facts], Content | None] = lambda facts: None,
) -> Found:
    """What the workbook says, on top of `current`: only what has a cell in it changes.

    `made_from` may find the content that a workbook of ours was made from; it then takes the place of `current`.
    A cell that cannot be read is a problem, and its words are kept among the unplaced; what `current` says there
    stays. A row that was emptied is gone; a line filled in below the last row is a new row. Raises Unusable.
    """
    check_office_file(data, "xlsx")
    workbook = open_workbook(data)
    mark = _mark(workbook)
    if mark.facts and mark.facts.edition != edition.id:
        raise Unusable(
            f"This workbook is of another edition of the forms (“{mark.facts.edition}”). Expected is Part 2 of "
            f"{edition.title}. Download the workbook from this plan, fill that in and upload it."
        )
    places = _find_by_names(edition, workbook) if mark.facts else find_by_labels(edition, workbook)
    if not places.cells and not places.lines:
        raise _not_part_2(edition, workbook)
    base = (made_from(mark.facts) if mark.facts else None) or current or Content(edition.id)
    return _Reading(edition, workbook, mark, places, base).found()


def _mark(workbook: Workbook) -> Mark:
    cells = workbook.sheets.get(xlsx_facts.SHEET, {})
    rows = {row for row, column in cells if column == 0}
    texts = (tuple(str(cells.get((row, column), "")) for column in range(3)) for row in sorted(rows))
    try:
        return xlsx_facts.read((what, where, value) for what, where, value in texts)
    except ValueError:
        return Mark()


def _not_part_2(edition: Edition, workbook: Workbook) -> Unusable:
    document = excel_document(edition)
    tabs = ", ".join(f"“{section.tab}”" for section in document.sections if section.number)
    there = ", ".join(f"“{name}”" for name in list(workbook.sheets)[:8]) or "none"
    return Unusable(
        f"This workbook has none of the sheets of Part 2. Its sheets are {there}. Expected are {tabs}. Choose the "
        "workbook with these sheets, or download Part 2 from this plan, fill it in and upload it."
    )


def _find_by_names(edition: Edition, workbook: Workbook) -> Map:
    found = Map()
    for section in excel_document(edition).sections:
        _find_section(found, section, workbook)
    return found


def _find_section(found: Map, section: Section, workbook: Workbook) -> None:
    keys = [asked.key for asked in section.fields() if asked.typed]
    keys += [table.key for table in section.tables() if not table.fixed]
    if any(key not in workbook.names for key in keys):
        found.missing.append(section)
    for asked in section.fields():
        if asked.typed and asked.key in workbook.names:
            found.cells[asked.key] = workbook.names[asked.key].first
    for table in section.tables():
        if table.key in workbook.names:
            columns = {
                column.key: workbook.names[name].first.column
                for column in table.columns
                if column.typed and (name := f"{table.key}.{column.key}") in workbook.names
            }
            found.lines[table.key] = _lines(workbook, workbook.names[table.key], columns)


def _lines(workbook: Workbook, area: Area, columns: dict[str, int]) -> list[Line]:
    """The lines of a table; a uid seen before belongs to a copied line, which gets a new one."""
    lines, seen = [], set()
    for row in rows_of(area):
        uid = str(workbook.value(Spot(area.tab, row, UID_COLUMN)) or "")
        uid = "" if uid in seen else uid
        seen.add(uid)
        lines.append(Line(uid, {key: Spot(area.tab, row, column) for key, column in columns.items()}))
    return lines


@dataclass
class _Reading:
    """One workbook being read: what was taken, what was not, and why."""

    edition: Edition
    workbook: Workbook
    mark: Mark
    places: Map
    current: Content
    problems: list[Problem] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    placed: int = 0
    lost: int = 0

    def found(self) -> Found:
        answers = {key: self._take(key, self.edition.fields[key], spot) for key, spot in self.places.cells.items()}
        content = self.current.with_answers(answers)
        for table, lines in self.places.lines.items():
            fixed = self.edition.tables[table].fixed
            rows = self._fixed_rows(table, lines) if fixed else (self._row(table, line) for line in lines)
            content = content.with_rows(table, tuple(row for row in rows if row))
        missing = {section.key: section for section in self.places.missing}
        self.problems.extend(_missing(section) for section in missing.values())
        return Found(
            content,
            tuple(self.problems),
            tuple(self.unplaced),
            self.placed + self.lost,
            self.placed,
            self.lost,
            self.mark.facts,
        )

    def _fixed_rows(self, table: str, lines: list[Line]) -> Iterator[Row | None]:
        """The rows as they were, with what was typed in them; where none are known, all that carry a uid."""
        known = self.current.rows(table)
        uids = {row.uid for row in known} or {line.uid for line in lines if line.uid}
        read = {line.uid: self._row(table, line) for line in lines if line.uid in uids}
        return (read.get(row.uid, row) for row in known) if known else iter(read.values())

    def _row(self, table: str, line: Line) -> Row | None:
        """The row of a line; None for a spare line, and for a row whose cells were all emptied."""
        before = self.current.row(table, line.uid) if line.uid else None
        uid = line.uid or secrets.token_hex(5)
        values = dict(before.values) if before else {}
        problems = len(self.problems)
        for key, spot in line.spots.items():
            values[key] = self._take(f"{table}/{uid}/{key}", self.edition.row_fields[table][key], spot)
        filled = any(values.values()) or len(self.problems) > problems
        values = {key: text for key, text in values.items() if text}
        return Row(uid, values) if filled or f"{table}/{uid}" in self.mark.empty else None

    def _take(self, place: str, asked: Field, spot: Spot) -> str:
        value = self.workbook.value(spot)
        try:
            text = canonical(asked, value, self.mark.exact.get(place, ""))
        except Unreadable as reason:
            self._refuse(place, asked, spot, str(value), str(reason))
            return self.current.value(place)
        self.placed += _characters(text)
        return text

    def _refuse(self, place: str, asked: Field, spot: Spot, text: str, reason: str) -> None:
        cell = f"{get_column_letter(spot.column + 1)}{spot.row + 1}"
        message = f"Tab “{spot.tab}”, cell {cell} ({asked.called}): {reason}"
        section = self.edition.locate(place).section.title
        self.problems.append(
            SheetProblem(
                place, Severity.MUST_FIX, message, "", spot.tab, section, cell, asked.called, *_sentences(reason)
            )
        )
        self.unplaced.append(Unplaced(from_text(text), place))
        self.lost += _characters(text)


def _characters(text: str) -> int:
    return len("".join(text.split()))


def _sentences(reason: str) -> tuple[str, str]:
    """What is wrong, and what is expected."""
    wrong, _, expected = reason.rpartition(". ")
    return wrong + ".", expected


def _missing(section: Section) -> Problem:
    wrong = "This tab or part of it is not in the workbook, so what the plan says there stays as it is."
    expected = "If it should be read, put the tab back under its official name and upload the workbook again."
    message = f"Tab “{section.tab}”: {wrong} {expected}"
    return SheetProblem(
        section.key, Severity.WARNING, message, tab=section.tab, section=section.title, wrong=wrong, expected=expected
    )
