"""How the cells of the workbook look."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bcf.definition.formulas import Result
from bcf.definition.kinds import Choice, LongText, Money, Percent, Rate, Share, Text
from bcf.definition.parts import Field

Properties = dict[str, Any]

CELL: Properties = {"border": 1, "border_color": "#B1B4B6", "valign": "top"}
OPEN: Properties = CELL | {"locked": False, "bg_color": "#FFFFFF"}
COMPUTED: Properties = CELL | {"locked": True, "bg_color": "#E8EAEC"}
TITLE: Properties = {"bold": True, "font_size": 16, "font_color": "#003078"}
SUBTITLE: Properties = {"font_color": "#505A5F"}
NOTE: Properties = {"text_wrap": True, "valign": "top"}
HEADING: Properties = {"bold": True, "font_size": 13, "font_color": "#003078"}
COLUMN: Properties = CELL | {"bold": True, "text_wrap": True, "bg_color": "#D2E2F1", "align": "center"}
LABEL: Properties = CELL | {"text_wrap": True, "bg_color": "#EEF3F8"}
STRONG: Properties = {"bold": True}
LINK: Properties = {"font_color": "#1D70B8", "underline": 1}
HIDDEN: Properties = {"font_color": "#FFFFFF", "locked": True}
WORDS: Properties = {"text_wrap": True}

RATINGS: dict[str, Properties] = {
    "red": {"bg_color": "#F4C7C3", "font_color": "#7A0000", "bold": True},
    "amber": {"bg_color": "#FFE0A3", "font_color": "#5C3A00", "bold": True},
    "green": {"bg_color": "#CCE8D5", "font_color": "#004B23", "bold": True},
}
# a cell that is still to be filled in, since its row asks for it
MISSING: Properties = {"bg_color": "#F4C7C3"}

WIDTHS = {"label": 48, "words": 40, "name": 30, "choice": 29, "number": 13}


def number_format(field: Field, value: Result = None) -> str:
    """The official format of the kind; a typed figure with a fraction shows it."""
    kind = field.kind
    if isinstance(kind, Share) or (isinstance(kind, Percent) and not field.typed):
        return "0.0%"
    if isinstance(kind, Percent):
        return "0.0##%"
    if isinstance(kind, Rate):
        return "#,##0.0"
    if isinstance(kind, Money) and kind.unit == 1 and field.typed:
        return "#,##0.00"
    if field.formula is None and isinstance(value, Decimal) and is_odd(value):
        return "#,##0.0#####"
    return "#,##0"


def is_odd(value: Result) -> bool:
    """Whether a cell looks otherwise for what is in it: a figure with a fraction, words like a formula."""
    if isinstance(value, Decimal):
        return value != value.to_integral_value()
    # Pressing Enter in such a cell would make a formula of it.
    return value is not None and value.startswith(("=", "+", "-", "@"))


def look(field: Field, value: Result = None, strong: bool = False) -> Properties:
    """The format of a field's cell, open for typing or grey and locked."""
    properties = (OPEN if field.typed else COMPUTED) | (STRONG if strong else {})
    if field.kind.numeric:
        return properties | {"num_format": number_format(field, value)}
    if field.formula:
        return properties | {"align": "center"}
    as_text = {"num_format": "@"} if isinstance(field.kind, Text) else {}
    quote = {"quote_prefix": True} if isinstance(value, str) and is_odd(value) else {}
    return properties | WORDS | as_text | quote


def width(field: Field) -> int:
    if field.kind.numeric:
        return WIDTHS["number"]
    if isinstance(field.kind, Choice):
        return WIDTHS["choice"]
    return WIDTHS["words" if isinstance(field.kind, LongText) else "name"]
