"""The record: a sentence for every kind, and nothing that changes it."""

from __future__ import annotations

import string

import pytest
from django.db import transaction

from bcf import events
from bcf.append_only import WrittenOnce
from bcf.events import Kind, record
from bcf.models import Event

from . import factories


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_sentence(kind: Kind) -> None:
    pattern = events._SENTENCES[kind]
    words = {name: f"[{name}]" for _, name, _, _ in string.Formatter().parse(pattern) if name}
    sentence = kind.sentence("Priya Shah", words)
    assert sentence.startswith("Priya Shah ")
    assert all(word in sentence for word in words.values())


def test_a_sentence_survives_data_that_is_missing() -> None:
    assert Kind.SENT.sentence("Priya Shah", {}) == "Priya Shah sent version , receipt "


@pytest.mark.django_db
def test_the_record_keeps_the_name_of_the_time() -> None:
    priya = factories.person("Priya Shah")
    event = record(Kind.ANSWERS_SAVED, by=priya, plan="somewhere-1", place="vision", what="Vision")
    priya.full_name = "Priya Jones"
    priya.save()
    event.refresh_from_db()
    assert event.sentence == "Priya Shah saved Vision"
    assert str(event) == event.sentence


@pytest.mark.django_db
def test_nothing_changes_or_deletes_an_event() -> None:
    event = record(Kind.SENT, by=factories.person())
    event.by_name = "Someone else"
    for attempt in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(by_name="x"),
        lambda: Event.objects.bulk_update([event], ["by_name"]),
    ):
        with pytest.raises(WrittenOnce), transaction.atomic():
            attempt()
    assert Event.objects.get().by_name != "Someone else"
