"""The words of a sheet: by which its parts are told apart and found again."""

from __future__ import annotations

import re
from functools import cache

from bcf.definition.parts import Echo, Field, Grid, Heading, Item, Note, Section, Table
from bcf.definition.spelling import fold

AREA_MARK = "<HWB>"
LONG_ENOUGH = 8


@cache
def _pattern(label: str) -> re.Pattern[str]:
    """The folded words of a label; long ones may go on ("... (£000)"), and the area's name may be anything."""
    parts = ".*".join(re.escape(fold(part)) for part in label.split(AREA_MARK))
    return re.compile(parts + (".*" if len(fold(label)) >= LONG_ENOUGH else ""))


def matches(label: str, folded: str) -> bool:
    """Whether folded words are the label's."""
    return bool(_pattern(label).fullmatch(folded))


def same_tab(section: Section, tab: str) -> bool:
    """Whether it is the section's tab by its name; the number may be left out."""
    return bool({fold(tab), fold(_bare(tab))} & {fold(section.tab), fold(_bare(section.tab))})


def _bare(tab: str) -> str:
    return tab.lstrip("0123456789. ")


def asks(item: Item) -> bool:
    """Whether an item has cells whose values are somebody's, not worked out."""
    if isinstance(item, Grid):
        return any(cell and cell.formula is None for line in item.rows for cell in line.cells)
    return isinstance(item, Table) or (isinstance(item, Field) and item.formula is None)


def titles(section: Section) -> dict[str, str]:
    """Key of a field, grid or table -> the title it stands under."""
    found: dict[str, str] = {}
    title = section.title
    for item in section.items:
        if isinstance(item, Heading):
            title = item.text
        elif isinstance(item, Table):
            found[item.key] = item.title or title
        elif isinstance(item, Grid):
            title = found[item.key] = item.title or title
            found |= {cell.key: title for line in item.rows for cell in line.cells if cell}
        elif isinstance(item, Field):
            found[item.key] = title
    return found


class Official:
    """`words in Official(section)`: whether folded words are printed on the form; the area's name may be anything."""

    def __init__(self, section: Section) -> None:
        words = [section.title, section.tab, *(text for item in section.items for text in _words(item))]
        self._named = [text for text in words if AREA_MARK in text]
        self._folded = {fold(text) for text in words}

    def __contains__(self, folded: str) -> bool:
        return folded in self._folded or any(matches(label, folded) for label in self._named)


def _words(item: Item) -> list[str]:
    if isinstance(item, Heading):
        return [item.text, f"{item.ref}. {item.text}"]
    if isinstance(item, Note):
        return [item.text]
    if isinstance(item, Field | Echo):
        return [item.label]
    if isinstance(item, Table):
        columns = [words for column in item.columns for words in (column.label, column.group, column.placeholder)]
        return [item.title, *item.intro, *columns, item.total_label]
    if not isinstance(item, Grid):
        return []
    lines = [line.label for line in item.rows]
    return [item.title, item.head, *item.columns, *lines, *(words for words, _ in item.groups), *item.notes]
