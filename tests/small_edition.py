"""A small made-up edition for tests of what does not depend on the official forms."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from types import ModuleType

from bcf import editions
from bcf.definition.checks import Finding, Plan, Rule
from bcf.definition.formulas import Cell, Here
from bcf.definition.kinds import Attachment, Count, Date, LongText, Money, Names, RichText, Text
from bcf.definition.parts import Dates, Document, Edition, Field, Note, Section, SignOff, Table
from bcf.definition.problems import Severity

ID = "small"


def _is_filled(plan: Plan) -> Iterable[Finding]:
    """The vision is written."""
    if not plan.content.get("vision"):
        yield "vision", "Write the vision."


def _is_affordable(plan: Plan) -> Iterable[Finding]:
    """The budget is at most £1,000."""
    if (amount := plan.figures.cell("budget")) and int(str(amount)) > 1000:
        yield "budget", "The budget is more than £1,000. Lower it."


def _is_signed(plan: Plan) -> Iterable[Finding]:
    """Every block has a name and a date."""
    for row in plan.content.rows("sign_off_ccgs"):
        if not row.get("name"):
            yield f"sign_off_ccgs/{row.uid}/name", "Nobody has signed yet."


RULES = (
    Rule("X06", Severity.MUST_FIX, _is_filled, ("vision",)),
    Rule("X11", Severity.MUST_FIX, _is_affordable, ("budget",)),
    Rule("X03", Severity.MUST_FIX, _is_signed, ("sign_off_ccgs",)),
)


def _sign_off(key: str) -> Table:
    columns = (
        Field("organisation", Text(), "Signed on behalf of"),
        Field("name", Text(), "By"),
        Field("position", Text(), "Position"),
        Field("date", Date(), "Date"),
    )
    return Table(key, columns, title="Sign-off", layout="blocks", row_title="{organisation}", row_noun="sign-off")


DETAILS = Section(
    "details",
    "Plan details",
    "1",
    (
        Field("ccgs", Names(), "CCGs"),
        Field("budget", Money(), "Budget"),
        Field("notes", LongText(), "Notes"),
        Field("cover_letter", Attachment(), "Cover letter"),
        _sign_off("sign_off_ccgs"),
        _sign_off("sign_off_boards"),
    ),
)
NARRATIVE = Section(
    "narrative",
    "Narrative",
    "2",
    (
        Field("vision", RichText(), "Vision for health and care services", required=True),
        Field("case", RichText(), "Case for change"),
        Table(
            "schemes",
            (Field("ref", Text(), "Ref no."), Field("name", Text(), "Scheme")),
            title="Planned schemes",
            row_title="{ref} {name}",
            row_noun="scheme",
        ),
        Table(
            "risks",
            (
                Field("likelihood", Count(least=Decimal(1), most=Decimal(5)), "Likelihood"),
                Field("impact", Count(least=Decimal(1), most=Decimal(5)), "Impact"),
                Field("factor", Count(), "Factor", formula=Here("likelihood") * Here("impact")),
            ),
            title="Risks",
            row_noun="risk",
        ),
    ),
)
ANNEX = Section(
    "scheme_annex",
    "Annex 1",
    items=(Field("overview", RichText(), "Overview"),),
    each="schemes",
    row_title="{ref} {name}",
)
HOSPITALS = Section(
    "provider_annex",
    "Annex 2",
    items=(Field("provider", Text(), "Provider"), Field("agreement", RichText(), "Do you agree?")),
    each="providers",
    row_title="{provider}",
    row_noun="provider",
)
COVER = Section("cover", "Part 2", items=(Note("Please complete white cells"),), tab="Introduction")
FUNDING = Section("funding", "Funding", items=(Field("contribution", Money(), "Contribution"),), tab="Funding")
SUMMARY = Section(
    "summary", "Summary", items=(Field("doubled", Money(), "Twice", formula=Cell("budget") * 2),), tab="Summary"
)

EDITION = Edition(
    id=ID,
    title="A made-up edition",
    documents=(
        Document("part_1", "Part 1", "word", (DETAILS, NARRATIVE, ANNEX, HOSPITALS)),
        Document("part_2", "Part 2", "excel", (COVER, FUNDING, SUMMARY)),
    ),
    dates=Dates(datetime(2001, 1, 1, tzinfo=UTC), datetime(2001, 6, 1, tzinfo=UTC)),
    rules=RULES,
    sign_offs=(
        SignOff("sign_off_ccgs", "ccg_signer", "organisation", "name", "position", "date"),
        SignOff("sign_off_boards", "chair", "organisation", "name", "", "date"),
    ),
)


def register() -> None:
    """Makes `edition("small")` find it, as if it were a folder beside the official ones."""
    module = ModuleType(f"{editions.__name__}.{ID}")
    module.EDITION = EDITION  # type: ignore[attr-defined]
    module.__path__ = []
    sys.modules[module.__name__] = module
    known = editions.names()
    editions.names = lambda: (*known, ID)  # type: ignore[assignment]


register()
