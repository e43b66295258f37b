"""The one list of a plan's problems, and its views: the task list, the problems page, the gate before signing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bcf.definition.checks import check
from bcf.definition.content import Content, Row
from bcf.definition.kinds import RichText, Unreadable
from bcf.definition.parts import Document, Edition, Section
from bcf.definition.problems import Problem, Severity

from .content import Stored, content_of, places_of, read, row_key
from .models import Plan
from .places import row_name, spot


class State(StrEnum):
    """How far a section is."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    COMPLETE = "Complete"
    PROBLEMS = "Problems"
    CALCULATED = "Calculated"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the task list: a section, or one row's copy of a section that repeats (`uid`)."""

    document: Document
    section: Section
    uid: str
    title: str
    state: State
    problems: tuple[Problem, ...]
    saved_by: str = ""
    saved_at: datetime | None = None

    @property
    def place(self) -> str:
        """The place of the whole entry: a section's key, or "table/uid"."""
        return f"{self.section.each}/{self.uid}" if self.uid else self.section.key


@dataclass(frozen=True, slots=True)
class Checklist:
    """`problems` is the whole list; those of no section (place "") are in no entry."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    def of(self, document: Document) -> list[Entry]:
        return [entry for entry in self.entries if entry.document.key == document.key]


def checklist(plan: Plan) -> Checklist:
    """The task list of a plan. Two queries."""
    content, stored = read(plan)
    return checklist_of(plan.edition, content, stored)


def checklist_of(edition: Edition, content: Content, stored: Mapping[str, Stored]) -> Checklist:
    """The task list of any content; `stored` tells who saved last."""
    problems = problems_in(edition, content)
    gathered = _Gathered(edition, content, problems, stored)
    return Checklist(tuple(gathered.entries()), tuple(problems))


def problems_of(plan: Plan) -> list[Problem]:
    """Every problem of the plan as it stands. Two queries."""
    return problems_in(plan.edition, content_of(plan))


def problems_in(edition: Edition, content: Content) -> list[Problem]:
    """Values that cannot be read, then the edition's own checks, in their order, of all the others."""
    unreadable = {problem.place: problem for problem in _unreadable(edition, content)}
    found = check(edition, _without(content, unreadable))
    return [*unreadable.values(), *(problem for problem in found if problem.place not in unreadable)]


def must_fix(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.MUST_FIX]


def before_signing(edition: Edition, problems: Iterable[Problem]) -> list[Problem]:
    """What must be fixed before anyone can sign: not the names and dates that the signatures themselves fill in."""
    filled_by_signing = {
        (one.table, column) for one in edition.sign_offs for column in (one.name, one.position, one.date)
    }
    return [
        problem
        for problem in must_fix(problems)
        if (problem.place.partition("/")[0], problem.place.rpartition("/")[2]) not in filled_by_signing
    ]


def _without(content: Content, places: Collection[str]) -> Content:
    if not places:
        return content
    answers = {key: value for key, value in content.answers.items() if key not in places}
    tables = {
        table: tuple(
            Row(row.uid, {k: v for k, v in row.values.items() if f"{table}/{row.uid}/{k}" not in places})
            for row in rows
        )
        for table, rows in content.tables.items()
    }
    return replace(content, answers=answers, tables=tables)


def _unreadable(edition: Edition, content: Content) -> Iterator[Problem]:
    for place, value in places_of(content).items():
        found = spot(edition.id, place)
        kind = found.field.kind if found and found.field else None
        if kind is None or (isinstance(kind, RichText) and kind.limit is None):
            continue
        try:
            kind.parse(value)
        except Unreadable as error:
            yield Problem(place, Severity.MUST_FIX, str(error))


Key = tuple[str, str]


class _Gathered:
    """Problems, values and times by section and row, each gone through once."""

    def __init__(
        self, edition: Edition, content: Content, problems: Iterable[Problem], stored: Mapping[str, Stored]
    ) -> None:
        self.edition = edition
        self.content = content
        self.problems: dict[Key, list[Problem]] = {}
        for problem in problems:
            self.problems.setdefault(self._key(problem.place), []).append(problem)
        self.started = {self._key(place) for place, _ in content.places()}
        self.started |= {self._key(table) for table, rows in content.tables.items() if rows}
        self.last: dict[Key, Stored] = {}
        for place, one in stored.items():
            key = self._key(place)
            if key not in self.last or self.last[key].saved_at < one.saved_at:
                self.last[key] = one

    def _key(self, place: str) -> Key:
        """(section, uid of the row if the section repeats)."""
        found = spot(self.edition.id, place)
        if not found:
            return "", ""
        row = row_key(place) if found.section.each else None
        return found.section.key, row[1] if row else ""

    def entries(self) -> Iterator[Entry]:
        for document, section in self.edition.sections():
            if not section.each and _has_answers(section) and section.stands(self.content):
                yield self._entry(document, section, "", section.title)
            for row in self.content.rows(section.each):
                title = row_name(self.edition, section.each, row.values)
                yield self._entry(document, section, row.uid, title)

    def _entry(self, document: Document, section: Section, uid: str, title: str) -> Entry:
        key = (section.key, uid)
        problems = tuple(self.problems.get(key, ()))
        last = self.last.get(key)
        state = self._state(section, key, problems)
        by, at = (last.saved_by, last.saved_at) if last else ("", None)
        return Entry(document, section, uid, title, state, problems, by, at)

    def _state(self, section: Section, key: Key, problems: tuple[Problem, ...]) -> State:
        stopping = must_fix(problems)
        if any(not self._blank(problem.place) for problem in stopping):
            return State.PROBLEMS
        if not _asks(section):
            return State.CALCULATED
        if key not in self.started:
            return State.NOT_STARTED
        return State.IN_PROGRESS if stopping else State.COMPLETE

    def _blank(self, place: str) -> bool:
        """Whether nothing is there yet: then the section is merely not finished."""
        if place.count("/") == 1:
            row = self.content.row(*place.split("/"))
            return not row or not any(row.values.values())
        return not self.content.value(place) and not self.content.rows(place)


def _has_answers(section: Section) -> bool:
    """Whether there is anything in the section but words of the form."""
    return any(True for _ in section.fields()) or any(True for _ in section.tables())


def _asks(section: Section) -> bool:
    """Whether anyone fills the section in."""
    return any(field.typed for field in section.fields()) or any(not table.fixed for table in section.tables())
