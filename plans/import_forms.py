"""Bringing a plan in: the file, where it belongs, and where its passages go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from bcf.definition.content import Content
from bcf.definition.kinds import LongText, RichText
from bcf.definition.parts import Edition, Field
from bcf.editions import edition, names
from bcf.models import User
from bcf.pack.zip_guard import LARGEST_FILE
from bcf.reference import areas
from bcf.widgets import FileUpload, GovRadios

from .models import Unplaced
from .places import row_name

ENDINGS = (".docx", ".xlsx", ".txt")
_EXPECTED = "Choose a Word document (.docx), an Excel workbook (.xlsx) or a plain text file (.txt)."
_MEGABYTE = 1024**2

Choices = list[tuple[str, str]]
Groups = list[tuple[str, Choices]]


class UploadForm(forms.Form):
    """One file. What only its contents can tell, the reader tells."""

    file = forms.FileField(
        label="The filled-in form",
        help_text=(
            "Part 1 as a Word document (.docx), Part 2 as an Excel workbook (.xlsx), or the text of a PDF as a "
            f"plain text file (.txt). Up to {LARGEST_FILE // _MEGABYTE} MB. One file at a time."
        ),
        allow_empty_file=True,
        widget=FileUpload(accept=",".join(ENDINGS)),
        error_messages={"required": f"Choose a file: {_EXPECTED[7:]}", "missing": _EXPECTED},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        name, size = file.name or "", file.size or 0
        if not size:
            raise forms.ValidationError(f"“{name}” is empty: there is nothing in it. {_EXPECTED}")
        if size > LARGEST_FILE:
            raise forms.ValidationError(_too_large(name, size))
        if not name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_wrong_type(name))
        return file


def _too_large(name: str, size: int) -> str:
    return (
        f"“{name}” is {size / _MEGABYTE:,.0f} MB. A file of {LARGEST_FILE // _MEGABYTE} MB or less is expected. "
        "Make its pictures smaller or take them out (in Word and Excel: Picture Format, Compress Pictures), "
        "save it and choose it again."
    )


def _wrong_type(name: str) -> str:
    advice = {
        ".pdf": "Ask for the Word document it was made from, or save the PDF as text and choose that.",
        ".doc": "Open it in Word, choose “Save as”, then “Word Document (.docx)”, and choose that file.",
        ".xls": "Open it in Excel, choose “Save as”, then “Excel Workbook (.xlsx)”, and choose that file.",
    }
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    what = f"a {ending} file" if ending else "a file without an ending such as .docx"
    return f"“{name}” is {what}, which cannot be read. {advice.get(ending, _EXPECTED)}"


def _area_choices() -> Choices:
    return [("", "Choose an area"), *((code, area.name) for code, area in areas().items())]


def _edition_choices() -> Choices:
    return [(name, edition(name).title) for name in names()]


class WorkbookForm(UploadForm):
    """The workbook alone, from those who fill in the sheets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "The filled-in workbook"
        self.fields["file"].help_text = f"Excel workbook (.xlsx). Up to {LARGEST_FILE // _MEGABYTE} MB."


class NewPlanForm(UploadForm):
    """The file, the area it is for and the edition of the forms it is on."""

    hwb_code = forms.ChoiceField(
        label="Health and Wellbeing Board area",
        choices=_area_choices,
        error_messages={"required": "Choose the area that the plan is for."},
    )
    edition = forms.ChoiceField(
        label="Which forms it is on",
        choices=_edition_choices,
        initial=names()[-1],
        widget=GovRadios,
        error_messages={"required": "Choose which forms the plan is on."},
    )
    field_order = ["hwb_code", "edition", "file"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hwb_code"].initial = _area_of(user)


def _area_of(user: User) -> str:
    """The area whose council or board the person works for, if any."""
    codes = user.memberships.values_list("organisation__code", flat=True)
    return next((code for code in codes if code in areas()), "")


class PlaceForm(forms.Form):
    """Where one passage goes; at first, the answer it came after in the file."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, passage: Unplaced, groups: Groups) -> None:
        super().__init__(data, prefix=f"passage-{passage.pk}")
        self.passage = passage
        self.after = next((label for _, choices in groups for key, label in choices if key == passage.after), "")
        keys = {key for _, choices in groups for key, _ in choices}
        self.fields["place"] = forms.ChoiceField(
            label="Put it at the end of",
            choices=[("", "Choose an answer"), *groups],
            initial=passage.after if passage.after in keys else "",
            error_messages={
                "required": "Choose the answer to put this passage in, or leave it out.",
                "invalid_choice": "That answer is not in the plan any more. Choose another one.",
            },
        )


def text_places(form: Edition, content: Content) -> Groups:
    """Every answer that can hold a passage, by the section or the row that asks for it."""
    return [group for group in _groups(form, content) if group[1]]


def _groups(form: Edition, content: Content) -> Iterator[tuple[str, Choices]]:
    for _, section in form.sections():
        fields = [field for field in section.fields() if _holds_text(field)]
        if not section.each:
            yield f"{section.number} {section.title}".strip(), [(one.key, _label(one)) for one in fields]
        for row in content.rows(section.each):
            noun, name = form.tables[section.each].row_noun, row_name(form, section.each, row.values)
            choices = [(f"{section.each}/{row.uid}/{one.key}", _label(one)) for one in fields]
            yield f"{noun.capitalize()}: {name}", choices


def _holds_text(field: Field) -> bool:
    return field.typed and isinstance(field.kind, RichText | LongText) and not field.note_to


def _label(field: Field) -> str:
    label = f"{field.ref} {field.label}".strip()
    return label if len(label) <= 80 else label[:79].rstrip() + "…"
