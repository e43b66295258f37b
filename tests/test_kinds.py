"""Kinds of answer: what is typed, held and shown."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcf.definition.kinds import (
    Attachment,
    Choice,
    Count,
    Date,
    Kind,
    LongText,
    Money,
    Names,
    Percent,
    Rate,
    RichText,
    Text,
    Unreadable,
)

YES_NO = Choice(options=("Yes", "No", "Not yet"))
ALL: tuple[Kind, ...] = (
    Text(), LongText(), Names(), RichText(), YES_NO, Money(), Money(unit=1000), Count(), Count(most=Decimal(5)),
    Count(least=None, places=1), Percent(), Rate(), Date(), Attachment(),
)  # fmt: skip
DIGITS = st.text("0123456789,.-−£%()kmbn /", max_size=40)


@pytest.mark.parametrize("kind", ALL, ids=repr)
@given(raw=st.one_of(st.text(), DIGITS, st.dates().map(str), st.integers().map(str), st.decimals().map(str)))
def test_what_is_read_is_held_in_one_spelling(kind: Kind, raw: str) -> None:
    """Parsing gives the canonical text, which parses to itself and shows as words; or refuses and nothing else."""
    try:
        value = kind.parse(raw)
    except Unreadable:
        return
    assert kind.parse(value) == value
    assert isinstance(kind.show(value), str)
    assert bool(kind.show(value)) == bool(value)
    if kind.numeric and value:
        number = kind.number(value)
        assert number is not None
        assert kind.of_number(number) == value


@pytest.mark.parametrize("kind", [Money(), Count(), Percent(), Date(), Text(), Names(), LongText()], ids=repr)
@given(raw=st.one_of(st.integers(0, 99).map(str), st.dates().map(str)))
def test_what_is_shown_can_be_typed_again(kind: Kind, raw: str) -> None:
    try:
        value = kind.parse(raw)
    except Unreadable:
        return
    assert kind.parse(kind.show(value)) == value


@pytest.mark.parametrize("kind", ALL, ids=repr)
@pytest.mark.parametrize("raw", ["", " ", "\n\t", "\u00a0"])
def test_white_space_is_blank(kind: Kind, raw: str) -> None:
    assert kind.parse(raw) == ""
    assert kind.show("") == ""


def _refusal(parse: Callable[[str], str], raw: str) -> str:
    with pytest.raises(Unreadable) as wrong:
        parse(raw)
    return str(wrong.value)


def test_limits_say_how_long_it_is_and_how_long_it_may_be() -> None:
    assert _refusal(Text(limit=3).parse, "four") == ("This is 4 characters long. Shorten it to 3 characters or fewer.")
    assert "This is 33,000 characters long" in _refusal(RichText(limit=32767).parse, "<p>" + "x" * 33000 + "</p>")


def test_the_limit_of_rich_text_counts_words_not_markup() -> None:
    assert RichText(limit=5).parse("<p><strong>12345</strong></p>") == "<p><strong>12345</strong></p>"


def test_choices_are_known_in_spite_of_case_and_punctuation() -> None:
    assert YES_NO.parse(" not-YET. ") == "Not yet"
    assert _refusal(YES_NO.parse, "perhaps") == "“perhaps” is not one of the options. Choose Yes, No or Not yet."


def test_money_is_held_in_the_unit_of_its_cell() -> None:
    assert Money().parse("£1,234.50") == "1234.5"
    assert Money().parse("£12.7725419m") == "12772541.9"
    assert Money(unit=1000).parse("£12.772m") == "12772"
    assert Money(unit=1000).pounds("12772") == 12_772_000


def test_money_below_its_least_or_above_its_most_is_refused() -> None:
    assert _refusal(Money().parse, "-5") == "−5 is too small. Enter 0 or more."
    assert _refusal(Money().parse, "9999bn").startswith("9,999,000,000,000 is too large.")
    assert Money(least=None).parse("(5)") == "-5"


def test_counts_are_whole_and_in_range() -> None:
    rating = Count(least=Decimal(1), most=Decimal(5))
    assert rating.parse(" 4 ") == "4"
    assert _refusal(rating.parse, "6") == "6 is too large. Enter 5 or less."
    assert _refusal(rating.parse, "High") == "“High” is not a number. Enter a number, 1 to 5."
    assert "too many decimal places" in _refusal(Count().parse, "1.5")
    assert "too large" in _refusal(Count().parse, "9" * 60)


def test_percentages_are_held_in_points() -> None:
    assert Percent().parse("2.50 %") == "2.5"
    assert Percent().number("2.5") == Decimal("0.025")
    assert _refusal(Percent().parse, "101%") == "101 is too large. Enter 100 or less."


def test_names_are_one_a_line() -> None:
    assert Names().parse(" A  Council;\n\nB CCG ; ") == "A Council\nB CCG"


def test_only_uploads_make_attachments() -> None:
    file = f"{'a1' * 32}/Plan on a page.pdf"
    assert Attachment().parse(file) == file
    assert Attachment().show(file) == "Plan on a page.pdf"
    for raw in ("Plan.pdf", f"{'a1' * 32}/../x", f"{'A1' * 32}/x"):
        assert "Upload the file again" in _refusal(Attachment().parse, raw)
