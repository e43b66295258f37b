"""How the cells of the workbook look, and what Excel lets into them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bcf.definition.formulas import Result
from bcf.definition.kinds import Choice, Count, Kind, LongText, Money, Percent, Rate, Share, Text
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

WIDTHS = {"label": 48, "words": 46, "name": 32, "choice": 26, "number": 13}


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


def is_rating(field: Field) -> bool:
    return isinstance(field.kind, Choice) and not field.typed and set(field.kind.options) <= set(RATINGS)


def validation(field: Field, offered: str) -> Properties | None:
    """What Excel's data validation holds the cell to; `offered` is the range of its suggestions, if any."""
    rule = _rule(field.kind, offered)
    prompt = field.hint or field.placeholder.strip("<>")
    if not rule and not prompt:
        return None
    shown = {"input_title": _cut(field.called, 32), "input_message": _cut(prompt, 255)} if prompt else {}
    return {"validate": "any"} | rule | shown


def _rule(kind: Kind, offered: str) -> Properties:
    if isinstance(kind, Choice):
        return {
            "validate": "list",
            "source": list(kind.options),
            "error_title": "Not one of the options",
            "error_message": "Choose one of the options in the list.",
        }
    if isinstance(kind, Percent):
        return _limits(kind.least, kind.most, Decimal(100), "decimal", "a percentage, for example 2.5%")
    if isinstance(kind, Money):
        what = "an amount in pounds" if kind.unit == 1 else "an amount in thousands of pounds"
        return _limits(kind.least, kind.most, Decimal(1), "decimal", f"{what}, for example 1,200")
    if isinstance(kind, Count):
        form = "decimal" if kind.places else "integer"
        what = "a number" if kind.places else "a whole number"
        return _limits(kind.least, kind.most, Decimal(1), form, f"{what}, for example 1,200")
    if offered:
        return {"validate": "list", "source": offered, "show_error": False}
    return _longest(kind)


def _limits(least: Decimal | None, most: Decimal, over: Decimal, form: str, expected: str) -> Properties:
    return {
        "validate": form,
        "criteria": "between",
        "minimum": float((-most if least is None else least) / over),
        "maximum": float(most / over),
        "error_title": "Not a figure that fits here",
        "error_message": f"Enter {expected}.",
    }


def _longest(kind: Kind) -> Properties:
    if kind.limit is None or kind.limit >= 32_767:
        return {}
    return {
        "validate": "length",
        "criteria": "<=",
        "value": kind.limit,
        "error_title": "Too long",
        "error_message": f"Shorten this to {kind.limit:,} characters or fewer.",
    }


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
