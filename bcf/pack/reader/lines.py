"""Lines of plain text as rich text: paragraphs, lists by their marks, tables by their tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bcf.definition import spelling
from bcf.definition.richtext import Block, Cell, ListBlock, Paragraph, Run
from bcf.definition.richtext_tables import regular

from .bullets import MARKS, with_lists

_BULLET = re.compile(rf"\s*(?P<mark>[{MARKS}]|[-–—*o](?=\s))\s*(?P<words>(?=\S).*\w.*)")
_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s+(?P<words>\S.*)")
# where a cell with several paragraphs became one line
_GAP = re.compile(r"[ \u00a0]{3,}")


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """A line is a paragraph; bulleted and numbered lines are lists, lines with tabs are tables."""
    lines = spelling.tidy(text.replace("\f", "\n").strip("\n")).split("\n")
    return with_lists(_Lines(lines).blocks())


# a point of a list whose mark is followed by a tab
_POINT = re.compile(rf"\s*(?:[{MARKS}\-–—*o]|\d{{1,2}}[.)]|[a-z][.)])\t+[^\t]+\t*")


def _is_row(line: str) -> bool:
    """Whether a line has cells: a tab at its start alone only indents it."""
    return "\t" in (line.strip() if line.startswith("\t") else line.strip(" "))


def _are_points(lines: Sequence[str]) -> bool:
    return all(_POINT.fullmatch(line) for line in lines)


@dataclass
class _Lines:
    lines: Sequence[str]
    now: int = 0
    _blocks: list[Block] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        while self.now < len(self.lines):
            if not self.lines[self.now].strip():
                self.now += 1
            elif _is_row(self.lines[self.now]):
                self._table()
            else:
                self._run_of_text()
        return self._blocks

    def _table(self) -> None:
        """Lines with tabs; over a blank line (the end of a page) it goes on with as many columns."""
        lines = [self.lines[self.now]]
        self.now += 1
        while (after := self._next_row(lines)) is not None:
            lines.append(self.lines[after])
            self.now = after + 1
        if _are_points(lines):
            self._blocks.extend(_text_blocks([line.replace("\t", " ") for line in lines]))
            return
        table = regular([[Cell(tuple(_paragraphs(cell))) for cell in line.split("\t")] for line in lines], 0)
        if table:
            self._blocks.append(table)

    def _next_row(self, lines: Sequence[str]) -> int | None:
        after = self.now
        while after < len(self.lines) and not self.lines[after].strip(" "):
            after += 1
        if after == len(self.lines) or "\t" not in self.lines[after]:
            return None
        if not _is_row(self.lines[after]) and _are_points(lines):
            return None
        same = self.lines[after].count("\t") == lines[-1].count("\t")
        return after if after == self.now or same else None

    def _run_of_text(self) -> None:
        """The lines up to the next one with tabs, blank ones left out."""
        gathered: list[str] = []
        while self.now < len(self.lines) and not _is_row(self.lines[self.now]):
            gathered.extend(part for part in _GAP.split(self.lines[self.now].strip()) if part.strip())
            self.now += 1
        self._blocks.extend(_text_blocks(gathered))


def _paragraphs(cell: str) -> Iterator[Block]:
    yield from _text_blocks([part for part in _GAP.split(cell.strip()) if part.strip()])


def _text_blocks(lines: Sequence[str]) -> Iterator[Block]:
    now = 0
    while now < len(lines):
        bullets = _bullets(lines, now)
        numbered = _numbered(lines, now)
        if bullets:
            yield _bulleted(bullets)
            now += len(bullets)
        elif len(numbered) > 1:
            yield ListBlock(True, tuple((_paragraph(words),) for words in numbered))
            now += len(numbered)
        else:
            yield _paragraph(lines[now])
            now += 1


def _paragraph(words: str) -> Paragraph:
    return Paragraph((Run(" ".join(words.split())),))


def _bullets(lines: Sequence[str], now: int) -> list[tuple[str, str]]:
    """(mark, words) of the bulleted lines from here on."""
    found: list[tuple[str, str]] = []
    while now + len(found) < len(lines) and (match := _BULLET.fullmatch(lines[now + len(found)])):
        found.append((match["mark"], match["words"]))
    return found


def _numbered(lines: Sequence[str], now: int) -> list[str]:
    """The words of the lines numbered 1, 2, 3 ... from here on: other numbers would be lost in a list."""
    found: list[str] = []
    while now + len(found) < len(lines) and (match := _NUMBER.fullmatch(lines[now + len(found)])):
        if int(match["number"]) != len(found) + 1:
            break
        found.append(match["words"])
    return found


def _bulleted(bullets: Sequence[tuple[str, str]]) -> ListBlock:
    """One list; "o" under another mark is Word's second level."""
    items: list[tuple[list[str], list[str]]] = []
    for mark, words in bullets:
        if mark == "o" and bullets[0][0] != "o":
            items[-1][1].append(words)
        else:
            items.append(([words], []))
    return ListBlock(False, tuple(_item(words, under) for words, under in items))


def _item(words: list[str], under: list[str]) -> tuple[Block, ...]:
    paragraphs: tuple[Block, ...] = tuple(_paragraph(line) for line in words)
    if under:
        paragraphs += (ListBlock(False, tuple((_paragraph(line),) for line in under)),)
    return paragraphs
