"""What an importer found in a file."""

from __future__ import annotations

from dataclasses import dataclass

from bcf.definition.content import Content
from bcf.definition.problems import Problem


class Unusable(ValueError):
    """The file as a whole cannot be taken; the message says what is wrong, what is expected and what to do."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A stretch of the file that answers no prompt: rich text, and the place it came after ("" at the start)."""

    html: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class SheetProblem(Problem):
    """A problem of a workbook: a line of the table Tab, Section, Cell, What is wrong, What is expected.

    `cell`: "C4", or "C4, C9, D12 to D20" where the same is wrong in all of them; "" for a tab, a table or a column.
    `section`: the title that the cells stand under. `asked`: what the form asks there ("Unit Price (£)").
    MUST_FIX: not taken over. WARNING: look again. NOTE: taken over; good to know. `message` says it all in one line.
    """

    tab: str = ""
    section: str = ""
    cell: str = ""
    asked: str = ""
    wrong: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a workbook of ours says of itself: the edition, the plan and its area, and the content it was made from.

    `version`: 0 for the working copy. `digest`: of that content (`Content.digest`), which thus can be found again.
    """

    edition: str
    plan: str
    area: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """Content as read, everything wrong with it, and what could not be placed.

    The three counts are of characters other than white space: in the file less the official wording, placed,
    and not placed; the first is the sum of the others. `facts`: None where the file says nothing of itself.
    """

    content: Content
    problems: tuple[Problem, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    characters_in: int = 0
    characters_placed: int = 0
    characters_unplaced: int = 0
    facts: Facts | None = None
