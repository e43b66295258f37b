"""Part 1, sections 7 and 8: national conditions and engagement, in the official words."""

from __future__ import annotations

from bcf.definition.kinds import Choice, Money, Percent
from bcf.definition.parts import Field, Heading, Note, Section

from .prompts import prompt

_YES_NO = Choice(options=("Yes", "No"))

CONDITIONS = Section(
    "national_conditions", "NATIONAL CONDITIONS", "7",
    (
        Note(
            "Please give a brief description of how the plan meets each of the national conditions for the BCF, "
            "noting that risk-sharing and provider impact will be covered in the following sections."
        ),
        Heading("Protecting social care services", "7.a"),
        prompt(
            "social_care_definition", "7.a.i", "Definition of protecting social care",
            "Please outline your agreed local definition of protecting adult social care services (not spending)",
        ),
        prompt(
            "social_care_support", "7.a.ii", "How schemes protect social care",
            "Please explain how local schemes and spending plans will support the commitment to protect social care",
        ),
        prompt(
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
        prompt(
            "care_act_duties", "7.a.iv", "Meeting the Care Act duties",
            "Please explain how the new duties resulting from care and support reform set out in the Care Act 2014 "
            "will be met",
        ),
        prompt(
            "carers_support", "7.a.v", "Support for carers",
            "Please specify the level of resource that will be dedicated to carer-specific support",
        ),
        Field("carers_amount", Money(), "Amount for carer-specific support", within="carers_support"),
        prompt(
            "budget_effect", "7.a.vi", "Effect on the council’s budget",
            # (sic) "explain to what extent has"
            "Please explain to what extent has the local authority's budget been affected against what was "
            "originally forecast with the original BCF plan?",
        ),
        prompt(
            "seven_day_services", "7.b", "7 day services to support discharge",
            "Please describe your agreed local plans for implementing seven day services in health and social care "
            "to support patients being discharged and to prevent unnecessary admissions at weekends",
            titled=True,
        ),
        Heading("Data sharing", "7.c"),
        prompt(
            "nhs_number", "7.c.i", "NHS Number as the primary identifier",
            "Please set out the plans you have in place for using the NHS Number as the primary identifier for "
            "correspondence across all health and care services",
        ),
        prompt(
            "open_apis", "7.c.ii", "Open APIs and open standards",
            "Please explain your approach for adopting systems that are based upon Open APIs (Application Programming "
            "Interface) and Open Standards (i.e. secure email standards, interoperability standards (ITK))",
        ),
        prompt(
            # (sic) the official form has no number here
            "information_governance", "", "Information governance controls",
            "Please explain your approach for ensuring that the appropriate IG Controls will be in place. These will "
            "need to cover NHS Standard Contract requirements, IG Toolkit requirements, professional clinical "
            "practice and in particular requirements set out in Caldicott 2.",
        ),
        Heading("Joint assessment and accountable lead professional for high risk populations", "7.d"),
        prompt(
            "high_risk_population", "7.d.i", "People at high risk of hospital admission",
            "Please specify what proportion of the adult population are identified as at high risk of hospital "
            "admission, and what approach to risk stratification was used to identify them",
        ),
        Field("high_risk_percent", Percent(), "Adults identified as at high risk", within="high_risk_population"),
        prompt(
            "joint_assessment", "7.d.ii", "Joint assessment and lead professional",
            "Please describe the joint process in place to assess risk, plan care and allocate a lead professional "
            "for this population",
        ),
        prompt(
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
        prompt(
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
        prompt(
            "trusts_engagement", "8.b.i", "NHS trusts’ engagement", "NHS Foundation Trusts and NHS Trusts"
        ),
        prompt("primary_care_engagement", "8.b.ii", "Primary care engagement", "primary care providers"),
        prompt(
            "social_care_engagement", "8.b.iii", "Social care and voluntary sector engagement",
            "social care and providers from the voluntary and community sector",
        ),
        prompt(
            "acute_implications", "8.c", "Implications for acute providers",
            "Please clearly quantify the impact on NHS acute service delivery targets. The details of this response "
            "must be developed with the relevant NHS providers, and include:",
            "- What is the impact of the proposed BCF schemes on activity, income and spending for local acute "
            "providers?",
            "- Are local providers' plans for 2015/16 consistent with the BCF plan set out here?",
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
