"""The figures of the narrative: those it refers to are there, and amounts beside a figure's name agree with it.

An amount stands beside a name where only joining words and a year are between them: "the pooled fund in 1999/00 is
£12.772m", "£12.772m, total pooled fund 1999/00". "£3m of the pooled fund" names a part, so it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from .amounts import Told
from .amounts import pounds as amounts_in
from .checks import Finding, Plan
from .figure_names import name_of
from .kinds import Money, RichText
from .parts import Edition, Everyday
from .references import field_of, may_hold, pounds, references, shown, value

_FIGURE = "\ue000"
_REFERENCE = re.compile(r"<data [^>]*>[^<]*</data>")
_ENDS = re.compile(r"</(?:p|h3|h4|li|tr)>|<br>")
_YEAR = re.compile(r"(\d\d)(\d\d)/(\d\d)")
_LABEL = re.compile(r"(?P<name>.+?)(?:[,:] (?P<year>\d{4}/\d\d))?")
_BETWEEN = (
    r"the|our|an?|of|for|in|is|was|at|are|be|been|being|has|have|will|would|to|total|totals|totalling|stands?|"
    r"amounts?|amounting|equals|set|worth|valued|agreed|value|during|about|approximately|circa|c|around|some|just|"
    r"and|then|rising|from|by|as|budget|fund|pool|year|financial|calculated|estimated|expected|planned|currently|services"
)
_JOINED = re.compile(rf"(?:\s|[,:()=–—-]|\b(?:{_BETWEEN})\b)*", re.IGNORECASE)
# after an amount "of the", "from the" or "in the" begins the whole of which it is a part
_APPOSED = re.compile(
    r"(?:\s|[,:()=–—-]|\b(?:is|as|the|our|an?|being|will|be|for|total|has|have|been|allocated|set|aside)\b)*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:of|in|to|into|from|within|towards|for|per|on)\s+(?:(?:the|our|this|its|an?|total)\s+)*$", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?:\b(?:values?|total|size|amount|sum|level|figure|agreed|set aside|budget)|\ballocat\w+\b[^.£]{0,40})\s+"
    r"(?:of|for|to|in|as)\s+(?:(?:the|our|this|its|an?|total)\s+)*$",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:proportion|share|part|portion|half|third|quarter|rest)s?\s+of\s+(?:(?:the|our|this|its|an?)\s+)*$",
    re.IGNORECASE,
)
_NOT_THE_WHOLE = re.compile(
    r"[\s,)]*\b(?:from|by|more|less|higher|lower|above|below|short|per|each|of (?:which|this|these|it))\b",
    re.IGNORECASE,
)


class _Spot(NamedTuple):
    """A name, a year or an amount in a text; `told` is None for a reference, which always agrees."""

    start: int
    end: int
    kind: str
    name: str = ""
    told: Told | None = None


# Names are many and slow to seek: only where an amount stands too.
_WITH_MONEY = re.compile(r"[^\n]*£[^\n]*")


class _Names(NamedTuple):
    """`places`: name -> (year -> places). `years`: pattern of all ways to write a year, by its words."""

    pattern: re.Pattern[str]
    places: Mapping[str, Mapping[str, list[str]]]
    years: Mapping[str, re.Pattern[str]]


def money_beside_names(plan: Plan) -> Iterator[Finding]:
    """Amounts of money in the narrative that stand beside the name of a figure agree with it."""
    names = _names(plan.edition)
    for place, html in plan.content.places():
        if "£" in html and isinstance(plan.edition.field_at(place).kind, RichText):
            for told, places in _differing(plan, names, html):
                yield place, _message(plan, told, places)


def figures_known(plan: Plan) -> Iterator[Finding]:
    """Every figure of the plan that the narrative shows is known."""
    for place, html in plan.content.places():
        if may_hold(plan.edition, place, html):
            for cell in dict.fromkeys(one.place for one, _ in references(html) if not shown(plan.figures, one)):
                yield place, _unknown(plan, cell)


def _unknown(plan: Plan, cell: str) -> str:
    table, _, rest = cell.partition("/")
    uid = rest.partition("/")[0]
    if field_of(plan.edition, cell) is None or (uid and not plan.content.row(table, uid)):
        return "The text shows a figure that is no longer in the plan. Take it out of the text, or put another in."
    name = name_of(plan.edition, plan.content, cell)
    return f"The text shows the figure “{name}”, which is blank. Fill it in, or take it out of the text."


def _words(html: str) -> str:
    """The words of canonical rich text, a line a paragraph; each reference to a figure is one character."""
    text = _ENDS.sub("\n", _REFERENCE.sub(_FIGURE, html)).replace("</td>", "\t").replace("</th>", "\t")
    return unescape(re.sub(r"<[^>]*>", "", text))


def _differing(plan: Plan, names: _Names, html: str) -> Iterator[tuple[Told, list[str]]]:
    for group in _told_in(plan.edition, html):
        places = list(_places_of(names, group))
        known = {place: amount for place in places if (amount := _pounds(plan, place)) is not None}
        for told in (spot.told for spot in group if spot.told):
            if known and not any(told.agrees(amount) for amount in known.values()):
                yield told, list(known)


# The same words are read page after page.
@lru_cache(maxsize=500)
def _told_in(edition: Edition, html: str) -> list[list[_Spot]]:
    """The groups of a text: these depend on its words alone, not on what the figures are."""
    text = _words(html)
    return list(_groups(text, list(_spots(_names(edition), text))))


def _spots(names: _Names, text: str) -> Iterator[_Spot]:
    found = [
        _Spot(m.start(), m.end(), "name", m[0].casefold())
        for line in _WITH_MONEY.finditer(text)
        for m in names.pattern.finditer(text, line.start(), line.end())
    ]
    if found:
        found += (
            _Spot(m.start(), m.end(), "year", year)
            for year, written in names.years.items()
            for m in written.finditer(text)
        )
        found += (_Spot(told.start, told.end, "amount", told=told) for told in amounts_in(text))
        found += (_Spot(m.start(), m.end(), "amount") for m in re.finditer(_FIGURE, text))
        yield from sorted(found, key=lambda spot: spot.start)


def _groups(text: str, spots: list[_Spot]) -> Iterator[list[_Spot]]:
    """Runs of neighbours with only joining words between them that hold a name and an amount."""
    group: list[_Spot] = []
    for spot in (*spots, _Spot(len(text), len(text), "end")):
        if group and not _joined(text, group, spot):
            if _is_told(text, group):
                yield group
            group = []
        group.append(spot)


def _joined(text: str, group: list[_Spot], spot: _Spot) -> bool:
    between = text[group[-1].end : spot.start]
    told_before = any(one.kind == "amount" for one in group)
    if spot.kind == "end" or "\n" in between or "\t" in between:
        return False
    return bool((_APPOSED if spot.kind == "name" and told_before else _JOINED).fullmatch(between))


def _is_told(text: str, group: list[_Spot]) -> bool:
    """Whether the amounts of a group tell the figure of its name, not a part of it or a change."""
    kinds = {spot.kind for spot in group}
    if not {"name", "amount"} <= kinds or _NOT_THE_WHOLE.match(text, group[-1].end):
        return False
    first = next(spot for spot in group if spot.kind != "year")
    before = text[max(0, first.start - 60) : first.start]
    if first.kind == "amount":
        return not _PART_BEFORE.search(before)
    return not _PART.search(before) or bool(_WHOLE.search(before))


def _places_of(names: _Names, group: Iterable[_Spot]) -> Iterator[str]:
    """The cells that the names of a group may mean, in the years that it names."""
    spots = list(group)
    years = {"", *(spot.name for spot in spots if spot.kind == "year")}
    for spot in spots:
        for year, places in names.places.get(spot.name, {}).items() if spot.kind == "name" else ():
            yield from places if year in years else ()


def _pounds(plan: Plan, place: str) -> Decimal | None:
    field, text = field_of(plan.edition, place), value(plan.figures, place)
    return field.kind.pounds(text) if field and isinstance(field.kind, Money) and text else None


def _message(plan: Plan, told: Told, places: list[str]) -> str:
    said = plan.content
    cells = (
        f"“{name_of(plan.edition, said, place)}” is {pounds(_pounds(plan, place) or Decimal(0))}" for place in places
    )
    return (
        f"“{told.text.strip()}” stands beside the name of a figure and differs from it: {' and '.join(cells)}. Correct "
        "one of them, or put the figure itself into the text (“Figure” above the text), so that they cannot differ."
    )


@lru_cache(maxsize=8)
def _names(edition: Edition) -> _Names:
    places: dict[str, dict[str, list[str]]] = {}
    for one in (*edition.everyday, *_labels(edition)):
        for name in one.names:
            for year, place in one.places.items():
                places.setdefault(name.casefold(), {}).setdefault(year, []).append(place)
    longest_first = sorted(places, key=len, reverse=True)
    pattern = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first) or r"(?!)"
    years = {year: _written(year) for found in places.values() for year in found if year}
    return _Names(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), places, years)


def _labels(edition: Edition) -> Iterator[Everyday]:
    """The edition's own names of its amounts; a name of one or two words may mean anything."""
    for key, field in edition.fields.items():
        match = _LABEL.fullmatch(field.called)
        if match and isinstance(field.kind, Money) and 3 <= len(match["name"].split()) <= 8:
            yield Everyday((match["name"],), {match["year"] or "": key})


def _written(year: str) -> re.Pattern[str]:
    """ "1999/00" as people write it: 1999-00, 99/00, 1999/2000."""
    match = _YEAR.fullmatch(year)
    if not match:
        return re.compile(rf"\b{re.escape(year)}\b", re.IGNORECASE)
    century, first, second = match.groups()
    return re.compile(rf"(?<![\d/])(?:{century})?{first}\s?[/–-]\s?(?:{century})?{second}(?![\d/])")
