"""Reading a filled-in Excel document: our own export, or a workbook of the official shape.

Our own is read by its defined names and comes back exactly, uids of rows included, even where rows were inserted
or moved. Any other is read by the names of its tabs and the words of its rows and columns. All that is wrong is told
at once, and nothing that only follows from something else that is wrong.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bcf.definition.content import Content, Row
from bcf.definition.kinds import Unreadable
from bcf.definition.parts import Edition, Field
from bcf.definition.problems import Severity
from bcf.definition.richtext import from_text

from . import xlsx_facts
from .found import Facts, Found, Unplaced, Unusable
from .read_xlsx_around import Around
from .read_xlsx_labels import find_by_labels
from .read_xlsx_names import find_by_names
from .read_xlsx_told import Said, Told
from .read_xlsx_words import asks, titles
from .xlsx_expected import expected
from .xlsx_facts import Mark
from .xlsx_layout import Spot, excel_document
from .xlsx_map import Line, Map, Missing
from .xlsx_open import Workbook, open_workbook
from .xlsx_values import canonical
from .zip_guard import check_office_file

QUOTED = 40
MERGED = Said(
    Severity.MUST_FIX,
    "These cells are merged, so the file has a value for the first of them only. The others are not taken over.",
    "Unmerge the cells and fill in each one.",
)
STAYS = "what the plan says there stays as it is."
_ELSEWHERE = re.compile(r"\[[^\]]+\]")


def read_xlsx(
    edition: Edition,
    data: bytes,
    current: Content | None = None,
    made_from: Callable[[Facts], Content | None] = lambda facts: None,
) -> Found:
    """What the workbook says, on top of `current`: only what has a cell in it changes.

    `made_from` may find the content that a workbook of ours was made from; it then takes the place of `current`.
    A cell that cannot be read is a problem; what the content says there stays, and a long text is kept among the
    unplaced. A row that was emptied is gone; a line filled in below the last row is a new row. Raises Unusable.
    """
    check_office_file(data, "xlsx")
    workbook = open_workbook(data)
    mark = _mark(workbook)
    if mark.facts and mark.facts.edition != edition.id:
        raise Unusable(
            f"This workbook is of another edition of the forms (“{mark.facts.edition}”). Expected is Part 2 of "
            f"{edition.title}. Download the workbook from this plan, fill that in and upload it."
        )
    places = _find(edition, workbook)
    if not places.cells and not places.lines:
        raise _not_part_2(edition, workbook)
    base = (made_from(mark.facts) if mark.facts else None) or current or Content(edition.id)
    return _Reading(edition, workbook, mark, places, base).found()


def _mark(workbook: Workbook) -> Mark:
    sheet = workbook.sheets.get(xlsx_facts.SHEET)
    cells = sheet.cells if sheet else {}
    rows = {row for row, column in cells if column == 0}
    texts = (tuple(str(cells.get((row, column), "")) for column in range(3)) for row in sorted(rows))
    try:
        return xlsx_facts.read((what, where, value) for what, where, value in texts)
    except ValueError:
        return Mark()


def _find(edition: Edition, workbook: Workbook) -> Map:
    found = Map()
    for section in excel_document(edition).sections:
        if any(asks(item) for item in section.items):
            found.add(find_by_names(section, workbook) or find_by_labels(section, workbook))
    return found


def _not_part_2(edition: Edition, workbook: Workbook) -> Unusable:
    document = excel_document(edition)
    tabs = ", ".join(f"“{section.tab}”" for section in document.sections if section.number)
    there = ", ".join(f"“{name}”" for name in list(workbook.sheets)[:8]) or "none"
    return Unusable(
        f"This workbook has none of the sheets of Part 2. Its sheets are {there}. Expected are {tabs}. Choose the "
        "workbook with these sheets, or download Part 2 from this plan, fill it in and upload it."
    )


@dataclass
class _Reading:
    """One workbook being read: what was taken, what was not, and why."""

    edition: Edition
    workbook: Workbook
    mark: Mark
    places: Map
    current: Content
    unplaced: list[Unplaced] = field(default_factory=list)
    placed: int = 0
    lost: int = 0

    def __post_init__(self) -> None:
        self.told = Told(self.workbook.sheets)
        self.merged = dict(_merged(self.workbook, set(self.places.asked())))
        self.titles = {key: title for s in excel_document(self.edition).sections for key, title in titles(s).items()}

    def found(self) -> Found:
        answers = {key: self._take(key, self.edition.fields[key], spot) for key, spot in self.places.cells.items()}
        content = self.current.with_answers(answers)
        for table in self.places.lines:
            content = content.with_rows(table, self._rows(table))
        self._tell_missing()
        around = Around(self.edition, self.workbook, self.places, self.told)
        self.lost += around.tell(content, ours=self.mark.facts is not None)
        return Found(
            content,
            self.told.problems(),
            tuple(self.unplaced),
            self.placed + self.lost,
            self.placed,
            self.lost,
            self.mark.facts,
        )

    def _rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table as the file has them; of a fixed table, those that were there, and no other."""
        known = {row.uid: row for row in self.current.rows(table)}
        fixed = self.edition.tables[table].fixed
        found: dict[str, Row] = {}
        for number, line in enumerate(self.places.lines[table]):
            kept = line.uid not in found and (self.mark.facts or line.uid in known)
            if fixed and not (kept and line.uid in (known or {line.uid} - {""})):
                continue
            line = Line((kept and line.uid) or secrets.token_hex(5), line.spots, line.computed)
            self.places.lines[table][number] = line
            row = self._row(table, line)
            if row:
                found[row.uid] = row
        return tuple(found.get(uid, row) for uid, row in known.items()) if fixed and known else tuple(found.values())

    def _row(self, table: str, line: Line) -> Row | None:
        """The row of a line; None for a spare line, and for a row whose cells were all emptied."""
        before = self.current.row(table, line.uid)
        values = dict(before.values) if before else {}
        lost = self.lost
        for key, spot in line.spots.items():
            asked = self.edition.row_fields[table][key]
            if not (asked.given and before):
                values[key] = self._take(f"{table}/{line.uid}/{key}", asked, spot)
        filled = any(values.values()) or self.lost > lost
        values = {key: text for key, text in values.items() if text}
        return Row(line.uid, values) if filled or f"{table}/{line.uid}" in self.mark.empty else None

    def _take(self, place: str, asked: Field, spot: Spot) -> str:
        if spot in self.merged:
            self._tell(place, asked, spot, MERGED)
        if self.merged.get(spot, spot) != spot:
            return self.current.value(place)
        value, formula = self.workbook.value(spot), self.workbook.formula(spot)
        try:
            if value is None and formula is not None:
                raise Unreadable("The cell holds a formula, and the file does not say what it comes to.")
            text = canonical(asked, value, self.mark.exact.get(place, ""))
        except Unreadable as reason:
            self._refuse(place, asked, spot, "" if value is None else str(value), str(reason))
            return self.current.value(place)
        if formula and (elsewhere := _ELSEWHERE.search(formula)):
            self._tell(place, asked, spot, _from_elsewhere(elsewhere[0], asked, text))
        self.placed += _characters(text)
        return text

    def _refuse(self, place: str, asked: Field, spot: Spot, text: str, reason: str) -> None:
        self._tell(place, asked, spot, Said(Severity.MUST_FIX, _what_is_wrong(reason), expected(asked.kind)))
        if len(text) > QUOTED:
            self.unplaced.append(Unplaced(from_text(text), place))
        self.lost += max(_characters(text), 1)

    def _tell(self, place: str, asked: Field, spot: Spot, said: Said) -> None:
        self.told.cell(place, spot, self.titles[place.partition("/")[0]], asked.called, said)

    def _tell_missing(self) -> None:
        told = [missing for missing in self.places.missing if missing.section.stands(self.current)]
        tabs = [missing.section for missing in told if not missing.title]
        for missing in told:
            if missing.title:
                tab = self.places.tabs[missing.section.key]
                self.told.part(missing.section.key, tab, missing.title, _not_there(missing))
            elif self.mark.facts:
                said = Said(
                    Severity.WARNING,
                    f"This tab is not in the workbook, so {STAYS}",
                    "If it should be read, put the tab back under its official name.",
                )
                self.told.part(missing.section.key, missing.section.tab, missing.section.title, said)
        if tabs and not self.mark.facts:
            names = ", ".join(f"“{section.tab}”" for section in tabs)
            wrong = f"Of the form’s tabs these are not in the workbook: {names}. So {STAYS}"
            said = Said(Severity.NOTE, wrong, "Nothing, if you only want to bring in the tabs that are there.")
            self.told.part("", "", "", said)


