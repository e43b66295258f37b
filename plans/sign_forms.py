"""Asking for signatures, signing, and declining to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day
from typing import Any

from django import forms
from django.utils import timezone

from bcf.access import Block
from bcf.definition.kinds import Date, Unreadable
from bcf.models import User
from bcf.widgets import DateWidget

_LONGEST_REASON = 4000


class AskForm(forms.Form):
    """Why signatures are asked for although problems are left; asked only where some are."""

    reason = forms.CharField(
        label="Why should people sign although these are not fixed?",
        help_text="Everyone who is asked to sign sees this.",
        max_length=_LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": "Say why people should sign although these problems are left, or fix them first.",
            "max_length": f"Shorten the reason to {_LONGEST_REASON:,} characters or fewer.",
        },
    )


class BlocksForm(forms.Form):
    """Which sign-off blocks the person acts for; asked only where there is a choice."""

    def __init__(self, *args: Any, blocks: Sequence[Block], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {f"{block.sign_off.table}/{block.row.uid}": block for block in blocks}
        if len(blocks) > 1:
            self.fields["blocks"] = forms.MultipleChoiceField(
                label="Who you act for",
                choices=[(key, organisation_of(block)) for key, block in self.by_key.items()],
                initial=list(self.by_key),
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "required": "Choose who you act for.",
                    "invalid_choice": "You cannot act for that organisation, or somebody has. Choose again.",
                },
            )
        self.order_fields(["blocks"])

    def chosen(self) -> list[Block]:
        keys = self.cleaned_data.get("blocks", list(self.by_key))
        return [self.by_key[key] for key in keys]


class SignForm(BlocksForm):
    """The act of signing: who, in which position, when, and that it is meant."""

    name = forms.CharField(
        label="Your full name",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Enter your full name.", "max_length": "Shorten your name to 150 characters."},
    )
    position = forms.CharField(
        label="Your position",
        help_text="For example, chief officer.",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
        error_messages={"required": "Enter your position.", "max_length": "Shorten your position to 150 characters."},
    )
    date = forms.CharField(
        label="Date",
        widget=DateWidget,
        error_messages={"required": "Enter the date on which you sign, for example 27 3 2007."},
    )
    agree = forms.BooleanField(error_messages={"required": "Tick the box if you agree the plan, or decline to sign."})

    def __init__(self, *args: Any, user: User, blocks: Sequence[Block], version: int, area: str, **kwargs: Any) -> None:
        super().__init__(*args, blocks=blocks, **kwargs)
        self.fields["name"].initial = user.get_full_name()
        self.fields["position"].initial = user.job_title
        if not any(block.sign_off.position for block in blocks):
            del self.fields["position"]
        self.fields["date"].initial = timezone.localdate().isoformat()
        who = organisation_of(blocks[0]) if len(blocks) == 1 else "those I sign for"
        self.fields[
            "agree"
        ].label = f"I have read version {version} of the plan for {area}, and I agree it on behalf of {who}."

    def clean_date(self) -> Day:
        try:
            day = Day.fromisoformat(Date().parse(self.cleaned_data["date"]))
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from None
        if day > timezone.localdate():
            raise forms.ValidationError("This date is in the future. Enter the day on which you sign.")
        return day


class DeclineForm(BlocksForm):
    """Why an organisation does not sign."""

    reason = forms.CharField(
        label="Why you decline to sign",
        help_text="The lead author and everyone who signs sees this. Say what would have to change.",
        max_length=_LONGEST_REASON,
        widget=forms.Textarea({"rows": 5}),
        error_messages={
            "required": "Say why you decline to sign, so that the authors can change it.",
            "max_length": f"Shorten the reason to {_LONGEST_REASON:,} characters or fewer.",
        },
    )


def organisation_of(block: Block) -> str:
    return block.organisation or "an organisation that the plan does not name"
