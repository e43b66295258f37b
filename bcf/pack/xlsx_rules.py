"""What Excel lets into the cells, what it says of them, and the colours that follow their values.

Each rule is written once for all the cells of a column.
"""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from bcf.definition.kinds import Choice, Count, Kind, Money, Percent, Rating
from bcf.definition.parts import Field

from . import xlsx_styles as styles
from .xlsx_expected import expected
from .xlsx_formulas import quoted
from .xlsx_layout import Rows, address, column_letters

Range = tuple[int, int, int, int]
Properties = styles.Properties
MOST_MESSAGE = 255
MOST_TITLE = 32


def hold(sheet: Worksheet, cell: Field, area: Range, offered: str) -> None:
    """The drop-down or the limits of open cells. `offered`: the range of the suggestions, if any."""
    if cell.typed and (rule := validation(cell, offered)):
        sheet.data_validation(*area, rule)


def conditions(cell: Field, area: Range, rows: Rows | None = None) -> list[tuple[Properties, Properties]]:
    """The conditions of a cell or a column of a table, each with the look of the cells that meet it."""
    row, column, _, _ = area
    if isinstance(cell.kind, Rating):
        return [
            ({"type": "cell", "criteria": "==", "value": quoted(word)}, colours)
            for word, colours in styles.RATINGS.items()
        ]
    if cell.alarm:
        # a blank text is above 0 to Excel
        return [({"type": "formula", "criteria": f"=N({address(row, column)})>0"}, styles.RATINGS["red"])]
    if cell.wanted_when and rows:
        other, value = cell.wanted_when
        asks, blank = f"${column_letters(rows.columns[other])}{row + 1}", f"${column_letters(column)}{row + 1}"
        return [({"type": "formula", "criteria": f'=AND({asks}={quoted(value)},{blank}="")'}, styles.MISSING)]
    return []


def validation(field: Field, offered: str) -> Properties | None:
    """What Excel's data validation holds the cell to; `offered` is the range of its suggestions, if any."""
    rule = _rule(field.kind, offered)
    prompt = field.hint or field.placeholder.strip("<>") or (expected(field.kind) if field.kind.numeric else "")
    if not rule and not prompt:
        return None
    shown = {"input_title": _cut(field.called, MOST_TITLE), "input_message": _cut(prompt, MOST_MESSAGE)}
    return {"validate": "any"} | rule | (shown if prompt else {})


def _rule(kind: Kind, offered: str) -> Properties:
    if isinstance(kind, Choice):
        wrong = _wrong("Not one of the options", "Choose one of the options in the list.")
        return {"validate": "list", "source": list(kind.options)} | wrong
    if isinstance(kind, Percent):
        return _limits(kind, Decimal(100), "decimal")
    if isinstance(kind, Money):
        return _limits(kind, Decimal(1), "decimal")
    if isinstance(kind, Count):
        return _limits(kind, Decimal(1), "decimal" if kind.places else "integer")
    if offered:
        return {"validate": "list", "source": offered, "show_error": False}
    return _longest(kind)


def _limits(kind: Percent | Money | Count, over: Decimal, form: str) -> Properties:
    least = -kind.most if kind.least is None else kind.least
    return {
        "validate": form,
        "criteria": "between",
        "minimum": float(least / over),
        "maximum": float(kind.most / over),
    } | _wrong("Not a figure that fits here", expected(kind))


def _longest(kind: Kind) -> Properties:
    if kind.limit is None or kind.limit >= 32_767:
        return {}
    return {"validate": "length", "criteria": "<=", "value": kind.limit} | _wrong("Too long", expected(kind))


def _wrong(title: str, message: str) -> Properties:
    return {"error_title": title, "error_message": message}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
