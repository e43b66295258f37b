"""Which paragraphs of a Word file are list items: numbering.xml, styles that number, and styles named as lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

Element = Any


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's place in a list: `list_id` tells neighbouring lists apart, `level` counts from 0."""

    list_id: str
    level: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says itself; `based_on` names the one that it extends."""

    name: str
    based_on: str
    outline: int | None
    numbering: Element | None
    run: Element | None


_OFF = {"0", "false", "off", "none"}


def value(element: Element | None, name: str, attribute: str = "w:val") -> str:
    """The attribute of a child ("" where the child or the attribute is missing)."""
    child = element.find(qn(name)) if element is not None else None
    return (child.get(qn(attribute)) or "") if child is not None else ""


def whole(text: str, otherwise: int = 0) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else otherwise


def is_on(element: Element | None, name: str) -> bool | None:
    """A toggle such as w:b: True, False, or None where nothing is said."""
    child = element.find(qn(name)) if element is not None else None
    return None if child is None else (child.get(qn("w:val")) or "").lower() not in _OFF


class Styles:
    """The styles of a document by id, with what they inherit."""

    def __init__(self, document: Any) -> None:
        self._styles = {
            element.get(qn("w:styleId")) or "": _style(element)
            for element in _root(document, RELATIONSHIP_TYPE.STYLES, "w:style")
        }

    def chain(self, style_id: str) -> list[Style]:
        """The style and those that it is based on, nearest first; [] for an unknown one."""
        found: list[Style] = []
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            found.append(self._styles[style_id])
            style_id = found[-1].based_on
        return found

    def outline(self, style_id: str) -> int | None:
        """The heading level from 1, or None for text."""
        for style in self.chain(style_id):
            if match := re.fullmatch(r"heading (\d)", style.name):
                return int(match[1])
            if style.name == "title":
                return 1
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
        return None

    def toggled(self, style_id: str, name: str) -> bool:
        states = (is_on(style.run, name) for style in self.chain(style_id))
        return next((state for state in states if state is not None), False)


def _root(document: Any, relationship: str, name: str) -> list[Element]:
    """The elements of that name in a part of the document; [] where the part is missing."""
    for found in document.part.rels.values():
        if found.reltype == relationship and not found.is_external:
            root = getattr(found.target_part, "element", None)
            return [] if root is None else root.findall(qn(name))
    return []


def _style(element: Element) -> Style:
    paragraph = element.find(qn("w:pPr"))
    outline = value(paragraph, "w:outlineLvl")
    return Style(
        name=value(element, "w:name").lower(),
        based_on=value(element, "w:basedOn"),
        outline=whole(outline) if outline else None,
        numbering=paragraph.find(qn("w:numPr")) if paragraph is not None else None,
        run=element.find(qn("w:rPr")),
    )


class Numbering:
    """Reads list membership of paragraphs. Files without numbering definitions are read by style names."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self._styles = styles
        self._document = document

    def of(self, paragraph: Element) -> Numbered | None:
        properties = paragraph.find(qn("w:pPr"))
        style_id = value(properties, "w:pStyle")
        direct = properties.find(qn("w:numPr")) if properties is not None else None
        if direct is not None and (list_id := value(direct, "w:numId")):
            return self._numbered(list_id, whole(value(direct, "w:ilvl")))
        return self._by_style(style_id, direct)

    def _by_style(self, style_id: str, direct: Element | None) -> Numbered | None:
        for style in self._styles.chain(style_id):
            match = re.fullmatch(r"list (bullet|number)(?: (\d))?", style.name)
            named = whole(match[2] or "1") - 1 if match else 0
            if style.numbering is not None and (list_id := value(style.numbering, "w:numId")):
                level = value(direct, "w:ilvl") or value(style.numbering, "w:ilvl")
                found = self._numbered(list_id, whole(level or self._linked.get((list_id, style_id), "0")))
                # "List Bullet 2" stands below "List Bullet", though its numbering is a list of its own
                return replace(found, level=max(found.level, named)) if found else None
            if match:
                return Numbered(style.name, named, match[1] == "number")
        return None

    def _numbered(self, list_id: str, level: int) -> Numbered | None:
        if list_id == "0":
            return None
        level = min(max(level, 0), 8)
        kind = self._kinds.get(list_id, {}).get(level, "bullet")
        return None if kind == "none" else Numbered(list_id, level, kind != "bullet")

    @cached_property
    def _abstract_of(self) -> dict[str, str]:
        elements = _root(self._document, RELATIONSHIP_TYPE.NUMBERING, "w:num")
        return {element.get(qn("w:numId")) or "": value(element, "w:abstractNumId") for element in elements}

    @cached_property
    def _abstracts(self) -> dict[str, Element]:
        elements = _root(self._document, RELATIONSHIP_TYPE.NUMBERING, "w:abstractNum")
        return {element.get(qn("w:abstractNumId")) or "": element for element in elements}

    def _levels(self, list_id: str) -> list[Element]:
        """The levels of a list; a list may lend those of a list style."""
        abstract = self._abstracts.get(self._abstract_of.get(list_id, ""))
        if abstract is None:
            return []
        for style in self._styles.chain(value(abstract, "w:numStyleLink")):
            lender = value(style.numbering, "w:numId")
            if lender and lender != list_id:
                lent = self._abstracts.get(self._abstract_of.get(lender, ""))
                return [] if lent is None else lent.findall(qn("w:lvl"))
        return list(abstract.findall(qn("w:lvl")))

    @cached_property
    def _kinds(self) -> dict[str, dict[int, str]]:
        """List id -> level -> number format ("bullet", "decimal" ...)."""
        return {
            list_id: {
                whole(level.get(qn("w:ilvl")) or "0"): value(level, "w:numFmt") or "decimal"
                for level in self._levels(list_id)
            }
            for list_id in self._abstract_of
        }

    @cached_property
    def _linked(self) -> dict[tuple[str, str], str]:
        """(List id, style id) -> level, for levels that name the style that uses them."""
        return {
            (list_id, value(level, "w:pStyle")): level.get(qn("w:ilvl")) or "0"
            for list_id in self._abstract_of
            for level in self._levels(list_id)
        }
