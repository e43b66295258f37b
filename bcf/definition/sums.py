"""Finding sums that are told in running text: "240 + 50 + 176 = 466", and tables that end in a line "Total".

for told in sums("£240k + £50k = £300k"):     # parts 240000 and 50000, total 300000
    if not told.holds: ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

_TERM = r"£?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s?(?:(?:k|m|mn|bn|thousand|million|billion)\b)?"
_SUM = re.compile(rf"(?<![\w.,£]){_TERM}(?:\s*\+\s*{_TERM})+(?:\s*=\s*{_TERM})?(?![\w%+]|\s*[+×x*/])", re.IGNORECASE)
_PARTS = re.compile(
    r"(?P<pound>£)?\s?(?P<number>[\d,]+(?:\.\d+)?)\s?(?P<scale>k|mn|m|bn|thousand|million|billion)?", re.IGNORECASE
)
_CELL = re.compile(r"\s*(?P<minus>[-−(])?(?P<term>£?\s?[\d,]+(?:\.\d+)?\s?(?:k|m)?)\)?\s*", re.IGNORECASE)
_HEADING = re.compile(r"\s*£\s?000s?\s*|\s*(?:19|20)\d\d\s*")
_TOTAL = re.compile(r"\s*(?:grand |sub-?)?(?:total|sum|altogether|in all)\b", re.IGNORECASE)
_SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is None where the text adds up without saying to what. `in_pounds`: there is a £ in it, so that the
    numbers are pounds; without one they may be in any unit. `slack`: how far rounding the parts may put it off, where
    the total has decimal places."""

    parts: tuple[Decimal, ...]
    total: Decimal | None
    in_pounds: bool
    slack: Decimal

    @property
    def added(self) -> Decimal:
        return sum(self.parts, Decimal(0))

    @property
    def holds(self) -> bool:
        return self.total is None or abs(self.added - self.total) <= self.slack


def sums(text: str) -> Iterator[Sum]:
    """Every sum in plain text; of three terms at least where no total is told."""
    for match in _SUM.finditer(text):
        left, equals, right = match[0].partition("=")
        terms = [_term(part) for part in left.split("+")]
        if equals or len(terms) > 2:
            yield _sum(terms, _term(right) if equals else None)
    lines = [line.split("\t") for line in text.split("\n")]
    for width, table in groupby(lines, key=len):
        if width > 1:
            yield from _totals(list(table))


@dataclass(frozen=True, slots=True)
class _Term:
    """A number as written, what it is multiplied by, and whether it has a £. `last`: one in its last place."""

    number: Decimal
    scale: Decimal
    pound: bool

    @property
    def value(self) -> Decimal:
        return self.number * self.scale

    @property
    def last(self) -> Decimal:
        places = -int(self.number.as_tuple().exponent)
        return self.scale.scaleb(-places) if places > 0 else Decimal(0)


def _term(text: str) -> _Term:
    match = _PARTS.search(text)
    assert match, text
    scale = Decimal(_SCALES.get((match["scale"] or "").lower(), 1))
    return _Term(Decimal(match["number"].replace(",", "")), scale, bool(match["pound"]))


def _sum(terms: list[_Term], total: _Term | None) -> Sum:
    """With "240 + 50 = £290k" the parts are thousands as the total is."""
    bare = total is not None and not any(term.pound or term.scale > 1 for term in terms)
    parts = tuple(term.number * total.scale if bare and total else term.value for term in terms)
    in_pounds = any(term.pound for term in terms) or bool(total and total.pound)
    last = total.last if total else max(term.last for term in terms)
    return Sum(parts, total.value if total else None, in_pounds, last * len(parts) / 2)


def _totals(table: list[list[str]]) -> Iterator[Sum]:
    """A sum for each column of numbers above a line whose first cell says "Total"."""
    for end, line in enumerate(table):
        if _TOTAL.match(line[0]) and end > 1:
            for column in range(1, len(line)):
                cells = [row[column] for row in table[:end] if not _TOTAL.match(row[0])]
                if (found := _column(cells, line[column])) is not None:
                    yield found
            return


def _column(cells: list[str], total: str) -> Sum | None:
    """None unless all but the heading, and the total, are numbers."""
    first, *rest = cells
    numbers = [_number(cell) for cell in (rest if _HEADING.fullmatch(first) or not _number(first) else cells)]
    terms = [number for number in numbers if number is not None]
    told = _number(total)
    if told is None or len(terms) < 2 or len(terms) != len(numbers):
        return None
    return _sum(terms, told)


def _number(cell: str) -> _Term | None:
    match = _CELL.fullmatch(cell)
    if not match or not re.search(r"\d", cell):
        return None
    term = _term(match["term"])
    return replace(term, number=-term.number) if match["minus"] else term
