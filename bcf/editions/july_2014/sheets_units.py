"""The units, years and quarters of the Part 2 workbook, and short ways to write its cells."""

from __future__ import annotations

from bcf.definition.formulas import Cell, Formula
from bcf.definition.kinds import Choice, Count, LongText, Money, Percent, Rate, Rating, Share, Text
from bcf.definition.parts import Field, Note

YEARS = {"year_1": "2014/15", "year_2": "2015/16"}

LIMIT = 32_767
NAME = Text(limit=255)
SCHEME_NAME = Text(limit=1000)
WORDS = LongText(limit=LIMIT)
THOUSANDS = Money(unit=1000)
SIGNED_THOUSANDS = Money(unit=1000, least=None)
POUNDS = Money()
SIGNED_POUNDS = Money(least=None)
ADMISSIONS = Count(places=2)
PEOPLE = Count()
PER_100_000 = Rate(places=1)
COMPUTED_ACTIVITY = Rate(least=None, places=1)
PERCENT = Percent()
COMPUTED_PERCENT = Share(least=None)
DETERIORATION = "Planned deterioration on baseline (or validity issue)"
P4P_RATING = Rating(
    options=("red", "amber", "green"),
    meanings=(
        DETERIORATION,
        "Planned improvement on baseline of less than 3.5%",
        "Planned improvement on baseline of 3.5% or more",
    ),
)
RATING = Rating(options=("red", "green"), meanings=(DETERIORATION, "Planned improvement on baseline"))


def computed(key: str, kind: Money | Count | Percent | Choice, label: str, formula: Formula) -> Field:
    return Field(key, kind, label, formula=formula)


def legend(rating: Rating) -> tuple[Note, ...]:
    """The official words on what each colour means."""
    return tuple(
        Note(f"{option.capitalize()}: {meaning}")
        for option, meaning in zip(rating.options, rating.meanings, strict=True)
    )


def cells(keys: list[str]) -> tuple[Cell, ...]:
    return tuple(Cell(key) for key in keys)


def added(parts: tuple[Formula, ...]) -> Formula:
    """The sum of the parts; a blank one counts as 0."""
    total, *rest = parts
    for part in rest:
        total = total + part
    return total
