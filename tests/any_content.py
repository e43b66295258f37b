"""Hypothesis strategies for whole contents of any edition, made from its parts: each kind of field has its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import singledispatch

from hypothesis import strategies as st

from bcf.definition.content import Content, Row
from bcf.definition.kinds import (
    Attachment,
    Choice,
    Count,
    Date,
    Kind,
    Money,
    Names,
    Percent,
    RichText,
    Unreadable,
)  # fmt: skip
from bcf.definition.parts import Edition, Field
from bcf.definition.references import filled
from tests.richtext_trees import html

_AWKWARD = [
    "=1+1",
    "+44 1702",
    "@home",
    "-119",
    "_x000D_",
    "x005F_",
    "#N/A",
    "0012",
    "]]>",
    "<b>",
    "a\tb",
    "￾",
    "1 January",
    "TRUE",
]
_words = st.one_of(st.text(max_size=30), st.sampled_from(_AWKWARD))
_uids = st.from_regex(r"[a-z0-9]{1,10}", fullmatch=True)


def values(field: Field) -> st.SearchStrategy[str]:
    """Canonical values of the field: what its kind makes of anything typed; "" where it makes nothing."""
    return _typed(field.kind).map(lambda raw: _parsed(field.kind, raw))


def _parsed(kind: Kind, raw: str) -> str:
    try:
        return kind.parse(raw)
    except Unreadable:
        return ""


@singledispatch
def _typed(kind: Kind) -> st.SearchStrategy[str]:
    return _words


@_typed.register
def _(kind: RichText) -> st.SearchStrategy[str]:
    return html


@_typed.register
def _(kind: Names) -> st.SearchStrategy[str]:
    return st.lists(_words, max_size=3).map("\n".join)


@_typed.register
def _(kind: Choice) -> st.SearchStrategy[str]:
    return st.sampled_from(kind.options)


@_typed.register(Money)
@_typed.register(Count)
@_typed.register(Percent)
def _(kind: Money | Count | Percent) -> st.SearchStrategy[str]:
    places = kind.places if isinstance(kind, Count) else 6
    most = 100 if isinstance(kind, Percent) else 10**9
    least = 0 if kind.least == 0 else -most
    return st.decimals(least, most, places=places).map(lambda number: f"{number:f}")


@_typed.register
def _(kind: Date) -> st.SearchStrategy[str]:
    return st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)


@_typed.register
def _(kind: Attachment) -> st.SearchStrategy[str]:
    names = _words.map(lambda name: name.strip() or "file")
    return st.builds("{:064x}/{}".format, st.integers(0, 16**64 - 1), names)


@st.composite
def contents(draw: st.DrawFn, edition: Edition, document: str) -> Content:
    """Some of the document's answers and, in some of its tables, some rows, blank ones too; its references filled in,
    as they are wherever a plan is read.
    """
    form = edition.document(document)
    fields = [field for section in form.sections if not section.each for field in section.fields()]
    tables = {table.key for section in form.sections for table in section.tables()}
    tables |= {section.each for section in form.sections if section.each}
    chosen = draw(st.lists(st.sampled_from(sorted(tables)), unique=True, min_size=1, max_size=3))
    rows = {
        table: tuple(
            Row(uid, _some(draw, edition.row_fields[table].values(), draw(st.sampled_from([0, 3, 3, 5]))))
            for uid in draw(st.lists(_uids, unique=True, min_size=1, max_size=3))
        )
        for table in chosen
    }
    return filled(edition, Content(edition.id, _some(draw, fields, 6), rows))


def _some(draw: st.DrawFn, fields: Iterable[Field], count: int) -> dict[str, str]:
    typed = {field.key: field for field in fields if field.typed}
    keys = draw(st.lists(st.sampled_from(sorted(typed)), unique=True, min_size=min(count, len(typed)), max_size=count))
    return {key: draw(values(typed[key])) for key in keys}
