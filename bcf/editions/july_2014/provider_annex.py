"""Annex 2, "Provider commentary": once for each hospital provider."""

from __future__ import annotations

from bcf.definition.formulas import Formula, Here, change, ratio
from bcf.definition.kinds import Choice, Count, LongText, RichText, Share, Text
from bcf.definition.parts import Field, Note, Section

_BOARD = "For HWB to populate:"
_PROVIDER = "For Provider to populate:"
_GROUP = "Total number of non-elective FFCEs in general & acute"
_ADMISSIONS = Count(least=None)
_SHARE = Share(least=None, most=Count().most)


def _count(key: str, label: str) -> Field:
    return Field(key, Count(), label, required=True, group=f"{_BOARD} {_GROUP}")


def _change(key: str, label: str, before: str, after: str) -> tuple[Field, Field]:
    moved: Formula = change(Here(before), Here(after))
    return (
        Field(key, _ADMISSIONS, label, formula=moved, group=f"{_BOARD} {_GROUP}"),
        Field(f"{key}_percent", _SHARE, f"{label}, %", formula=ratio(Here(key), Here(before)), within=key),
    )


def _prevented(key: str, label: str) -> tuple[Field, Field]:
    return (
        Field(key, Count(), label, required=True, group=f"{_BOARD} {_GROUP}"),
        Field(f"{key}_note", LongText(), f"{label} Note", note_to=key),
    )


def _question(key: str, ref: str, text: str, required: bool = True) -> Field:
    return Field(key, RichText(), text, ref=ref, required=required, group=_PROVIDER)


ANNEX_2 = Section(
    "provider_annex", "ANNEX 2 – Provider commentary",
    each="providers",
    row_title="{provider}",
    row_noun="provider",
    also=(
        "(no.)", "Question", "Response",
        # guidance that some copies of the form carry at its end
        "A good provider commentary will:",
        "Confirm detailed and meaningful provider involvement in the development of the plans, from the major acute "
        "providers locally",
        "Demonstrate clear alignment between the overarching BCF plan and the provider plans",
        "Provide triangulation to provide reassurance that the projected reductions in planned emergency activity are "
        "feasible",
        "Confirm that providers are implementing their own risk management and action plans to respond to the planned "
        "change in activity",
        "Demonstrate a shared understanding of the critical path to successful delivery",
        # (sic) the risk log is in Section 5
        "Articulate local risks and cross reference with the risk log in Section 4",
    ),
    items=(
        Note(
            "For further detail on how to use this Annex to obtain commentary from local, acute providers, please "
            "refer to the Technical Guidance."
        ),
        Field("board", Text(), "Name of Health & Wellbeing Board", required=True),
        Field("provider", Text(), "Name of Provider organisation", required=True),
        Field("chief_executive", Text(), "Name of Provider CEO", required=True),
        Field("signature", Text(), "Signature (electronic or typed)", required=True),
        _count("outturn", "2013/14 Outturn"),
        _count("plan_year_1", "2014/15 Plan"),
        _count("plan_year_2", "2015/16 Plan"),
        *_change("change_year_1", "14/15 Change compared to 13/14 outturn", "outturn", "plan_year_1"),
        *_change("change_year_2", "15/16 Change compared to planned 14/15 outturn", "plan_year_1", "plan_year_2"),
        *_prevented("prevented_year_1", "How many non-elective admissions is the BCF planned to prevent in 14-15?"),
        *_prevented("prevented_year_2", "How many non-elective admissions is the BCF planned to prevent in 15-16?"),
        _question(
            "agreement", "1.",
            "Do you agree with the data above relating to the impact of the BCF in terms of a reduction in "
            "non-elective (general and acute) admissions in 15/16 compared to planned 14/15 outturn?",
        ),
        Field("agrees", Choice(options=("Yes", "No", "Not yet")), "Agrees with the data", within="agreement"),
        _question(
            "disagreement", "2.",
            # (sic) the question meant is Q.1
            "If you answered 'no' to Q.2 above, please explain why you do not agree with the projected impact?",
            required=False,
        ),
        _question(
            "implications", "3.",
            "Can you confirm that you have considered the resultant implications on services provided by your "
            "organisation?",
        ),
    ),
)  # fmt: skip
