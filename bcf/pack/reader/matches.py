"""Where the official words may stand in a file, in spite of lost letters, changed numbers and joined paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from bcf.definition.kinds import RichText

from .folded import Folded
from .pieces import Pieces, has_words, is_numbering
from .wordings import FEW, Role, Wording

# letters that a stretch must share with a wording to be looked at more closely
SEED = 7
LONGEST_WORDING = 500
# places looked at for one wording: far more than a plan has schemes or signers
MOST_PLACES = 250
# labels of fewer letters are sought at the start of paragraphs only
SHORT_LABEL = 16
# beyond this many letters a longer wording says no more
WEIGHTIEST = 80

# (place in a wording, place in a window of the file, length) of letters that both have
Block = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A wording that may stand at letters `start` to before `end` of the folded file.

    weight    how much it speaks for itself: letters that agree
    anchored  it stands at the start of a paragraph, after its number at most
    whole     nothing follows it in its paragraph
    numbered  its own number stands before it
    followed  later official words follow at once
    """

    wording: Wording
    start: int
    end: int
    weight: float
    anchored: bool
    whole: bool
    numbered: bool = False
    followed: bool = False

    @property
    def says_little(self) -> bool:
        """Whether it counts only near what it belongs to: short words that are not plainly a heading."""
        heading = self.wording.role in (Role.TITLE, Role.HEADING) and self.whole
        return self.wording.few and not (heading and (self.numbered or self.followed))


