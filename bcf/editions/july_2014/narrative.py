"""Part 1, "Updated July 2014": cover notes and sections 1 to 8, in the official words.

Slips of the official form are kept and marked (sic) here; the exported form must have them.
"""

from __future__ import annotations

from decimal import Decimal

from bcf.definition.formulas import Here, WhenFilled
from bcf.definition.kinds import Attachment, Count, Date, LongText, Money, Names, RichText, Text
from bcf.definition.parts import Field, Heading, Section, Table

from .conditions import CONDITIONS, ENGAGEMENT
from .prompts import prompt

YEARS = ("2014/15", "2015/16")

COVER = (
    "Updated July 2014",
    "Better Care Fund planning template – Part 1",
    "Please note, there are two parts to the Better Care Fund planning template. Both parts must be completed as "
    "part of your Better Care Fund Submission. Part 2 is in Excel and contains metrics and finance.",
    "Both parts of the plans are to be submitted by 12 noon on 19th September 2014. Please send as attachments to "
    "bettercarefund@dh.gsi.gov.uk as well as to the relevant NHS England Area Team and Local government "
    "representative.",
    "To find your relevant Area Team and local government representative, and for additional support, guidance and "
    "contact details, please see the Better Care Fund pages on the NHS England or LGA websites.",
)


def _note_to(key: str, label: str) -> Field:
    return Field(
        f"{key}_note", LongText(), f"{label}: note", note_to=key, hint="Only if the figure or date needs words."
    )


def _dated(key: str, label: str) -> tuple[Field, Field]:
    return Field(key, Date(), label, placeholder="<dd/mm/yyyy>", required=True), _note_to(key, label.rstrip(":"))


def _pooled(key: str, year: str, title: str, lead: bool) -> tuple[Field, Field]:
    label = f"{title}: {year}" if lead else year
    amount = Field(key, Money(), label, placeholder="£0.00", required=True, group=title, name=f"{title}: {year}")
    return amount, _note_to(key, f"{title}: {year}")


_MINIMUM, _AGREED = "Minimum required value of BCF pooled budget", "Total agreed value of pooled budget"

_SUMMARY = (
    Heading("Summary of Plan", "1.a"),
    Field(
        "local_authorities", Names(), "Local Authority", required=True,
        placeholder="<Name of Local Authority, and any district councils in area>",
        hint="One council a line: the upper-tier or unitary council, then any district councils. A new plan opens "
        "with the name in the ONS list of areas (December 2017): correct it where the council writes it otherwise.",
    ),
    Field(
        "ccgs", Names(), "Clinical Commissioning Groups", required=True, placeholder="<CCG Name/s>",
        hint="One clinical commissioning group a line. A new plan opens with the area’s, named as in the NHS list of "
        "organisations (CCGs of April 2013): correct them where they are written otherwise.",
    ),
    Field(
        "boundary_differences", RichText(), "Boundary Differences", required=True,
        placeholder="<Identify any differences between LA and CCG boundaries and how these have been addressed in "
        "the plan>",
    ),
    *_dated("date_agreed", "Date agreed at Health and Well-Being Board:"),
    *_dated("date_submitted", "Date submitted:"),
    *_pooled("minimum_year_1", YEARS[0], _MINIMUM, lead=True),
    *_pooled("minimum_year_2", YEARS[1], _MINIMUM, lead=False),
    *_pooled("agreed_year_1", YEARS[0], _AGREED, lead=True),
    *_pooled("agreed_year_2", YEARS[1], _AGREED, lead=False),
)  # fmt: skip


def _signed(key: str, body: str, organisation: str, by: str, position: bool, more: str) -> Table:
    columns = [
        Field("organisation", Text(), f"Signed on behalf of the {body}", placeholder=organisation),
        Field("name", Text(), by, placeholder="<Name of Signatory>"),
        Field("position", Text(), "Position", placeholder="<Job Title>"),
        Field("date", Date(), "Date", placeholder="<date>"),
    ]
    return Table(
        key,
        tuple(column for column in columns if position or column.key != "position"),
        title=f"Signed on behalf of the {body}",
        layout="blocks",
        least=1,
        row_title="{organisation}",
        row_noun="sign-off",
        repeat_note=f"<Insert extra rows for additional {more} as required>",
    )


