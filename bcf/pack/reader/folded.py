"""The letters and digits of a whole file in one string, each knowing where it stands."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from bcf.definition import spelling

from .pieces import Pieces


@cache
def _folded(character: str) -> str:
    return spelling.fold(character)


class Folded:
    """`text` is the fold of all pieces in order; positions in it lead back to a piece and a character there."""

    def __init__(self, pieces: Pieces) -> None:
        self.starts: list[int] = []
        self.offsets: list[int] = []
        letters: list[str] = []
        for piece in pieces.all:
            self.starts.append(len(self.offsets))
            for offset, character in enumerate(piece.text):
                for letter in _folded(character):
                    letters.append(letter)
                    self.offsets.append(offset)
        self.text = "".join(letters)
        self.starts.append(len(self.offsets))

    def piece(self, position: int) -> int:
        """The piece that the letter at `position` stands in."""
        return bisect_right(self.starts, position) - 1

    def span(self, piece: int) -> tuple[int, int]:
        """Where the letters of a piece begin and end."""
        return self.starts[piece], self.starts[piece + 1]
