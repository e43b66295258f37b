"""The best reading of a file: the matches that follow the order of the official form and say the most together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from .folded import Folded
from .matches import Match
from .pieces import Pieces
from .wordings import Role

# what it costs to begin another copy of an annex at its head, and in its middle
ANOTHER_COPY, BROKEN_COPY = 8.0, 80.0
# letters between a short label and what it belongs to
NEAR, NEAR_IN_TABLE = 60, 1500
MOST_KEPT = 3
JOINED = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A match as the last one of the best chain up to it."""

    match: Match
    score: float
    before: Node | None


class Chainer:
    def __init__(self, pieces: Pieces, folded: Folded) -> None:
        self._pieces = pieces
        self._folded = folded

    def chain(self, matches: Sequence[Match]) -> list[Match]:
        """The heaviest sequence in which nothing overlaps and the official order holds, copies of annexes apart."""
        best: Node | None = None
        for node in self._nodes(matches):
            if best is None or node.score > best.score + 1e-9:
                best = node
        chosen: list[Match] = []
        while best:
            chosen.append(best.match)
            best = best.before
        return chosen[::-1]

    def _nodes(self, matches: Sequence[Match]) -> Iterator[Node]:
        ended: dict[int, list[Node]] = defaultdict(list)
        waiting: list[tuple[int, int, Node]] = []
        for number, match in enumerate(matches):
            while waiting and waiting[0][0] <= match.start:
                done = heappop(waiting)[2]
                _remember(ended[done.match.wording.index], done)
            node = self._best(match, ended)
            if node:
                heappush(waiting, (match.end, number, node))
                yield node

    def _best(self, match: Match, ended: dict[int, list[Node]]) -> Node | None:
        best = None if match.says_little else Node(match, self._gain(None, match), None)
        for nodes in ended.values():
            for node in nodes:
                if not self._may_follow(node.match, match):
                    continue
                score = node.score + self._gain(node.match, match)
                if best is None or score > best.score + 1e-9:
                    best = Node(match, score, node)
        return best

    def _may_follow(self, before: Match, match: Match) -> bool:
        first, then = before.wording, match.wording
        if then.index <= first.index and not (then.copies and then.copies == first.copies):
            return False
        return not match.says_little or self._is_near(before, match)

    def _is_near(self, before: Match, match: Match) -> bool:
        if before.wording.section is not match.wording.section:
            return False
        gap = match.start - before.end
        if gap <= NEAR or (
            before.wording.table and before.wording.table is match.wording.table and gap <= NEAR_IN_TABLE
        ):
            return True
        table = self._table(before.end - 1)
        return table is not None and table == self._table(match.start)

    def _table(self, position: int) -> int | None:
        cell = self._pieces.all[self._folded.piece(position)].cell
        return cell.table_id if cell else None

    def _gain(self, before: Match | None, match: Match) -> float:
        gap = match.start - before.end if before else match.start
        joined = before is not None and gap <= 4
        gain = match.weight * _standing(match, joined) + (JOINED if joined else 0) + (1.5 if match.numbered else 0)
        gain -= match.start * 1e-6
        if before is None:
            return gain
        if match.wording.index <= before.wording.index:
            gain -= ANOTHER_COPY if match.wording.begins else BROKEN_COPY
        elif gap > 4 and match.wording.field is before.wording.field and before.wording.role is Role.LABEL:
            # words between a heading and its own prompt: it was hardly the heading
            gain -= 0.7 * before.weight if match.wording.field else 0
        return gain


def _standing(match: Match, joined: bool) -> float:
    """Less for words inside a paragraph, unless they follow official words at once."""
    if not match.anchored and not joined:
        return 0.5 if match.wording.length >= 30 else -1.0
    if match.whole or match.wording.role is Role.PROMPT:
        return 1.0 if match.whole else 0.95
    return 0.7


def _remember(nodes: list[Node], node: Node) -> None:
    """Keeps the best node and the latest ones: a later one may join on to what follows."""
    nodes.append(node)
    if len(nodes) > MOST_KEPT:
        best = max(nodes, key=lambda kept: kept.score)
        latest = [kept for kept in nodes[1:] if kept is not best]
        nodes[:] = [*latest[1 - MOST_KEPT :], best]
