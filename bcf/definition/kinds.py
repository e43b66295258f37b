"""Kinds of answer. One parser each, for the web, Word and Excel alike.

`parse` takes what a person typed and gives the canonical text, or raises Unreadable with a sentence that says
what is wrong, what is expected and an example. `show` spells the canonical text for people. For kinds that
calculate, `number` gives the Decimal a spreadsheet cell would hold and `of_number` turns it back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from . import richtext, spelling
from .spelling import Unreadable

__all__ = [
    "Attachment", "Choice", "Count", "Date", "Kind", "LongText", "Money", "Names", "Percent", "Rating",
    "RichText", "Text", "Unreadable",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """Base: one line of text, at most `limit` characters (None: no limit)."""

    limit: int | None = None

    numeric = False

    def parse(self, raw: str) -> str:
        text = spelling.tidy(raw)
        return self._within_limit(text)

    def show(self, value: str) -> str:
        return value

    def plain(self, value: str) -> str:
        """The words of a value, for search, checks and text exports."""
        return self.show(value)

    def number(self, value: str) -> Decimal | None:
        return None

    def of_number(self, number: Decimal) -> str:
        raise TypeError(f"{type(self).__name__} does not calculate")

    def _within_limit(self, text: str) -> str:
        if self.limit is not None and len(text) > self.limit:
            raise Unreadable(
                f"This is {len(text):,} characters long. Shorten it to {self.limit:,} characters or fewer."
            )
        return text


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """One line."""

    def parse(self, raw: str) -> str:
        return self._within_limit(" ".join(spelling.tidy(raw).split()))


@dataclass(frozen=True, slots=True)
class LongText(Kind):
    """Several lines of plain text."""


@dataclass(frozen=True, slots=True)
class Names(Kind):
    """Names of organisations, one a line (semicolons part them too)."""

    def parse(self, raw: str) -> str:
        names = [" ".join(name.split()) for name in re.split(r"[\n;]", spelling.tidy(raw))]
        return self._within_limit("\n".join(name for name in names if name))


@dataclass(frozen=True, slots=True)
class RichText(Kind):
    """Headings, lists, tables and emphasis: the HTML subset of richtext.py. The limit counts its words' characters."""

    def parse(self, raw: str) -> str:
        html = richtext.clean(raw)
        self._within_limit(richtext.plain(html))
        return html

    def plain(self, value: str) -> str:
        return richtext.plain(value)


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of the official options; the value is the option's own wording."""

    options: tuple[str, ...] = ()

    def parse(self, raw: str) -> str:
        text = " ".join(spelling.tidy(raw).split())
        if not text or text in self.options:
            return text
        for option in self.options:
            if spelling.fold(option) == spelling.fold(text):
                return option
        raise Unreadable(f"“{text[:60]}” is not one of the options. Choose {_one_of(self.options)}.")


def _one_of(options: tuple[str, ...]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}" if len(options) > 1 else "".join(options)


@dataclass(frozen=True, slots=True)
class Rating(Choice):
    """A computed rating. `meanings`: what each option says, in the official words."""

    meanings: tuple[str, ...] = ()

    def show(self, value: str) -> str:
        return value.capitalize()

    def meaning(self, value: str) -> str:
        return dict(zip(self.options, self.meanings, strict=True)).get(value, "")


