"""What the page templates need to render forms in GOV.UK markup."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import nh3
from django import template
from django.forms import BaseForm, BaseFormSet, BoundField, Media
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

from bcf.definition import richtext

register = template.Library()

CONTROL_CLASSES = {
    "hidden": "",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
    "radio": "govuk-radios__input",
}
NARRATIVE_TAGS = {
    "p",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "br",
    "data",
    *richtext.MARKS,
}
NARRATIVE_ATTRIBUTES = {"a": {"href"}, "data": {"value"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
SHOWS_ERROR = {"govuk-input", "govuk-textarea", "govuk-select", "govuk-file-upload"}


@dataclass(frozen=True, slots=True)
class PageError:
    """One line of the error summary; `target` is the id of the control to go to, "" where there is none."""

    text: str
    target: str = ""


@register.simple_tag
def control_attrs(widget: dict[str, Any], css: str = "") -> SafeString:
    """The attributes of a control, with the class that fits its type and whether it is in error.

    `css` names the class where the type alone does not tell; more classes may follow it.
    """
    attrs = dict(widget["attrs"])
    name, *more = (css or CONTROL_CLASSES.get(widget.get("type", ""), "govuk-input")).split() or [""]
    classes = [name, *more, attrs.pop("class", "")]
    if attrs.get("aria-invalid") == "true" and name in SHOWS_ERROR:
        classes.insert(1, f"{name}--error")
    if name == "govuk-radios__input":
        # one radio cannot be in error, only the group
        attrs.pop("aria-invalid", None)
    joined = " ".join(filter(None, classes))
    return flatatt({**attrs, "class": joined} if joined else attrs)


@register.filter
def error_target(field: BoundField) -> str:
    """The id of the control that a link to this field goes to: the first radio, or the day of a date."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@register.simple_tag
def collect_errors(*parts: Any) -> list[PageError]:
    """Every error of the forms, formsets and lists of them given, in page order; what is not there is passed over."""
    return [error for form in _forms_in(parts) for error in _errors(form)]


@register.simple_tag
def collect_media(*parts: Any) -> Media:
    """The scripts and style sheets that the forms ask for, each once."""
    return sum((form.media for form in _forms_in(parts)), Media())


@register.filter
def rich_text(html: str) -> SafeString:
    """Narrative as HTML, safe whatever it came from. Canonical rich text stays as it is, and richtext.clean is slow."""
    return mark_safe(
        nh3.clean(
            html or "",
            tags=NARRATIVE_TAGS,
            attributes=NARRATIVE_ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
        )
    )


def _forms_in(parts: Iterable[Any]) -> Iterator[BaseForm | BaseFormSet[Any]]:
    for part in parts:
        if isinstance(part, BaseForm | BaseFormSet):
            yield part
        elif isinstance(part, Sequence) and not isinstance(part, str):
            yield from _forms_in(part)


def _errors(form: BaseForm | BaseFormSet[Any]) -> Iterator[PageError]:
    if isinstance(form, BaseForm):
        yield from _form_errors(form)
        return
    yield from (PageError(str(text)) for text in form.non_form_errors())
    for number, row in enumerate(form.forms, 1):
        for error in _form_errors(row):
            yield PageError(f"Row {number}: {error.text}", error.target)


def _form_errors(form: BaseForm) -> Iterator[PageError]:
    first = next(iter(form.visible_fields()), None)
    for text in form.non_field_errors():
        yield PageError(str(text), error_target(first) if first else "")
    for field in form:
        for text in field.errors:
            yield PageError(str(text), "" if field.is_hidden else error_target(field))
