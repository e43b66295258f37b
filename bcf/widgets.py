"""Form controls in GOV.UK style. They hold the text a person typed; bcf.definition.kinds says what it means.

Django's own widgets are in GOV.UK markup too (templates/django/forms/widgets/), so plain `forms.TextInput`,
`forms.Select`, `forms.Textarea`, `forms.CheckboxInput` and `forms.PasswordInput` need nothing from here.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

Attrs = dict[str, Any] | None
Files = MultiValueDict[str, Any]
Context = dict[str, Any]

ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class NumberInput(forms.TextInput):
    """A figure. Not `type=number`, which drops what it cannot read and changes values on scrolling.

    `width` is the number of characters it is sized for: 2, 3, 4, 5, 10 or 20. `prefix` and `suffix` are units.
    """

    template_name = "govuk/widgets/number.html"

    def __init__(self, attrs: Attrs = None, *, width: int = 10, prefix: str = "", suffix: str = "") -> None:
        self.prefix, self.suffix = prefix, suffix
        css = f"govuk-input--width-{width} bcf-figure"
        super().__init__({"class": css, "inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: Attrs) -> Context:
        context = super().get_context(name, value, attrs)
        context["widget"].update(prefix=self.prefix, suffix=self.suffix)
        return context


class MoneyInput(NumberInput):
    """An amount in pounds, or in thousands of pounds with `unit=1000`."""

    def __init__(self, attrs: Attrs = None, *, unit: int = 1, width: int = 10) -> None:
        units = {"prefix": "£"} if unit == 1 else {"suffix": "£000"}
        super().__init__(attrs, width=width, **units)


class PercentInput(NumberInput):
    def __init__(self, attrs: Attrs = None, *, width: int = 5) -> None:
        super().__init__(attrs, width=width, suffix="%")


class DateWidget(forms.MultiWidget):
    """Day, month and year as three inputs; the value is one text, "27/3/2007", or "" when all three are blank.

    The month may be a word: "27 March 2007".
    """

    template_name = "govuk/widgets/date.html"
    use_fieldset = True
    parts = ("day", "month", "year")

    def __init__(self, attrs: Attrs = None) -> None:
        sizes = {"day": 2, "month": 2, "year": 4}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput({"inputmode": "numeric", **_width(sizes[part])}) for part in self.parts
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: str | None) -> list[str]:
        text = str(value or "").strip()
        if match := ISO_DAY.fullmatch(text):
            year, month, day = match.groups()
            return [str(int(day)), str(int(month)), year]
        return [*text.split("/" if "/" in text else None, 2), "", "", ""][:3]

    def value_from_datadict(self, data: Mapping[str, Any], files: Files, name: str) -> Any:
        """One text, where Django's own gives a list: `bcf.definition.kinds.Date` reads it and quotes it."""
        parts = [str(part or "").strip() for part in super().value_from_datadict(data, files, name)]
        if all(parts) and parts[1].isalpha():
            return " ".join(parts)
        return "/".join(parts) if any(parts) else ""

    def get_context(self, name: str, value: Any, attrs: Attrs) -> Context:
        context = super().get_context(name, value, attrs)
        for part, subwidget in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            subwidget["label"] = part.capitalize()
        return context


class GovRadios(forms.RadioSelect):
    """Radios; `inline` for yes and no, `small` where a page has many. `hints` are told under an option, by value."""

    def __init__(
        self,
        attrs: Attrs = None,
        choices: Any = (),
        *,
        inline: bool = False,
        small: bool = False,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.layout = " ".join(f"govuk-radios--{name}" for name, on in (("inline", inline), ("small", small)) if on)
        self.hints = dict(hints or {})

    def get_context(self, name: str, value: Any, attrs: Attrs) -> Context:
        context = super().get_context(name, value, attrs)
        context["widget"]["layout"] = self.layout
        return context

    def create_option(self, *args: Any, **kwargs: Any) -> Context:
        option: Context = super().create_option(*args, **kwargs)
        if hint := self.hints.get(str(option["value"])):
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs'].get('id', '')}-hint"
        return option


class CharacterCount(forms.Textarea):
    """Lines of plain text with a count of the characters left."""

    template_name = "govuk/widgets/character_count.html"

    def __init__(self, attrs: Attrs = None, *, limit: int, rows: int = 5) -> None:
        self.limit = limit
        super().__init__({"rows": rows, "class": "govuk-js-character-count", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: Attrs) -> Context:
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        described = f"{given.get('aria-describedby', '')} {given.get('id', name)}-info"
        given["aria-describedby"] = described.strip()
        context["widget"]["limit"] = self.limit
        return context


class RichTextWidget(forms.Textarea):
    """The rich text editor over a textarea, for exactly the subset of bcf.definition.richtext.

    The textarea is what is sent. Without JavaScript it takes plain text, paragraphs parted by blank lines.
    """

    template_name = "govuk/widgets/rich_text.html"

    class Media:
        css = {"all": ["bcf/editor.css"]}
        js = [Script("bcf/editor.js", type="module")]

    def __init__(self, attrs: Attrs = None, *, limit: int | None = None, rows: int = 12) -> None:
        self.limit = limit
        super().__init__({"rows": rows, **(attrs or {})})

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser cannot point at a textarea that the editor hides."""
        return False

    @cached_property
    def editor_url(self) -> str:
        return static("django_prose_editor/editor.js")

    def get_context(self, name: str, value: Any, attrs: Attrs) -> Context:
        context = super().get_context(name, value, attrs)
        context["widget"].update(limit=self.limit, editor_url=self.editor_url)
        return context


class FileUpload(forms.FileInput):
    """Choose a file or drop it here. `accept` lists endings: ".docx,.txt"."""

    template_name = "govuk/widgets/file_upload.html"

    def __init__(self, attrs: Attrs = None, *, accept: str = "") -> None:
        super().__init__({**({"accept": accept} if accept else {}), **(attrs or {})})


def _width(characters: int) -> dict[str, str]:
    return {"class": f"govuk-date-input__input govuk-input--width-{characters}"}
