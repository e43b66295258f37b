"""Sums told in running text are found, and are right only where their parts add up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bcf.definition.sums import Sum, sums


def one(text: str) -> Sum:
    (found,) = sums(text)
    return found


@pytest.mark.parametrize(
    ("text", "total", "in_pounds", "holds"),
    [
        ("Items: 240 + 50 + 176 + 135 + 50 + 100 + 225 + 455 = 1,431.", "1431", False, True),
        ("Items: 240 + 50 + 176 + 135 + 50 + 100 + 225 + 445 = 1,431.", "1431", False, False),
        ("£240k + £50k = £290k", "290000", True, True),
        ("£240k + £50k = £0.29m", "290000", True, True),
        ("240 + 50 = £290k", "290000", True, True),
        ("£1.24m+£0.5m=£1.8m", "1800000", True, True),
        ("£1.24m + £0.5m = £1.9m", "1900000", True, False),
        ("Item\t£000\nCare\t233\nTelecare\t50\nTotal\t283\n", "283", False, True),
        ("Item\t£000\nCare\t233\nTelecare\t50\nTotal\t293", "293", False, False),
        ("Item\tCost\nCare\t£233k\nLess\t(£50k)\nTotal cost\t£183k", "183000", True, True),
    ],
)
def test_told_sums(text: str, total: str, in_pounds: bool, holds: bool) -> None:
    found = one(text)
    assert (found.total, found.in_pounds, found.holds) == (Decimal(total), in_pounds, holds)


def test_a_sum_may_be_told_without_its_total() -> None:
    found = one("It pays for 233 + 50 + 176 in all")
    assert (found.added, found.total, found.holds) == (459, None, True)


@pytest.mark.parametrize(
    "text",
    ["Q1 + Q2", "65+", "2 + 2", "24/7", "1 + 2 + 3 × 4", "A\tB\nName\tWords\nMore\tWords\nTotal\tNone",
     "Total\t5\nCare\t5\n", "Care\t1\nTotal\t1", "a\t\nb\t2\nc\t\nTotal\t2"],
)  # fmt: skip
def test_no_sums(text: str) -> None:
    assert list(sums(text)) == []


def test_each_column_of_a_table_is_a_sum() -> None:
    found = list(sums("Item\t2001\t2002\tWhy\nA\t1\t2\tx\nB\t3\t4\ty\nTotal\t4\t7\t\nC\t9\t9\tz"))
    assert [(one.added, one.total) for one in found] == [(4, 4), (6, 7)]