_BY_CHAIR = "By Chair of Health and Wellbeing Board"
_SIGN_OFFS = (
    Heading("Authorisation and signoff", "1.b"),
    _signed("sign_off_ccgs", "Clinical Commissioning Group", "<Name of ccg>", "By", True, "CCGs"),
    _signed("sign_off_councils", "Council", "<Name of Council>", "By", True, "Councils"),
    _signed(
        "sign_off_boards", "Health and Wellbeing Board", "<Name of HWB>", _BY_CHAIR, False,
        "Health and Wellbeing Boards",
    ),
)  # fmt: skip

_DOCUMENTS = Table(
    "related_documents",
    (
        Field("title", LongText(), "Document or information title"),
        Field("synopsis", RichText(), "Synopsis and links"),
        Field("file", Attachment(), "File", within="title"),
    ),
    title="Related documentation",
    ref="1.c",
    intro=(
        "Please include information/links to any related documents such as the full project plan for the scheme, "
        "and documents related to each national condition.",
    ),
    row_title="{title}",
    row_noun="document",
)

PLAN_DETAILS = Section("plan_details", "PLAN DETAILS", "1", (*_SUMMARY, *_SIGN_OFFS, _DOCUMENTS))

VISION = Section(
    "vision_for_services", "VISION FOR HEALTH AND CARE SERVICES", "2",
    (
        prompt(
            "vision", "2.a", "Vision for health and care services",
            "Drawing on your JSNA, JHWS and patient and service user feedback, please describe the vision for health "
            "and social care services for this community for 2019/20",
        ),
        prompt(
            "vision_outcomes", "2.b", "Difference to patient and service user outcomes",
            "What difference will this make to patient and service user outcomes?",
        ),
        prompt(
            "vision_changes", "2.c", "Changes over the next five years",
            "What changes will have been delivered in the pattern and configuration of services over the next five "
            "years, and how will BCF funded work contribute to this?",
        ),
    ),
)  # fmt: skip

CASE_FOR_CHANGE = Section(
    "case", "CASE FOR CHANGE", "3",
    (
        prompt(
            "case_for_change", "3", "Case for change",
            "Please set out a clear, analytically driven understanding of how care can be improved by integration in "
            "your area, explaining the risk stratification exercises you have undertaken as part of this.",
        ),
    ),
)  # fmt: skip

SCHEMES = Table(
    "schemes",
    (
        Field("ref", Text(limit=20), "Ref no.", required=True, also=("Ref", "Reference", "No.", "Scheme ref no.")),
        Field("name", Text(), "Scheme", required=True, also=("Scheme name", "Scheme title", "Name of scheme")),
    ),
    title="List of planned BCF schemes",
    ref="4.d",
    intro=(
        "Please list below the individual projects or changes which you are planning as part of the Better Care "
        "Fund. Please complete the Detailed Scheme Description template (Annex 1) for each of these schemes.",
    ),
    least=1,
    row_title="{ref} {name}",
    row_noun="scheme",
)

PLAN_OF_ACTION = Section(
    "plan_of_action", "PLAN OF ACTION", "4",
    (
        prompt(
            "milestones", "4.a", "Key milestones and interdependencies",
            "Please map out the key milestones associated with the delivery of the Better Care Fund plan and any key "
            "interdependencies",
        ),
        prompt(
            "governance", "4.b", "Governance of integrated care",
            "Please articulate the overarching governance arrangements for integrated care locally",
        ),
        prompt(
            "oversight", "4.c", "Management and oversight of delivery",
            # (sic) "Better care Fund"
            "Please provide details of the management and oversight of the delivery of the Better care Fund plan, "
            "including management of any remedial actions should plans go off track",
        ),
        SCHEMES,
    ),
)  # fmt: skip

