"""Every control and part on pages of their own: the address book for tests of templates, widgets and scripts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from bcf import widgets

YES_NO = [("yes", "Yes"), ("no", "No")]
NARRATIVE = (
    "<h3>Vision</h3><p>Care <strong>close</strong> to home.</p>"
    "<ul><li><p>Fewer admissions</p><ul><li><p>for falls</p></li></ul></li><li><p>Earlier discharge</p></li></ul>"
    "<table><thead><tr><th><p>Scheme</p></th><th><p>£000</p></th></tr></thead>"
    '<tbody><tr><td colspan="2"><p>Reablement</p></td></tr></tbody></table>'
)


PARTS = """{% load govuk %}
{% include "components/breadcrumbs.html" %}
{% include "components/back_link.html" with href="#" %}
{% include "components/task_list.html" with id="sections" %}
{% include "components/summary_list.html" with rows=answers %}
{% include "components/warning_text.html" with text="You cannot change this later." %}
{% include "components/inset.html" with text="The deadline is noon." %}
{% include "components/details.html" with summary="Guidance" body="What the assurers look for" %}
{% include "components/panel.html" with title="Plan sent" body="Receipt 12" %}
{% include "components/pagination.html" with previous_href="#" previous_text="Vision" next_href="#" %}
<h2 class="govuk-heading-m">Vision</h2>
<div class="bcf-reading bcf-prose">{{ narrative|rich_text }}</div>
<div class="bcf-columns"><div class="bcf-prose"><p>Mine</p></div><div class="bcf-prose"><p>Theirs</p></div></div>
<div class="bcf-table-scroll" role="region" aria-label="Funding" tabindex="0">
<table class="govuk-table bcf-grid">
<thead><tr><th scope="col">Source</th><th scope="col" class="bcf-grid__number">£000</th></tr></thead>
<tbody><tr><th scope="row">CCG</th><td class="bcf-money">12,772</td></tr>
<tr class="bcf-grid__total"><th scope="row">Total</th><td class="bcf-money">12,772</td></tr></tbody>
</table></div>
<div role="status" data-poll="/file.json"><p class="govuk-body">Your PDF is being made.</p></div>"""


class EveryControl(forms.Form):
    name = forms.CharField(help_text="As on the <form>", label="Name of the <b>board</b>")
    vision = forms.CharField(widget=widgets.RichTextWidget(limit=400), help_text="What will change for people")
    outcome = forms.CharField(widget=widgets.RichTextWidget(rows=4), required=False)
    agreed = forms.CharField(widget=widgets.DateWidget(), help_text="For example, 27 3 2007", label="Date agreed")
    pooled = forms.CharField(widget=widgets.MoneyInput(), label="Pooled budget")
    spend = forms.CharField(widget=widgets.MoneyInput(unit=1000))
    share = forms.CharField(widget=widgets.PercentInput())
    people = forms.CharField(widget=widgets.NumberInput(width=5), label="Number of people")
    shared = forms.ChoiceField(choices=YES_NO, widget=widgets.GovRadios(inline=True), label="Is the risk shared?")
    body = forms.ChoiceField(
        choices=[("ccg", "CCG"), ("council", "Council")],
        widget=widgets.GovRadios(small=True, hints={"ccg": "Clinical commissioning group"}),
        label="Who commissions it?",
    )
    area = forms.ChoiceField(choices=[("", "Choose"), ("acute", "Acute")], label="Area of spend")
    notes = forms.CharField(widget=widgets.CharacterCount(limit=50), help_text="In a sentence")
    comments = forms.CharField(widget=forms.Textarea, required=False)
    partners = forms.MultipleChoiceField(choices=YES_NO, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label="I confirm that the figures are right")
    file = forms.FileField(widget=widgets.FileUpload(accept=".docx"), label="Related document")
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3, required=False)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("name") == "Nobody":
            raise forms.ValidationError("Nobody cannot be a board.")
        return self.cleaned_data


class Risk(forms.Form):
    risk = forms.CharField()
    likelihood = forms.ChoiceField(choices=[(n, n) for n in range(1, 6)])
    cost = forms.CharField(widget=widgets.MoneyInput(unit=1000, width=5), required=False)
    owner_agreed = forms.ChoiceField(choices=YES_NO, widget=widgets.GovRadios(small=True), required=False)
    due = forms.CharField(widget=widgets.DateWidget(), required=False)
    closed = forms.BooleanField(required=False)
    mitigation = forms.CharField(widget=widgets.RichTextWidget(rows=3), required=False)


Risks = forms.formset_factory(Risk, extra=0, can_delete=True)


def controls(request: HttpRequest) -> HttpResponse:
    form = EveryControl(request.POST or None, request.FILES or None, initial={"vision": NARRATIVE})
    if request.method == "POST" and form.is_valid():
        return _page(request, "<p>Saved</p>")
    return _page(
        request,
        '{% load crispy_forms_tags %}<form method="post" novalidate enctype="multipart/form-data" data-warn-unsaved>'
        '{% csrf_token %}{{ form|crispy }}{% include "components/save_buttons.html" %}</form>',
        form=form,
    )


def parts(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The plan was sent")
    messages.info(request, "The deadline is near")
    task = {"title": "Vision", "href": "#", "hint": "Saved yesterday", "status": "Problems", "colour": "red"}
    return _page(
        request,
        PARTS,
        items=[{"text": "Plans", "href": "#"}, {"text": "Southshire"}],
        tasks=[
            task,
            {"title": "Sign-off", "status": "Cannot start yet"},
            {"title": "Risks", "href": "#", "status": "Complete"},
        ],
        answers=[{"key": "Board", "value": "Southshire", "href": "#"}, {"key": "Agreed", "value": "27 March 2007"}],
        narrative=NARRATIVE + "<script>alert(1)</script>",
    )


def made_file(request: HttpRequest) -> HttpResponse:
    asked = request.session["asked"] = request.session.get("asked", 0) + 1
    if asked < 2:
        return JsonResponse({"state": "making", "message": "", "href": "", "link": ""})
    return JsonResponse({"state": "ready", "message": "Your PDF is ready.", "href": "/plan.pdf", "link": "Download it"})


def _page(
    request: HttpRequest, content: str, width: str = "govuk-grid-column-two-thirds", **context: Any
) -> HttpResponse:
    page = engines["django"].from_string(
        '{% extends "base.html" %}{% block title %}Gallery{% endblock %}'
        "{% block content_width %}" + width + "{% endblock %}"
        '{% block content %}<h1 class="govuk-heading-l">Gallery</h1>' + content + "{% endblock %}"
    )
    return HttpResponse(page.render(context, request))


def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/sign_in.html", {"form": EveryControl()})


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("for the page that says so")


urlpatterns = [
    path("", controls, name="home"),
    path("parts/", parts),
    path("file.json", made_file),
    path("sign-out/", sign_in, name="sign_out"),
    path("broken/", broken),
]
