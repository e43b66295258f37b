"""National figures on a plan: which places have one, what it is, and why the plan uses another.

They are rows of the table TABLE, where an edition has it. A row's uid is its place with "." for "/".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .content import Content, Row

TABLE = "national_figures"
WHAT, FIGURE, SOURCE, DATED, REASON = "what", "figure", "source", "dated", "reason"


@dataclass(frozen=True, slots=True)
class Mark:
    """One place and its national figure, canonical as the place's own; "" where none is held: `source` says so."""

    place: str
    what: str
    figure: str
    source: str
    dated: str = ""
    reason: str = ""

    @property
    def uid(self) -> str:
        return self.place.replace("/", ".")

    @property
    def reason_place(self) -> str:
        return f"{TABLE}/{self.uid}/{REASON}"

    @property
    def row(self) -> Row:
        values = {WHAT: self.what, FIGURE: self.figure, SOURCE: self.source, DATED: self.dated, REASON: self.reason}
        return Row(self.uid, {key: value for key, value in values.items() if value})

    def differs(self, value: str) -> bool:
        """Whether the plan says another figure there; nothing is not another figure."""
        if not value or not self.figure:
            return False
        try:
            return Decimal(value) != Decimal(self.figure)
        except InvalidOperation:
            return value != self.figure


def marks(content: Content) -> Iterator[Mark]:
    """Every mark of the plan, in the order of the table."""
    for row in content.rows(TABLE):
        place = row.uid.replace(".", "/")
        yield Mark(place, row.get(WHAT), row.get(FIGURE), row.get(SOURCE), row.get(DATED), row.get(REASON))


def is_there(content: Content, mark: Mark) -> bool:
    """Whether the plan still has the place: its row may have been removed."""
    table, _, rest = mark.place.partition("/")
    return not rest or content.row(table, rest.partition("/")[0]) is not None
