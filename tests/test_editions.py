"""What check_editions finds: a sound edition with one thing broken at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from bcf.access import Role
from bcf.definition.checks import Finding, Plan, Rule
from bcf.definition.formulas import Cell, Here, Total
from bcf.definition.kinds import Count, RichText, Text
from bcf.definition.parts import Document, Echo, Edition, Everyday, Field, Section, SignOff, Table
from bcf.definition.problems import Severity
from bcf.editions.soundness import every_field, faults

from .small_edition import EDITION

SOUND = replace(
    EDITION,
    guidance={
        f"{table}.{field.key}" if table else field.key: "Say what you plan."
        for table, field in every_field(EDITION)
        if isinstance(field.kind, RichText)
    },
)


def with_item(item: Any, each: str = "") -> Edition:
    extra = Document("extra", "Extra", "word", (Section("more", "More", items=(item,), each=each),))
    return replace(SOUND, documents=(*SOUND.documents, extra))


def found(edition: Edition) -> list[str]:
    return faults(edition, roles=set(Role))


def _speechless(plan: Plan) -> Iterable[Finding]:
    return ()


def test_a_sound_edition_has_no_faults() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("edition", "fault"),
    [
        (with_item(Field("vision", Text(), "Vision")), "the key “vision” is used 2 times"),
        (with_item(Field("schemes", Text(), "A table's key")), "the key “schemes” is used 2 times"),
        (with_item(Field("vision_2001", Text(), "Vision")), "the key “vision_2001” names a year"),
        (with_item(Field("Vision", Text(), "Vision")), "the key “Vision” is not small letters"),
        (with_item(Field("views", RichText(), "Views")), "there is no guidance/views.md"),
        (with_item(Field("views", Text(), "Views", ("Say?",))), "there is no guidance/views.md"),
        (with_item(Field("sum", Count(), "Sum", formula=Cell("gone"))), "formula of “sum” names “gone”"),
        (with_item(Field("sum", Count(), "Sum", formula=Here("gone"))), "formula of “sum” names “/gone”"),
        (
            with_item(Field("sum", Count(), "Sum", formula=Total("risks", "impact", {"who": "x"}))),
            "formula of “sum” names “risks/who”",
        ),
        (
            with_item(Field("sum", Count(), "Sum", formula=Cell("sum") + 1)),
            "the formula of “sum” leads back to itself",
        ),
        (with_item(Field("a", Text(), "A", within="gone")), "“a” refers to “gone”"),
        (with_item(Field("a", Text(), "A", wanted_when=("gone", "x"))), "“a” is wanted when “gone” says"),
        (with_item(Field("a", Text(), "A", wanted_when=("vision", "x"))), "“a” is wanted when “vision” says"),
        (with_item(Field("a", Text(), "A", suggest="risks/gone")), "“a” suggests values of “risks/gone”"),
        (with_item(Table("t", (Field("a", Text(), "A"),), totals=("b",))), "the table “t” refers to “b”"),
        (with_item(Table("t", (Field("a", Text(), "A"),), row_title="{b}")), "the table “t” refers to “b”"),
        (with_item(Echo("gone", "Gone"), each="schemes"), "“more” shows “gone” again"),
        (replace(SOUND, guidance={**SOUND.guidance, "gone": "x"}), "guidance/gone.md is for nothing"),
        (
            replace(SOUND, rules=(Rule("X01", Severity.NOTE, _speechless, ("gone",)),)),
            "the rule X01 does not say what must hold",
        ),
        (
            replace(SOUND, rules=(Rule("X01", Severity.NOTE, _speechless, ("gone",)),)),
            "the rule X01 reads “gone”",
        ),
        (
            replace(SOUND, sign_offs=(SignOff("risks", "chair", "likelihood", "gone", "", "impact"),)),
            "the sign-off “risks” refers to “gone”",
        ),
        (replace(SOUND, everyday=(Everyday(("aims",), {"": "vision"}),)), "“aims” is of “vision”, which is no figure"),
        (
            replace(SOUND, sign_offs=(SignOff("risks", "king", "likelihood", "impact", "", "impact"),)),
            "the sign-off “risks” is for the role “king”",
        ),
    ],
)
def test_each_fault_is_told(edition: Edition, fault: str) -> None:
    assert any(fault in one for one in found(edition)), found(edition)
