"""The official cross-checks of this edition, in the order in which people read them."""

from __future__ import annotations

from bcf.definition.checks import Rule
from bcf.definition.generic_checks import no_placeholders, required
from bcf.definition.narrative_checks import figures_known, money_beside_names
from bcf.definition.national import TABLE
from bcf.definition.problems import Severity

from . import checks_activity as activity
from . import checks_benefits as benefits
from . import checks_identity as identity
from . import checks_metrics as metrics
from . import checks_money as money
from . import checks_national as national
from . import checks_protection as protection
from . import checks_providers as providers
from . import checks_risks as risks
from . import checks_schemes as schemes
from .sheets_metrics import SUPPORTING_METRICS
from .sheets_money import SOURCES

_SIGN_OFFS = ("sign_off_ccgs", "sign_off_councils", "sign_off_boards")
_AGREED = ("agreed_year_1", "agreed_year_2")
_FUNDING = tuple(SOURCES.values())
_BENEFITS = ("benefits_year_1", "benefits_year_2")
_PROTECTED = ("social_care_amount", "social_care_allocation", "protection_confirmed_year_2")
_CARE_ACT = ("social_care_allocation", "care_act_confirmed", "care_act_amount", "care_act_duties")
_PLANNED = ("p4p_planned_q4", "p4p_planned_q1", "p4p_planned_q2", "p4p_planned_q3", "ccg_activity")
_METRICS = tuple(field.key for field in SUPPORTING_METRICS.fields())

RULES: tuple[Rule, ...] = (
    Rule("X01", Severity.MUST_FIX, identity.x01_same_organisations, ("ccgs", "local_authorities", *_SIGN_OFFS)),
    Rule("X02", Severity.MUST_FIX, no_placeholders, ()),
    Rule("X03", Severity.MUST_FIX, identity.x03_sign_offs_complete, _SIGN_OFFS),
    Rule("X03", Severity.NOTE, identity.x03_sign_offs_dated, _SIGN_OFFS),
    Rule("X04", Severity.WARNING, identity.x04_dates_in_order, ("date_agreed", "date_submitted", *_SIGN_OFFS)),
    Rule("X05", Severity.MUST_FIX, identity.x05_submitted_in_time, ("date_submitted", "date_submitted_note")),
    Rule("X06", Severity.MUST_FIX, required, (), yields=True),
    Rule("X10", Severity.MUST_FIX, money.x10_pool_is_contributions, (*_AGREED, *_FUNDING)),
    Rule("X11", Severity.MUST_FIX, money.x11_at_least_the_minimum, (*_AGREED, "minimum_year_1", "minimum_year_2")),
    Rule("X12", Severity.MUST_FIX, money.x12_all_is_spent, (*_FUNDING, "expenditure")),
    Rule("X13", Severity.MUST_FIX, money.x13_each_source_is_spent, (*_FUNDING, "expenditure")),
    Rule("X14", Severity.MUST_FIX, national.x14_minimum_is_the_allocation, ("funding_ccg_minimum", TABLE)),
    Rule("X15", Severity.MUST_FIX, money.x15_joint_has_its_shares, ("expenditure",)),
    Rule("X16", Severity.MUST_FIX, money.x16_other_is_specified, ("expenditure", *_BENEFITS)),
    Rule("X17", Severity.MUST_FIX, protection.x17_ring_fence_is_kept, ("pfp_combined_fund", "expenditure", *_PLANNED)),
    Rule("X18", Severity.MUST_FIX, protection.x18_protection_is_one_amount,
         (*_PROTECTED, "protection_different_year_2", "expenditure")),
    Rule("X19", Severity.WARNING, protection.x19_care_act_is_provided_for, _CARE_ACT),
    Rule("X20", Severity.WARNING, protection.x20_carers_money_is_spent, ("carers_amount", "expenditure")),
    Rule("X21", Severity.MUST_FIX, money.x21_performance_fund_is_told, ("contingency", "p4p_unit_cost", *_PLANNED)),
    Rule("X30", Severity.MUST_FIX, schemes.x30_one_annex_a_scheme, ("schemes",)),
    Rule("X31", Severity.MUST_FIX, schemes.x31_schemes_have_money, ("schemes", "expenditure")),
    Rule("X32", Severity.WARNING, schemes.x32_annexes_tell_the_investment, ("schemes", "expenditure")),
    Rule("X33", Severity.WARNING, benefits.x33_schemes_have_benefits, ("schemes", *_BENEFITS)),
    Rule("X34", Severity.MUST_FIX, benefits.x34_savings_can_be_computed, _BENEFITS),
    Rule("X34", Severity.WARNING, benefits.x34_reductions_are_negative, _BENEFITS),
    Rule("X35", Severity.WARNING, schemes.x35_sub_items_add_up, ("schemes", "expenditure")),
    Rule("X40", Severity.MUST_FIX, activity.x40_ccgs_make_the_baseline, ("ccgs", "ccg_activity")),
    Rule("X41", Severity.MUST_FIX, activity.x41_small_reductions_have_reasons, ("p4p_rating_rationale", *_PLANNED)),
    Rule("X42", Severity.MUST_FIX, activity.x42_another_unit_cost_has_its_reason,
         ("p4p_unit_cost", "p4p_unit_cost_rationale")),
    Rule("X43", Severity.WARNING, benefits.x43_non_elective_savings_agree,
         ("benefits_year_2", "p4p_unit_cost", *_PLANNED)),
    Rule("X44", Severity.MUST_FIX, providers.x44_changes_follow, ("providers",)),
    Rule("X45", Severity.MUST_FIX, providers.x45_same_figures, ("providers",)),
    Rule("X46", Severity.WARNING, activity.x46_prevented_admissions_are_the_reduction, ("providers", *_PLANNED)),
    Rule("X47", Severity.WARNING, activity.x47_one_reduction_is_told,
         ("acute_implications", "contingency", "providers", *_PLANNED)),
    Rule("X48", Severity.MUST_FIX, providers.x48_providers_have_answered, ("providers", "acute_implications")),
    Rule("X49", Severity.MUST_FIX, metrics.x49_rates_follow, _METRICS),
    Rule("X49", Severity.MUST_FIX, metrics.x49_red_has_its_reason, _METRICS),
    Rule("X50", Severity.WARNING, metrics.x50_metrics_are_those_of_part_1, _METRICS),
    Rule("X51", Severity.WARNING, benefits.x51_reductions_add_up, ("benefits_year_2", *_PLANNED)),
    Rule("X60", Severity.MUST_FIX, risks.x60_risks_are_rated, ("risks",)),
    Rule("X61", Severity.MUST_FIX, risks.x61_both_risk_shares, ("contingency",)),
    Rule("N01", Severity.WARNING, national.n01_national_figures_or_a_reason, (TABLE,)),
    Rule("F01", Severity.WARNING, money_beside_names, ()),
    Rule("F02", Severity.MUST_FIX, figures_known, ()),
)  # fmt: skip
