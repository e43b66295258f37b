"""Controls: what they make of what is typed, and that it comes back as it was."""

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from bcf.definition.kinds import Date
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

NO_FILES: MultiValueDict[str, object] = MultiValueDict()


def typed_date(day: str, month: str, year: str) -> str:
    data = {"d_day": day, "d_month": month, "d_year": year}
    return str(DateWidget().value_from_datadict(data, NO_FILES, "d"))


def test_date_is_one_text_that_its_kind_reads() -> None:
    assert typed_date("27", "3", "2007") == "27/3/2007"
    assert Date().parse(typed_date("27", "03", " 2007 ")) == "2007-03-27"


def test_date_may_have_its_month_as_a_word() -> None:
    assert Date().parse(typed_date("27", "March", "2007")) == "2007-03-27"


def test_date_left_blank_is_blank() -> None:
    assert typed_date("", " ", "") == ""
    assert DateWidget().value_from_datadict({}, NO_FILES, "d") == ""


def test_date_shows_what_is_stored_in_three_parts() -> None:
    assert DateWidget().decompress("2007-03-09") == ["9", "3", "2007"]
    assert DateWidget().decompress(None) == ["", "", ""]


@given(st.tuples(*[st.text("0123456789abc", max_size=4)] * 3))
def test_date_comes_back_as_it_was_typed(parts: tuple[str, str, str]) -> None:
    assert DateWidget().decompress(typed_date(*parts)) == list(parts)


def test_date_asks_for_day_month_and_year_by_name() -> None:
    html = DateWidget().render("d", "31/2/2007", {"id": "id_d"})
    for number, (part, value) in enumerate([("Day", "31"), ("Month", "2"), ("Year", "2007")]):
        assert f'for="id_d_{number}">{part}</label>' in html
        assert f'name="d_{part.lower()}" value="{value}"' in html


@pytest.mark.parametrize(
    ("widget", "unit"),
    [
        (MoneyInput(), '<div class="govuk-input__prefix" aria-hidden="true">£</div>'),
        (MoneyInput(unit=1000), '<div class="govuk-input__suffix" aria-hidden="true">£000</div>'),
        (PercentInput(), '<div class="govuk-input__suffix" aria-hidden="true">%</div>'),
    ],
)
def test_figure_has_its_unit_beside_it(widget: NumberInput, unit: str) -> None:
    html = widget.render("amount", "1,200", {"id": "id_amount"})
    assert unit in html
    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html
    assert 'value="1,200"' in html


def test_figure_without_a_unit_is_a_bare_input() -> None:
    html = NumberInput({"data-row": "4"}, width=3).render("people", "", {})
    assert html.strip().startswith("<input")
    assert 'class="govuk-input govuk-input--width-3 bcf-figure"' in html
    assert 'data-row="4"' in html


def test_control_in_error_looks_so() -> None:
    attrs = {"aria-invalid": "true"}
    assert "govuk-input govuk-input--error" in MoneyInput().render("a", "", attrs)
    assert "govuk-select govuk-select--error" in forms.Select().render("a", "", attrs)
    assert "govuk-textarea govuk-textarea--error" in forms.Textarea().render("a", "", attrs)
    assert "--error" not in MoneyInput().render("a", "", {})


def test_radios_are_inline_or_small_and_have_hints() -> None:
    widget = GovRadios(choices=[("a", "A"), ("b", "B")], inline=True, small=True, hints={"b": "The second"})
    html = widget.render("pick", "b", {"id": "id_pick"})
    assert 'class="govuk-radios govuk-radios--inline govuk-radios--small"' in html
    assert '<div id="id_pick_1-hint" class="govuk-hint govuk-radios__hint">The second</div>' in html
    assert 'aria-describedby="id_pick_1-hint"' in html
    assert html.count(" checked") == 1


def test_radio_labels_are_escaped() -> None:
    html = GovRadios(choices=[("a", "<script>")]).render("pick", None, {"id": "id_pick"})
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_character_count_is_described_with_the_hint_and_the_error() -> None:
    html = CharacterCount(limit=100).render("n", "text", {"id": "id_n", "aria-describedby": "id_n_helptext"})
    assert 'aria-describedby="id_n_helptext id_n-info"' in html
    assert 'data-maxlength="100"' in html
    assert 'id="id_n-info"' in html


def test_rich_text_is_a_textarea_with_the_address_of_the_editor() -> None:
    html = RichTextWidget(limit=33000).render("vision", "<p>A & B</p>", {"id": "id_vision"})
    assert "&lt;p&gt;A &amp; B&lt;/p&gt;</textarea>" in html
    assert 'data-editor-url="/assets/django_prose_editor/editor.js"' in html
    assert 'data-limit="33000"' in html
    assert "up to 33,000 characters" in html


def test_rich_text_is_never_required_by_the_browser() -> None:
    class Narrative(forms.Form):
        vision = forms.CharField(widget=RichTextWidget())

    assert "required" not in str(Narrative()["vision"])


def test_rich_text_asks_for_its_script_and_style_only_where_used() -> None:
    media = str(RichTextWidget().media)
    assert '<script src="/assets/bcf/editor.js" type="module"></script>' in media
    assert "/assets/bcf/editor.css" in media
    assert "<script" not in str(CharacterCount(limit=1).media)


def test_file_upload_says_what_it_accepts() -> None:
    html = FileUpload(accept=".docx,.txt").render("file", None, {"id": "id_file"})
    assert 'accept=".docx,.txt"' in html
    assert 'class="govuk-file-upload"' in html
    assert "accept" not in FileUpload().render("file", None, {})
