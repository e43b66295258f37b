"""References to figures inside rich text: `<data value="PLACE [size] [m|k]">£12.772m</data>`.

PLACE is an answer ("agreed_year_2"), a cell of a row ("expenditure/UID/year_2") or the total of a column
("expenditure//year_2"). "size" leaves the minus sign out; "m" and "k" write money in millions and thousands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

UNITS = ("", "m", "k")
# what stands where the cell is blank
UNKNOWN = "[not known yet]"

_SPELLING = re.compile(r"([a-z][a-z0-9_]*(?:/[A-Za-z0-9._-]*/[a-z][a-z0-9_]*)?)( size)?(?: ([mk]))?")
_FIGURE = re.compile(r"[−-]?£?\d[\d,]*(\.\d+)?[mk%]?")


class Reference(NamedTuple):
    """`unit` is "", "m" or "k"; `size`: the amount without its sign."""

    place: str
    size: bool = False
    unit: str = ""


def reference(value: str) -> Reference | None:
    """What the value of a data element refers to; None where it is spelled in any other way."""
    match = _SPELLING.fullmatch(value)
    return Reference(match[1], bool(match[2]), match[3] or "") if match else None


def is_shown(text: str) -> bool:
    """Whether this may be the text of a reference, which a newer figure may replace: other words never are."""
    return text in ("", UNKNOWN) or bool(_FIGURE.fullmatch(text))
