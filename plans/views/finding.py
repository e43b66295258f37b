"""From an address to what it names: the plan, if this person may fill the part in, and the part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.http import Http404
from django.urls import reverse

from bcf.access import Permission, may, plan_for, plans_for, writing
from bcf.definition.parts import Document, Edition, Section, Table
from plans.asked import has_pages, repeats
from plans.content import rows_of
from plans.models import Plan
from plans.places import spot

from .find import SignedIn


class SectionAt(NamedTuple):
    plan: Plan
    document: Document
    section: Section


class TableAt(NamedTuple):
    """A table whose rows have pages; `section` is where it is listed, or what is filled in for each row."""

    plan: Plan
    document: Document
    section: Section
    table: Table


def section_at(request: SignedIn, ref: str, key: str) -> SectionAt:
    """The section of that key. Someone without any part in the plan gets 404 before anything else."""

    def needed(plan: Plan) -> Permission:
        return writing(*_section(plan.edition, key))

    plan = plan_for(request.user, ref, needed)
    return SectionAt(plan, *_section(plan.edition, key))


def _section(edition: Edition, key: str) -> tuple[Document, Section]:
    for document, section in edition.sections():
        if section.key == key:
            return document, section
    raise Http404(f"This plan’s forms have no section “{key}”.")


def table_at(request: SignedIn, ref: str, key: str) -> TableAt:
    """The table of that key, if its rows have pages of their own."""
    plan = _plan(request, ref)
    found = _holder(plan.edition, key)
    if not found:
        raise Http404(f"This plan’s forms have no pages for “{key}”.")
    document, section, table = found
    return TableAt(plan_for(request.user, ref, writing(document, section)), document, section, table)


def _plan(request: SignedIn, ref: str) -> Plan:
    """The plan, to see which right the page needs; the right itself is asked for after."""
    plan = plans_for(request.user).filter(ref=ref).first()
    if not plan:
        raise Http404("There is no such plan among yours.")
    return plan


def _holder(edition: Edition, key: str) -> tuple[Document, Section, Table] | None:
    table = edition.tables.get(key)
    if not table:
        return None
    if section := repeats(edition, key):
        document = next(document for document, one in edition.sections() if one is section)
        return document, section, table
    found = spot(edition.id, key)
    return (found.document, found.section, table) if found and has_pages(table) else None


def sections_open_to(request: SignedIn, plan: Plan) -> Iterator[Section]:
    """The sections that this person may fill in, in the order of the forms."""
    verdicts: dict[Permission, bool] = {}
    given = rows_of(plan, [table.key for table in plan.edition.tables.values() if table.fixed])
    for document, section in plan.edition.sections():
        if not section.stands(given):
            continue
        right = writing(document, section)
        if right not in verdicts:
            verdicts[right] = may(request.user, right, plan).allowed
        if verdicts[right]:
            yield section


def next_address(request: SignedIn, plan: Plan, section: Section) -> str:
    """The page after a section: the next one that is theirs to fill in, else the task list."""
    sections = list(sections_open_to(request, plan))
    place = sections.index(section) + 1
    if place < len(sections):
        return reverse("section", args=[plan.ref, sections[place].key])
    return reverse("plan", args=[plan.ref])
