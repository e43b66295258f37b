"""Figures of the plan inside narrative: what a reference shows, filled in when read and left out when stored.

Rich text holds references (richtext_figures.py) to cells that are amounts, counts, rates or percentages. No formula
reads rich text, so a figure can never depend on words that show it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from . import richtext, spelling
from .content import Content, Values
from .figures import Figures
from .kinds import Count, Kind, Money, RichText
from .parts import Edition, Field
from .richtext_figures import UNKNOWN, Reference, reference

_SIGN = "<data "
_DATA = re.compile(r'<data value="([^"]*)">([^<]*)</data>')
_UNITS = {"m": (10**6, Decimal("0.001")), "k": (10**3, Decimal(1))}


def field_of(edition: Edition, place: str) -> Field | None:
    """The field of a place that a reference may name ("table//column" is a total); None for any other place."""
    table, _, rest = place.partition("/")
    try:
        if rest.startswith("/"):
            column = rest[1:]
            field = edition.row_fields[table][column] if column in edition.tables[table].totals else None
        else:
            field = edition.field_at(place)
    except KeyError:
        return None
    return field if field and field.kind.numeric and not field.hidden else None


def shown(figures: Figures, one: Reference) -> str:
    """What a reference shows now; "" where its cell is blank or gone."""
    field, text = field_of(figures.edition, one.place), value(figures, one.place)
    return spelled(field.kind, text, one) if field and text else ""


def value(figures: Figures, place: str) -> str:
    """The figure at a place that a reference may name, in the canonical spelling of its kind; "" for blank or gone."""
    field = field_of(figures.edition, place)
    table, total, column = place.partition("//")
    if field is None:
        return ""
    if not total:
        return figures.text(place)
    rows = figures.content.rows(table)
    if not any(row.get(column) for row in rows) and field.typed:
        return ""
    return field.kind.of_number(figures.total(table, column))


def spelled(kind: Kind, text: str, one: Reference) -> str:
    """A canonical figure as a sentence holds it: money in pounds whatever the unit of its cell."""
    text = text.removeprefix("-") if one.size else text
    if isinstance(kind, Money):
        return pounds(kind.pounds(text), one.unit)
    places = kind.places if isinstance(kind, Count) else 2
    number = Decimal(text)
    if number != round(number, places):
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return re.sub(r"\.0(?=%?$)", "", kind.show(spelling.decimal_text(number)))


def pounds(amount: Decimal, unit: str = "") -> str:
    """An amount in full ("£12,772,000", "£1,490.50"), or in "m" or "k"; in full too where that would show nothing."""
    scale, step = _UNITS.get(unit, (1, Decimal("0.01")))
    number = (amount / scale).quantize(step, ROUND_HALF_UP)
    if amount and not number and unit:
        return pounds(amount)
    digits = spelling.grouped(abs(number)) if unit or number == round(number) else f"{abs(number):,}"
    return f"{'−' if number < 0 else ''}£{digits}{unit}"


def references(html: str) -> Iterator[tuple[Reference, str]]:
    """The references in canonical rich text, each with its text."""
    if _SIGN in html:
        for match in _DATA.finditer(html):
            if one := reference(match[1]):
                yield one, match[2]


Change = Callable[[str, str], str]


def filler(edition: Edition, content: Content) -> Change:
    """A function of a place and its value: the value with the present figures, where it is rich text that holds any."""
    figures = Figures(edition, content)

    def fill(match: re.Match[str]) -> str:
        one = reference(match[1])
        text = (shown(figures, one) if one else "") or UNKNOWN
        return f'<data value="{match[1]}">{text}</data>'

    return lambda place, text: _DATA.sub(fill, text) if may_hold(edition, place, text) else text


def filled(edition: Edition, content: Content, by: Content | None = None) -> Content:
    """The content with the present figure in every reference. Costs nothing where there is none.

    `by`: with the figures of that content, to compare two in which nothing but figures may have moved.
    """
    return _changed(content, lambda: filler(edition, by or content))


def bare(edition: Edition, content: Content) -> Content:
    """The content as it is stored: references without their text."""
    return _changed(content, lambda: lambda place, text: bare_value(edition, place, text))


def bare_value(edition: Edition, place: str, text: str) -> str:
    """One value as it is stored. What names no cell of the edition stays as words."""

    def leave_out(match: re.Match[str]) -> str:
        one = reference(match[1])
        return f'<data value="{match[1]}"></data>' if one and field_of(edition, one.place) else match[2]

    return richtext.clean(_DATA.sub(leave_out, text)) if may_hold(edition, place, text) else text


def without_references(html: str, but: str = "") -> str:
    """The rich text with references turned into the words they show, but for those that `but` holds too."""
    kept = {match[1] for match in _DATA.finditer(but)}
    return richtext.clean(_DATA.sub(lambda match: match[0] if match[1] in kept else match[2], html))


def may_hold(edition: Edition, place: str, text: str) -> bool:
    """Whether a value holds references: it says so and is rich text."""
    if _SIGN not in text:
        return False
    try:
        return isinstance(edition.field_at(place).kind, RichText)
    except KeyError:
        return False


def _changed(content: Content, make: Callable[[], Change]) -> Content:
    if not any(map(_any_in, _every(content))):
        return content
    change = make()

    def over(values: Values, before: str = "") -> Values:
        return {key: change(before + key, text) for key, text in values.items()}

    tables = {
        table: tuple(
            replace(row, values=over(row.values, f"{table}/{row.uid}/")) if _any_in(row.values) else row for row in rows
        )
        for table, rows in content.tables.items()
    }
    return replace(content, answers=over(content.answers), tables=tables)


def _any_in(values: Values) -> bool:
    return any(_SIGN in text for text in values.values())


def _every(content: Content) -> Iterator[Values]:
    yield content.answers
    for rows in content.tables.values():
        yield from (row.values for row in rows)
