"""What is printed in the boxes of a form: each value with its place, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bcf.definition import spelling
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.kinds import Count, Percent, RichText
from bcf.definition.parts import Edition, Field


@dataclass(frozen=True, slots=True)
class Answer:
    """One box. `place` is "" on a blank form. `value` is canonical; `shown` is what is printed (HTML if `rich`).

    `lines` are the labelled figures that stand in the box, `note` the words after its amount or date.
    """

    field: Field
    place: str
    value: str
    shown: str
    lines: tuple[Answer, ...] = ()
    note: Answer | None = None

    @property
    def rich(self) -> bool:
        return isinstance(self.field.kind, RichText)

    @property
    def typed_lines(self) -> tuple[Answer, ...]:
        return tuple(line for line in self.lines if line.field.typed)

    @property
    def aside(self) -> str:
        """The computed figures of the box in brackets: a change in per cent beside the change in numbers."""
        figures = [line.shown for line in self.lines if not line.field.typed and line.shown]
        return f" ({', '.join(figures)})" if figures else ""

    @property
    def words(self) -> str:
        """All that stands in the box, to tell its size; markup counts a little too."""
        inside = (self.shown, self.note.shown if self.note else "", *(line.shown for line in self.lines))
        return " ".join(inside)


class Answers:
    """Finds the answers of one content. `fields` of a call are the neighbours among which belongings are sought."""

    def __init__(self, edition: Edition, content: Content) -> None:
        self.content = content
        self.figures = Figures(edition, content)

    def of(self, field: Field, fields: Iterable[Field], table: str = "", row: Row | None = None) -> Answer:
        """The box of a field; with `table` and no `row`, an empty box of a blank form."""
        own = self._single(field, table, row)
        lines, note = _belongings(field, fields)
        return Answer(
            field,
            own.place,
            own.value,
            own.shown,
            tuple(self._single(line, table, row) for line in lines),
            self._single(note, table, row) if note else None,
        )

    def _single(self, field: Field, table: str, row: Row | None) -> Answer:
        if table and row is None:
            return Answer(field, "", "", "")
        place = f"{table}/{row.uid}/{field.key}" if row else field.key
        if field.formula is not None:
            result = self.figures.row_cell(table, row, field.key) if row else self.figures.cell(field.key)
            return Answer(field, place, "", computed(field, result))
        value = row.get(field.key) if row else self.content.get(field.key)
        stand_in = row.get(field.default_from) if row and field.default_from else ""
        return Answer(field, place, value, self._shown(field, value) or stand_in)

    def _shown(self, field: Field, value: str) -> str:
        return value if isinstance(field.kind, RichText) else field.kind.show(value) if value else ""


def _belongings(field: Field, fields: Iterable[Field]) -> tuple[list[Field], Field | None]:
    lines, note = [], None
    for other in fields:
        if other.within == field.key:
            lines.append(other)
        elif other.note_to == field.key:
            note = other
    return lines, note


def stands_alone(field: Field) -> bool:
    """Whether a field has a box of its own on the form."""
    return not (field.within or field.note_to or field.hidden)


def computed(field: Field, result: Decimal | str | None) -> str:
    """A computed figure as people read it: percentages to one decimal place, money and rates to two."""
    if not isinstance(result, Decimal):
        return field.kind.show(result or "")
    figure = Decimal(field.kind.of_number(result))
    places = 1 if isinstance(field.kind, Percent) else field.kind.places if isinstance(field.kind, Count) else 2
    if figure != figure.to_integral_value():
        figure = figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return field.kind.show(spelling.decimal_text(figure))
