"""What our own workbook says of itself in its very hidden sheet, so that it reads back exactly.

Lines of (what, where, value): the edition, the plan and its area, the sealed version or working copy and the digest
of its content, with which an importer finds that content again; rows with nothing in them;
and the exact spelling of what a spreadsheet does not keep: figures of more than 15 digits, and texts with "_x0041_"
in them, which office files use as an escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bcf.definition.content import Content
from bcf.definition.parts import Edition, Field

from .found import Facts
from .stamp import Stamp
from .xlsx_layout import excel_document

SHEET = "_bcf"
FORMAT = "1"
DIGITS = 15

_ESCAPE = re.compile(r"(_x[0-9a-fA-F]{4}_)")


@dataclass(frozen=True, slots=True)
class Mark:
    """The lines, read back. `exact`: place -> value. `empty`: "table/uid" of rows with nothing in them."""

    facts: Facts | None = None
    exact: dict[str, str] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()


def lines(edition: Edition, content: Content, stamp: Stamp) -> Iterator[tuple[str, str, str]]:
    yield "format", "", FORMAT
    yield "edition", "", edition.id
    yield "plan", "", stamp.plan
    yield "version", "", str(stamp.version)
    yield "digest", "", content.digest()
    yield "area", "", stamp.area
    tables = _tables(edition)
    asked = {*tables, *(cell.key for section in excel_document(edition).sections for cell in section.fields())}
    for place, value in content.places():
        if place.partition("/")[0] in asked and needs_exact(edition.field_at(place), value):
            yield "exact", place, json.dumps(value).replace("_", "\\u005f")
    for table in tables:
        for row in content.rows(table):
            if not any(row.values.values()):
                yield "empty", f"{table}/{row.uid}", ""


def read(found: Iterable[tuple[str, str, str]]) -> Mark:
    single: dict[str, str] = {}
    exact: dict[str, str] = {}
    empty: set[str] = set()
    for what, where, value in found:
        if what == "exact":
            exact[where] = json.loads(value)
        elif what == "empty":
            empty.add(where)
        else:
            single.setdefault(what, value)
    return Mark(_facts(single) if single.get("edition") else None, exact, frozenset(empty))


def _facts(said: Mapping[str, str]) -> Facts:
    version = int(said.get("version") or 0)
    return Facts(said["edition"], said.get("plan", ""), said.get("area", ""), version, said.get("digest", ""))


def _tables(edition: Edition) -> list[str]:
    return [table.key for section in excel_document(edition).sections for table in section.tables()]


def needs_exact(asked: Field, value: str) -> bool:
    if asked.kind.numeric and len(value) <= DIGITS:
        return False
    number = asked.kind.number(value) if asked.kind.numeric else None
    if number is not None:
        return kept_digits(float(number)) != number
    # the reader takes this one for the line end that other programs mean by it
    return through_a_file(value) != value or "_x000D_" in value


def kept_digits(number: float) -> Decimal:
    """A spreadsheet's number as what people see of it."""
    return Decimal(f"{number:.{DIGITS}g}")


def shows_the_same(exact: Decimal | None, kept: Decimal) -> bool:
    """Nobody changed the cell: the exact figure and the one in it differ by no more than was cut off."""
    return exact is not None and abs(exact - kept) <= abs(exact).scaleb(1 - DIGITS)


def through_a_file(text: str) -> str:
    """What the libraries make of a text on its way out and in."""
    return _ESCAPE.sub(r"_x005F\1", text).replace("x005F_", "") if "x" in text else text
