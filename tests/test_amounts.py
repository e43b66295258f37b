"""Figures told in running text are found with their size, and with how exactly they are told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bcf.definition.amounts import Told, clause, counts, percentages, pounds


def one(found: list[Told]) -> tuple[Decimal, Decimal]:
    (told,) = found
    return told.value, told.tolerance


@pytest.mark.parametrize(
    ("text", "value", "tolerance"),
    [
        ("£977,440", "977440", "0.5"),
        ("£977,440.50", "977440.5", "0.005"),
        ("£977k", "977000", "500"),
        ("£977K pa", "977000", "500"),
        ("£0.977m", "977000", "500"),
        ("£12.772M", "12772000", "500"),
        ("£12 million", "12000000", "500000"),
        ("£1.9bn", "1900000000", "50000000"),
        ("£240 thousand", "240000", "500"),
        ("£240 000", "240000", "500"),
        ("£600,000", "600000", "500"),
        ("£1,490 an admission", "1490", "0.5"),
        ("£0.00", "0", "0.005"),
        ("£ 50", "50", "0.5"),
        ("the fund (£977k)", "977000", "500"),
        ("12,772 (£000)", "12772000", "500"),
        ("12,772 (£’000s)", "12772000", "500"),
        ("£221 (£000)", "221000", "500"),
        ("12.772 (£m)", "12772000", "500"),
        ("-£120k", "-120000", "500"),
        ("−£120k", "-120000", "500"),
        ("£(120)k", "-120", "0.5"),
        ("£-120k", "-120000", "500"),
        ("Saving\t(£120k)\n", "-120000", "500"),
        ("£200-300k", "250000", "50500"),
        ("£2m–£3m", "2500000", "1000000"),
        ("£250k to £300k", "275000", "25500"),
        ("between £2.1m and £3m", "2550000", "950000"),
        ("about £1m", "1000000", "500000"),
        ("c. £849,300", "849300", "42465"),
        ("some £20,000", "20000", "1000"),
        ("just over £20,000", "20000", "1000"),
    ],
)  # fmt: skip
def test_money(text: str, value: str, tolerance: str) -> None:
    assert one(list(pounds(text))) == (Decimal(value), Decimal(tolerance))


@pytest.mark.parametrize(
    "text",
    ["£000", "(£000s)", "up to £5m", "at least £135 million", "more than £250,000", "£12,77", "in excess of £3m",
     "656 admissions", "no less than the £5m", "2014/15", "£"],
)  # fmt: skip
def test_no_money(text: str) -> None:
    assert list(pounds(text)) == []


def test_changes_are_two_amounts_and_positions_are_right() -> None:
    text = "It falls from £1,910 to £1,640, and £2m and £3m follow."
    found = list(pounds(text))
    assert [told.value for told in found] == [1910, 1640, 2_000_000, 3_000_000]
    assert [text[told.start : told.end] for told in found] == ["£1,910", "£1,640", "£2m", "£3m"]
    assert [told.text for told in found] == ["£1,910", "£1,640", "£2m", "£3m"]


def test_odd_spaces_do_not_move_positions() -> None:
    text = "pays\u00a0£1\u00a0200\u2009now"
    (told,) = pounds(text)
    assert (told.value, text[told.start : told.end]) == (1200, "£1\u00a0200")


@pytest.mark.parametrize(
    ("text", "value", "tolerance"),
    [
        ("3.5%", "3.5", "0.05"),
        ("(−3.5%)", "-3.5", "0.05"),
        ("-2.0 per cent", "-2", "0.05"),
        ("2 percent", "2", "0.5"),
        ("100%", "100", "0.5"),
        ("about 10%", "10", "0.5"),
    ],
)
def test_percentages(text: str, value: str, tolerance: str) -> None:
    assert one(list(percentages(text))) == (Decimal(value), Decimal(tolerance))


@pytest.mark.parametrize("text", ["two percentage points", "at least 3.5%", "3-4%", "2 per cent points", "£5", "85"])
def test_no_percentages(text: str) -> None:
    assert list(percentages(text)) == []


def test_counts() -> None:
    text = (
        "In 2014/15, by 19 September 2014, 1,170 fewer at 7-day sites; 3.5% of 24,000 or −890 (656), £5, 1.5, Q4, 4th"
    )
    assert [(told.value, told.tolerance) for told in counts(text)] == [
        (1170, Decimal("0.5")), (24000, 500), (-890, Decimal("0.5")), (656, Decimal("0.5")),
    ]  # fmt: skip


def test_a_count_alone_in_brackets_is_negative() -> None:
    assert [told.value for told in counts("Change\t(288)\t18,111\n(19)")] == [-288, 18111, -19]


def test_agreement_is_as_exact_as_the_words() -> None:
    (roughly,), (exactly,) = pounds("£977k pa"), pounds("£977,440")
    assert roughly.agrees(Decimal(977_440))
    assert not roughly.agrees(Decimal(977_501))
    assert exactly.agrees(Decimal("977440.5"))
    assert not exactly.agrees(Decimal(977_441))


def test_clause_is_the_sentence_line_or_cell() -> None:
    text = "First. The fund is £977k pa, and e.g. more. Last £5\tcell £6\n"
    assert [clause(text, told) for told in pounds(text)] == [
        "The fund is £977k pa, and e.g. more", "Last £5", "cell £6",
    ]  # fmt: skip
