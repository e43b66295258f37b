"""The page on which a place is filled in, as an address."""

from __future__ import annotations

from django.urls import reverse

from bcf.definition.parts import Edition
from schemes.steps import step_with, steps_of

from .asked import has_pages, repeats
from .places import spot


def anchor(place: str) -> str:
    """The id of the part of a page that asks for this place."""
    return f"at-{place}"


def address(ref: str, edition: Edition, place: str) -> str:
    """The address of "key", "table", "table/uid" or "table/uid/field"; the task list where it is nowhere."""
    found = spot(edition.id, place)
    if not found:
        return reverse("plan", args=[ref])
    table, _, rest = place.partition("/")
    uid, _, key = rest.partition("/")
    if uid and (own := _page_of_row(ref, edition, table, uid, key)):
        return f"{own}#{anchor(place)}" if key else own
    fragment = "" if place == found.section.key else f"#{anchor(place)}"
    return reverse("section", args=[ref, found.section.key]) + fragment


def _page_of_row(ref: str, edition: Edition, table: str, uid: str, key: str) -> str:
    """Where a row is filled in that has pages of its own; "" for one that is a line of its section's page."""
    section = repeats(edition, table)
    if section and key and (step := step_with(steps_of(edition, section), key)):
        return reverse("step", args=[ref, table, uid, step.key])
    if section or has_pages(edition.tables[table]):
        return reverse("row", args=[ref, table, uid])
    return ""
