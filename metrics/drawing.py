"""Rows of a sheet as HTML, drawn here and not by templates or widgets, since a sheet may have thousands of cells.

Every word goes through `escape`; what stands between them is written below.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from bcf.definition.kinds import Percent, Rating
from bcf.definition.parts import Table

from . import panels
from .tables import CellView, Input, RowView

# From here on options that begin alike could not be told apart in a narrow list.
_LONG_OPTION = 40
_HIDDEN = '<span class="govuk-visually-hidden">'


def cell(view: CellView) -> SafeString:
    """One cell of a row."""
    return mark_safe(_cell(view))


def line(table: Table, view: RowView, *, new: bool = False) -> SafeString:
    """One row of a table. `new`: one that a script copies for a row that is not stored yet."""
    uid = escape(f"{table.key}/{view.uid}")
    number = f"<span data-row-number>{escape(view.number)}</span>"
    added = f'<input type="hidden" name="{table.key}@added" value="{escape(view.uid)}">' if new else ""
    cells = "".join(map(_cell, view.cells))
    return mark_safe(
        f'<tr class="govuk-table__row" data-row="{escape(view.uid)}" id="at-{uid}">'
        f'<th scope="row" class="govuk-table__header bcf-sheet__number">{number}'
        f'<input type="hidden" name="{table.key}@row" value="{escape(view.uid)}">{added}</th>{cells}'
        f"{'' if table.fixed else _remove(table, uid, number)}</tr>"
    )


def lines(table: Table, views: Iterable[RowView]) -> SafeString:
    return mark_safe("".join(line(table, view) for view in views))


def _remove(table: Table, uid: str, number: str) -> str:
    return (
        '<td class="govuk-table__cell bcf-grid__remove"><button type="submit" class="bcf-link-button" '
        f'name="remove_row" value="{uid}">Remove{_HIDDEN} {escape(table.row_noun)} {number}</span></button></td>'
    )


def _cell(view: CellView) -> str:
    if not view.kind:
        return '<td class="govuk-table__cell bcf-grid__none"></td>'
    place = escape(view.place)
    if isinstance(view.kind, Rating):
        rating = panels.rated(view.place, view.kind, view.shown.lower())
        inner = f'<div data-panel="{escape(rating.name)}">{panels.drawn(rating)}</div>'
        return f'<td class="govuk-table__cell" id="at-{place}">{inner}</td>'
    if not view.input:
        return (
            f'<td class="govuk-table__cell{" bcf-money" if view.figure else ""}" id="at-{place}">'
            f'<output data-figure="{place}" aria-label="{escape(view.name)}">{escape(view.shown)}</output></td>'
        )
    has = view.input
    css = "bcf-cell bcf-cell--error" if has.errors else "bcf-cell"
    return (
        f'<td class="govuk-table__cell{" bcf-money" if view.figure else ""}" id="at-{place}"><div class="{css}">'
        f"{_before(view, has, place)}{_control(view, has, place)}"
        f'<input type="hidden" name="{place}@" value="{has.version}">{_after(view, has, place)}</div></td>'
    )


def _before(view: CellView, has: Input, place: str) -> str:
    """The error and the hint, above the control."""
    html = ""
    if has.errors:
        words = "<br>".join(f"{_HIDDEN}Error:</span> {escape(error)}" for error in has.errors)
        html = f'<p id="id_{place}_error" class="govuk-error-message">{words}</p>'
    if view.hint:
        html += f'<div class="govuk-hint" id="id_{place}_helptext">{escape(view.hint)}</div>'
    return html


def _after(view: CellView, has: Input, place: str) -> str:
    """What the rest of the row says of it, and the link to where more is said."""
    html = ""
    if view.note is not None:
        hidden = "" if view.note else " hidden"
        html = f'<p class="bcf-cell__note" id="id_{place}_note"{hidden}>{escape(view.note)}</p>'
    if has.described:
        html += f'<a class="bcf-mark" href="#{escape(has.described)}">{escape(has.mark)}</a>'
    return html


def _control(view: CellView, has: Input, place: str) -> str:
    attributes = f'name="{place}" id="id_{place}" aria-label="{escape(view.name)}"{_told(view, has, place)}'
    wrong = bool(has.errors)
    if (options := view.options) is not None:
        css = "govuk-select govuk-select--error" if wrong else "govuk-select"
        css += " bcf-choice--long" if max(map(len, options), default=0) > _LONG_OPTION else ""
        return f'<select class="{css}" {attributes}>{_options(options, has.text)}</select>'
    if view.long:
        css = "govuk-textarea govuk-textarea--error" if wrong else "govuk-textarea"
        # the first line break after the tag is not part of the text
        return f'<textarea class="{css}" rows="2" {attributes}>\n{escape(has.text)}</textarea>'
    css = "govuk-input govuk-input--error" if wrong else "govuk-input"
    if view.figure:
        narrow = " bcf-figure--percent" if isinstance(view.kind, Percent) else ""
        css, attributes = f"{css} bcf-figure{narrow}", f'inputmode="decimal" {attributes}'
    elif view.suggest:
        css, attributes = f"{css} bcf-name", f'list="list-{view.suggest}" {attributes}'
    return f'<input type="text" class="{css}" value="{escape(has.text)}" autocomplete="off" {attributes}>'


def _told(view: CellView, has: Input, place: str) -> str:
    """Which elements describe the control."""
    ids = [f"id_{place}_error"] if has.errors else []
    ids += [f"id_{place}_helptext"] if view.hint else []
    ids += [f"id_{place}_note"] if view.note else []
    ids += [escape(has.described)] if has.described else []
    invalid = ' aria-invalid="true"' if has.errors else ""
    return f'{invalid} aria-describedby="{" ".join(ids)}"' if ids else invalid


@lru_cache(maxsize=1000)
def _options(options: tuple[str, ...], chosen: str) -> str:
    """Made once for each value: a long sheet has thousands of the same."""
    listed = ("", *options)
    return "".join(f"<option{' selected' if one and one == chosen else ''}>{escape(one)}</option>" for one in listed)
