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
class Outcome:
    """What the figures above it come to, in sentences."""

    key: str
    says: tuple[Says, ...]
