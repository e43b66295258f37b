"""Finding figures that are told in running text: amounts of money, percentages, counts.

    for told in pounds("a fund of £977k pa"):     # Told(10, 15, Decimal(977000), Decimal(500), "£977k")
        if not told.agrees(cell_in_pounds): ...

The text is plain (see richtext.plain); positions are in it. A figure is as exact as it is written: "£977k" stands
for anything within £500, "£0.98m" within £5,000, "£977,440" within 50p, "£850,000" within £500, "about £1m" within
5%. A range ("£200-300k", "between £2m and £3m") is one figure that agrees with all that lies in it. Limits are no
figures and are left out: "up to £5m", "at least 3.5%", "more than 600".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_SCALES = {"k": 10**3, "thousand": 10**3, "000": 10**3, "000s": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6}
_SCALES |= {"bn": 10**9, "billion": 10**9}
_ENDED = r"(?!\d|[.,]\d)"
_DIGITS = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+){_ENDED}"
_SPACED = rf"(?:\d{{1,3}}(?: \d{{3}})+(?:\.\d+)?{_ENDED}|{_DIGITS})"
_WORD = r"k|mn|m|bn|thousand|million|billion"
_HEAD = r"\s?\(\s?£\s?['’]?(?:000s?|k|m)\s?\)"
_MINUS = r"(?:(?<![\w)£%])[-−–])"
_POUNDS = re.compile(
    rf"(?P<minus>{_MINUS})?(?:£\s?(?!000)(?P<inner>[-−(])?(?P<number>{_SPACED})(?:\s?(?P<scale>{_WORD})\b)?(?(inner)\)?)"
    rf"(?P<head>{_HEAD})?|(?<![\w.,£])(?P<bare>{_SPACED})(?P<bare_head>{_HEAD}))",
    re.IGNORECASE,
)
_ALONE = r"(?<![\w.,£/:])(?<!\d[-–—])"
_PERCENT = re.compile(
    rf"(?P<minus>{_MINUS})?{_ALONE}(?P<number>{_DIGITS})\s?(?:%|per ?cent\b)(?! points?)", re.IGNORECASE
)
_COUNT = re.compile(
    rf"(?P<minus>{_MINUS})?{_ALONE}(?P<number>{_DIGITS})(?![\w%/:]|\s?%|\s?per ?cent|[-–]\w|{_HEAD})", re.IGNORECASE
)
_RANGE = re.compile(
    rf"£\s?(?P<low>{_DIGITS})(?:\s?(?P<low_scale>{_WORD})\b)?(?:\s?[-–—]\s?£?\s?|\s(?:to|and)\s£\s?)"
    rf"(?P<number>{_DIGITS})(?:\s?(?P<scale>{_WORD})\b)?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approx(?:imately|\.)?|circa|ca?\.?|some|nearly|almost|roughly|just (?:over|under))|~)"
    r"\s?(?:the |an? )?$",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:up to|at (?:least|most)|(?:more|less|fewer|greater|higher|lower) than|over|under|above|below|beyond|"
    r"exceed(?:s|ed|ing)?|in excess of|(?:minimum|maximum) of)\s(?:the |an? )?$",
    re.IGNORECASE,
)
# a full stop ends a sentence where a capital or a figure follows, but for "c. £5m"
_SENTENCE_END = re.compile(r"(?<!\bc)(?<!\bca)(?<!approx)\.\s(?=\W*[A-Z£\d])|[;!?:]\s|[\n\t]")
_ABOUT_SHARE = Decimal("0.05")


class Told(NamedTuple):
    """A figure in a text: where it stands, its value, how far it may be off, and its words."""

    start: int
    end: int
    value: Decimal
    tolerance: Decimal
    text: str

    def agrees(self, figure: Decimal) -> bool:
        return abs(self.value - figure) <= self.tolerance


def pounds(text: str) -> Iterator[Told]:
    """Amounts of money in pounds: "£977,440", "£0.977m", "£12 million", "12,772 (£000)", "£(120)k" (negative)."""
    text = _even(text)
    yield from _stated(text, _with_ranges(text, [_money(match, text) for match in _POUNDS.finditer(text)]))


def percentages(text: str) -> Iterator[Told]:
    """Percentages in points: "3.5%", "−2 per cent" (negative)."""
    text = _even(text)
    yield from _stated(text, [_plain(match, text) for match in _PERCENT.finditer(text)])


def counts(text: str) -> Iterator[Told]:
    """Whole numbers that are not money, percentages, years, dates or parts of a longer word."""
    text = _even(text)
    found = (match for match in _COUNT.finditer(text) if "." not in match["number"] and not _is_date(match, text))
    yield from _stated(text, [_plain(match, text) for match in found])


def clause(text: str, told: Told) -> str:
    """The words of the sentence, line or cell of a table in which a figure stands."""
    return text[slice(*_bounds(text, told))]


def _bounds(text: str, told: Told) -> tuple[int, int]:
    starts, ends = _sentences(text)
    return starts[bisect_right(starts, told.start) - 1], ends[bisect_left(ends, told.end)]


@lru_cache(maxsize=50)
def _sentences(text: str) -> tuple[list[int], list[int]]:
    """Where sentences begin and where they end, once for all the figures of a text."""
    parted = list(_SENTENCE_END.finditer(text))
    return [0, *(match.end() for match in parted)], [*(match.start() for match in parted), len(text)]


def _even(text: str) -> str:
    """Odd spaces made plain, one for one, so that positions stay."""
    return re.sub("[\u00a0\u2007\u2009\u202f]", " ", text)


def _money(match: re.Match[str], text: str) -> Told:
    scale = match["scale"] or (match["head"] or match["bare_head"] or "").strip(" ()£'’")
    negative = match["minus"] or match["inner"] or _alone_in_brackets(match, text)
    return _figure(match, match["number"] or match["bare"], bool(negative), _SCALES.get(scale.lower(), 1))


def _plain(match: re.Match[str], text: str) -> Told:
    return _figure(match, match["number"], bool(match["minus"] or _alone_in_brackets(match, text)), 1)


def _figure(match: re.Match[str], digits: str, negative: bool, scale: int) -> Told:
    number = Decimal(re.sub("[, ]", "", digits))
    places = len(digits.partition(".")[2])
    step = Decimal(scale).scaleb(-places)
    if step == 1 and number and number % 1000 == 0:
        step = Decimal(1000)
    value = number * scale
    return Told(match.start(), match.end(), -value if negative else value, step / 2, match[0])


def _alone_in_brackets(match: re.Match[str], text: str) -> bool:
    """Accountants' brackets: all that a line or a cell holds. In a sentence brackets are only an aside."""
    if not text[max(0, match.start() - 20) : match.start()].rstrip(" ").endswith("("):
        return False
    before, after = text[: match.start()].rstrip(" "), text[match.end() :].lstrip(" ")
    return bool(re.search(r"(?:^|[\n\t])\s*\($", before) and re.match(r"\)\s*(?:$|[\n\t])", after))


