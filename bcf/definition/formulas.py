"""Formulas of computed cells: one expression, computed here in Decimal and written to Excel live.

A formula reads cells by key, the cells of its own row (`Here`), and totals over the rows of a table. Blank is
not zero: `WhenFilled` gives a blank result unless everything it needs is there; plain arithmetic reads a
blank as 0, as a spreadsheet does. Percentages are fractions inside formulas (2% is 0.02).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Literal

Result = Decimal | str | None


class Formula:
    """Base of every expression; operators build bigger ones."""

    def __add__(self, other: Operand) -> Formula:
        return Arithmetic("+", self, formula(other))

    def __sub__(self, other: Operand) -> Formula:
        return Arithmetic("-", self, formula(other))

    def __mul__(self, other: Operand) -> Formula:
        return Arithmetic("*", self, formula(other))

    def __truediv__(self, other: Operand) -> Formula:
        return Arithmetic("/", self, formula(other))

    def __neg__(self) -> Formula:
        return Arithmetic("-", Constant(Decimal(0)), self)

    def children(self) -> Iterator[Formula]:
        for part in fields(self):  # type: ignore[arg-type]
            value = getattr(self, part.name)
            for child in value if isinstance(value, tuple) else (value,):
                if isinstance(child, Formula):
                    yield child

    def walk(self) -> Iterator[Formula]:
        yield self
        for child in self.children():
            yield from child.walk()


Operand = Formula | Decimal | int | str


def formula(value: Operand) -> Formula:
    if isinstance(value, Formula):
        return value
    return Constant(value if isinstance(value, str) else Decimal(value))


@dataclass(frozen=True)
class Constant(Formula):
    """A Decimal, or a text such as "green"; "" is blank."""

    value: Decimal | str


@dataclass(frozen=True)
class Cell(Formula):
    """The cell with this key, anywhere in the edition."""

    key: str


@dataclass(frozen=True)
class Here(Formula):
    """The cell of this column in the row that holds the formula."""

    column: str


@dataclass(frozen=True)
class Total(Formula):
    """The sum of a column over the rows of a table; with `where`, over rows whose columns equal those texts."""

    table: str
    column: str
    where: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Arithmetic(Formula):
    """Two sides; blank counts as 0; division by 0 is blank."""

    sign: Literal["+", "-", "*", "/"]
    left: Formula
    right: Formula


@dataclass(frozen=True)
class Compare(Formula):
    """True or false, for If. Texts compare without regard to case, as in a spreadsheet."""

    sign: Literal["<", "<=", ">", ">=", "=", "<>"]
    left: Formula
    right: Formula


@dataclass(frozen=True)
class AllOf(Formula):
    conditions: tuple[Formula, ...]


@dataclass(frozen=True)
class IsBlank(Formula):
    """True or false, for If; 0 is not blank."""

    inner: Formula


@dataclass(frozen=True)
class If(Formula):
    condition: Formula
    then: Formula
    otherwise: Formula


@dataclass(frozen=True)
class WhenFilled(Formula):
    """`then`, or blank while any of `needs` is blank."""

    needs: tuple[Formula, ...]
    then: Formula


@dataclass(frozen=True)
class Larger(Formula):
    left: Formula
    right: Formula


@dataclass(frozen=True)
class Rounded(Formula):
    """Rounded half up to `places` decimal places."""

    inner: Formula
    places: int = 0


def ratio(numerator: Formula, denominator: Formula, per: int = 1) -> Formula:
    """numerator / denominator * per; blank while either is blank or the denominator is 0."""
    return WhenFilled((numerator, denominator), (numerator if per == 1 else numerator * per) / denominator)


def change(before: Formula, after: Formula) -> Formula:
    """after - before, blank while either is blank."""
    return WhenFilled((before, after), after - before)
