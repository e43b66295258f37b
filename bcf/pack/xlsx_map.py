"""Where in an uploaded workbook each key was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from bcf.definition.parts import Section

from .xlsx_layout import Spot


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: the uid it carries ("" for none) and the cell of each column."""

    uid: str
    spots: dict[str, Spot]


@dataclass(slots=True)
class Map:
    """Key -> cell, table -> lines, and the sheets that are not there or not whole."""

    cells: dict[str, Spot] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    missing: list[Section] = field(default_factory=list)
