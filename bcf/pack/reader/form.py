"""A filled-in form read whole: its parts put into answers and rows, and an account of every character."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bcf.definition import richtext, spelling
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.parts import Edition, Section
from bcf.definition.problems import Problem, Severity
from bcf.definition.richtext import Block

from ..found import Found, Unplaced
from .annexes import join
from .boxes import Boxes
from .chain import Chainer
from .drafts import Draft, Left, Spot
from .folded import Folded
from .gaps import fill_gaps
from .matches import Finder, Match
from .pieces import Pieces, Slice, characters
from .regions import Region, regions, settle
from .tables import RowsReader, TablePart
from .unusable import check_form, check_length
from .values import Stated, Values, agrees
from .wordings import Role, wordings_of


def read_form(edition: Edition, blocks: Iterable[Block], aside: Sequence[Block] = ()) -> Found:
    """What a filled-in form says. `aside`: words outside its flow (page headers, comments), kept as not placed.

    Raises Unusable where the file is not this form.
    """
    pieces = Pieces.of(blocks)
    folded = Folded(pieces)
    check_length(edition, len(folded.text))
    wordings = wordings_of(edition)
    matches = Finder(pieces, folded, wordings).matches()
    chain = fill_gaps(folded, wordings, Chainer(pieces, folded).chain(matches))
    chain = settle(chain, matches)
    check_form(edition, pieces, chain)
    return _Form(edition, pieces, folded, chain).read(aside)


class _Form:
    def __init__(self, edition: Edition, pieces: Pieces, folded: Folded, chain: Sequence[Match]) -> None:
        self._edition = edition
        self._pieces = pieces
        self._folded = folded
        self._chain = chain
        self._values = Values(pieces)
        self._answers = Draft("")
        self._drafts: dict[str, list[Draft]] = defaultdict(list)
        self._annexes: dict[str, list[Draft]] = defaultdict(list)
        self._tables: dict[str, TablePart] = {}
        self._last: dict[str, int] = {}
        self._spot = Spot()
        self._official: list[Slice] = []

    def read(self, aside: Sequence[Block]) -> Found:
        parts = regions(self._pieces, self._folded, self._chain)
        boxes = Boxes(self._pieces, self._folded, parts)
        for region, after in zip(parts, [*parts[1:], Region(None)], strict=True):
            self._region(region, after.match, boxes)
        self._read_tables()
        self._put()
        return self._found(parts, aside)

    # where each region belongs

    def _region(self, region: Region, after: Match | None, boxes: Boxes) -> None:
        match = region.match
        if match is None:
            self._values.leave(region.parts, self._spot)
            return
        wording = match.wording
        if wording.table:
            self._table(match, region)
            return
        draft = self._draft(match)
        item = wording.field
        if item is None or not self._answers_to(match, draft, after):
            self._leave(wording.section, region.parts)
            return
        answered = boxes.split(match, region.parts)
        draft.add(item, answered.parts, answered.boxed)
        self._spot = Spot(item.key, draft)
        self._leave(wording.section, answered.left)

    def _table(self, match: Match, region: Region) -> None:
        table = match.wording.table
        assert table is not None
        part = self._tables.setdefault(table.key, TablePart(table))
        part.parts.extend(region.parts)
        if match.wording.role is Role.COLUMN:
            part.found_heading(self._pieces, self._folded.piece(match.start), match)
        self._spot = Spot(table.key)

    def _draft(self, match: Match) -> Draft:
        """The row that the match is in; a match before the last one of the same copy begins another."""
        wording = match.wording
        if not wording.rows:
            return self._answers
        rows = self._annexes if wording.section.each else self._drafts
        last = self._last.get(wording.copies)
        if (
            last is None
            or wording.index <= last
            or not rows[wording.rows]
            or (wording.begins and not wording.section.each)
        ):
            rows[wording.rows].append(Draft(wording.rows))
        self._last[wording.copies] = wording.index
        return rows[wording.rows][-1]

    def _answers_to(self, match: Match, draft: Draft, after: Match | None) -> bool:
        """A note goes on with the answer before it; a title stands for the section's one prompt if that is gone."""
        item = match.wording.field
        if match.wording.role is Role.NOTE:
            return item is not None and self._spot == Spot(item.key, draft)
        if match.wording.role is Role.TITLE:
            return after is None or after.wording.field is not item
        return True

    def _leave(self, section: Section, parts: Iterable[Slice]) -> None:
        """Keeps what answers nothing; words that some prints of the form have are official."""
        extras = {spelling.fold(text) for text in section.also}
        local = []
        for part in parts:
            if spelling.fold(self._pieces.text(part)) in extras:
                self._official.append(part)
            else:
                local.append(part)
        self._values.leave(local, self._spot)

    # answers and rows

    def _read_tables(self) -> None:
        for key, part in self._tables.items():
            reader = RowsReader(self._pieces, part)
            reader.read()
            self._drafts[key] = reader.drafts
            self._values.left.extend(reader.left)
            self._official.extend(reader.official)

    def _put(self) -> None:
        self._values.put_all(self._answers, self._edition.fields)
        for drafts in (*self._drafts.values(), *self._annexes.values()):
            for draft in drafts:
                self._values.put_all(draft, self._edition.row_fields[draft.table])
        for _, section in self._edition.sections():
            annexes = [draft for draft in self._annexes.get(section.each, ()) if draft.filled]
            if annexes and self._edition.tables[section.each].columns:
                join(self._edition, section, self._drafts[section.each], annexes, self._report)
            else:
                self._drafts[section.each].extend(annexes)
        for drafts in self._drafts.values():
            for number, draft in enumerate((draft for draft in drafts if draft.filled), 1):
                draft.uid = f"r{number}"

    def _report(self, draft: Draft, message: str) -> None:
        self._values.problem(Spot("", draft), message)

    def _content(self) -> Content:
        tables = {
            key: tuple(Row(draft.uid, draft.values) for draft in drafts if draft.filled)
            for key, drafts in self._drafts.items()
        }
        return Content(self._edition.id, self._answers.values, {key: rows for key, rows in tables.items() if rows})

    # the account

    def _found(self, parts: Sequence[Region], aside: Sequence[Block]) -> Found:
        content = self._content()
        self._check_stated(content)
        beside = characters(richtext.text_of(aside))
        there = sum(characters(self._pieces.text(part)) for region in parts for part in region.parts)
        official = sum(characters(self._pieces.text(part)) for part in self._official)
        unplaced = sum(
            characters(left.words) + characters(self._pieces.words(left.parts)) for left in self._values.left
        )
        return Found(
            content,
            (*self._values.found_problems(), *self._missing()),
            tuple(self._unplaced(aside)),
            there - official + beside,
            self._values.placed,
            unplaced + beside,
        )

    def _check_stated(self, content: Content) -> None:
        """Figures that are computed must be as the form states them; what differs is kept."""
        figures = Figures(self._edition, content)
        for stated in self._values.stated:
            words = self._pieces.words(stated.parts)
            place = stated.spot.place
            computed = figures.text(place)
            if agrees(words, computed, self._share(figures, stated)):
                self._values.placed += characters(words)
                continue
            worked_out = f"{computed} is worked out" if computed not in ("", "0") else "nothing can be worked out"
            self._values.problem(
                stated.spot,
                f"{stated.field.called}: the file says “{words[:40]}”, {worked_out} from the other figures.",
            )
            self._values.leave(stated.parts, stated.spot)

    def _share(self, figures: Figures, stated: Stated) -> str:
        """The same figure as a percentage, where the edition has that too."""
        draft = stated.spot.draft
        if draft is None or not draft.table:
            return ""
        for other in self._edition.row_fields[draft.table].values():
            if other.within == stated.field.key and other.formula is not None:
                return figures.text(Spot(other.key, draft).place)
        return ""

    def _missing(self) -> Iterable[Problem]:
        """The sections of which nothing official was found."""
        seen = {match.wording.section.key for match in self._chain}
        for wording in wordings_of(self._edition):
            if wording.role is Role.TITLE and wording.section.key not in seen:
                place = wording.section.each or wording.section.key
                yield Problem(place, Severity.NOTE, f"Nothing of “{wording.section.title}” was found in the file.")

    def _unplaced(self, aside: Sequence[Block]) -> Iterable[Unplaced]:
        """What was left, in the order of the file; neighbours after the same place together."""
        if aside:
            yield Unplaced(richtext.clean(richtext.render(aside)))
        stretches: list[tuple[str, str]] = []
        gathered: list[Left] = []
        for left in sorted(self._values.left, key=lambda left: left.order):
            if gathered and (left.words or gathered[-1].words or gathered[-1].after != left.after):
                stretches.append(self._stretch(gathered))
                gathered = []
            gathered.append(left)
        if gathered:
            stretches.append(self._stretch(gathered))
        for html, after in stretches:
            yield Unplaced(html, after)

    def _stretch(self, lefts: Sequence[Left]) -> tuple[str, str]:
        parts = [part for left in lefts for part in left.parts]
        blocks = richtext.render(self._pieces.blocks(parts)) if parts else ""
        words = richtext.from_text("\n".join(left.words for left in lefts if left.words))
        return richtext.clean(blocks + words), lefts[0].after.place
