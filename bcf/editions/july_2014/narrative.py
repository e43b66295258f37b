"""Part 1, "Updated July 2014": cover notes and sections 1 to 8, in the official words.

Slips of the official form are kept and marked (sic) here; the exported form must have them.
"""

from __future__ import annotations

from bcf.definition.formulas import Here
from bcf.definition.kinds import Attachment, Choice, Count, Date, LongText, Money, Names, Percent, RichText, Text
from bcf.definition.parts import Field, Heading, Note, Section, Table

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


def _prompt(key: str, ref: str, label: str, *wording: str, titled: bool = False) -> Field:
    return Field(key, RichText(), label, wording=wording, ref=ref, titled=titled, required=True)


def _note_to(key: str, label: str) -> Field:
    return Field(
        f"{key}_note", LongText(), f"{label}: note", note_to=key, hint="Only if the figure or date needs words."
    )


def _dated(key: str, label: str) -> tuple[Field, Field]:
    return Field(key, Date(), label, placeholder="<dd/mm/yyyy>", required=True), _note_to(key, label.rstrip(":"))


def _pooled(key: str, year: str, title: str, lead: bool) -> tuple[Field, Field]:
    label = f"{title}: {year}" if lead else year
    amount = Field(key, Money(), label, placeholder="£0.00", required=True, group=title)
    return amount, _note_to(key, f"{title}: {year}")


_MINIMUM, _AGREED = "Minimum required value of BCF pooled budget", "Total agreed value of pooled budget"

_SUMMARY = (
    Heading("Summary of Plan", "1.a"),
    Field(
        "local_authorities", Names(), "Local Authority", required=True,
        placeholder="<Name of Local Authority, and any district councils in area>",
        hint="One council a line: the upper-tier or unitary council, then any district councils.",
    ),
    Field(
        "ccgs", Names(), "Clinical Commissioning Groups", required=True, placeholder="<CCG Name/s>",
        hint="One clinical commissioning group a line.",
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
        _prompt(
            "vision", "2.a", "Vision for health and care services",
            "Drawing on your JSNA, JHWS and patient and service user feedback, please describe the vision for health "
            "and social care services for this community for 2019/20",
        ),
        _prompt(
            "vision_outcomes", "2.b", "Difference to patient and service user outcomes",
            "What difference will this make to patient and service user outcomes?",
        ),
        _prompt(
            "vision_changes", "2.c", "Changes over the next five years",
            "What changes will have been delivered in the pattern and configuration of services over the next five "
            "years, and how will BCF funded work contribute to this?",
        ),
    ),
)  # fmt: skip

CASE_FOR_CHANGE = Section(
    "case", "CASE FOR CHANGE", "3",
    (
        _prompt(
            "case_for_change", "3", "Case for change",
            "Please set out a clear, analytically driven understanding of how care can be improved by integration in "
            "your area, explaining the risk stratification exercises you have undertaken as part of this.",
        ),
    ),
)  # fmt: skip

SCHEMES = Table(
    "schemes",
    (Field("ref", Text(limit=20), "Ref no.", required=True), Field("name", Text(), "Scheme", required=True)),
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
        _prompt(
            "milestones", "4.a", "Key milestones and interdependencies",
            "Please map out the key milestones associated with the delivery of the Better Care Fund plan and any key "
            "interdependencies",
        ),
        _prompt(
            "governance", "4.b", "Governance of integrated care",
            "Please articulate the overarching governance arrangements for integrated care locally",
        ),
        _prompt(
            "oversight", "4.c", "Management and oversight of delivery",
            # (sic) "Better care Fund"
            "Please provide details of the management and oversight of the delivery of the Better care Fund plan, "
            "including management of any remedial actions should plans go off track",
        ),
        SCHEMES,
    ),
)  # fmt: skip

