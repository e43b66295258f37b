"""How people write amounts, numbers and dates."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcf.definition import spelling
from bcf.definition.spelling import Unreadable

WHOLE = st.integers(0, 10**11)
PENCE = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=2)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("raw", "pounds"),
    [
        ("£0.687M", "687000"), ("£12.772M", "12772000"), ("£12.772 million", "12772000"), ("12,772k", "12772000"),
        ("£1.9bn", "1900000000"), ("£ 2,210,000", "2210000"), ("2 210 000", "2210000"), ("£0.00", "0"),
        ("(1,200)", "-1200"), ("-£1,200", "-1200"), ("£-1,200", "-1200"), ("−1200", "-1200"), ("GBP 5", "5"),
        (".5m", "500000"), ("£5.", "5"), ("£15.3MN", "15300000"), ("£3 thousand", "3000"),
    ],
)  # fmt: skip
def test_amounts_in_their_many_spellings(raw: str, pounds: str) -> None:
    assert spelling.amount(raw) == Decimal(pounds)


@pytest.mark.parametrize(
    "raw",
    ["", "nil", "£", "1,2", "12,34,567", "1.2.3", "£5 (although not yet)", "(5", "5)", "5 6", "£1m or so", "1,2000"],
)
def test_what_is_no_amount_is_refused_in_a_sentence(raw: str) -> None:
    with pytest.raises(Unreadable, match=r"Enter an amount in pounds, for example 1,200,000 or £1\.2m\."):
        spelling.amount(raw)


@given(PENCE)
def test_an_amount_is_read_however_it_is_grouped(pounds: Decimal) -> None:
    for raw in (str(pounds), f"{pounds:,}", f"£{pounds:,}", f" £ {pounds:,} ", f"{pounds:,}".replace(",", " ")):
        assert spelling.amount(raw) == pounds


@given(WHOLE)
def test_thousands_are_the_cell_s_unit_unless_a_scale_is_named(number: int) -> None:
    assert spelling.amount(str(number), 1000) == number
    assert spelling.amount(f"£{number}k", 1000) == number
    assert spelling.amount(f"{number}m", 1000) == number * 1000


@given(st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=3))
def test_a_number_has_one_spelling_and_is_read_back_from_it(number: Decimal) -> None:
    text = spelling.decimal_text(number)
    assert Decimal(text) == number
    assert spelling.decimal_text(Decimal(text)) == text
    assert spelling.plain_number(text) == number
    assert spelling.plain_number(spelling.grouped(number)) == number


@given(DAYS)
def test_a_day_is_read_in_every_british_spelling(day: date) -> None:
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    spelled = (
        f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", f"{day:%d-%m-%Y}", day.isoformat(),
        f"{day.day} {day:%B %Y}", f"{day.day}{ending} {day:%B}, {day.year}", f"{day.day} {ending} {day:%b %Y}",
        f"{day:%A} {day.day} {day:%B %Y}", f"{day:%a} {day.day} {day:%b %Y}", f"{day.day}-{day:%b}-{day.year}",
        f"{day.day} {ending} of {day:%B} {day.year}".upper(),
    )  # fmt: skip
    for raw in spelled:
        assert spelling.day(raw) == day, raw


def test_two_figures_are_a_year_of_this_century() -> None:
    assert spelling.day("19/09/14") == spelling.day("19 Sept 14") == date(2014, 9, 19)


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        ("31 February 2014", "is not a day of the calendar"), ("29/02/2014", "is not a day of the calendar"),
        ("0/1/2014", "is not a day of the calendar"), ("soon", "is not a date"), ("September 2014", "is not a date"),
        ("19 Sepp 2014 or later", "is not a date"), ("19 Juvember 2014", "is not a date"), ("<dd/mm/yyyy>", "is not a"),
        ("19/09/201", "is not a date"), ("", "is not a date"), ("0999-01-01", "is in the year 999"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_an_example(raw: str, wrong: str) -> None:
    with pytest.raises(Unreadable, match=f"{wrong}.*Enter a day, month and year, for example 27 March 2007"):
        spelling.day(raw)


@given(st.text())
def test_nonsense_is_refused_and_raises_nothing_else(raw: str) -> None:
    for read in (spelling.amount, spelling.plain_number, spelling.day):
        with suppress(Unreadable):
            read(raw)


@given(st.text())
def test_tidying_and_folding_twice_change_nothing_more(raw: str) -> None:
    assert spelling.tidy(spelling.tidy(raw)) == spelling.tidy(raw)
    assert spelling.fold(spelling.fold(raw)) == spelling.fold(raw)
    assert spelling.fold(spelling.tidy(raw)) == spelling.fold(raw)
