"""Where in an uploaded workbook each key was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bcf.definition.parts import Section

from .xlsx_layout import Spot


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: the uid it carries ("" for none), its cells by column, and those that are worked out."""

    uid: str
    spots: dict[str, Spot]
    computed: dict[str, Spot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not in the workbook: a section's whole tab (no title), a table or grid of it, or some of its labels.

    `noun`: what the labels stand on.
    """

    section: Section
    title: str = ""
    labels: tuple[str, ...] = ()
    noun: str = "row"


@dataclass(slots=True)
class Map:
    """Key -> cell, table -> lines, section -> tab, and what is missing. `totals`: table -> column -> cell."""

    cells: dict[str, Spot] = field(default_factory=dict)
    computed: dict[str, Spot] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    totals: dict[str, dict[str, Spot]] = field(default_factory=dict)
    tabs: dict[str, str] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)

    def add(self, other: Map) -> None:
        for mine, its in (
            (self.cells, other.cells),
            (self.computed, other.computed),
            (self.lines, other.lines),
            (self.totals, other.totals),
            (self.tabs, other.tabs),
        ):
            mine.update(its)  # type: ignore[arg-type]  # each beside its like
        self.missing.extend(other.missing)

    def asked(self) -> Iterator[Spot]:
        """Every cell that is for typing."""
        yield from self.cells.values()
        for lines in self.lines.values():
            for line in lines:
                yield from line.spots.values()

    def worked_out(self) -> Iterator[Spot]:
        yield from self.computed.values()
        for lines in self.lines.values():
            for line in lines:
                yield from line.computed.values()
        for cells in self.totals.values():
            yield from cells.values()
