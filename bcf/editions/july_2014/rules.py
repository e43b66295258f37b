"""The official cross-checks of this edition, in the order in which people read them."""

from __future__ import annotations

from bcf.definition.checks import Rule
from bcf.definition.generic_checks import no_placeholders, required
from bcf.definition.national import TABLE
from bcf.definition.problems import Severity

from . import checks_identity as identity
from . import checks_money as money
from . import checks_national as national
from . import checks_providers as providers
from . import checks_risks as risks
from . import checks_schemes as schemes

_SIGN_OFFS = ("sign_off_ccgs", "sign_off_councils", "sign_off_boards")
_AGREED = ("agreed_year_1", "agreed_year_2")
_FUNDING = tuple(money.SOURCES.values())

RULES: tuple[Rule, ...] = (
    Rule("X01", Severity.MUST_FIX, identity.x01_same_organisations, ("ccgs", "local_authorities", *_SIGN_OFFS)),
    Rule("X02", Severity.MUST_FIX, no_placeholders, ()),
    Rule("X03", Severity.MUST_FIX, identity.x03_sign_offs_complete, _SIGN_OFFS),
    Rule("X03", Severity.NOTE, identity.x03_sign_offs_dated, _SIGN_OFFS),
    Rule("X04", Severity.WARNING, identity.x04_dates_in_order, ("date_agreed", "date_submitted", *_SIGN_OFFS)),
    Rule("X05", Severity.MUST_FIX, identity.x05_submitted_in_time, ("date_submitted", "date_submitted_note")),
    Rule("X06", Severity.MUST_FIX, required, ()),
    Rule("X10", Severity.MUST_FIX, money.x10_pool_is_contributions, (*_AGREED, *_FUNDING)),
    Rule("X11", Severity.MUST_FIX, money.x11_at_least_the_minimum, (*_AGREED, "minimum_year_1", "minimum_year_2")),
    Rule("X12", Severity.MUST_FIX, money.x12_all_is_spent, (*_FUNDING, "expenditure")),
    Rule("X13", Severity.MUST_FIX, money.x13_each_source_is_spent, (*_FUNDING, "expenditure")),
    Rule("X30", Severity.MUST_FIX, schemes.x30_one_annex_a_scheme, ("schemes",)),
    Rule("X31", Severity.MUST_FIX, schemes.x31_schemes_have_money, ("schemes", "expenditure")),
    Rule("X44", Severity.MUST_FIX, providers.x44_changes_follow, ("providers",)),
    Rule("X45", Severity.MUST_FIX, providers.x45_same_figures, ("providers",)),
    Rule("X48", Severity.MUST_FIX, providers.x48_providers_have_answered, ("providers", "acute_implications")),
    Rule("X60", Severity.MUST_FIX, risks.x60_risks_are_rated, ("risks",)),
    Rule("X61", Severity.MUST_FIX, risks.x61_both_risk_shares, ("contingency",)),
    Rule("N01", Severity.WARNING, national.n01_national_figures_or_a_reason, (TABLE,)),
)
