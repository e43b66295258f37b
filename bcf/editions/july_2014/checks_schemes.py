"""Schemes told three times, in the list, in their annexes and in the sheets: X30 to X32 and X35."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bcf.definition import richtext, spelling
from bcf.definition.amounts import Told, clause, pounds
from bcf.definition.checks import Finding, Plan
from bcf.definition.content import Row
from bcf.definition.problems import Problem, Severity
from bcf.definition.spelling import grouped
from bcf.definition.sums import Sum, sums

from .checks_shared import THOUSANDS, in_thousands, lines, scheme_names, scheme_title, spending
from .scheme_annex import ANNEX_1
from .sheets_units import YEARS

# an amount that is clearly what the scheme costs, not a part of it, what it saves, or what something else costs
_WHOLE = re.compile(
    r"\b(?:total(?:s|ling|ing)?|altogether|in all|scheme costs?|cost of (?:the|this) scheme|"
    r"(?:investment|funding) (?:required |needed )?(?:is|of|will be|required|for this scheme))\b",
    re.IGNORECASE,
)
_NOT_WHOLE = re.compile(
    r"\b(?:of which|of (?:the|this|that) .{0,30}total|sav(?:e|es|ing|ings)|benefits?)\b", re.IGNORECASE
)
_BARE = 40


def x30_one_annex_a_scheme(plan: Plan) -> Iterator[Finding | Problem]:
    """Scheme reference numbers differ, every scheme has its Annex 1, and both call it by the same name."""
    prompts = [field.key for field in ANNEX_1.fields() if field.required]
    first: dict[str, Row] = {}
    for row in plan.content.rows("schemes"):
        place, ref = f"schemes/{row.uid}", spelling.fold(row.get("ref"))
        if ref and ref in first:
            yield (
                f"{place}/ref",
                f"“{row.get('name')}” and “{first[ref].get('name')}” both have the reference number "
                f"{row.get('ref')}. Give each its own.",
            )
        first.setdefault(ref, row)
        if not any(row.get(key) for key in prompts):
            yield f"{place}/{prompts[0]}", f"{scheme_title(row)} has no Annex 1 yet. Write its detailed description."
        yield from _differing_name(place, row)


def _differing_name(place: str, row: Row) -> Iterator[Problem]:
    annex_name, name = row.get("annex_name"), row.get("name")
    if annex_name and annex_name != name:
        small = spelling.fold(annex_name) == spelling.fold(name)
        yield Problem(
            f"{place}/annex_name",
            Severity.WARNING if small else Severity.MUST_FIX,
            f"{row.get('ref')}: the list of schemes says “{name}”, its Annex 1 says “{annex_name}”. Use one name.",
            "X30",
        )


def x31_schemes_have_money(plan: Plan) -> Iterator[Finding]:
    """Every scheme of 4.d has a line in tab 3, and every scheme named in tab 3 is in 4.d."""
    schemes, spent = plan.content.rows("schemes"), _lines_by_name(plan)
    if not schemes or not spent:
        return
    unspent = [row for row in schemes if row.get("name") and not scheme_names(row) & spent.keys()]
    listed = _listed(plan)
    unknown = [found for name, found in spent.items() if name not in listed]
    if len(unspent) == len(unknown) == 1:
        place, name, numbers = unknown[0]
        yield (
            place,
            f"“{name}” in tab 3 ({lines(numbers)}) is not in the list of schemes (4.d), and {scheme_title(unspent[0])} "
            "in 4.d has no line in tab 3. If they are the same scheme, use one name.",
        )
        return
    for row in unspent:
        yield f"schemes/{row.uid}/name", f"{scheme_title(row)} has no line in tab 3. Add what it costs there."
    for place, name, numbers in unknown:
        yield (
            place,
            f"“{name}” in tab 3 ({lines(numbers)}) is not in the list of schemes (Part 1, 4.d). Add it there, or "
            "mend the name.",
        )


def _listed(plan: Plan) -> set[str]:
    return set().union(*(scheme_names(row) for row in plan.content.rows("schemes")))


def _lines_by_name(plan: Plan) -> dict[str, tuple[str, str, list[int]]]:
    """Folded name -> (place of its first line, name as written there, numbers of its lines)."""
    found: dict[str, tuple[str, str, list[int]]] = {}
    for count, row in enumerate(plan.content.rows("expenditure"), 1):
        if name := row.get("scheme"):
            place = f"expenditure/{row.uid}/scheme"
            found.setdefault(spelling.fold(name), (place, name, []))[2].append(count)
    return found


def x32_annexes_tell_the_investment(plan: Plan) -> Iterator[Finding]:
    """The investment that a scheme’s Annex 1 states is what tab 3 spends on it."""
    spent = _known_spending(plan)
    for row in plan.content.rows("schemes"):
        text, years = richtext.plain(row.get("investment")), _spent_on(row, spent)
        stated = list(_stated(text)) if years else []
        amounts = _possible(years)
        if stated and not any(told.agrees(amount) for told in pounds(text) for amount in amounts):
            yield (
                f"schemes/{row.uid}/investment",
                f"{scheme_title(row)}: Annex 1 states an investment of {stated[0].text}, tab 3 spends "
                f"{in_thousands(years['year_2'])} on it in 2015/16. Change one of them.",
            )


def _known_spending(plan: Plan) -> dict[str, dict[str, Decimal]]:
    """What tab 3 spends by folded name; nothing while it spends on a scheme that is not listed, which X31 says."""
    spent = spending(plan)
    return spent if spent.keys() - {""} <= _listed(plan) else {}


def _spent_on(row: Row, spent: dict[str, dict[str, Decimal]]) -> dict[str, Decimal]:
    """Year -> £000; nothing where tab 3 has no line, which X31 says."""
    found = [spent[name] for name in scheme_names(row) if name in spent]
    return {year: sum((each[year] for each in found), Decimal(0)) for year in YEARS} if found else {}


def _possible(years: dict[str, Decimal]) -> list[Decimal]:
    """What may be told as a scheme's investment, in pounds: either year's, or both together."""
    return [amount * THOUSANDS for amount in (*years.values(), sum(years.values(), Decimal(0)))]


def _stated(text: str) -> Iterator[Told]:
    """The amounts that clearly are the whole investment; so is the only one of a text of a few words."""
    amounts = list(pounds(text))
    for told in amounts:
        around = clause(text, told)
        if (len(text) <= _BARE and len(amounts) == 1) or (_WHOLE.search(around) and not _NOT_WHOLE.search(around)):
            yield told


def x35_sub_items_add_up(plan: Plan) -> Iterator[Finding]:
    """The items that a scheme’s Annex 1 adds up make its stated total, and the scheme’s amount in tab 3."""
    spent = _known_spending(plan)
    for row in plan.content.rows("schemes"):
        text = richtext.plain(row.get("investment"))
        # an amount that is stated X32 compares with tab 3; numbers without a unit may count anything
        comparable = not any(_stated(text)) and "£" in text
        for told in sums(text):
            message = _wrong_total(told)
            if not message and comparable:
                message = _another_amount(told, _spent_on(row, spent))
            if message:
                yield f"schemes/{row.uid}/investment", f"{scheme_title(row)}: {message}"


def _wrong_total(told: Sum) -> str:
    if told.total is None or told.holds:
        return ""
    return (
        f"the items in Annex 1 add up to {grouped(told.added)}, but the total there is {grouped(told.total)}. Change "
        "an item or the total."
    )


def _another_amount(told: Sum, years: dict[str, Decimal]) -> str:
    """Compared in pounds; numbers without a £ may be thousands."""
    units = (1,) if told.in_pounds else (1, THOUSANDS)
    if not years or any(abs(told.added - each / unit) <= told.slack for unit in units for each in _possible(years)):
        return ""
    return (
        f"the items in Annex 1 add up to {grouped(told.added)}, tab 3 spends {in_thousands(years['year_2'])} on the "
        "scheme in 2015/16. Change an item, or tab 3."
    )