_RATING = Count(least=1, most=5)
_RISKS = Table(
    "risks",
    (
        Field("risk", RichText(), "There is a risk that:", required=True),
        Field(
            "likelihood", _RATING, "How likely is the risk to materialise?", required=True,
            wording=("Please rate on a scale of 1-5 with 1 being very unlikely and 5 being very likely",), titled=True,
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
        ),
        Field("impact_amount", Money(unit=1000), "Financial impact (£000s)", within="impact"),
        Field("impact_falls_on", Text(), "Who the impact falls on", within="impact"),
        Field("impact_reason", LongText(), "Why this impact", within="impact"),
        Field(
            "factor", Count(), "Overall risk factor", wording=("(likelihood *potential impact)",), titled=True,
            formula=Here("likelihood") * Here("impact"),
        ),
        Field("mitigation", RichText(), "Mitigating Actions", required=True),
        Field("owner", Text(), "Risk owner", within="mitigation"),
        Field("due", Date(), "To be done by", within="mitigation"),
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
        _prompt(
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
        _prompt(
            "alignment_initiatives", "6.a", "Other care and support initiatives",
            "Please describe how these plans align with other initiatives related to care and support underway in "
            "your area",
        ),
        _prompt(
            "alignment_plans", "6.b", "Operating, strategic and council plans",
            "Please describe how your BCF plan of action aligns with existing 2 year operating and 5 year strategic "
            "plans, as well as local government planning documents",
        ),
        _prompt(
            "alignment_primary_care", "6.c", "Primary co-commissioning",
            "Please describe how your BCF plans align with your plans for primary co-commissioning",
            "- For those areas which have not applied for primary co-commissioning status, please confirm that you "
            "have discussed the plan with primary care leads.",
        ),
    ),
)  # fmt: skip

_YES_NO = Choice(options=("Yes", "No"))

CONDITIONS = Section(
    "national_conditions", "NATIONAL CONDITIONS", "7",
    (
        Note(
            "Please give a brief description of how the plan meets each of the national conditions for the BCF, "
            "noting that risk-sharing and provider impact will be covered in the following sections."
        ),
        Heading("Protecting social care services", "7.a"),
        _prompt(
            "social_care_definition", "7.a.i", "Definition of protecting social care",
            "Please outline your agreed local definition of protecting adult social care services (not spending)",
        ),
        _prompt(
            "social_care_support", "7.a.ii", "How schemes protect social care",
            "Please explain how local schemes and spending plans will support the commitment to protect social care",
        ),
        _prompt(
            "social_care_allocation", "7.a.iii", "Amount allocated to protect social care",
            "Please indicate the total amount from the BCF that has been allocated for the protection of adult "
            "social care services. (And please confirm that at least your local proportion of the £135m has been "
            "identified from the additional £1.9bn funding from the NHS in 2015/16 for the implementation of the new "
            "Care Act duties.)",
        ),
        Field(
            "social_care_amount", Money(), "Total allocated for the protection of adult social care",
            within="social_care_allocation",
        ),
        Field(
            "care_act_confirmed", _YES_NO, "Local proportion of the £135m identified", within="social_care_allocation"
        ),
        Field("care_act_amount", Money(), "Amount for the Care Act duties", within="social_care_allocation"),
        _prompt(
            "care_act_duties", "7.a.iv", "Meeting the Care Act duties",
            "Please explain how the new duties resulting from care and support reform set out in the Care Act 2014 "
            "will be met",
        ),
        _prompt(
            "carers_support", "7.a.v", "Support for carers",
            "Please specify the level of resource that will be dedicated to carer-specific support",
        ),
        Field("carers_amount", Money(), "Amount for carer-specific support", within="carers_support"),
        _prompt(
            "budget_effect", "7.a.vi", "Effect on the council’s budget",
            # (sic) "explain to what extent has"
            "Please explain to what extent has the local authority's budget been affected against what was "
            "originally forecast with the original BCF plan?",
        ),
        _prompt(
            "seven_day_services", "7.b", "7 day services to support discharge",
            "Please describe your agreed local plans for implementing seven day services in health and social care "
            "to support patients being discharged and to prevent unnecessary admissions at weekends",
            titled=True,
        ),
        Heading("Data sharing", "7.c"),
        _prompt(
            "nhs_number", "7.c.i", "NHS Number as the primary identifier",
            "Please set out the plans you have in place for using the NHS Number as the primary identifier for "
            "correspondence across all health and care services",
        ),
        _prompt(
            "open_apis", "7.c.ii", "Open APIs and open standards",
            "Please explain your approach for adopting systems that are based upon Open APIs (Application Programming "
            "Interface) and Open Standards (i.e. secure email standards, interoperability standards (ITK))",
        ),
        _prompt(
            # (sic) the official form has no number here
            "information_governance", "", "Information governance controls",
            "Please explain your approach for ensuring that the appropriate IG Controls will be in place. These will "
            "need to cover NHS Standard Contract requirements, IG Toolkit requirements, professional clinical "
            "practice and in particular requirements set out in Caldicott 2.",
        ),
        Heading("Joint assessment and accountable lead professional for high risk populations", "7.d"),
        _prompt(
            "high_risk_population", "7.d.i", "People at high risk of hospital admission",
            "Please specify what proportion of the adult population are identified as at high risk of hospital "
            "admission, and what approach to risk stratification was used to identify them",
        ),
        Field("high_risk_percent", Percent(), "Adults identified as at high risk", within="high_risk_population"),
        _prompt(
            "joint_assessment", "7.d.ii", "Joint assessment and lead professional",
            "Please describe the joint process in place to assess risk, plan care and allocate a lead professional "
            "for this population",
        ),
        _prompt(
            "joint_care_plans", "7.d.iii", "Joint care plans in place",
            "Please state what proportion of individuals at high risk already have a joint care plan in place",
        ),
        Field(
            "joint_care_plan_percent", Percent(), "High-risk people with a joint care plan", within="joint_care_plans"
        ),
    ),
)  # fmt: skip

ENGAGEMENT = Section(
    "engagement", "ENGAGEMENT", "8",
    (
        _prompt(
            "public_engagement", "8.a", "Patient, service user and public engagement",
            "Please describe how patients, service users and the public have been involved in the development of this "
            "plan to date and will be involved in the future",
            titled=True,
        ),
        Heading("Service provider engagement", "8.b"),
        Note(
            "Please describe how the following groups of providers have been engaged in the development of the plan "
            "and the extent to which it is aligned with their operational plans"
        ),
        _prompt(
            "trusts_engagement", "8.b.i", "NHS trusts’ engagement", "NHS Foundation Trusts and NHS Trusts"
        ),
        _prompt("primary_care_engagement", "8.b.ii", "Primary care engagement", "primary care providers"),
        _prompt(
            "social_care_engagement", "8.b.iii", "Social care and voluntary sector engagement",
            "social care and providers from the voluntary and community sector",
        ),
        _prompt(
            "acute_implications", "8.c", "Implications for acute providers",
            "Please clearly quantify the impact on NHS acute service delivery targets. The details of this response "
            "must be developed with the relevant NHS providers, and include:",
            "- What is the impact of the proposed BCF schemes on activity, income and spending for local acute "
            "providers?",
            "- Are local providers’ plans for 2015/16 consistent with the BCF plan set out here?",
            titled=True,
        ),
        Note(
            # (sic) "from two operational year plans"
            "Please note that CCGs are asked to share their non-elective admissions planned figures (general and "
            "acute only) from two operational year plans with local acute providers. Each local acute provider is "
            "then asked to complete a template providing their commentary – see Annex 2 – Provider Commentary."
        ),
    ),
)  # fmt: skip

SECTIONS = (PLAN_DETAILS, VISION, CASE_FOR_CHANGE, PLAN_OF_ACTION, RISKS, ALIGNMENT, CONDITIONS, ENGAGEMENT)
