"""A cell's value as the canonical text of a kind."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bcf.definition.kinds import Date, Kind, Money, Percent, Unreadable
from bcf.definition.parts import Field
from bcf.definition.spelling import grouped

from . import xlsx_facts
from .xlsx_expected import expected
from .xlsx_open import FormulaError, Value

NIL = ("-", "–", "—", "−", "nil")


def canonical(asked: Field, value: Value | None, exact: str = "") -> str:
    """The canonical text of a cell. `exact`: what our own workbook says the cell held. Raises Unreadable."""
    kind = asked.kind
    if value is None:
        # a text that the libraries make nothing of
        return exact if exact and not kind.numeric and not xlsx_facts.through_a_file(exact) else ""
    if isinstance(value, bool):
        return kind.parse("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return _of_number(kind, value, exact)
    if isinstance(value, datetime | date | time | timedelta):
        return _of_moment(kind, value)
    return _of_text(asked, value, exact)


def _of_number(kind: Kind, value: int | float, exact: str) -> str:
    number = xlsx_facts.kept_digits(value)
    if not kind.numeric:
        return kind.parse(f"{number:f}")
    if exact and xlsx_facts.shows_the_same(kind.number(exact), number):
        return exact
    if isinstance(kind, Percent):
        number = _fraction(kind, number)
    return kind.parse(kind.of_number(number))


def _fraction(kind: Percent, number: Decimal) -> Decimal:
    """0.5 is 50%, and so is 50, which as a fraction would be more than there is; between 1 and 2 nobody can tell."""
    whole = kind.most / 100
    if whole < number < 2 * whole:
        raise Unreadable(f"“{number}” may mean {grouped(number)}% or {grouped(number * 100)}%. {expected(kind)}")
    return number / Decimal(100) if number > whole else number


def _of_moment(kind: Kind, value: datetime | date | time | timedelta) -> str:
    day = value.date() if isinstance(value, datetime) else value
    if kind.numeric:
        shown = f"{day.day} {day:%B %Y}" if isinstance(day, date) else str(day)
        raise Unreadable(f"“{shown}” is a date or a time, not a number. {expected(kind)}")
    return kind.parse(day.isoformat() if isinstance(kind, Date) and isinstance(day, date) else str(day))


def _of_text(asked: Field, text: str, exact: str) -> str:
    kind = asked.kind
    if exact and not kind.numeric and xlsx_facts.through_a_file(exact) == text:
        return exact
    if isinstance(text, FormulaError):
        raise Unreadable(f"The cell shows the error {text}. {expected(kind)}")
    if asked.placeholder and text.strip() == asked.placeholder:
        return ""
    if isinstance(kind, Money):
        return _of_amount(kind, text)
    if isinstance(kind, Percent) and "%" not in text and (points := kind.parse(text)):
        return kind.parse(kind.of_number(_fraction(kind, Decimal(points))))
    return kind.parse(text.replace("_x000D_", ""))


def _of_amount(kind: Money, text: str) -> str:
    """In a cell of thousands, "£1.2m" and "£1,200" may mean either: nobody is to guess."""
    if text.strip().lower() in NIL:
        return "0"
    amount = kind.parse(text)
    if kind.unit != 1 and any(mark == "£" or mark.isalpha() for mark in text):
        raise Unreadable(f"“{text.strip()[:40]}” may be meant in pounds or in thousands of pounds. {expected(kind)}")
    return amount