@dataclass(frozen=True, slots=True)
class Money(Kind):
    """An amount. `unit` is the pounds in one of the cell's units (1 for £, 1000 for £000)."""

    unit: int = 1
    least: Decimal | None = Decimal(0)
    most: Decimal = Decimal(10) ** 12

    numeric = True

    @property
    def label(self) -> str:
        return "£" if self.unit == 1 else "£000"

    def parse(self, raw: str) -> str:
        if not spelling.tidy(raw):
            return ""
        amount = spelling.amount(raw, self.unit)
        spelling.between(amount, self.least, self.most)
        return spelling.decimal_text(amount)

    def show(self, value: str) -> str:
        if not value:
            return ""
        text = spelling.grouped(Decimal(value))
        return text if self.unit != 1 else ("−£" + text[1:] if text.startswith("−") else "£" + text)

    def pounds(self, value: str) -> Decimal:
        return Decimal(value) * self.unit

    def number(self, value: str) -> Decimal | None:
        return Decimal(value) if value else None

    def of_number(self, number: Decimal) -> str:
        return spelling.decimal_text(number)


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A number of things; `places` decimal places at most (0: whole numbers)."""

    least: Decimal | None = Decimal(0)
    most: Decimal = Decimal(10) ** 10
    places: int = 0

    numeric = True

    @property
    def _example(self) -> str:
        if self.least is None or self.most > 1000:
            return "for example 1,200"
        return f"{spelling.grouped(self.least)} to {spelling.grouped(self.most)}"

    def parse(self, raw: str) -> str:
        if not spelling.tidy(raw):
            return ""
        number = spelling.plain_number(raw, self._example)
        # first, since only numbers of ordinary size can be rounded
        spelling.between(number, self.least, self.most)
        if number != round(number, self.places):
            what = "a whole number" if self.places == 0 else f"at most {self.places} decimal places"
            raise Unreadable(f"“{raw.strip()[:40]}” has too many decimal places. Enter {what}, for example 9.")
        return spelling.decimal_text(number)

    def show(self, value: str) -> str:
        return spelling.grouped(Decimal(value)) if value else ""

    def number(self, value: str) -> Decimal | None:
        return Decimal(value) if value else None

    def of_number(self, number: Decimal) -> str:
        return spelling.decimal_text(number)


@dataclass(frozen=True, slots=True)
class Percent(Kind):
    """A percentage, held in percentage points ("2" is 2%); 0.02 as `number`."""

    least: Decimal | None = Decimal(0)
    most: Decimal = Decimal(100)

    numeric = True

    def parse(self, raw: str) -> str:
        text = spelling.tidy(raw)
        if not text:
            return ""
        points = spelling.plain_number(text.removesuffix("%"), example="for example 2 or 2.5%")
        spelling.between(points, self.least, self.most)
        return spelling.decimal_text(points)

    def show(self, value: str) -> str:
        return spelling.grouped(Decimal(value)) + "%" if value else ""

    def number(self, value: str) -> Decimal | None:
        return Decimal(value) / 100 if value else None

    def of_number(self, number: Decimal) -> str:
        return spelling.decimal_text(number * 100)


@dataclass(frozen=True, slots=True)
class Share(Percent):
    """A computed percentage shown to one decimal place."""

    def show(self, value: str) -> str:
        return f"{_one_place(value)}%" if value else ""


@dataclass(frozen=True, slots=True)
class Rate(Count):
    """A computed figure shown to one decimal place, such as a rate per 100,000."""

    def show(self, value: str) -> str:
        return _one_place(value) if value else ""


def _one_place(value: str) -> str:
    """ "-1234.56" as "−1,234.6"; never minus zero."""
    rounded = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP) + 0
    return f"{rounded:,}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A day, held as ISO 8601 ("2007-03-27")."""

    def parse(self, raw: str) -> str:
        text = spelling.tidy(raw)
        return spelling.day(text).isoformat() if text else ""

    def show(self, value: str) -> str:
        if not value:
            return ""
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Attachment(Kind):
    """A file of the plan: SHA-256, a slash, its name. Only uploads make these; nobody types them."""

    def parse(self, raw: str) -> str:
        text = unicodedata.normalize("NFC", raw.strip())
        if text and not (text.isprintable() and re.fullmatch(r"[0-9a-f]{64}/[^/\\]{1,200}", text)):
            raise Unreadable("This is not a file of this plan. Upload the file again.")
        return text

    def show(self, value: str) -> str:
        return value.partition("/")[2]
