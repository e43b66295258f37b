"""The rules on money and schemes, holding and broken: X10 to X21, X31 to X35."""

from __future__ import annotations

import pytest

from bcf.definition.content import Content, Row

from .good_plan import GOOD, added, annex, answer, benefit, changed, found, put, rows

LINE = GOOD.rows("expenditure")[0]
COUNCIL = "Local Authority Social Services"
RESIDENTIAL = "Reduction in permanent residential admissions"
TOGETHER = "Aggregated benefit of schemes for non-elective admissions"


def invested(text: str) -> Content:
    return changed("schemes", investment=f"<p>{text}</p>")


def allocated(text: str, **more: str) -> Content:
    return answer(social_care_allocation=f"<p>{text}</p>", **more)


def lines(*new: dict[str, str]) -> Content:
    return rows("expenditure", *(Row(f"m{n}", {**LINE.values, **values}) for n, values in enumerate(new, 1)))


SOUTHEND = tuple(
    {"scheme": f"Scheme {n}", "year_1": "", "year_2": amount}
    for n, amount in enumerate(("4781", "3000", "3051", "1431", "50", "459"), 1)
)


def national(uid: str, figure: str, reason: str = "") -> Content:
    """The plan with one national figure."""
    values = {"what": "The figure of Mere Valley", "figure": figure, "source": "A list", "reason": reason}
    return rows("national_figures", Row(uid, values))


def allotted(figure: str, reason: str = "") -> Content:
    """The plan with this published allocation of its CCG."""
    return national("funding_ccg_minimum.m1.year_2", figure, reason)


