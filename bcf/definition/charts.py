"""Pictures of figures, and sentences that say what figures mean. Ours: on no Word or Excel form.

Both read cells through formulas, as computed cells do, so that they can never say something else than the sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .formulas import Formula
from .kinds import Kind

Sign = Literal["below", "level", "above"]


@dataclass(frozen=True, slots=True)
class Named:
    """A figure that a sentence names in braces: "{saving}"."""

    name: str
    figure: Formula
    kind: Kind


@dataclass(frozen=True, slots=True)
class Says:
    """A sentence by the sign of a figure: `below` zero, `level` with it, `above` it, or `unknown` while blank.

    "{size}" is the figure without its sign; `named` are more figures. A sentence of "" is left out.
    bad, good  the signs that are bad or good news
    """

    figure: Formula
    kind: Kind
    below: str
    level: str
    above: str
    unknown: str = ""
    named: tuple[Named, ...] = ()
    bad: tuple[Sign, ...] = ()
    good: tuple[Sign, ...] = ()

    def formulas(self) -> tuple[Formula, ...]:
        return (self.figure, *(one.figure for one in self.named))


@dataclass(frozen=True, slots=True)
class Largest:
    """A sentence about the largest figure of a chart's series of that number.

    "{category}" is where it stands, "{size}" the figure, "{share}" its per cent of "{total}".
    """

    series: int
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """A figure for each category of a chart. `expected`: a mark to reach, drawn as a line and not as a bar."""

    label: str
    figures: tuple[Formula, ...]
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture.

    shape  "columns": side by side, for quarters. "bars": from left to right, for categories with names.
           "shares": one whole bar a series, divided among the categories
    kind   spells the figures; `unit` is what they are, in words ("£000", "admissions")
    says   what there is to see, in words
    """

    key: str
    title: str
    shape: Literal["columns", "bars", "shares"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    kind: Kind
    unit: str
    says: tuple[Says | Largest, ...] = ()


@dataclass(frozen=True, slots=True)
class Against:
    """What the totals of a table should come to elsewhere; figures are in the order of the table's totals.

    label  where that is ("Tab 1")
    whole  of all rows, with a sentence each
    by     a column, and for values of it what the rows of that value should come to; None: nothing to compare
    """

    label: str
    whole: tuple[Formula, ...] = ()
    says: tuple[Says, ...] = ()
    by: str = ""
    parts: tuple[tuple[str, tuple[Formula | None, ...]], ...] = ()

    def part(self, value: str) -> tuple[Formula | None, ...]:
        return dict(self.parts).get(value, ())

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula in it."""
        said = tuple(part for says in self.says for part in says.formulas())
        return (*self.whole, *said, *(figure for _, figures in self.parts for figure in figures if figure))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the figures above it come to, in sentences. `about`: the computed cell beside which a page shows them."""

    key: str
    says: tuple[Says, ...]
    about: str = ""
