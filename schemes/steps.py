"""A section that repeats, as steps: one long answer a step, or short answers that belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bcf.definition.content import Row
from bcf.definition.kinds import RichText
from bcf.definition.parts import Edition, Field, Heading, Item, Note, Section


class Progress(StrEnum):
    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    DONE = "Done"


@dataclass(frozen=True, slots=True)
class Step:
    """`key` is that of its first question, and stands in its address."""

    key: str
    title: str
    items: tuple[Item, ...]

    def fields(self) -> Iterator[Field]:
        return (item for item in self.items if isinstance(item, Field))

    def progress(self, row: Row) -> Progress:
        typed = [field for field in self.fields() if field.typed]
        filled = [field for field in typed if row.get(field.key)]
        if not filled:
            return Progress.NOT_STARTED
        return Progress.DONE if all(field in filled for field in typed if field.required) else Progress.IN_PROGRESS


def steps_of(edition: Edition, section: Section) -> tuple[Step, ...]:
    """The steps of a section that repeats; the columns of its table, if it is listed in one, come first."""
    table = edition.tables[section.each]
    batches: list[list[Item]] = []
    ahead: list[Item] = []
    for item in (*table.columns, *section.items):
        if isinstance(item, Heading | Note):
            ahead.append(item)
        elif isinstance(item, Field):
            if not batches or not _together(batches[-1], item):
                batches.append([])
            batches[-1] += [*ahead, item]
            ahead = []
    return tuple(_step(batch, table.row_noun) for batch in batches)


def _together(batch: Sequence[Item], field: Field) -> bool:
    """Whether the field goes on the step that holds `batch`."""
    fields = [item for item in batch if isinstance(item, Field)]
    if {field.within, field.note_to} & {one.key for one in fields}:
        return True
    long = any(isinstance(one.kind, RichText) for one in (field, *fields))
    return not long and field.group == [one for one in fields if not one.within and not one.note_to][-1].group


def _step(batch: Sequence[Item], noun: str) -> Step:
    fields = [item for item in batch if isinstance(item, Field)]
    main = [field for field in fields if not field.within and not field.note_to]
    title = main[0].called if len(main) == 1 else main[0].group or f"{noun[:1].upper()}{noun[1:]} details"
    return Step(fields[0].key, title, tuple(batch))


def step_with(steps: Sequence[Step], key: str) -> Step | None:
    """The step that asks for the field of that key."""
    return next((step for step in steps if any(field.key == key for field in step.fields())), None)


def after(steps: Sequence[Step], step: Step) -> Step | None:
    """The step that follows; None after the last."""
    place = steps.index(step) + 1
    return steps[place] if place < len(steps) else None


def before(steps: Sequence[Step], step: Step) -> Step | None:
    place = steps.index(step)
    return steps[place - 1] if place else None
