"""Finding the cells of a sheet of ours by the names that Excel keeps for them, wherever they were moved to.

Other programs leave names behind when rows or columns come and go. So names are only believed where the official
words still stand beside every cell of the sheet; else the sheet is read by these words.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcf.definition.parts import Field, Grid, Section, Table
from bcf.definition.spelling import fold

from .read_xlsx_words import matches
from .xlsx_layout import Spot
from .xlsx_map import Line, Map
from .xlsx_open import Area, Sheet, Workbook

TITLE_REACH = 8


def find_by_names(section: Section, workbook: Workbook) -> Map | None:
    """Where the section's cells are; None where the names or the words beside them are not all in place."""
    keys = [asked.key for asked in section.fields()] + [table.key for table in section.tables()]
    tabs = {workbook.names[key].tab if key in workbook.names else "" for key in keys}
    if len(tabs) != 1 or "" in tabs:
        return None
    tab = tabs.pop()
    return _Names(section, workbook.names, tab, workbook.sheets[tab]).found()


@dataclass
class _Names:
    section: Section
    names: dict[str, Area]
    tab: str
    sheet: Sheet

    def found(self) -> Map | None:
        whole = all(
            self._table_stands(item)
            if isinstance(item, Table)
            else self._grid_stands(item)
            if isinstance(item, Grid)
            else self._field_stands(item)
            for item in self.section.items
            if isinstance(item, Table | Grid | Field)
        )
        return self._map() if whole else None

    def _text(self, row: int, column: int) -> str:
        value = self.sheet.cells.get((row, column))
        return fold(value) if isinstance(value, str) else ""

    def _labelled(self, label: str, spot: Spot) -> bool:
        """Whether the label stands left of the cell."""
        return any(matches(label, self._text(spot.row, column)) for column in range(spot.column - 1, -1, -1))

    def _field_stands(self, asked: Field) -> bool:
        return self._labelled(asked.label, self.names[asked.key].first)

    def _grid_stands(self, grid: Grid) -> bool:
        spots = [[self.names[cell.key].first if cell else None for cell in line.cells] for line in grid.rows]
        top = next(spot.row for line in spots for spot in line if spot)
        for line, row in zip(grid.rows, spots, strict=True):
            for words, spot in zip(grid.columns, row, strict=False):
                if spot and not (self._labelled(line.label, spot) and self._headed(words, spot, top)):
                    return False
        return True

    def _headed(self, words: str, spot: Spot, top: int) -> bool:
        return any(matches(words, self._text(row, spot.column)) for row in range(top - 1, max(top - 4, -1), -1))

    def _table_stands(self, table: Table) -> bool:
        area = self.names[table.key]
        heading = area.first.row - 1
        for column in table.columns:
            named = self.names.get(f"{table.key}.{column.key}")
            if not named or not matches(column.label, self._text(heading, named.first.column)):
                return False
        return self._titled(table, heading) and (not table.totals or self._totalled(table, area))

    def _titled(self, table: Table, heading: int) -> bool:
        """Whether the nearest title above is the table's own."""
        ends = {fold(item.title) for item in self.section.items if isinstance(item, Table | Grid) and item.title}
        for row in range(heading - 1, max(heading - TITLE_REACH, -1), -1):
            here = {self._text(row, column) for column in range(self.names[table.key].last.column + 1)} & ends
            if here:
                return fold(table.title) in here
        return not table.title

    def _totalled(self, table: Table, area: Area) -> bool:
        row = area.last.row + 1
        return any(matches(table.total_label, self._text(row, column)) for column in range(area.last.column + 1))

    def _map(self) -> Map:
        found = Map(tabs={self.section.key: self.tab})
        for asked in self.section.fields():
            cells = found.cells if asked.formula is None else found.computed
            cells[asked.key] = self.names[asked.key].first
        for table in self.section.tables():
            columns = {c.key: self.names[f"{table.key}.{c.key}"].first.column for c in table.columns}
            area = self.names[table.key]
            found.lines[table.key] = [self._line(table, area, row, columns) for row in area.rows]
            found.totals[table.key] = {key: Spot(self.tab, area.last.row + 1, columns[key]) for key in table.totals}
        return found

    def _line(self, table: Table, area: Area, row: int, columns: dict[str, int]) -> Line:
        asked = {c.key: Spot(self.tab, row, columns[c.key]) for c in table.columns if c.formula is None}
        computed = {c.key: Spot(self.tab, row, columns[c.key]) for c in table.columns if c.formula is not None}
        return Line(str(self.sheet.cells.get((row, area.first.column), "")), asked, computed)
