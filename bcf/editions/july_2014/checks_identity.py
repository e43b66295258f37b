"""Who agrees the plan and when: X01 to X05."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bcf.definition import spelling
from bcf.definition.checks import Finding, Plan
from bcf.definition.content import Row

from .dates import DATES


def _differences(plan: Plan, key: str, table: str, noun: str) -> Iterator[Finding]:
    named = {spelling.fold_organisation(name): name for name in plan.content.get(key).splitlines()}
    signed = {
        spelling.fold_organisation(row.get("organisation")): row
        for row in plan.content.rows(table)
        if row.get("organisation")
    }
    for folded, name in named.items():
        if folded not in signed:
            yield table, f"{name} is in the summary of the plan but has no sign-off block. Add one, or mend the name."
    for folded, row in signed.items():
        if folded not in named:
            yield (
                f"{table}/{row.uid}/organisation",
                f"{row.get('organisation')} has a sign-off block but is not among the {noun} in the plan’s summary.",
            )


def x01_same_organisations(plan: Plan) -> Iterator[Finding]:
    """The CCGs and councils that sign off are those of the summary, and a Health and Wellbeing Board signs too."""
    yield from _differences(plan, "ccgs", "sign_off_ccgs", "clinical commissioning groups")
    yield from _differences(plan, "local_authorities", "sign_off_councils", "councils")
    if not any(row.get("organisation") for row in plan.content.rows("sign_off_boards")):
        yield "sign_off_boards", "No Health and Wellbeing Board is named in the sign-off. Enter its name."


def _blocks(plan: Plan) -> Iterator[tuple[str, Row, bool]]:
    """Each sign-off block: its table, its row, and whether it has a position."""
    for sign_off in plan.edition.sign_offs:
        for row in plan.content.rows(sign_off.table):
            yield sign_off.table, row, bool(sign_off.position)


def x03_sign_offs_complete(plan: Plan) -> Iterator[Finding]:
    """Every sign-off has its organisation and signatory, and the position of those who sign for a CCG or council."""
    asked = (
        ("organisation", "Enter the organisation"),
        ("name", "Enter the name of the person who signs"),
        ("position", "Enter that person’s job title"),
    )
    for table, row, positioned in _blocks(plan):
        for column, action in asked:
            if (column != "position" or positioned) and not row.get(column):
                yield f"{table}/{row.uid}/{column}", f"{row.get('organisation') or 'A sign-off block'}: {action}."


def x03_sign_offs_dated(plan: Plan) -> Iterator[Finding]:
    """Every sign-off block has its date. Signing here fills it in."""
    for table, row, _ in _blocks(plan):
        if not row.get("date"):
            yield (
                f"{table}/{row.uid}/date",
                f"{row.get('organisation') or 'A sign-off'}: no date yet. Signing fills it in.",
            )


def x04_dates_in_order(plan: Plan) -> Iterator[Finding]:
    """The board agreed the plan, and each organisation signed it, no later than it was submitted."""
    submitted = plan.content.get("date_submitted")
    if not submitted:
        return
    when = plan.edition.fields["date_submitted"].kind.show(submitted)
    if plan.content.get("date_agreed") > submitted:
        yield "date_agreed", f"The board’s date is after the plan was submitted, {when}. Check both dates."
    for table, row, _ in _blocks(plan):
        if row.get("date") > submitted:
            yield (
                f"{table}/{row.uid}/date",
                f"{row.get('organisation')} signed after the plan was submitted, {when}. Check both dates.",
            )


def x05_submitted_in_time(plan: Plan) -> Iterator[Finding]:
    """The plan was submitted by the deadline, or its note says that it is late."""
    submitted = plan.content.get("date_submitted")
    late = "late" in plan.content.get("date_submitted_note").lower()
    if submitted and date.fromisoformat(submitted) > DATES.deadline.date() and not late:
        yield (
            "date_submitted",
            f"Plans were due by 12 noon on {DATES.deadline:%-d %B %Y}. If this one is late, say so in the note beside "
            "the date, for example “late: agreed with the Area Team”.",
        )