class Finder:
    """Finds the candidates for every wording of a form."""

    def __init__(self, pieces: Pieces, folded: Folded, wordings: Sequence[Wording]) -> None:
        self._pieces = pieces
        self._folded = folded
        self._wordings = wordings
        self._spelled = [(text, wording) for wording in wordings for text in wording.texts]
        self._texts = [text for text, _ in self._spelled]
        self._known: dict[str, list[tuple[Wording, int, int, float]]] = {}
        self._found: dict[tuple[int, int, int], Match] = {}

    def matches(self) -> list[Match]:
        for piece in range(len(self._pieces.all)):
            self._in_piece(piece)
        self._anywhere()
        starts: dict[int, int] = defaultdict(int)
        for match in self._found.values():
            first = match.start - self._number_before(match.start)
            for start in {first, match.start}:
                starts[start] = max(starts[start], match.wording.index)
        followed = (
            replace(match, followed=starts.get(match.end, -1) > match.wording.index) for match in self._found.values()
        )
        kept = _not_too_many(match for match in followed if self._stands(match))
        return sorted(kept, key=lambda match: (match.start, match.end, match.wording.index))

    def _number_before(self, start: int) -> int:
        """The letters of the number that stands before it in its paragraph."""
        before = self._before(start)
        return sum(character.isalnum() for character in before) if is_numbering(before) else 0

    def _in_piece(self, piece: int) -> None:
        """Whole paragraphs and cells against whole wordings; and short labels at their start."""
        start, end = self._folded.span(piece)
        if _is_placeholder(self._pieces.all[piece].text):
            return
        for begin in {start, start + number_length(self._pieces.all[piece].text)}:
            letters = self._folded.text[begin:end]
            if not letters:
                continue
            if letters not in self._known:
                self._known[letters] = list(self._readings(letters))
            for wording, length, spelled, agreed in self._known[letters]:
                self._keep(wording, begin, begin + length, spelled, agreed)

    def _readings(self, letters: str) -> Iterator[tuple[Wording, int, int, float]]:
        """What a paragraph may be: (wording, letters of the paragraph, letters of the wording, how many agree)."""
        for text, wording in self._spelled:
            if len(text) < SHORT_LABEL and len(letters) > len(text) and letters.startswith(text):
                yield wording, len(text), len(text), len(text)
            elif 7 <= len(letters) < len(text) and len(letters) >= 0.6 * len(text) and text.startswith(letters):
                yield wording, len(letters), len(text), 0.9 * len(letters)
        if len(letters) > LONGEST_WORDING:
            return
        for text, score, place in process.extract(letters, self._texts, scorer=fuzz.ratio, score_cutoff=75, limit=6):
            if (score >= _least(len(text)) and _same_digits(text, letters)) or _is_worn(text, letters):
                yield self._spelled[place][1], len(letters), len(text), score / 100 * len(text)

    def _anywhere(self) -> None:
        """Long wordings wherever they stand: stretches that share enough seeds with one, compared letter by letter."""
        seeds: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (text, _) in enumerate(self._spelled):
            for offset in range(len(text) - SEED + 1):
                seeds[text[offset : offset + SEED]].append((number, offset))
        hits: dict[int, list[int]] = defaultdict(list)
        letters = self._folded.text
        for place in range(len(letters) - SEED + 1):
            for number, offset in seeds.get(letters[place : place + SEED], ()):
                hits[number].append(place - offset)
        for number, diagonals in hits.items():
            text, wording = self._spelled[number]
            for low, high in _clusters(diagonals, max(2, 0.12 * (len(text) - SEED))):
                self._compare(text, wording, low, high)

    def _compare(self, text: str, wording: Wording, low: int, high: int) -> None:
        """The stretch of the file around these diagonals that is like the text, if it is like enough."""
        letters = self._folded.text
        left = max(low - 15, 0)
        window = letters[left : min(high + len(text) + 15, len(letters))]
        blocks = _equal_blocks(text, window)
        if not blocks:
            return
        matched = _letters_shared(blocks)
        start, end = self._edges(text, blocks, left)
        coverage, precision = matched / len(text), matched / (end - start)
        if not _same_digits(text, letters[start:end]):
            return
        if 2 * matched / (len(text) + end - start) >= min(_least(len(text)), 78 if len(text) >= 40 else 100) / 100:
            self._keep(wording, start, end, len(text), matched)
        elif precision >= 0.93 and coverage >= 0.4 and matched >= 24 and self._is_own_paragraph(start, end):
            self._keep(wording, start, end, len(text), 0.8 * matched)

    def _edges(self, text: str, blocks: Sequence[Block], left: int) -> tuple[int, int]:
        """Where it begins and ends: letters changed at the very start or end of a paragraph still belong to it."""
        start = self._to_start_of_word(text[: blocks[0][0]], left + blocks[0][1])
        end = self._to_end_of_word(text[blocks[-1][0] + blocks[-1][2] :], left + blocks[-1][1] + blocks[-1][2])
        first, _ = self._folded.span(self._folded.piece(start))
        _, last = self._folded.span(self._folded.piece(end - 1))
        lost_before, lost_after = blocks[0][0], len(text) - blocks[-1][0] - blocks[-1][2]
        if lost_before and start - first <= lost_before + 2:
            start = first
        if lost_after and last - end <= lost_after + 3:
            end = last
        return start, end

    def _to_end_of_word(self, rest: str, end: int) -> int:
        """Further, over letters of the rest of the wording with others lost between them, if a word ends there."""
        letters, now = iter(rest), end
        while now < len(self._folded.text) and self._folded.text[now] in letters:
            now += 1
        return now if self._ends_word(now) else end

    def _to_start_of_word(self, rest: str, start: int) -> int:
        letters, now = iter(reversed(rest)), start
        while now and self._folded.text[now - 1] in letters:
            now -= 1
        return now if now == 0 or self._ends_word(now) else start

    def _ends_word(self, end: int) -> bool:
        offsets = self._folded.offsets
        return end >= len(offsets) or offsets[end] != offsets[end - 1] + 1

    def _is_own_paragraph(self, start: int, end: int) -> bool:
        return self._anchored(start) and self._whole(end)

    def _before(self, start: int) -> str:
        piece = self._folded.piece(start)
        return self._pieces.all[piece].text[: self._folded.offsets[start]]

    def _anchored(self, start: int) -> bool:
        return is_numbering(self._before(start))

    def _after(self, end: int) -> str:
        piece = self._folded.piece(end - 1)
        return self._pieces.all[piece].text[self._folded.offsets[end - 1] + 1 :]

    def _whole(self, end: int) -> bool:
        return not has_words(self._after(end))

    def _keep(self, wording: Wording, start: int, end: int, length: int, agreed: float) -> None:
        """Of several readings of a wording at one place, the one that agrees most."""
        likeness = agreed / max(length, end - start)
        weight = min(length, WEIGHTIEST) * likeness**2
        before = self._before(start)
        match = Match(
            wording, start, end, weight, is_numbering(before), self._whole(end),
            bool(wording.number) and wording.number in re.split(r"\W+", before.lower()),
        )  # fmt: skip
        place = (wording.index, self._folded.piece(start), start // 8 if match.anchored else start)
        known = self._found.get(place)
        if known is None or known.weight < weight:
            self._found[place] = match

    def _stands(self, match: Match) -> bool:
        """Short words in running text are nobody's label, unless something official or a colon follows."""
        if match.whole or match.followed:
            return True
        asks = match.wording.role in (Role.PROMPT, Role.NOTE, Role.COVER)
        if asks and match.wording.length > (FEW if match.anchored and match.numbered else 2 * FEW):
            return True
        after = self._after(match.end)
        if re.match(r"[.)\]\"”’]*(?:\s*[:?\t\n]|\s{2,}|\s+[-–—]\s|\s*[<\[(]?\s*$)", after):
            return match.anchored
        return match.anchored and not match.wording.few and _is_boxed(match.wording)


def _not_too_many(matches: Iterable[Match]) -> Iterator[Match]:
    """The most likely places of each wording: a label repeated without end must not cost time without end."""
    by_wording: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        by_wording[match.wording.index].append(match)
    for found in by_wording.values():
        yield from sorted(found, key=lambda match: (-match.weight, match.start))[:MOST_PLACES]


def _is_boxed(wording: Wording) -> bool:
    """Whether a short answer follows on the same line of the form."""
    field = wording.field
    return wording.role is Role.LABEL and field is not None and not isinstance(field.kind, RichText)


def _least(length: int) -> float:
    """How alike, of 100, a stretch and a wording of so many letters must be."""
    if length < 8:
        return 100
    return 88 if length < 20 else 84 if length < 80 else 78


def _is_placeholder(text: str) -> bool:
    """ "<date>" is what the blank form says, not the label beside it."""
    return text.strip().startswith("<") and text.strip().endswith(">")


def _is_worn(text: str, letters: str) -> bool:
    """Whether the letters are the text with some of its letters lost, and nothing else."""
    if not 7 <= 0.65 * len(text) <= len(letters) or re.sub(r"\D", "", text) != re.sub(r"\D", "", letters):
        return False
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _same_digits(text: str, letters: str) -> bool:
    """Years and numbers tell short labels apart; a label may be cut short."""
    if len(text) >= 120:
        return True
    wanted, there = re.sub(r"\D", "", text), re.sub(r"\D", "", letters)
    return wanted == there or (bool(there) and wanted.startswith(there) and len(text) >= 40) or len(text) >= 60


_NUMBER = re.compile(r"\W*[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,5})(?:\.(?:\d{1,2}|[a-z]|[ivx]{1,4}))*[.)\]:]+\W*", re.I)


def number_length(text: str) -> int:
    """The letters of the number at the start of a paragraph: 2 of "iv) Please"."""
    match = _NUMBER.match(text)
    return sum(character.isalnum() for character in match[0]) if match else 0


def _clusters(diagonals: Iterable[int], least: float) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring diagonals with hits enough: (lowest, highest)."""
    run: list[int] = []
    for diagonal in (*sorted(diagonals), None):
        if run and (diagonal is None or diagonal - run[-1] > 12):
            if len(run) >= least:
                yield run[0], run[-1]
            run = []
        if diagonal is not None:
            run.append(diagonal)


def _equal_blocks(text: str, window: str) -> list[Block]:
    """What both share, letters at the edges that do so by chance left out."""
    blocks = [
        (part.src_start, part.dest_start, part.src_end - part.src_start)
        for part in Indel.opcodes(text, window)
        if part.tag == "equal"
    ]
    runs = _runs(blocks)
    while len(runs) > 1 and _strays(window, runs[0], runs[1][0][1] - _length(runs[0])):
        runs.pop(0)
    while len(runs) > 1 and _strays(window, runs[-1], runs[-2][-1][1] + runs[-2][-1][2]):
        runs.pop()
    return _grown([block for run in runs for block in run], text, window)


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that follow each other at once in the window, together: only letters of the wording are lost there."""
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and runs[-1][-1][1] + runs[-1][-1][2] == block[1]:
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _length(run: Sequence[Block]) -> int:
    return sum(length for _, _, length in run)


def _strays(window: str, run: Sequence[Block], beside: int) -> bool:
    """Whether a run apart from the rest agrees by chance: few letters, or letters that stand beside the rest too."""
    length = _length(run)
    return length < 4 or window[run[0][1] :][:length] == window[max(beside, 0) :][:length]


def _letters_shared(blocks: Sequence[Block]) -> int:
    """The letters of the blocks, but for ones of a letter or two that stand among other letters."""
    starts = {there for _, there, _ in blocks}
    ends = {there + length for _, there, length in blocks}
    return sum(length for _, there, length in blocks if length > 2 or there in ends or there + length in starts)


def _grown(blocks: list[Block], text: str, window: str) -> list[Block]:
    """With the letters right before the first block and right after the last that agree too."""
    if not blocks:
        return blocks
    place, there, length = blocks[0]
    while place and there and text[place - 1] == window[there - 1]:
        place, there, length = place - 1, there - 1, length + 1
    blocks[0] = (place, there, length)
    place, there, length = blocks[-1]
    while (
        place + length < len(text)
        and text[place + length : place + length + 1] == window[there + length : there + length + 1]
    ):
        length += 1
    blocks[-1] = (place, there, length)
    return blocks
