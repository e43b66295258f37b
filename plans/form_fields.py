"""The form field of one answer: its control, what stands in it, and how what was typed is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from bcf.definition import spelling
from bcf.definition.kinds import (
    Attachment,
    Choice,
    Date,
    Kind,
    LongText,
    Money,
    Names,
    Percent,
    RichText,
    Unreadable,
)
from bcf.definition.parts import Field
from bcf.widgets import (
    CharacterCount,
    DateWidget,
    FileUpload,
    GovRadios,
    MoneyInput,
    NumberInput,
    PercentInput,
    RichTextWidget,
)

if TYPE_CHECKING:
    from .forms import PageForm

MOST_RADIOS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """One input of a page: where it belongs, what is asked, and what stands there now.

    `called` names it in an error message. `compact`: it is a cell of a table. `typed`: what to show in the
    control, where that is not a value yet. `mark`: words under it that link to the element `described`, which tells
    more of it.
    """

    place: str
    field: Field
    value: str = ""
    version: int = 0
    called: str = ""
    compact: bool = False
    typed: str = ""
    described: str = ""
    mark: str = ""

    @property
    def shown(self) -> str:
        """What stands in the control."""
        return self.typed or as_typed(self.field.kind, self.value)

    def read(self, typed: str) -> str:
        """The canonical value of what was typed; what was not touched is not read again. Raises Unreadable."""
        typed = typed.replace("\r\n", "\n")
        return self.value if typed == self.shown else self.field.kind.parse(typed)

    def sentence(self, error: Unreadable) -> str:
        """The error with the name of the answer it is about."""
        return f"{self.called or self.field.called}: {error}"


class AnswerBoundField(BoundField):
    """Holds what is stored where the page did not send this answer back."""

    @property
    def data(self) -> Any:
        form = cast("PageForm", self.form)
        return super().data if form.sent(self.name) else self.initial

    @property
    def version(self) -> str:
        """What the hidden input beside the control says."""
        return str(cast("PageForm", self.form).versions[self.name])

    @property
    def described(self) -> str:
        return cast("AnswerField", self.field).asked.described

    @property
    def mark(self) -> str:
        return cast("AnswerField", self.field).asked.mark

    @property
    def aria_describedby(self) -> str | None:
        return " ".join(filter(None, (super().aria_describedby, self.described)))


class AnswerField(forms.CharField):
    """Reads with the kind's own parser, so that the browser, Word and Excel mean the same."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(
            required=False,
            strip=False,
            label=asked.field.called,
            help_text=" ".join([*asked.field.wording, asked.field.hint]).strip(),
            initial=asked.shown,
            widget=control(asked.field.kind, asked.compact),
        )
        self.asked = asked

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return AnswerBoundField(form, self, field_name)

    def clean(self, value: Any) -> str:
        """The canonical value."""
        try:
            return self.asked.read(str(value or ""))
        except Unreadable as error:
            raise ValidationError(self.asked.sentence(error)) from error


class AttachedFileInput(FileUpload):
    """The file that is there with a box to take it away, and a place for another."""

    template_name = "plans/widgets/attached_file.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        stored = value if isinstance(value, str) else ""
        context["widget"].update(stored=stored, stored_name=Attachment().show(stored), remove=f"{name}!")
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return super().value_from_datadict(data, files, name) or ("" if f"{name}!" in data else None)


class FileAnswerField(AnswerField):
    """Gives the uploaded file, or the value that stays. The attach action makes a value of an upload."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial

    def clean(self, value: Any) -> Any:
        if isinstance(value, UploadedFile):
            return value
        return self.asked.value if value is None else value


def field_of(asked: Asked) -> AnswerField:
    return FileAnswerField(asked) if isinstance(asked.field.kind, Attachment) else AnswerField(asked)


def as_typed(kind: Kind, value: str) -> str:
    """A canonical value as it stands in its control: figures grouped, their unit beside them."""
    return spelling.grouped(Decimal(value)) if value and kind.numeric else value


def control(kind: Kind, compact: bool) -> forms.Widget:
    return _compact(kind) if compact else _control(kind)


def _compact(kind: Kind) -> forms.Widget:
    """Drawn by the table's own template: hundreds of controls are too slow one by one."""
    if isinstance(kind, Choice):
        return forms.Select(choices=[("", ""), *((option, option) for option in kind.options)])
    return forms.Textarea() if isinstance(kind, LongText | RichText | Names) else forms.TextInput()


@singledispatch
def _control(kind: Kind) -> forms.Widget:
    return NumberInput() if kind.numeric else forms.TextInput({"autocomplete": "off"})


@_control.register
def _(kind: RichText) -> forms.Widget:
    return RichTextWidget(limit=kind.limit)


@_control.register
def _(kind: LongText) -> forms.Widget:
    return CharacterCount(limit=kind.limit, rows=4) if kind.limit else forms.Textarea({"rows": 3})


@_control.register
def _(kind: Names) -> forms.Widget:
    return forms.Textarea({"rows": 3})


@_control.register
def _(kind: Choice) -> forms.Widget:
    choices = [(option, option) for option in kind.options]
    if len(choices) > MOST_RADIOS:
        return forms.Select(choices=[("", "Choose one"), *choices])
    return GovRadios(choices=choices, inline=all(len(option) <= 10 for option in kind.options))


@_control.register
def _(kind: Money) -> forms.Widget:
    return MoneyInput(unit=kind.unit)


@_control.register
def _(kind: Percent) -> forms.Widget:
    return PercentInput()


@_control.register
def _(kind: Date) -> forms.Widget:
    return DateWidget()


@_control.register
def _(kind: Attachment) -> forms.Widget:
    return AttachedFileInput()
