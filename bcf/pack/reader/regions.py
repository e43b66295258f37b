"""What stands between the official words: the parts of a file after each match, up to the next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .folded import Folded
from .matches import WEIGHTIEST, Match
from .pieces import Pieces, Slice, has_words, is_numbering
from .wordings import Role

# what closes an official sentence: an author's own bullet or bracket does not
_CLOSING = re.compile(r"[)\].:;?!\"”’*]*\s*")
_BARE_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)\]:]+\s*", re.IGNORECASE)


@dataclass
class Region:
    """The parts after a match; the first region has none."""

    match: Match | None
    parts: list[Slice] = field(default_factory=list)


def regions(pieces: Pieces, folded: Folded, matches: Sequence[Match]) -> list[Region]:
    """Every part of the file that is not official, by the match that it follows."""
    return _Divider(pieces, folded, matches).regions()


class _Divider:
    def __init__(self, pieces: Pieces, folded: Folded, matches: Sequence[Match]) -> None:
        self._pieces = pieces
        self._folded = folded
        self._matches = matches
        self._official: dict[int, list[tuple[int, int, int]]] = defaultdict(list)

    def regions(self) -> list[Region]:
        for number, match in enumerate(self._matches):
            self._mark(number, match)
        found = [Region(None), *(Region(match) for match in self._matches)]
        now = 0
        for piece in range(len(self._pieces.all)):
            for start, end, after in self._left(piece):
                now = max(now, after)
                found[now].parts.append(Slice(piece, start, end))
            now = max([now, *(number + 1 for _, _, number in self._official.get(piece, ()))])
        return found

    def _mark(self, number: int, match: Match) -> None:
        """Notes where the match stands in each of its pieces: (start, end, number of the match)."""
        first, last = self._folded.piece(match.start), self._folded.piece(match.end - 1)
        for piece in range(first, last + 1):
            text = self._pieces.all[piece].text
            start = self._folded.offsets[match.start] if piece == first else 0
            end = self._folded.offsets[match.end - 1] + 1 if piece == last else len(text)
            if piece == first and is_numbering(text[:start]):
                start = 0
                self._mark_number(number, match, piece)
            self._official[piece].append((start, end, number))

    def _mark_number(self, number: int, match: Match, piece: int) -> None:
        """The number of a prompt may have a paragraph or a cell of its own before it."""
        before = piece - 1
        if before < 0 or before in self._official or not self._pieces.all[before].text.strip():
            return
        text = self._pieces.all[before].text
        here, there = self._pieces.all[piece].cell, self._pieces.all[before].cell
        together = here == there or (
            here is not None and there is not None and (here.table_id, here.row) == (there.table_id, there.row)
        )
        if together and _BARE_NUMBER.fullmatch(text):
            self._official[before].append((0, len(text), number - 1))

    def _left(self, piece: int) -> Iterator[tuple[int, int, int]]:
        """(start, end, matches before it) of what is not official in a piece; marks alone beside it are."""
        text = self._pieces.all[piece].text
        spans = sorted(self._official.get(piece, ()))
        if not spans:
            if text.strip():
                yield 0, len(text), 0
            return
        here, after = 0, 0
        for start, end, number in (*spans, (len(text), len(text), -1)):
            if has_words(text[here:start]):
                yield here, start, after
            closing = _CLOSING.match(text, end)
            here, after = max(here, closing.end() if closing else end), number + 1


def settle(chain: Sequence[Match], matches: Iterable[Match]) -> list[Match]:
    """The chain without the points that authors made headings of their own, with prompts out of the usual order."""
    kept: list[Match] = []
    for match in chain:
        before = kept[-1] if kept else None
        apart = before is not None and match.start - before.end > 4
        if not (before and match.wording.bullet and apart and match.wording.field is before.wording.field):
            kept.append(match)
    known = {match.wording.index for match in kept}
    for match in sorted(matches, key=lambda match: -match.weight):
        if match.wording.index not in known and _is_plain(match) and not _overlaps(match, kept):
            known.add(match.wording.index)
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def _is_plain(match: Match) -> bool:
    """A long prompt, nearly letter for letter, in a paragraph of its own: it counts wherever it stands."""
    wording = match.wording
    if wording.role is not Role.PROMPT or wording.copies or wording.bullet or wording.length < 40:
        return False
    return match.anchored and match.whole and match.weight >= 0.85 * min(wording.length, WEIGHTIEST)


def _overlaps(match: Match, others: Iterable[Match]) -> bool:
    return any(match.start < other.end and other.start < match.end for other in others)
