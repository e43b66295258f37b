"""What an uploaded file would change in a plan, to be taken or left answer by answer and table by table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from bcf.definition.content import Content
from bcf.definition.parts import Edition
from bcf.definition.references import filled

from .actions import overlaid
from .compared import Difference, differences, place_title

_SHORT = 800


@dataclass(frozen=True, slots=True)
class Proposal:
    """One answer, or one whole table (`key`). `new`: the plan says nothing there, so nothing would be lost."""

    key: str
    title: str
    section: str
    new: bool
    differences: tuple[Difference, ...]

    @property
    def short(self) -> bool:
        """Whether both texts can stand on the page at once."""
        texts = [shown.text for one in self.differences for shown in (*one.before, *one.after)]
        return not self.new and sum(map(len, texts)) <= _SHORT

    @property
    def table(self) -> bool:
        """Whether it is of rows, each to be named."""
        return any(one.place != self.key for one in self.differences)


def proposals(edition: Edition, base: Content, found: Content) -> list[Proposal]:
    """What would change in `base`, in the order of the forms."""
    changes = differences(edition, base, filled(edition, overlaid(base, found), by=base))
    order = {key: number for number, key in enumerate([*edition.fields, *edition.tables])}
    changes.sort(key=lambda one: order.get(_key(one), len(order)))
    return [_proposal(edition, base, key, tuple(ones)) for key, ones in groupby(changes, key=_key)]


def _key(difference: Difference) -> str:
    return difference.place.partition("/")[0]


def _proposal(edition: Edition, base: Content, key: str, changes: tuple[Difference, ...]) -> Proposal:
    table = edition.tables.get(key)
    title = (table.title or changes[0].section) if table else place_title(edition, key)
    new = not (base.rows(key) if table else base.get(key))
    return Proposal(key, title, changes[0].section, new, changes)
