"""The layout, the crispy pack and the parts, read as HTML."""

from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Div, Field, Fieldset, Layout, Submit
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from lxml import html as lxml_html

from bcf.definition import richtext
from bcf.models import User
from bcf.templatetags.govuk import PageError, collect_errors, error_target, rich_text
from tests.gallery import NARRATIVE, EveryControl, Risks

pytestmark = pytest.mark.urls("tests.gallery")


def template(source: str, **context: object) -> str:
    loads = "{% load crispy_forms_tags govuk %}"
    return str(engines["django"].from_string(loads + source).render(context, RequestFactory().get("/")))


def tree(source: str) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(source, create_parent="div")


def unlabelled(page: lxml_html.HtmlElement) -> list[str]:
    """The names of the controls that no label belongs to."""
    labels = {label.get("for") for label in page.iter("label")}
    controls = [c for c in page.iter("input", "select", "textarea") if c.get("type") != "hidden"]
    return [control.get("name") for control in controls if control.get("id") not in labels]


def bad_references(page: lxml_html.HtmlElement) -> set[str]:
    """What aria-describedby names without its being there."""
    ids = {element.get("id") for element in page.iter()}
    named = {name for e in page.iter() for name in (e.get("aria-describedby") or "").split()}
    return named - ids


@pytest.mark.parametrize("data", [None, {"name": "Nobody"}])
def test_every_control_has_a_label_and_is_described_by_what_is_there(data: dict[str, str] | None) -> None:
    page = tree(template("{{ form|crispy }}", form=EveryControl(data)))
    assert unlabelled(page) == []
    assert bad_references(page) == set()


def test_ids_are_unique() -> None:
    page = tree(template("{{ form|crispy }}", form=EveryControl({})))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_labels_and_hints_are_escaped() -> None:
    page = template("{{ form|crispy }}", form=EveryControl())
    assert "Name of the &lt;b&gt;board&lt;/b&gt;" in page
    assert "As on the &lt;form&gt;" in page


def test_error_is_told_beside_its_control() -> None:
    page = tree(template("{{ form|crispy }}", form=EveryControl({})))
    error = page.get_element_by_id("id_pooled_error")
    assert error.text_content().split() == ["Error:", "This", "field", "is", "required."]
    assert "id_pooled_error" in page.get_element_by_id("id_pooled").get("aria-describedby")


def test_group_of_controls_is_a_fieldset_with_its_question() -> None:
    page = tree(template("{{ form|crispy }}", form=EveryControl()))
    legends = [legend.text_content() for legend in page.iter("legend")]
    assert legends == ["Date agreed", "Is the risk shared?", "Who commissions it?", "Partners"]


def test_narrative_is_under_a_heading() -> None:
    page = tree(template("{{ form|crispy }}", form=EveryControl()))
    assert [heading.text_content().strip() for heading in page.iter("h2")] == ["Vision", "Outcome"]


def test_summary_links_reach_controls() -> None:
    form = EveryControl({})
    page = tree(template("{{ form|crispy }}", form=form))
    ids = {control.get("id") for control in page.iter("input", "select", "textarea")}
    errors = collect_errors(form)
    assert len(errors) == len(form.errors)
    assert {error.target for error in errors} <= ids


def test_summary_link_of_radios_and_dates_is_the_first_of_them() -> None:
    form = EveryControl()
    assert error_target(form["shared"]) == "id_shared_0"
    assert error_target(form["agreed"]) == "id_agreed_0"
    assert error_target(form["name"]) == "id_name"


def test_error_of_the_whole_form_leads_to_its_first_control() -> None:
    errors = collect_errors(EveryControl({"name": "Nobody"}))
    assert errors[0] == PageError("Nobody cannot be a board.", "id_name")


def test_errors_of_rows_say_which_row() -> None:
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-likelihood": "2"}
    assert collect_errors(Risks(data)) == [PageError("Row 2: This field is required.", "id_form-1-risk")]


def test_rows_that_cannot_be_counted_are_an_error_without_a_place() -> None:
    errors = collect_errors(Risks({}))
    assert [error.target for error in errors] == [""]


def test_errors_of_a_list_of_forms_and_of_what_is_not_there() -> None:
    forms_of_page = [EveryControl({"name": "x"}, prefix="a"), EveryControl({"name": "x"}, prefix="b")]
    targets = [error.target for error in collect_errors("", None, forms_of_page)]
    assert {target.split("-")[0] for target in targets} == {"id_a", "id_b"}


def test_title_says_that_there_is_an_error() -> None:
    source = '{% extends "base.html" %}{% block title %}Vision{% endblock %}'
    page = engines["django"].from_string(source)
    assert "<title>Vision – BCF Planner</title>" in page.render({"form": EveryControl()})
    assert "<title>Error: Vision – BCF Planner</title>" in page.render({"form": EveryControl({})})


def test_page_loads_the_editor_only_for_narrative() -> None:
    class Short(forms.Form):
        name = forms.CharField()

    assert "bcf/editor.js" in render_to_string("base.html", {"form": EveryControl()})
    assert "bcf/editor.js" not in render_to_string("base.html", {"form": Short()})


def test_page_has_no_inline_script_or_style(client: Client) -> None:
    page = lxml_html.fromstring(client.get("/").content)
    assert [script for script in page.iter("script") if not script.get("src")] == []
    assert [element for element in page.iter() if element.get("style") or element.tag == "style"] == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []


