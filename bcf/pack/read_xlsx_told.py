"""Everything wrong with a workbook, gathered into the lines of one table: the same thing once, with all its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bcf.definition.problems import Severity

from .found import SheetProblem
from .xlsx_layout import Spot, column_letters

MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What is wrong and what is expected, and how much it matters."""

    severity: Severity
    wrong: str
    expected: str


@dataclass(slots=True)
class _Line:
    place: str
    spots: list[Spot] = field(default_factory=list)
    asked: dict[str, None] = field(default_factory=dict)


class Told:
    """`tabs`: the names of the workbook's sheets, in their order."""

    def __init__(self, tabs: Iterable[str]) -> None:
        self._order = {tab: number for number, tab in enumerate(tabs)}
        self._lines: dict[tuple[str, str, Said], _Line] = {}

    def cell(self, place: str, spot: Spot, section: str, asked: str, said: Said) -> None:
        line = self._lines.setdefault((spot.tab, section, said), _Line(place))
        if spot not in line.spots:
            line.spots.append(spot)
        if asked:
            line.asked[asked] = None

    def part(self, place: str, tab: str, section: str, said: Said) -> None:
        """Of a whole tab, table or column."""
        self._lines.setdefault((tab, section, said), _Line(place))

    def problems(self) -> tuple[SheetProblem, ...]:
        """From the first tab to the last, each from the top down."""
        lines = sorted(self._lines.items(), key=lambda entry: self._rank(entry[0][0], entry[1]))
        return tuple(_problem(tab, section, said, line) for (tab, section, said), line in lines)

    def _rank(self, tab: str, line: _Line) -> tuple[int, int, int]:
        first = min(((spot.row, spot.column) for spot in line.spots), default=(-1, -1))
        return self._order.get(tab, -1), *first


def _problem(tab: str, section: str, said: Said, line: _Line) -> SheetProblem:
    cell, asked = cells(line.spots), ", ".join(line.asked)
    where = f"{'cells' if len(line.spots) > 1 else 'cell'} {cell}" if cell else ""
    where += f" ({asked})" if where and asked else ""
    tabs = f"Tab “{tab}”" if tab else ""
    start = ", ".join(part for part in (tabs, where) if part)
    message = f"{start}: {said.wrong} {said.expected}" if start else f"{said.wrong} {said.expected}"
    return SheetProblem(
        line.place, said.severity, message, "", tab, section, cell, asked, said.wrong, said.expected
    )  # fmt: skip


def cells(spots: Iterable[Spot]) -> str:
    """ "C4, C9, D12 to D20"; after a dozen of them, how many more there are."""
    runs = list(_runs(sorted({(spot.column, spot.row) for spot in spots})))
    words = [name(*first) if first == last else f"{name(*first)} to {name(*last)}" for first, last, _ in runs]
    more = sum(count for _, _, count in runs[MOST_PLACES:])
    return ", ".join(words[:MOST_PLACES]) + (f" and {more} more" if more else "")


def _runs(places: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int], int]]:
    """The first and last of each run of neighbours in a column, and how many there are."""
    first = 0
    for number, (column, row) in enumerate(places):
        if number + 1 == len(places) or places[number + 1] != (column, row + 1):
            yield places[first], places[number], number + 1 - first
            first = number + 1


def name(column: int, row: int) -> str:
    return f"{column_letters(column)}{row + 1}"
