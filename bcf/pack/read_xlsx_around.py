"""What else is in a workbook, beside the answers: values where the form asks nothing, overwritten formulas, merged
cells, hidden rows, sheets of somebody's own. None of it is taken over silently, none of it silently left out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bcf.definition.content import Content
from bcf.definition.figures import Figures
from bcf.definition.formulas import Result
from bcf.definition.parts import Edition, Section
from bcf.definition.problems import Severity
from bcf.definition.spelling import fold

from . import xlsx_facts
from .read_xlsx_told import Said, Told, cells
from .read_xlsx_words import Official, same_tab, titles
from .xlsx_layout import CONTENTS, LABELS, TITLE_ROWS, UID_COLUMN, Spot, excel_document
from .xlsx_map import Map
from .xlsx_open import MOST_COLUMNS, MOST_ROWS, Sheet, Value, Workbook

FEW = 3
WORKED_OUT = Said(
    Severity.WARNING,
    "This is worked out from other cells, so what was typed over the formula is not taken over.",
    "Change the cells that it is worked out from; the plan works this one out again.",
)
HIDDEN = "Some rows are hidden, perhaps by a filter: {}. They are read like all others."
SHOW = "Show all rows before you save, to be sure that you meant them."


class Around:
    """One workbook, after its answers were read into `content`."""

    def __init__(self, edition: Edition, workbook: Workbook, places: Map, told: Told) -> None:
        self.edition, self.workbook, self.places, self.told = edition, workbook, places, told
        self.asked = set(places.asked())
        self.known = self.asked | set(places.worked_out())
        self.official = {other.tab for other in excel_document(edition).sections}
        self.linked = {fold(words) for words in (*self.official, CONTENTS, "")}

    def tell(self, content: Content, ours: bool) -> int:
        """Tells of all of it; gives how many characters stand where the form asks nothing."""
        self._overwritten(content)
        lost = 0
        for section in excel_document(self.edition).sections:
            tab = self.places.tabs.get(section.key, section.tab)
            if tab in self.workbook.sheets:
                self._renamed(section, tab, ours)
                self._hidden(section, tab)
                if not any(missing.section is section for missing in self.places.missing):
                    lost += self._strays(section, tab, ours)
        if ours:
            self._own_sheets()
        return lost

    def _renamed(self, section: Section, tab: str, ours: bool) -> None:
        if not same_tab(section, tab):
            said = Said(
                Severity.WARNING if ours else Severity.NOTE,
                f"This tab has another name than in the form. It was read as “{section.tab}”.",
                f"Name it “{section.tab}” again.",
            )
            self.told.part(section.key, tab, section.title, said)

    def _overwritten(self, content: Content) -> None:
        figures = Figures(self.edition, content)
        for place, spot, value in self._figures(figures, content):
            typed = self.workbook.value(spot)
            if typed is not None and self.workbook.formula(spot) is None and not _same(typed, value):
                located = self.edition.locate(place)
                title = titles(located.section)[place.partition("/")[0]]
                called = located.field.called if located.field else ""
                self.told.cell(place, spot, title, called, WORKED_OUT)

    def _figures(self, figures: Figures, content: Content) -> Iterator[tuple[str, Spot, Result]]:
        """Place, cell and figure of everything that is worked out."""
        for key, spot in self.places.computed.items():
            yield key, spot, figures.cell(key)
        for table, lines in self.places.lines.items():
            rows = {row.uid: row for row in content.rows(table)}
            for line in lines:
                if row := rows.get(line.uid):
                    for key, spot in line.computed.items():
                        yield f"{table}//{key}", spot, figures.row_cell(table, row, key)
            for key, spot in self.places.totals.get(table, {}).items():
                yield f"{table}//{key}", spot, figures.total(table, key)

    def _hidden(self, section: Section, tab: str) -> None:
        sheet = self.workbook.sheets[tab]
        rows = {
            spot.row for spot in self.asked if spot.tab == tab and (spot.row, spot.column) in sheet.cells
        } & sheet.hidden
        if rows:
            numbers = cells(Spot(tab, row, LABELS) for row in rows).replace("B", "")
            said = Said(Severity.NOTE, HIDDEN.format(numbers), SHOW)
            self.told.part(section.key, tab, section.title, said)

    def _strays(self, section: Section, tab: str, ours: bool) -> int:
        sheet = self.workbook.sheets[tab]
        top = self._top(section, sheet, ours)
        strays = {Spot(tab, *at): value for at, value in self._outside(section, tab, sheet) if at not in top}
        kept = list(strays.items())
        if len(kept) > FEW:
            first = ", ".join(_quoted(value) for _, value in kept[:FEW])
            self._stray(section, [spot for spot, _ in kept], f"These cells hold {first} and more")
        else:
            for spot, value in kept:
                self._stray(section, [spot], f"The cell holds {_quoted(value)}")
        if sheet.beyond:
            said = Said(
                Severity.WARNING,
                f"Below row {MOST_ROWS:,} or right of column {MOST_COLUMNS} something is filled in (cells: "
                f"{sheet.beyond:,}). It will not be taken over.",
                "Move what belongs to the plan into the rows of the form.",
            )
            self.told.part(section.key, tab, section.title, said)
        return sum(len("".join(str(value).split())) for value in strays.values())

    def _stray(self, section: Section, spots: list[Spot], holds: str) -> None:
        said = Said(
            Severity.WARNING,
            f"{holds}: the form has no cell there. It will not be taken over.",
            "Clear it, or put it in a white cell of the form.",
        )
        for spot in spots:
            self.told.cell(section.key, spot, section.title, "", said)

    def _outside(self, section: Section, tab: str, sheet: Sheet) -> Iterator[tuple[tuple[int, int], Value]]:
        words = Official(section)
        for (row, column), value in sorted(sheet.cells.items()):
            if Spot(tab, row, column) in self.known or column == UID_COLUMN or (row, column) in sheet.formulas:
                continue
            if isinstance(value, str) and ((folded := fold(value)) in self.linked or folded in words):
                continue
            yield (row, column), value

    def _top(self, section: Section, sheet: Sheet, ours: bool) -> set[tuple[int, int]]:
        """The cells that say which sheet of which plan it is: in our workbook the labels of the first rows alone."""
        title = fold(section.title)
        first = next((row for (row, _), value in sorted(sheet.cells.items()) if fold(str(value)) == title), 0)
        rows = range(first, first + TITLE_ROWS - 1)
        return {(row, column) for row, column in sheet.cells if row in rows and (column == LABELS or not ours)}

    def _own_sheets(self) -> None:
        known = {*self.places.tabs.values(), *self.official, xlsx_facts.SHEET}
        for tab, sheet in self.workbook.sheets.items():
            if tab not in known and sheet.cells:
                said = Said(
                    Severity.NOTE,
                    "The form has no tab of this name. What it says will not be taken over.",
                    "Put what belongs to the plan in the tabs of the form.",
                )
                self.told.part("", tab, "", said)


def _quoted(value: Value) -> str:
    text = f"{xlsx_facts.kept_digits(value):,f}" if isinstance(value, int | float) else " ".join(str(value).split())
    return f"“{text[:40]}{'…' if len(text) > 40 else ''}”"


def _same(typed: Value, figure: Result) -> bool:
    """Whether someone pasted over the formula just what it shows."""
    if isinstance(typed, bool | str):
        return isinstance(typed, str) and fold(typed) == fold(str(figure or ""))
    if not isinstance(typed, int | float):
        return False
    if not isinstance(figure, Decimal):
        return False
    return abs(xlsx_facts.kept_digits(typed) - figure) <= max(abs(figure), Decimal(1)).scaleb(-9)