BROKEN = {
    "X10 £501 apart": (answer(agreed_year_2="12771499"), "agreed_year_2"),
    "X10 a year that tab 1 leaves out": (changed("funding_ccg_minimum", year_1=""), "agreed_year_1"),
    "X11 below the minimum": (answer(minimum_year_2="12772001"), "agreed_year_2"),
    "X12 not all spent": (changed("expenditure", year_2="12722"), "expenditure"),
    "X12 six schemes, one short": (lines(*SOUTHEND[:5], {**SOUTHEND[5], "year_2": "458"}), "expenditure"),
    "X13 another source": (changed("expenditure", source=COUNCIL), "expenditure"),
    "X14 another allocation": (allotted("12722"), "funding_ccg_minimum/m1/year_2"),
    "X14 another allocation and why": (allotted("12722", "Rounded."), "funding_ccg_minimum/m1/year_2"),
    "N01 another minimum": (national("minimum_year_2", "12000000"), "national_figures/minimum_year_2/reason"),
    "X15 joint without a share": (changed("expenditure", percent_nhs=""), "expenditure/m1/percent_nhs"),
    "X15 a share without joint": (changed("expenditure", commissioner="CCG"), "expenditure/m1/percent_nhs"),
    "X16 another area": (changed("expenditure", area_other=""), "expenditure/m1/area_other"),
    "X16 another benefit": (changed("benefits_year_2", benefit="Other"), "benefits_year_2/n1/benefit_other"),
    "X16 another benefit in the first year": (
        added(GOOD, "benefits_year_1", benefit("o1", "Care at home", "-1", "1", benefit="Other")),
        "benefits_year_1/o1/benefit_other",
    ),
    "X17 a shortfall": (answer(pfp_combined_fund="9000000"), "expenditure"),
    "X17 spent in hospital": (changed("expenditure", area_of_spend="Acute"), "expenditure"),
    "X17 the share is not known": (answer(pfp_combined_fund=""), "pfp_combined_fund"),
    "X18 two amounts": (answer(social_care_amount="5930001"), "social_care_amount"),
    "X18 none in tab 2": (
        answer(protection_confirmed_year_2="", protection_different_year_2=""), "protection_confirmed_year_2",
    ),
    "X18 none in 7.a.iii": (answer(social_care_amount=""), "social_care_amount"),
    "X18 none at all": (
        answer(social_care_amount="", protection_confirmed_year_2="", protection_different_year_2=""),
        "social_care_amount",
    ),
    "X18 other than tab 3, and not explained": (answer(protection_different_year_2=""), "protection_different_year_2"),
    "X19 not confirmed": (answer(care_act_confirmed="No"), "care_act_confirmed"),
    "X19 no answer": (answer(care_act_confirmed=""), "care_act_confirmed"),
    "X19 no amount": (answer(care_act_amount=""), "care_act_amount"),
    "X19 nothing": (answer(care_act_amount="0"), "care_act_amount"),
    "X19 items": (allocated("221 + 379 + 230 = £831k"), "social_care_allocation"),
    "X20 more than is spent": (answer(carers_amount="12772001"), "carers_amount"),
    "X20 no line for carers": (changed("expenditure", area_other="Home care"), "expenditure"),
    "X21 another amount": (
        answer(contingency="<p>The CCG pays the hospital £900k of performance money.</p>"), "contingency",
    ),
    "X21 precisely another amount": (
        answer(contingency="<p>The CCG and the hospital share the P4P fund, £977,000.50.</p>"), "contingency",
    ),
    "X31 no money": (added(GOOD, "schemes", annex("s2", "002", "End of life")), "schemes/s2/name"),
    "X31 not listed": (changed("expenditure", scheme="Care in a home"), "expenditure/m1/scheme"),
    "X31 a scheme too many": (
        lines({"year_2": "12000"}, {"scheme": "Other", "year_1": "", "year_2": "772"}), "expenditure/m2/scheme",
    ),
    "X32 another total": (invested("The total investment is £12.7m"), "schemes/s1/investment"),
    "X32 a bare amount": (invested("£4.781M"), "schemes/s1/investment"),
    "X33 no benefit": (rows("benefits_year_2"), "benefits_year_2"),
    "X33 a scheme without": (added(GOOD, "schemes", annex("s2", "002", "End of life")), "schemes/s2/name"),
    "X33 counted twice": (
        added(GOOD, "benefits_year_2", benefit("a1", TOGETHER, "-656", "1490")), "benefits_year_2/a1/change",
    ),
    "X33 counted twice, for nobody in particular": (
        added(GOOD, "benefits_year_2", benefit("a1", TOGETHER, "-656", "1490", organisation="")),
        "benefits_year_2/a1/change",
    ),
    "X34 no unit price": (changed("benefits_year_2", unit_price=""), "benefits_year_2/n1/unit_price"),
    "X34 no change": (changed("benefits_year_2", change=""), "benefits_year_2/n1/change"),
    "X34 the wrong sign": (changed("benefits_year_2", change="656"), "benefits_year_2/n1/change"),
    "X35 a wrong total": (
        invested("Items: 240 + 50 + 176 + 135 + 50 + 100 + 225 + 445 = 1,431"), "schemes/s1/investment",
    ),
    "X35 items of another amount": (invested("£12,000k + £700k + £50k"), "schemes/s1/investment"),
    "X35 a table": (
        changed(
            "schemes",
            investment="<table><tbody><tr><td>Care</td><td>233</td></tr><tr><td>Telecare</td><td>50</td></tr>"
            "<tr><td>Total</td><td>284</td></tr></tbody></table>",
        ),
        "schemes/s1/investment",
    ),
}  # fmt: skip

