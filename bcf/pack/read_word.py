"""Reads a filled-in Word form, ours or anyone's."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from bcf.definition.parts import Edition
from bcf.definition.richtext import Block

from .found import Found, Unusable
from .read_own_word import read_own
from .reader.bullets import with_lists
from .reader.form import read_form
from .word_blocks import BlockReader
from .zip_guard import check_office_file

# parts of a Word file beside its text, by the ends of the names of their relationships
_ASIDE = ("header", "footer", "comments")


def read_word(edition: Edition, data: bytes) -> Found:
    """What a .docx says: a file of ours exactly, another by the official words in it.

    Raises Unusable where it is no whole Word document, or not the edition's form.
    """
    check_office_file(data, "docx")
    own = read_own(edition, data)
    if own:
        return own
    document = _opened(data)
    reader = BlockReader(document)
    return read_form(edition, with_lists(reader.blocks(document.element.body)), tuple(_aside(document, reader)))


def _opened(data: bytes) -> Any:
    try:
        document = docx.Document(BytesIO(data))
        if document.element.body is None:
            raise ValueError("no body")
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise Unusable(
            "This file is damaged: its text cannot be reached. Expected is a Word document (.docx) that Word opens "
            "without repair. Open the original in Word, save it again and upload that copy."
        ) from error
    return document


def _aside(document: Any, reader: BlockReader) -> Iterator[Block]:
    """Page headers, page footers and comments, each once."""
    seen: set[tuple[Block, ...]] = set()
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_ASIDE):
            continue
        for container in _containers(relation.target_part.blob):
            blocks = with_lists(reader.blocks(container))
            if blocks and blocks not in seen:
                seen.add(blocks)
                yield from blocks


def _containers(blob: bytes) -> Iterator[Any]:
    """What holds paragraphs in such a part: each comment, else the part itself."""
    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    yield from (root.iterfind(qn("w:comment")) if root.tag == qn("w:comments") else (root,))
