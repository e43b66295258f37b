"""National figures beside what a plan says: the panel below a page's questions, and the page of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from django.forms.boundfield import BoundField

from bcf.definition.content import Content
from bcf.definition.national import TABLE, Mark, is_there, marks
from bcf.definition.parts import Edition, Section

from .forms import PageForm
from .places import spot

ASKS_WHY = ". Say why yours differs"


@dataclass(frozen=True, slots=True)
class Line:
    """One national figure with the plan's own; `control` is where people say why they differ."""

    mark: Mark
    section: Section
    figure: str
    own: str
    differs: bool
    control: BoundField | None = None

    @property
    def id(self) -> str:
        return element_id(self.mark)

    @property
    def unexplained(self) -> bool:
        return self.differs and not self.mark.reason


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one section."""

    section: Section
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NationalBlock:
    """`whole`: it is the page of all national figures; else it stands below the questions they are for."""

    template: ClassVar[str] = "plans/national.html"
    groups: tuple[Group, ...]
    whole: bool = False
    asks_why: str = ASKS_WHY

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def not_held(self) -> int:
        return sum(not line.mark.figure for line in self.lines)

    @property
    def unexplained(self) -> int:
        return sum(line.unexplained for line in self.lines)

    @property
    def open(self) -> bool:
        """Whether something is to be done here: otherwise it stays folded."""
        return any(line.unexplained or (line.control and line.control.errors) for line in self.lines)


def element_id(mark: Mark) -> str:
    """The id of the cell that says what the national figure is: the inputs of its place are described by it."""
    return f"national-{mark.uid}"


def label(edition: Edition, mark: Mark, value: str) -> str:
    """The words under the input of a place, where the plan says `value`."""
    if not mark.figure:
        return "Not held: please enter"
    asks = mark.differs(value) and not mark.reason
    return f"National: {_shown(edition, mark, mark.figure)}{ASKS_WHY if asks else ''}"


def marks_on(edition: Edition, content: Content, section: Section) -> Iterator[Mark]:
    """Those of the places that this section asks for; on the page of national figures, all."""
    whole = any(table.key == TABLE for table in section.tables())
    for mark in marks(content):
        found = spot(edition.id, mark.place)
        if found and found.field and is_there(content, mark) and (whole or found.section is section):
            yield mark


def national_block(edition: Edition, content: Content, form: PageForm, section: Section) -> NationalBlock | None:
    """What the page of that section shows of them; None where it has none."""
    lines = (_line(edition, content, form, mark) for mark in marks_on(edition, content, section))
    groups = tuple(Group(one.section, (one, *rest)) for one, *rest in _by_section(lines))
    return NationalBlock(groups, whole=any(table.key == TABLE for table in section.tables())) if groups else None


def _by_section(lines: Iterator[Line]) -> Iterator[list[Line]]:
    return (list(group) for _, group in groupby(lines, key=lambda line: line.section.key))


def _line(edition: Edition, content: Content, form: PageForm, mark: Mark) -> Line:
    found = spot(edition.id, mark.place)
    assert found, mark.place
    value = content.value(mark.place)
    control = form[mark.reason_place] if mark.reason_place in form.fields else None
    figure, own = _shown(edition, mark, mark.figure), _shown(edition, mark, value)
    return Line(mark, found.section, figure, own, mark.differs(value), control)


def _shown(edition: Edition, mark: Mark, value: str) -> str:
    return edition.field_at(mark.place).kind.show(value)