def _merged(workbook: Workbook, asked: set[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """The cells that are merged with others that are asked, each with the first of them, which holds the value."""
    for tab, sheet in workbook.sheets.items():
        for area in sheet.merged:
            inside = [spot for spot in asked if spot.tab == tab and area.has(spot.row, spot.column)]
            if len(inside) > 1:
                yield from ((spot, area.first) for spot in inside)


def _characters(text: str) -> int:
    return len("".join(text.split()))


def _what_is_wrong(reason: str) -> str:
    """The reason without its last sentence, which says what to do."""
    found = re.fullmatch(r"(.*[.”]) (?:Enter|Choose|Shorten|Upload) .*", reason, re.DOTALL)
    return found[1] if found else reason


def _from_elsewhere(book: str, asked: Field, text: str) -> Said:
    shown = " ".join(asked.kind.plain(text).split())[:QUOTED] or "nothing"
    return Said(
        Severity.WARNING,
        f"The cell takes its value from another workbook. What it showed when the file was saved is taken: {shown}.",
        "Type the value itself, if the other workbook may have changed since.",
    )


def _not_there(missing: Missing) -> Said:
    if not missing.labels:
        return Said(
            Severity.MUST_FIX,
            f"This part of the tab was not found under its official words, so {STAYS}",
            "Put it back with its official headings, or download the workbook again and fill that in.",
        )
    several = len(missing.labels) > 1
    words = ", ".join(f"“{label}”" for label in missing.labels)
    return Said(
        Severity.MUST_FIX,
        f"The {missing.noun}{'s' if several else ''} {words} {'were' if several else 'was'} not found, so {STAYS}",
        "Put back what was taken out or renamed, under its official words.",
    )
