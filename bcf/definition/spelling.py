"""Reading what people type: amounts, numbers and dates in their many spellings."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation


class Unreadable(ValueError):
    """What was typed cannot be read; the message is a sentence for the person who typed it."""


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u200b\ufeff]")
_MINUS = str.maketrans("−–—‐‑", "-----")
_SCALES = {"": 1, "k": 1000, "000": 1000, "000s": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9}
_SCALES |= {"thousand": 1000, "million": 10**6, "billion": 10**9}
_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?\s*(?P<pound>£|gbp)?\s*(?P<sign2>-)?(?P<number>\d[\d,\s]*(?:\.\d+)?|\.\d+)\s*"
    r"(?:£?(?P<scale>k|m|mn|bn|b|thousand|million|billion))?\s*(?P<close>\))?\.?",
    re.IGNORECASE,
)


def tidy(raw: str) -> str:
    """NFC, no control characters, Unix line ends, no space around it."""
    if raw.isascii() and raw.isprintable():
        return raw.strip()
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", raw.replace("\r\n", "\n").replace("\r", "\n")))
    return text.replace("\u00a0", " ").strip()


def fold(text: str) -> str:
    """Letters and digits only, lower case: for comparing wordings in spite of punctuation and spacing."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def fold_organisation(name: str) -> str:
    """Folded, with the ways to write CCG made one, and "NHS" and "the" left out at the start."""
    text = re.sub(r"clinical commissioning group", "ccg", name, flags=re.IGNORECASE)
    return fold(re.sub(r"^(the|nhs)\s+", "", text.strip(), flags=re.IGNORECASE))


def decimal_text(number: Decimal) -> str:
    """The one spelling of a number: no exponent, no trailing zeros, no minus zero."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def grouped(number: Decimal) -> str:
    """1234567.5 as "1,234,567.5", with a true minus sign."""
    return f"{Decimal(decimal_text(number)):,f}".replace("-", "−")


def amount(raw: str, unit: int = 1) -> Decimal:
    """Money in units of `unit` pounds: "£1.2m", "1,200,000" and "(1,200,000)" (negative) in pounds.

    A number with k, m or bn is in pounds and is turned into the cell's unit; one without is in the unit already.
    """
    text = tidy(raw).translate(_MINUS)
    match = _AMOUNT.fullmatch(text)
    if not match or bool(match["open"]) != bool(match["close"]):
        raise Unreadable(_not_money(raw, unit))
    number = _digits(match["number"], _not_money(raw, unit))
    scale = (match["scale"] or "").lower()
    if scale:
        number = number * _SCALES[scale] / unit
    negative = (match["sign"] or match["sign2"]) == "-" or bool(match["open"])
    return -number if negative else number


def _not_money(raw: str, unit: int) -> str:
    expected = "an amount in pounds, for example 1,200,000 or £1.2m"
    if unit != 1:
        expected = "an amount in thousands of pounds, for example 1,200 or £1.2m"
    return f"“{raw.strip()[:40]}” is not an amount. Enter {expected}."


def plain_number(raw: str, example: str = "for example 1,200") -> Decimal:
    """A number with optional commas, minus or brackets for negative."""
    text = tidy(raw).translate(_MINUS).strip()
    message = f"“{raw.strip()[:40]}” is not a number. Enter a number, {example}."
    match = re.fullmatch(r"(?:(-)?\s*([\d,\s]*\.?\d+|\d[\d,\s]*\.?)|\(\s*([\d,\s]*\.?\d+)\s*\))", text)
    if not match:
        raise Unreadable(message)
    number = _digits(match[2] or match[3], message)
    return -number if match[1] or match[3] else number


def _digits(text: str, message: str) -> Decimal:
    """Digits with thousands commas where they belong ("1,200", never "1,2")."""
    if "," in text and not re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", re.sub(r"\s", "", text)):
        raise Unreadable(message)
    if re.search(r"\d\s+\d", text) and not re.fullmatch(r"\d{1,3}([ ,]\d{3})+(\.\d+)?", text.strip()):
        raise Unreadable(message)
    try:
        return Decimal(re.sub(r"[,\s]", "", text))
    except InvalidOperation:
        raise Unreadable(message) from None


def between(number: Decimal, least: Decimal | None, most: Decimal) -> None:
    """Raises Unreadable outside the range; without a least, as far below nothing as the most is above it."""
    least = -most if least is None else least
    if number < least:
        raise Unreadable(f"{grouped(number)} is too small. Enter {grouped(least)} or more.")
    if number > most:
        raise Unreadable(f"{grouped(number)} is too large. Enter {grouped(most)} or less.")


_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_EXAMPLE = "Enter a day, month and year, for example 27 March 2007."


def day(raw: str) -> date:
    """A date as people in the UK write it: "27 th March 2007", "27/03/07", "Tuesday 27 Mar 2007", "2007-03-27"."""
    text = tidy(raw).lower().rstrip(".")
    text = re.sub(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s+", "", text)
    text = re.sub(r"(\d)\s*(st|nd|rd|th)\b", r"\1", text)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, number = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{2}|\d{4})", text):
        number, month, year = (int(part) for part in match.groups())
    elif (match := re.fullmatch(r"(\d{1,2})(?:\s+of)?[\s\-]*([a-z]{3,9})\.?,?[\s\-]*(\d{4}|\d{2})", text)) and (
        match[2][:3] in _MONTHS
    ):
        number, month, year = int(match[1]), _MONTHS[match[2][:3]], int(match[3])
    else:
        raise Unreadable(f"“{raw.strip()[:40]}” is not a date. {_EXAMPLE}")
    year += 2000 if year < 100 else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unreadable(f"“{raw.strip()[:40]}” is in the year {year}. {_EXAMPLE}")
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable(f"“{raw.strip()[:40]}” is not a day of the calendar. {_EXAMPLE}") from None
