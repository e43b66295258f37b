"""What a new plan of an area says from the start: its council, its CCGs, the rows each of them fills in, and the
national figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bcf.definition.content import Content, Row
from bcf.definition.national import TABLE, Mark
from bcf.definition.spelling import fold_organisation
from bcf.reference import Area
from bcf.reference.national import National

from .national import national_figures


def prefill(area: Area, national: National) -> Content:
    """The names, and every figure that is held, each with its mark."""
    named = _named(area)
    marks = tuple(national_figures(area, national, named))
    return _with_figures(_with_marks(named, marks), marks)


def marked(area: Area, national: National) -> Content:
    """The marks alone: for a plan that is filled in from a file."""
    return _with_marks(Content("july_2014"), tuple(national_figures(area, national, _named(area))))


def recognised(area: Area, content: Content) -> Content:
    """The same with the rows of the area's organisations under their national codes, so that their marks find them."""
    for table, named in _named(area).tables.items():
        codes = {fold_organisation(_first(row)): row.uid for row in named}
        taken = {row.uid for row in content.rows(table)}
        rows = []
        for row in content.rows(table):
            code = codes.pop(fold_organisation(_first(row)), "")
            rows.append(replace(row, uid=code) if code and code not in taken else row)
        if rows:
            content = content.with_rows(table, tuple(rows))
    return content


def _first(row: Row) -> str:
    """Whom the row is of: these tables name it in their first column."""
    return row.get("organisation") or row.get("ccg")


def _named(area: Area) -> Content:
    council = _rows({area.code: area.council})
    ccgs = _rows({ccg.code: ccg.name for ccg in area.ccgs})
    return Content(
        "july_2014",
        {
            "local_authorities": area.council,
            "ccgs": "\n".join(ccg.name for ccg in area.ccgs),
        },
        {
            "sign_off_ccgs": ccgs,
            "sign_off_councils": council,
            "sign_off_boards": _rows({area.code: area.board}),
            "funding_councils": council,
            "funding_ccg_minimum": ccgs,
            "ccg_activity": _rows({ccg.code: ccg.name for ccg in area.overlapping}, "ccg"),
        },
    )


def _rows(names: dict[str, str], column: str = "organisation") -> tuple[Row, ...]:
    """A row for each organisation; its national code keeps it apart from the others."""
    return tuple(Row(code.lower(), {column: name}) for code, name in names.items())


def _with_marks(content: Content, marks: Iterable[Mark]) -> Content:
    return content.with_rows(TABLE, tuple(mark.row for mark in marks))


def _with_figures(content: Content, marks: Iterable[Mark]) -> Content:
    """Each figure that is held, at its place."""
    figures = {mark.place: mark.figure for mark in marks if mark.figure}
    answers = {place: figure for place, figure in figures.items() if "/" not in place}
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for place in figures.keys() - answers.keys():
        table, uid, column = place.split("/")
        cells.setdefault((table, uid), {})[column] = figures[place]
    tables = {
        table: tuple(Row(row.uid, {**row.values, **cells.get((table, row.uid), {})}) for row in rows)
        for table, rows in content.tables.items()
    }
    return replace(content, answers={**content.answers, **answers}, tables=tables)
