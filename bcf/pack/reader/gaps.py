"""Official words too worn to be found by themselves, beside others in the same paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from .folded import Folded
from .matches import Match
from .wordings import FEW, Wording

# of 100: how like the wording due there the letters must be
LIKE = 78
# wordings looked for after the last one of a paragraph
AHEAD = 3


def fill_gaps(folded: Folded, wordings: Sequence[Wording], chain: Sequence[Match]) -> list[Match]:
    """The chain with what is left between its matches, where that is like the wording due there."""
    edges = [*chain, None]
    found: list[Match] = list(_before_first(folded, wordings, chain))
    for match, after in pairwise(edges):
        assert match is not None
        found.append(match)
        end = _end_of_piece(folded, match.end - 1)
        limit = min(end, after.start) if after else end
        last = after.wording.index if after else match.wording.index + AHEAD + 1
        due = wordings[match.wording.index + 1 : min(last, match.wording.index + AHEAD + 1)]
        filled = _like(folded, due, match.end, limit)
        if filled:
            found.append(filled)
    return sorted(found, key=lambda match: match.start)


def _before_first(folded: Folded, wordings: Sequence[Wording], chain: Sequence[Match]) -> Iterator[Match]:
    """What stands before the first match of a paragraph."""
    for before, match in pairwise([None, *chain]):
        assert match is not None
        start, _ = folded.span(folded.piece(match.start))
        if start < match.start and (before is None or before.end <= start):
            first = before.wording.index + 1 if before and before.wording.index < match.wording.index else 0
            due = wordings[max(first, match.wording.index - AHEAD) : match.wording.index]
            filled = _like(folded, due, start, match.start)
            if filled:
                yield filled


def _end_of_piece(folded: Folded, position: int) -> int:
    return folded.span(folded.piece(position))[1]


def _like(folded: Folded, due: Sequence[Wording], start: int, end: int) -> Match | None:
    letters = folded.text[start:end]
    scored = [
        (fuzz.ratio(letters, text), wording)
        for wording in due
        for text in wording.texts
        if len(text) >= FEW and 0.6 * len(text) <= len(letters) <= 1.2 * len(text)
    ]
    score, wording = max(scored, key=lambda pair: pair[0], default=(0, None))
    return Match(wording, start, end, 0.0, True, False) if wording and score >= LIKE else None
