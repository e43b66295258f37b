"""The forms issued on 25 July 2014: Part 1 with Annexes 1 and 2 (Word), Part 2 (Excel)."""

from __future__ import annotations

from pathlib import Path

from bcf.definition.parts import Document, Edition, OtherForm, SignOff

from .dates import DATES
from .names import EVERYDAY
from .narrative import COVER, SECTIONS
from .provider_annex import ANNEX_2
from .rules import RULES
from .scheme_annex import ANNEX_1
from .sheets import PART_2

PART_1 = Document(
    "part_1",
    "Better Care Fund planning template – Part 1",
    "word",
    (*SECTIONS, ANNEX_1, ANNEX_2),
    cover=COVER,
    filename="part-1.docx",
)

_GUIDANCE = Path(__file__).parent / "guidance"

EDITION = Edition(
    id="july_2014",
    title="Better Care Fund, July 2014",
    documents=(PART_1, PART_2),
    dates=DATES,
    rules=RULES,
    sign_offs=(
        SignOff("sign_off_ccgs", "ccg_signer", "organisation", "name", "position", "date"),
        SignOff("sign_off_councils", "council_signer", "organisation", "name", "position", "date"),
        SignOff("sign_off_boards", "chair", "organisation", "name", "", "date"),
    ),
    other_forms=(
        OtherForm(
            "the first template, of February 2014",
            (
                "Minimum required value of ITF pooled budget",
                "Please note there are two parts to the template",
                "VISION AND SCHEMES",
                "Aims and objectives",
                "Description of planned changes",
                "Implications for the acute sector",
            ),
        ),
    ),
    everyday=EVERYDAY,
    guidance={path.stem: path.read_text() for path in sorted(_GUIDANCE.glob("*.md"))},
)
