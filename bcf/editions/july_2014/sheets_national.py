"""The last tab of the Part 2 workbook: the national figures that the plan was filled in from, and where it differs.

It is ours; the official workbook has a locked look-up sheet in its place.
"""

from __future__ import annotations

from bcf.definition.kinds import Count, LongText, Text
from bcf.definition.national import DATED, FIGURE, REASON, SOURCE, TABLE, WHAT
from bcf.definition.parts import Field, Section, Table

_WORDS = Text(limit=1000)

NATIONAL_FIGURES = Section(
    TABLE,
    "National figures",
    tab="National figures",
    items=(
        Table(
            TABLE,
            (
                Field(WHAT, _WORDS, "What", given=True),
                Field(FIGURE, Count(least=None, places=6), "National figure", given=True),
                Field(SOURCE, LongText(limit=1000), "Source", given=True),
                Field(DATED, _WORDS, "Date", given=True),
                Field(REASON, LongText(limit=2000), "Why this plan uses another figure"),
            ),
            intro=(
                "What is held nationally for this area, and where it comes from. Where the plan uses another figure, "
                "please say why.",
            ),
            fixed=True,
            row_title=f"{{{WHAT}}}",
            row_noun="national figure",
        ),
    ),
)
