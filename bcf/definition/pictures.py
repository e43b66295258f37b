"""Charts and sentences with their figures worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from .charts import Chart, Largest, Named, Outcome, Says, Series, Sign
from .figures import Figures
from .formulas import Cell, Formula, Here, Total
from .kinds import Count, Kind, Percent, Share
from .spelling import decimal_text, grouped

News = Literal["bad", "good", ""]
NOT_KNOWN = "not known yet"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a figure means. `news`: whether that is bad, good or neither."""

    text: str
    news: News = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of a picture; `number` is None while it is not known."""

    number: Decimal | None
    shown: str


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of a series, in the order of the categories."""

    label: str
    values: tuple[Value, ...]
    expected: bool = False

    @property
    def total(self) -> Decimal:
        return sum((value.number for value in self.values if value.number), Decimal(0))


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it can be drawn."""

    chart: Chart
    says: tuple[Sentence, ...]
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        return " ".join(sentence.text for sentence in self.says)

    @property
    def known(self) -> bool:
        return any(value.number is not None for line in self.lines for value in line.values)


def picture(chart: Chart, figures: Figures) -> Picture:
    lines = tuple(_line(chart, series, figures) for series in chart.series)
    says = (
        _largest(chart, said, lines[said.series]) if isinstance(said, Largest) else sentence(said, figures)
        for said in chart.says
    )
    return Picture(chart, tuple(said for said in says if said.text), lines)


def sentences(outcome: Outcome, figures: Figures) -> tuple[Sentence, ...]:
    return tuple(said for said in (sentence(says, figures) for says in outcome.says) if said.text)


def _line(chart: Chart, series: Series, figures: Figures) -> Line:
    values = (_value(chart.kind, number_of(formula, figures)) for formula in series.figures)
    return Line(series.label, tuple(values), series.expected)


def _value(kind: Kind, number: Decimal | None) -> Value:
    return Value(number, NOT_KNOWN if number is None else spelled(kind, number))


def spelled(kind: Kind, number: Decimal) -> str:
    """A figure for people: a percentage to one decimal place, a count to its own places, money to the penny."""
    rounded = _rounded(kind, number)
    return grouped(rounded) if isinstance(kind, Count) else kind.show(decimal_text(rounded))


def _rounded(kind: Kind, number: Decimal) -> Decimal:
    places = 1 if isinstance(kind, Percent) else kind.places if isinstance(kind, Count) else 2
    return Decimal(kind.of_number(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def sentence(says: Says, figures: Figures) -> Sentence:
    number = number_of(says.figure, figures)
    if number is None:
        return Sentence(says.unknown)
    rounded = _rounded(says.kind, number)
    sign: Sign = "below" if rounded < 0 else "above" if rounded > 0 else "level"
    named = {one.name: _named(one, figures) for one in says.named}
    text = {"below": says.below, "level": says.level, "above": says.above}[sign]
    news: News = "bad" if sign in says.bad else "good" if sign in says.good else ""
    return Sentence(text.format(size=spelled(says.kind, abs(number)), **named), news)


def _named(one: Named, figures: Figures) -> str:
    result = figures.value(one.figure)
    return spelled(one.kind, result) if isinstance(result, Decimal) else NOT_KNOWN


def _largest(chart: Chart, said: Largest, line: Line) -> Sentence:
    known = [(value.number or Decimal(0), -place) for place, value in enumerate(line.values)]
    most, place = max(known)
    if most <= 0 or any(number < 0 for number, _ in known):
        return Sentence("")
    share = Share(least=None)
    words = said.words.format(
        category=chart.categories[-place],
        size=spelled(chart.kind, most),
        share=spelled(share, most / line.total),
        total=spelled(chart.kind, line.total),
    )
    return Sentence(words)


def number_of(formula: Formula, figures: Figures) -> Decimal | None:
    """A figure; None while it is blank or while nothing that it is worked out from is filled in."""
    result = figures.value(formula)
    if not isinstance(result, Decimal):
        return None
    return result if result or _rests_on_something(formula, figures) else None


def _rests_on_something(formula: Formula, figures: Figures) -> bool:
    """Whether any typed cell behind a formula is filled in."""
    return any(_filled(part, figures) for part in formula.walk())


def _filled(part: Formula, figures: Figures) -> bool:
    if isinstance(part, Cell):
        behind = figures.edition.fields[part.key].formula
        return _rests_on_something(behind, figures) if behind else bool(figures.content.get(part.key))
    if isinstance(part, Total):
        typed = set(_typed_columns(part.column, part.table, figures))
        return any(row.get(column) for row in figures.content.rows(part.table) for column in typed)
    return False


def _typed_columns(column: str, table: str, figures: Figures) -> Iterator[str]:
    behind = figures.edition.row_fields[table][column].formula
    if behind is None:
        yield column
        return
    for part in behind.walk():
        if isinstance(part, Here):
            yield from _typed_columns(part.column, table, figures)
