"""What a cell of a kind expects, in one sentence with an example: the workbook's own messages and the importer's."""

from __future__ import annotations

from bcf.definition.kinds import Choice, Count, Date, Kind, Money, Percent
from bcf.definition.spelling import grouped


def expected(kind: Kind) -> str:
    if isinstance(kind, Choice):
        return f"Choose {', '.join(kind.options[:-1])} or {kind.options[-1]}."
    if isinstance(kind, Percent):
        return "Enter a percentage from 0 to 100, for example 2.5%."
    if isinstance(kind, Money):
        return f"Enter {_amount(kind)}."
    if isinstance(kind, Count):
        example = "-1.5" if kind.least is None else "1,200"
        return f"Enter {_number(kind)}{_least(kind)}, for example {example}."
    if isinstance(kind, Date):
        return "Enter a day, month and year, for example 27 March 2007."
    if kind.limit is not None:
        return f"Shorten it to {kind.limit:,} characters or fewer."
    return "Enter words."


def _amount(kind: Money) -> str:
    if kind.unit == 1:
        return f"an amount in pounds{_least(kind)}, for example 1,490"
    return f"an amount in thousands of pounds{_least(kind)}, for example 1,200 for £1.2 million"


def _number(kind: Count) -> str:
    return f"a number with at most {kind.places} decimal places" if kind.places else "a whole number"


def _least(kind: Money | Count) -> str:
    return "" if kind.least is None else f", {grouped(kind.least)} or more"
