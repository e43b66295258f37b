"""Part 2 of the forms: the Excel workbook with its sheets in the official order."""

from __future__ import annotations

from bcf.definition.parts import Document, Note, Section

from .charts import with_pictures
from .sheets_activity import P4P_METRIC, PAYMENT_FOR_PERFORMANCE
from .sheets_metrics import SUPPORTING_METRICS
from .sheets_money import MONEY_SHEETS
from .sheets_national import NATIONAL_FIGURES

TITLE = "Better Care Fund planning template – Part 2"

INTRODUCTION = Section(
    "introduction",
    TITLE,
    tab="Introduction",
    items=(
        Note("Please complete white cells"),
        Note(
            "Tabs 1 to 3 are in thousands of pounds (£000). Tab 4 has unit prices and totals in pounds (£), and a "
            "saving there is a negative number. Grey cells are worked out from the white ones."
        ),
    ),
)

PART_2 = Document(
    "part_2",
    TITLE,
    "excel",
    (
        *map(with_pictures, (INTRODUCTION, PAYMENT_FOR_PERFORMANCE, *MONEY_SHEETS, P4P_METRIC, SUPPORTING_METRICS)),
        NATIONAL_FIGURES,
    ),
    filename="part-2.xlsx",
)