@pytest.mark.django_db
def test_signed_in_person_is_named_and_can_sign_out(client: Client) -> None:
    client.force_login(User.objects.create_user("ann", full_name="Ann Author"))
    page = client.get("/").content.decode()
    assert "Ann Author" in page
    assert '<form method="post" action="/sign-out/">' in page
    assert 'aria-current="page"' in page


def test_stranger_sees_no_menu(client: Client) -> None:
    assert "Sign out" not in client.get("/").content.decode()


def test_unknown_address_has_a_page_of_ours(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_failure_has_a_page_of_ours() -> None:
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert "There is a problem with the service" in response.content.decode()


def test_page_open_for_too_long_has_a_page_of_ours() -> None:
    response = Client(enforce_csrf_checks=True).post("/", {})
    assert response.status_code == 403
    assert "This page was open for too long" in response.content.decode()


def test_refusal_says_why() -> None:
    assert "Only signers may sign." in render_to_string("403.html", {"exception": "Only signers may sign."})


class WithHelper(forms.Form):
    name = forms.CharField()
    secret = forms.CharField(widget=forms.HiddenInput)
    area = forms.CharField()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            Fieldset("Who", Field("name"), css_id="who"),
            Div("area", css_class="wide"),
            "secret",
            HTML("<p>Nearly there</p>"),
            ButtonHolder(Submit("save", "Save"), Submit("later", "Later", css_class="secondary")),
        )
        return helper


def test_crispy_layout_is_in_the_design_systems_markup() -> None:
    page = tree(template("{% crispy form %}", form=WithHelper()))
    form = page.find(".//form")
    assert form.get("method") == "post"
    assert "novalidate" in form.attrib
    assert page.get_element_by_id("who").find("legend").text_content() == "Who"
    assert page.find_class("wide")[0].find(".//input").get("name") == "area"
    assert [button.get("class") for button in page.iter("button")] == [
        "govuk-button",
        "govuk-button govuk-button--secondary",
    ]
    assert page.find(".//input[@name='csrfmiddlewaretoken']") is not None
    assert unlabelled(page) == []


def test_labels_can_be_for_screen_readers_only() -> None:
    form = WithHelper()
    helper = FormHelper(form)
    helper.form_show_labels = False
    helper.form_tag = False
    page = tree(template("{% crispy form helper %}", form=form, helper=helper))
    assert page.find(".//form") is None
    assert {label.get("class") for label in page.iter("label")} == {"govuk-label govuk-visually-hidden"}


def test_form_with_files_is_sent_as_such() -> None:
    page = tree(template("{% crispy form %}", form=EveryControl()))
    assert page.find(".//form").get("enctype") == "multipart/form-data"


@pytest.mark.parametrize("source", ["{{ form|crispy }}", "{% crispy form %}"])
def test_formset_is_rendered_with_its_management_form(source: str) -> None:
    page = tree(template(source, form=Risks(initial=[{"risk": "Staff leave"}])))
    assert page.find(".//input[@name='form-TOTAL_FORMS']").get("value") == "1"
    assert page.find(".//input[@name='form-0-risk']").get("value") == "Staff leave"


@pytest.mark.parametrize("errors", ["{{ form|as_crispy_errors }}", "{{ formset|as_crispy_errors }}"])
def test_errors_alone(errors: str) -> None:
    assert "There is a problem" in template(errors, form=EveryControl({}), formset=Risks({}))


def test_narrative_stays_as_it_is_when_shown() -> None:
    canonical = richtext.clean(
        NARRATIVE + '<p><a href="https://example.org/?a=1&amp;b=2">x</a> &lt;b&gt; <sub>2</sub></p>'
    )
    assert rich_text(canonical) == canonical


def test_narrative_is_safe_when_shown() -> None:
    bad = "<script>x()</script><p onclick=x() style=color:red>Words <a href='javascript:x()'>link</a></p><img src=x>"
    assert rich_text(bad) == "<p>Words <a>link</a></p>"
    assert rich_text("") == ""


def test_part_escapes_what_it_is_given() -> None:
    parts: dict[str, dict[str, Any]] = {
        "tag": {"text": "<b>"},
        "inset": {"text": "<b>"},
        "warning_text": {"text": "<b>"},
        "details": {"summary": "<b>", "body": "x"},
        "panel": {"title": "<b>"},
        "back_link": {"href": "#", "text": "<b>"},
        "breadcrumbs": {"items": [{"text": "<b>"}]},
        "summary_list": {"rows": [{"key": "k", "value": "<b>"}]},
        "task_list": {"id": "t", "tasks": [{"title": "<b>", "status": "s"}]},
        "notification_banner": {"text": "<b>"},
        "pagination": {"next_href": "#", "next_text": "<b>"},
    }
    for name, context in parts.items():
        page = render_to_string(f"components/{name}.html", context)
        assert "&lt;b&gt;" in page, name
        assert "<b>" not in page, name


def test_comments_of_templates_are_not_shown(client: Client) -> None:
    for address in ("/", "/parts/"):
        assert "{#" not in client.get(address).content.decode()


def test_cell_of_a_hidden_field_is_the_field_alone() -> None:
    assert "<label" not in render_to_string("govuk/cell.html", {"field": WithHelper()["secret"]})
