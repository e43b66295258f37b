"""Finding sums that are told in running text: "240 + 50 + 176 = 466", and tables that end in a line "Total".

    for told in sums("£240k + £50k = £300k"):     # parts 240000 and 50000, total 300000
        if not told.holds: ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    numbers are pounds; without one they may be in any unit. `last`: what one in the last place of the total is."""

    parts: tuple[Decimal, ...]
    total: Decimal | None
    in_pounds: bool
    last: Decimal

    @property
    def added(self) -> Decimal:
        return sum(self.parts, Decimal(0))

    @property
    def holds(self) -> bool:
        """Right to within what rounding the parts to the total's last place can do."""
        return self.total is None or abs(self.added - self.total) <= self.last * len(self.parts) / 2


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


_Term = tuple[Decimal, Decimal, bool]


def _term(text: str) -> _Term:
    """(value, what one in its last place is, whether it has a £)."""
    match = _PARTS.search(text)
    assert match, text
    scale = Decimal(_SCALES.get((match["scale"] or "").lower(), 1))
    places = len(match["number"].partition(".")[2])
    return Decimal(match["number"].replace(",", "")) * scale, scale.scaleb(-places), bool(match["pound"])


def _sum(terms: list[_Term], total: _Term | None) -> Sum:
    in_pounds = any(pound for _, _, pound in [*terms, *([total] if total else [])])
    scale = _left_out(terms, total) if total else Decimal(1)
    parts = tuple(value * scale for value, _, _ in terms)
    return Sum(parts, total[0] if total else None, in_pounds, total[1] if total else min(last for _, last, _ in terms))


def _left_out(terms: list[_Term], total: _Term) -> Decimal:
    """The scale that only the total has: "240 + 50 = £290k"."""
    scale = Decimal(10) ** (total[1].adjusted() // 3 * 3) if total[1] >= 1 else Decimal(1)
    return Decimal(1) if any(pound or last >= 1000 for _, last, pound in terms) else scale


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
    value, last, pound = _term(match["term"])
    return (-value if match["minus"] else value), last, pound
