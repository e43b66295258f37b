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
class Found:
    """Content as read, everything wrong with it, and what could not be placed.

    The three counts are of characters other than white space: in the file less the official wording, placed,
    and not placed; the first is the sum of the others.
    """

    content: Content
    problems: tuple[Problem, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    characters_in: int = 0
    characters_placed: int = 0
    characters_unplaced: int = 0
