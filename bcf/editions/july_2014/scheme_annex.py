"""Annex 1, "Detailed Scheme Description": once for each scheme of 4.d."""

from __future__ import annotations

from bcf.definition.kinds import RichText, Text
from bcf.definition.parts import Echo, Field, Note, Section


def _prompt(key: str, label: str, *wording: str) -> Field:
    return Field(key, RichText(), label, wording=wording, titled=bool(wording), required=True)


ANNEX_1 = Section(
    "scheme_annex", "ANNEX 1 – Detailed Scheme Description",
    each="schemes",
    row_title="{ref} {name}",
    row_noun="scheme",
    items=(
        Note("For more detail on how to complete this template, please refer to the Technical Guidance"),
        Echo("ref", "Scheme ref no."),
        Field(
            "annex_name", Text(), "Scheme name", default_from="name",
            hint="Leave blank unless the annex calls the scheme something else than the list of schemes does.",
        ),
        _prompt("strategic_objective", "What is the strategic objective of this scheme?"),
        _prompt(
            "overview", "Overview of the scheme",
            "Please provide a brief description of what you are proposing to do including:",
            "- What is the model of care and support?",
            "- Which patient cohorts are being targeted?",
        ),
        _prompt(
            "delivery_chain", "The delivery chain",
            "Please provide evidence of a coherent delivery chain, naming the commissioners and providers involved",
        ),
        _prompt(
            "evidence_base", "The evidence base",
            "Please reference the evidence base which you have drawn on",
            "- to support the selection and design of this scheme",
            "- to drive assumptions about impact and outcomes",
        ),
        _prompt(
            "investment", "Investment requirements",
            "Please enter the amount of funding required for this scheme in Part 2, Tab 3. HWB Expenditure Plan",
        ),
        _prompt(
            "impact", "Impact of scheme",
            "Please enter details of outcomes anticipated in Part 2, Tab 4. HWB Benefits Plan",
            "Please provide any further information about anticipated outcomes that is not captured in headline "
            "metrics below",
        ),
        _prompt(
            "feedback_loop", "Feedback loop",
            "What is your approach to measuring the outcomes of this scheme, in order to understand what is and is "
            "not working in terms of integrated care in your area?",
        ),
        _prompt("success_factors", "What are the key success factors for implementation of this scheme?"),
    ),
)  # fmt: skip