def _is_date(match: re.Match[str], text: str) -> bool:
    year = re.fullmatch(r"(?:19|20)\d\d", match["number"])
    return bool(year or _MONTH.match(text, match.end()))


def _stated(text: str, found: list[Told]) -> Iterator[Told]:
    """What was found, about-figures widened, limits left out."""
    for told in found:
        before = text[max(0, told.start - 30) : told.start]
        if _ABOUT.search(before):
            yield told._replace(tolerance=max(told.tolerance, abs(told.value) * _ABOUT_SHARE))
        elif not _LIMIT.search(before):
            yield told


def _with_ranges(text: str, found: list[Told]) -> list[Told]:
    """Each "£2m-£3m" or "£200-300k" in place of its ends; "from £2m to £3m" is a change and stays two figures."""
    ranges = [one for match in _RANGE.finditer(text) if (one := _range(match, text))]
    kept = [told for told in found if not any(one.start <= told.start < one.end for one in ranges)]
    return sorted([*kept, *ranges])


def _range(match: re.Match[str], text: str) -> Told | None:
    before, joined = text[max(0, match.start() - 12) : match.start()].lower(), match[0].lower()
    if before.endswith("from ") or (" and " in joined and not before.endswith("between ")):
        return None
    scale = _SCALES.get((match["scale"] or "").lower(), 1)
    low_scale = _SCALES.get((match["low_scale"] or "").lower(), scale)
    low = _figure(match, match["low"], False, low_scale)
    high = _figure(match, match["number"], False, scale)
    if low.value >= high.value:
        return None
    half = (high.value - low.value) / 2
    return low._replace(value=low.value + half, tolerance=half + max(low.tolerance, high.tolerance))
