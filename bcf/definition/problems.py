"""What is wrong with a plan or a file, where, and how much it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """MUST_FIX stops sending; WARNING asks for a second look; NOTE only tells."""

    MUST_FIX = "must_fix"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about one place.

    `place` is a key ("vision"), a table ("risks"), a row ("risks/r1"), a cell of a row
    ("risks/r1/likelihood") or "" for the whole plan. `rule` is the official cross-check ("X12"), if any.
    """

    place: str
    severity: Severity
    message: str
    rule: str = ""