HOLDS = {
    "X10 £500 apart": answer(agreed_year_2="12771500"),
    "X10 tab 1 not begun": rows("funding_ccg_minimum"),
    "X11 exactly the minimum": answer(minimum_year_2="12772000"),
    "X12 six schemes make 12,772": put(
        lines(*SOUTHEND), {"funding_ccg_minimum/m1/year_1": "", "expenditure/m1/year_1": ""}
    ),
    "X12 tab 3 not begun": rows("expenditure"),
    "X12 tab 1 not begun": rows("funding_ccg_minimum"),
    "X13 another source of as much": put(
        added(GOOD, "funding_councils", Row("f1", {"year_2": "772"})),
        {"funding_ccg_minimum/m1/year_2": "12000", "expenditure/m1/year_2": "12772", "expenditure/m1/source": ""},
    ),
    "X13 not all spent, which X12 says": changed("expenditure", year_2="12722"),
    "X14 the allocation": allotted("12772"),
    "X14 none is held": allotted(""),
    "X14 the line is gone": allotted("5").with_rows("funding_ccg_minimum", ()),
    "N01 another minimum and why": national("minimum_year_2", "12000000", "Revised."),
    "N01 the same": national("minimum_year_2", "12772000.00"),
    "X15 not joint": changed("expenditure", commissioner="CCG", percent_nhs=""),
    "X15 not chosen yet": changed("expenditure", commissioner=""),
    "X16 an area of the list": changed("expenditure", area_of_spend="Acute", area_other=""),
    "X17 just enough": answer(pfp_combined_fund="8640640"),
    "X17 no plan for admissions yet": answer(pfp_combined_fund="9000000", p4p_planned_q3=""),
    "X17 tab 3 not begun": rows("expenditure"),
    "X18 the first of tab 2's amounts is tab 3's": put(
        changed("expenditure", area_of_spend="Social Care"), {"protection_confirmed_year_2": "12772"}
    ),
    "X18 said in words": allocated("£5.93m of the fund protects care; nothing (£0) is social care in tab 3.",
                                   protection_different_year_2=""),
    "X18 nothing written yet": answer(
        social_care_allocation="", social_care_amount="", protection_confirmed_year_2="", protection_different_year_2=""
    ),
    "X19 items make £831k": allocated("221 + 379 + 231 = £831k"),
    "X19 nothing written yet": answer(social_care_allocation="", care_act_confirmed="", care_act_amount=""),
    "X20 all of it": answer(carers_amount="12772000"),
    "X20 care is not carers": answer(carers_amount=""),
    "X21 to the thousand": answer(contingency="<p>The hospital and CCG share £0.977m of P4P money.</p>"),
    "X21 to the pound": answer(contingency="<p>The hospital and CCG share the performance fund of £977,440.</p>"),
    "X21 other money": answer(contingency="<p>The CCG pays the hospital £900k of its savings.</p>"),
    "X21 a limit": answer(contingency="<p>The CCG pays the hospital up to £900k of performance money.</p>"),
    "X21 no saving yet": answer(p4p_planned_q4="", contingency="<p>A performance fund of £5.</p>"),
    "X31 with its number": changed("expenditure", scheme="001 – Care at home"),
    "X31 tab 3 not begun": rows("expenditure"),
    "X31 no schemes listed yet": rows("schemes"),
    "X32 to the million": invested("The total investment is £13m"),
    "X32 in the first year": invested("Total: £687,000"),
    "X32 a part of it": invested("Of the total, £2.41 million pays for staff and £60,000 for cars."),
    "X32 what it saves": invested("The scheme costs little and saves £300k in total."),
    "X32 no line in tab 3": put(invested("Total: £5m"), {"expenditure/m1/scheme": "Other"}),
    "X33 covered together": put(
        added(GOOD, "schemes", annex("s2", "002", "End of life")),
        {"benefits_year_2/n1/scheme": TOGETHER},
    ),
    "X33 for another organisation": added(
        GOOD, "benefits_year_2", benefit("a1", TOGETHER, "-5", "1490", organisation="Local Authority")
    ),
    "X33 another benefit together": added(
        GOOD, "benefits_year_2", benefit("a1", TOGETHER, "-5", "1490", benefit=RESIDENTIAL)
    ),
    "X33 named without figures": put(
        added(GOOD, "benefits_year_2", benefit("a1", TOGETHER, "-656", "1490")),
        {"benefits_year_2/n1/change": "", "benefits_year_2/n1/unit_price": ""},
    ),
    "X34 neither": changed("benefits_year_2", change="", unit_price=""),
    "X34 a rise and why": changed("benefits_year_2", change="20", how_calculated="Admissions rise with growth"),
    "X34 more reablement": changed(
        "benefits_year_2", change="20", benefit="Increased effectiveness of reablement"
    ),
    "X35 eight items make 1,431": put(
        invested("Items: 240 + 50 + 176 + 135 + 50 + 100 + 225 + 455 = 1,431 (£000)"),
        {"expenditure/m1/year_2": "1431"},
    ),
    "X35 three items make 459": invested("233 + 50 + 176 = 459"),
    "X35 nurses": invested("2 + 2 + 1 nurses"),
    "X35 items make tab 3's amount": invested("£12,000k + £700k + £72k"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_broken_rule_names_the_place(case: str) -> None:
    content, place = BROKEN[case]
    assert place in [problem.place for problem in found(content, case[:3])]


@pytest.mark.parametrize("case", HOLDS)
def test_rule_holds(case: str) -> None:
    assert found(HOLDS[case], case[:3]) == []


def told(case: str) -> str:
    (problem,) = found(BROKEN[case][0], case[:3])
    return problem.message


def test_messages_name_both_figures_and_both_places() -> None:
    assert told("X10 £501 apart") == (
        "Part 1 agrees a pooled budget of £12,771,499 for 2015/16, tab 1 contributes £12,772,000: Part 1 has £501 too "
        "little. Change one of them."
    )
    assert told("X12 not all spent") == (
        "Tab 3 spends 12,722 (£000) in 2015/16, tab 1 contributes 12,772: 50 too little is spent. The difference lies "
        "in CCG Minimum Contribution (12,772 contributed, 12,722 spent). Change one of them."
    )
    assert "The ring-fenced fund is £8,022,560, tab 3 spends £7,663,200" in told("X17 a shortfall")
    assert "7.a.iii allocates £5,930,001" in told("X18 two amounts")
    assert "tab 2 says 5,930 (£000)" in told("X18 two amounts")
    assert "5.b gives £900k for the performance fund, tab 5 works out a saving of £977,440" in told(
        "X21 another amount"
    )


def test_an_unknown_share_of_the_national_fund_is_only_noted() -> None:
    (problem,) = found(answer(pfp_combined_fund=""), "X17")
    assert problem.severity == "note"


def test_another_allocation_with_its_reason_is_only_noted() -> None:
    assert [problem.severity for problem in found(allotted("12722", "Rounded."), "X14")] == ["note"]
    assert [problem.severity for problem in found(allotted("12722"), "X14")] == ["must_fix"]
    assert found(allotted("12722"), "N01") == []


def test_a_wrong_sign_only_warns() -> None:
    assert [problem.severity for problem in found(changed("benefits_year_2", change="656"), "X34")] == ["warning"]
    assert [problem.severity for problem in found(changed("benefits_year_2", change=""), "X34")] == ["must_fix"]


def test_a_scheme_misspelt_is_one_problem() -> None:
    (problem,) = found(changed("expenditure", scheme="Care in a home"), "X31")
    assert "“Care in a home” in tab 3 (line 1)" in problem.message
    assert "001 Care at home in 4.d has no line" in problem.message


def test_an_unknown_scheme_is_one_problem_for_all_its_lines() -> None:
    other = {"scheme": "Other", "year_1": "", "year_2": "1"}
    (problem,) = found(lines({}, other, other, other), "X31")
    assert "(lines 2, 3 and 4)" in problem.message


def test_a_source_for_both_years_is_one_problem() -> None:
    (problem,) = found(changed("expenditure", source=COUNCIL), "X13")
    assert "CCG Minimum Contribution, 2014/15: 687 (£000) in tab 1, 0 in tab 3" in problem.message
    assert "Local Authority Social Services, 2015/16: 0 (£000) in tab 1, 12,772 in tab 3" in problem.message
