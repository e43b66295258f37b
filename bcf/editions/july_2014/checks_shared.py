"""How the checks spell figures and call places, so that all their sentences read alike, and rows read by many."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bcf.definition import richtext, spelling
from bcf.definition.checks import Plan
from bcf.definition.content import Row
from bcf.definition.formulas import Result
from bcf.definition.spelling import grouped

from .sheets_units import YEARS

THOUSANDS = 1000
MANY = 6


def number(result: Result) -> Decimal | None:
    """A computed cell as a number, or None where it is blank."""
    return result if isinstance(result, Decimal) else None


def amount(result: Result) -> Decimal:
    """A computed cell as a number, 0 where it is blank."""
    return number(result) or Decimal(0)


def typed(value: str) -> Decimal | None:
    """What was typed into a cell of numbers, or None where nothing was."""
    return Decimal(value) if value else None


def in_pounds(amount: Decimal) -> str:
    return f"−£{grouped(-amount)}" if amount < 0 else f"£{grouped(amount)}"


def in_thousands(amount: Decimal) -> str:
    return f"{grouped(amount)} (£000)"


def off(here: Decimal, there: Decimal) -> str:
    """How far `here` is from `there`: "50 too little"."""
    return f"{grouped(abs(here - there))} too {'little' if here < there else 'much'}"


def percent(share: Decimal) -> str:
    """A fraction as "−2.0%"; with as many places as it needs to show that it is not −3.5%."""
    points = share * 100
    for places in (1, 2, 3):
        rounded = round(points, places)
        if rounded != Decimal("-3.5") or points == rounded:
            break
    return f"{rounded:.{places}f}%".replace("-", "−")


def listed(things: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"; after six "and 4 more"."""
    all_of = list(things)
    if len(all_of) > MANY:
        all_of = [*all_of[: MANY - 1], f"{len(all_of) - MANY + 1} more"]
    return f"{', '.join(all_of[:-1])} and {all_of[-1]}" if len(all_of) > 1 else "".join(all_of)


def lines(numbers: Iterable[int]) -> str:
    """ "line 3", "lines 3, 4 and 7"."""
    all_of = [str(number) for number in numbers]
    return f"line{'s' if len(all_of) > 1 else ''} {listed(all_of)}"


def words(plan: Plan, key: str) -> str:
    """The plain text of a narrative answer."""
    return richtext.plain(plan.content.get(key))


def scheme_title(row: Row) -> str:
    return f"{row.get('ref')} {row.get('name')}".strip() or "A scheme without a name"


def scheme_names(row: Row) -> set[str]:
    """The ways, folded, in which a sheet may call a scheme of the list: by name, number and name, or annex's name."""
    name, ref = row.get("name"), row.get("ref")
    names = (name, f"{ref} {name}" if name else "", row.get("annex_name"))
    return {spelling.fold(each) for each in names if each}


def spending(plan: Plan) -> dict[str, dict[str, Decimal]]:
    """Folded scheme name -> year -> £000 in the expenditure plan."""
    spent: dict[str, dict[str, Decimal]] = {}
    for row in plan.content.rows("expenditure"):
        years = spent.setdefault(spelling.fold(row.get("scheme")), dict.fromkeys(YEARS, Decimal(0)))
        for year in YEARS:
            years[year] += typed(row.get(year)) or 0
    return spent
