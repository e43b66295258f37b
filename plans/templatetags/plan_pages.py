"""What the pages of a plan need: official words as paragraphs and bullets, guidance, times, addresses of parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from itertools import groupby

from django import template
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from bcf.access import Permission, may
from bcf.definition import richtext
from plans import addresses, times, titles
from plans.compared import Shown
from plans.models import Plan

register = template.Library()
# No HTML of its own: guidance is words, and what it says is put on pages as it is.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@register.filter
def markdown(text: str) -> SafeString:
    """Guidance as HTML."""
    return mark_safe(_rendered(text))


@cache
def _rendered(text: str) -> str:
    return str(_MARKDOWN.render(text))


@register.filter
def official(paragraphs: Iterable[str]) -> SafeString:
    """Official words, a paragraph each; those that begin with "- " are bullets of one list."""
    parts = []
    for bullet, group in groupby(paragraphs, key=lambda words: words.startswith("- ")):
        pattern = "<li>{}</li>" if bullet else '<p class="govuk-body">{}</p>'
        html = format_html_join("", pattern, ((words.removeprefix("- "),) for words in group))
        parts.append(format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', html) if bullet else html)
    return mark_safe("".join(conditional_escape(part) for part in parts))


@register.filter
def anchor(place: str) -> str:
    return addresses.anchor(place)


@register.simple_tag(takes_context=True)
def figures_to_insert(context: template.Context, plan: Plan) -> str:
    """Where the editor finds the figures that text may show; "" for those who may not read them."""
    allowed = may(context["request"].user, Permission.READ, plan).allowed
    return reverse("figures_to_insert", args=[plan.ref]) if allowed else ""


@register.filter
def headline(title: str) -> str:
    return titles.headline(title)


@register.filter
def when(at: datetime) -> str:
    return times.when(at)


@register.filter
def capital(words: str) -> str:
    """The first letter large, the others as they are."""
    return words[:1].upper() + words[1:]


@register.filter
def one(noun: str) -> str:
    """ "a scheme", "an expenditure line"."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


@register.filter
def texts(values: Iterable[Shown]) -> SafeString:
    """Values one under the other, each after its label. A function and no template: a page may have thousands."""
    return format_html_join("", "<div>{}{}</div>", ((_label(one), _text(one)) for one in values))


def _label(value: Shown) -> SafeString:
    return format_html("<b>{}:</b> ", value.label) if value.label else mark_safe("")


def _text(value: Shown) -> SafeString:
    if value.rich:
        return format_html('<div class="bcf-prose">{}</div>', mark_safe(richtext.clean(value.text)))
    return linebreaksbr(value.text)
