"""Words into answers, by the kind of the field: figures with the words beside them, dates, names, rich text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from bcf.definition import richtext
from bcf.definition.kinds import Choice, Count, Date, Kind, LongText, Money, Percent, RichText, Unreadable
from bcf.definition.parts import Field
from bcf.definition.problems import Problem, Severity

from .drafts import Draft, Left, Spot
from .pieces import Pieces, Slice, characters, has_words

_COUNT = re.compile(
    r"(?:\(\s*[-−–]?\s*\d[\d,]*(?:\.\d+)?\s*\)|[-−–]?\s*\d[\d,]*(?:\.\d+)?)(?![\d/%]|\s*[-–]\s*\d|\s*%)"
)
_SHARE = re.compile(r"[-−–]?\s*\d[\d,]*(?:\.\d+)?\s*%")
_MONEY = re.compile(
    r"[-−–]?\s*£?\s*\d[\d,]*(?:\.\d+)?\s*(?:(?:k|m|mn|bn|thousand|million|billion)\b)?(?![\d/%])", re.IGNORECASE
)
_DAY = re.compile(
    r"\b\d{1,2}\s*(?:st|nd|rd|th)?\s*(?:of\s+)?[A-Za-z]{3,9}\.?,?\s*\d{4}\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b"
)


@dataclass
class Stated:
    """A figure that the form prints but the software computes."""

    spot: Spot
    field: Field
    parts: tuple[Slice, ...]


@dataclass
class Values:
    """Puts parts of a file into the values of drafts; keeps what is wrong, what is left and the counts."""

    pieces: Pieces
    problems: list[tuple[Spot, Severity, str]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    placed: int = 0

    def put_all(self, draft: Draft, siblings: dict[str, Field]) -> None:
        for key, parts in draft.parts.items():
            if parts:
                self._put(draft, draft.fields[key], tuple(parts), siblings)

    def leave(self, parts: Sequence[Slice], after: Spot) -> None:
        if parts:
            self.left.append(Left(tuple(parts), after))

    def problem(self, spot: Spot, message: str, severity: Severity = Severity.WARNING) -> None:
        self.problems.append((spot, severity, message))

    def found_problems(self) -> tuple[Problem, ...]:
        return tuple(Problem(spot.place, severity, message) for spot, severity, message in self.problems)

    def _put(self, draft: Draft, item: Field, parts: tuple[Slice, ...], siblings: dict[str, Field]) -> None:
        spot = Spot(item.key, draft)
        words = self.pieces.words(parts)
        if item.formula is not None:
            self.stated.append(Stated(spot, item, parts))
        elif isinstance(item.kind, RichText):
            self._rich(draft, item, parts, siblings)
        elif isinstance(item.kind, (Money, Count, Percent, Date)):
            self._figure(draft, item, parts[0].piece, words, siblings)
        else:
            self._text(draft, item, parts, words)

    def _rich(self, draft: Draft, item: Field, parts: tuple[Slice, ...], siblings: dict[str, Field]) -> None:
        html = richtext.render(self.pieces.blocks(parts, self._shared_depth(parts, item.key in draft.boxed)))
        draft.values[item.key] = item.kind.parse(html)
        self.placed += characters(self.pieces.words(parts))
        if item.key in draft.boxed:
            self._choose(draft, item, self.pieces.words(parts), siblings)

    def _shared_depth(self, parts: Sequence[Slice], boxed: bool) -> int:
        """How many containers to leave away: a box of the form is no table of the answer."""
        if not boxed:
            return 0
        paths = [self.pieces.all[part.piece].path for part in parts]
        cell = self.pieces.cell(parts[0])
        depth = paths[0].index(cell) + 1 if cell else 0
        while depth and any(path[: depth - 1] != paths[0][: depth - 1] for path in paths):
            depth -= 1
        return depth

    def _choose(self, draft: Draft, item: Field, words: str, siblings: dict[str, Field]) -> None:
        """An answer that begins with one of the official options chooses it."""
        for other in siblings.values():
            if other.within == item.key and isinstance(other.kind, Choice):
                first = " ".join(words.split()).casefold()
                fitting = [option for option in other.kind.options if _begins(first, option.casefold())]
                if fitting:
                    draft.values[other.key] = max(fitting, key=len)

    def _text(self, draft: Draft, item: Field, parts: tuple[Slice, ...], words: str) -> None:
        try:
            draft.values[item.key] = item.kind.parse(words)
            self.placed += characters(words)
        except Unreadable as wrong:
            self.problem(Spot(item.key, draft), f"{item.called}: {wrong} What the file says is kept beside it.")
            self.leave(parts, Spot(item.key, draft))

    def _figure(self, draft: Draft, item: Field, at: int, words: str, siblings: dict[str, Field]) -> None:
        """The figure, and what stands beside it in its note."""
        rest = words
        try:
            draft.values[item.key], rest = figure(item.kind, words)
        except Unreadable as wrong:
            if has_words(words):
                self.problem(Spot(item.key, draft), f"{item.called}: {wrong} What the file says is kept beside it.")
        self.placed += characters(words) - characters(rest)
        if rest:
            self._note(draft, item, at, rest, siblings)

    def _note(self, draft: Draft, item: Field, at: int, words: str, siblings: dict[str, Field]) -> None:
        note = _note_of(item, siblings)
        if note is None:
            spot = Spot(item.key, draft)
            if draft.values.get(item.key) and has_words(words):
                self.problem(spot, f"{item.called}: “{words[:60]}” beside the figure has no place.", Severity.NOTE)
            self.left.append(Left((), spot, words, at))
            return
        before = draft.values.get(note.key)
        draft.values[note.key] = note.kind.parse(f"{before}\n{words}" if before else words)
        self.placed += characters(words)


def _begins(words: str, option: str) -> bool:
    return words.startswith(option) and not words[len(option) : len(option) + 1].isalnum()


def _note_of(item: Field, siblings: dict[str, Field]) -> Field | None:
    """The field for words beside a figure: its own note, else the reasons given for it."""
    for other in siblings.values():
        if other.note_to == item.key:
            return other
    for other in siblings.values():
        if other.within == item.key and isinstance(other.kind, LongText):
            return other
    return None


def figure(kind: Kind, words: str) -> tuple[str, str]:
    """(canonical value, the words beside it) of "£2.2m (not yet pooled)". Raises Unreadable where there is none."""
    words = words.strip()
    try:
        return _parsed(kind, words), ""
    except Unreadable as wrong:
        if isinstance(kind, Date):
            return _only_day(kind, words, wrong)
        match = _pattern(kind).match(words)
        if not match or not match[0].strip():
            raise
        return _parsed(kind, match[0].strip()), words[match.end() :].strip()


def _pattern(kind: Kind) -> re.Pattern[str]:
    return _MONEY if isinstance(kind, Money) else _SHARE if isinstance(kind, Percent) else _COUNT


def _parsed(kind: Kind, words: str) -> str:
    """A count that cannot be negative is printed in brackets where it takes something away."""
    if isinstance(kind, Count) and kind.least is not None and kind.least >= 0:
        words = re.sub(r"^\(\s*[-−–]?\s*([\d,.]+)\s*\)$", r"\1", words)
    value = kind.parse(words)
    if isinstance(kind, Money) and kind.unit == 1 and len(value.partition(".")[2]) > 2:
        raise Unreadable(f"“{words}” is not in pounds and pence. If it is in millions, enter it with an m: £1.2m.")
    return value


def _only_day(kind: Date, words: str, wrong: Unreadable) -> tuple[str, str]:
    """The one date among the words. Words that only follow it are the note, else all of them are."""
    found: dict[str, re.Match[str]] = {}
    for match in _DAY.finditer(words):
        try:
            found.setdefault(kind.parse(match[0]), match)
        except Unreadable:
            continue
    if not found:
        raise wrong
    if len(found) > 1:
        raise Unreadable(f"There are several dates in “{words[:40]}”. Enter one day, for example 27 March 2007.")
    value, match = next(iter(found.items()))
    return value, words if match.start() else words[match.end() :].strip()


_STATED = re.compile(r"(?P<open>\()?\s*(?P<sign>[-−–+])?\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<share>%)?\s*\)?")


def agrees(stated: str, computed: str, share: str) -> bool:
    """Whether a stated figure is the computed one, or the computed share to as many places; or both are there."""
    found = list(_STATED.finditer(stated))
    if not found or has_words(_STATED.sub("", stated)):
        return False
    return all(_is_figure(match, share if match["share"] else computed) for match in found)


def _is_figure(match: re.Match[str], computed: str) -> bool:
    """Brackets around a figure that stands alone mean less than nothing; around a second one they mean nothing."""
    if not computed:
        return False
    number = Decimal(match["digits"].replace(",", ""))
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    expected = Decimal(computed).quantize(step, ROUND_HALF_UP)
    if match["sign"] in ("-", "−", "–") or (match["open"] and not match["share"]):
        return expected == -number
    return expected == number or (match["open"] is not None and abs(expected) == number)
