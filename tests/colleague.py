"""A copy of the workbook in a colleague's hands: `Colleague(plan).put(place, value).file()`."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from bcf.models import User
from bcf.pack.xlsx_layout import UID_COLUMN, lay_out
from plans.actions import read_upload, take_copy
from plans.copies import workbook
from plans.models import Plan, Upload


class Colleague:
    """Takes a copy of the plan as it is and changes it as people do in a spreadsheet."""

    def __init__(self, plan: Plan, by: User | None = None) -> None:
        self.plan, self.by = plan, by or plan.begun_by
        copy = take_copy(plan=plan, by=self.by)
        self.layout = lay_out(plan.edition, copy.content)
        self.book: Any = load_workbook(io.BytesIO(workbook(plan, copy)))

    def put(self, place: str, value: Any) -> Colleague:
        table, _, rest = place.partition("/")
        if not rest:
            spot = self.layout.cells[place]
            self._cell(spot.tab, spot.row, spot.column).value = value
            return self
        uid, _, column = rest.partition("/")
        return self._put(table, self._line(table, uid), column, value)

    def add(self, table: str, **values: Any) -> Colleague:
        """Fills the first spare line in."""
        line = self._line(table, "")
        for column, value in values.items():
            self._put(table, line, column, value)
        return self

    def remove(self, table: str, uid: str) -> Colleague:
        line = self._line(table, uid)
        for column in self.layout.tables[table].columns:
            self._put(table, line, column, None)
        return self

    def swap(self, table: str, uid: str, other: str) -> Colleague:
        """Cuts one line and pastes it where the other was, and the other way round."""
        rows = self.layout.tables[table]
        for column in (UID_COLUMN, *rows.columns.values()):
            above, below = (self._cell(rows.tab, self._line(table, one), column) for one in (uid, other))
            above.value, below.value = below.value, above.value
        return self

    def file(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def bring_back(self, name: str = "Part 2 v3.xlsx") -> Upload:
        return read_upload(by=self.by, name=name, data=self.file(), plan=self.plan)

    def _line(self, table: str, uid: str) -> int:
        rows = self.layout.tables[table]
        return rows.first + [row.uid for row in rows.rows].index(uid)

    def _put(self, table: str, line: int, column: str, value: Any) -> Colleague:
        rows = self.layout.tables[table]
        self._cell(rows.tab, line, rows.columns[column]).value = value
        return self

    def _cell(self, tab: str, row: int, column: int) -> Any:
        return self.book[tab].cell(row + 1, column + 1)