_RATING = Count(least=Decimal(1), most=Decimal(5))
_RISKS = Table(
    "risks",
    (
        Field("risk", RichText(), "There is a risk that:", required=True, also=("Risk", "Description of risk")),
        Field(
            "likelihood", _RATING, "How likely is the risk to materialise?", required=True,
            wording=("Please rate on a scale of 1-5 with 1 being very unlikely and 5 being very likely",), titled=True,
            also=("Risk likelihood? 1-5", "Risk likelihood", "Likelihood", "Likelihood 1-5", "Probability"),
        ),
        Field("likelihood_reason", LongText(), "Why this likelihood", within="likelihood"),
        Field(
            "impact", _RATING, "Potential impact", required=True, titled=True,
            wording=(
                "Please rate on a scale of 1-5 with 1 being a relatively small impact and 5 being a major impact",
                # (sic) the bracket is not opened
                "And if there is some financial impact please specify in £000s, also specify who the impact of the "
                "risk falls on)",
            ),
            also=("Potential impact 1-5", "Impact", "Impact 1-5", "Severity"),
        ),
        Field("impact_amount", Money(unit=1000), "Financial impact (£000s)", within="impact"),
        Field("impact_falls_on", Text(), "Who the impact falls on", within="impact"),
        Field("impact_reason", LongText(), "Why this impact", within="impact"),
        Field(
            "factor", Count(), "Overall risk factor", wording=("(likelihood *potential impact)",), titled=True,
            formula=WhenFilled((Here("likelihood"), Here("impact")), Here("likelihood") * Here("impact")),
            also=("Risk factor", "Risk score", "Risk rating", "Score"),
        ),
        Field("mitigation", RichText(), "Mitigating Actions", required=True, also=("Mitigation", "Mitigating action")),
        Field(
            "owner", Text(), "Risk owner", within="mitigation",
            also=("Owner", "Lead", "Risk lead", "Risk owner and timescale"),
        ),
        Field("due", Date(), "To be done by", within="mitigation", also=("Timescale", "Due date", "By when")),
    ),
    title="Risk log",
    ref="5.a",
    intro=(
        "Please provide details of the most important risks and your plans to mitigate them. This should include "
        "risks associated with the impact on NHS service providers and any financial risks for both the NHS and "
        "local government.",
    ),
    least=1,
    row_title="{risk}",
    row_noun="risk",
)  # fmt: skip

RISKS = Section(
    "risks_and_contingency", "RISKS AND CONTINGENCY", "5",
    (
        _RISKS,
        prompt(
            "contingency", "5.b", "Contingency plan and risk sharing",
            "Please outline the locally agreed plans in the event that the target for reduction in emergency "
            "admissions is not met, including what risk sharing arrangements are in place i) between commissioners "
            "across health and social care and ii) between providers and commissioners",
            titled=True,
        ),
    ),
)  # fmt: skip

ALIGNMENT = Section(
    "alignment", "ALIGNMENT", "6",
    (
        prompt(
            "alignment_initiatives", "6.a", "Other care and support initiatives",
            "Please describe how these plans align with other initiatives related to care and support underway in "
            "your area",
        ),
        prompt(
            "alignment_plans", "6.b", "Operating, strategic and council plans",
            "Please describe how your BCF plan of action aligns with existing 2 year operating and 5 year strategic "
            "plans, as well as local government planning documents",
        ),
        prompt(
            "alignment_primary_care", "6.c", "Primary co-commissioning",
            "Please describe how your BCF plans align with your plans for primary co-commissioning",
            "- For those areas which have not applied for primary co-commissioning status, please confirm that you "
            "have discussed the plan with primary care leads.",
        ),
    ),
)  # fmt: skip

SECTIONS = (PLAN_DETAILS, VISION, CASE_FOR_CHANGE, PLAN_OF_ACTION, RISKS, ALIGNMENT, CONDITIONS, ENGAGEMENT)
