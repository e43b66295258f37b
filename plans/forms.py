"""The form of one page: every answer on it, each with the version it was typed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from bcf.definition.kinds import Unreadable

from .actions import Typed
from .form_fields import Asked, field_of

NEW = "new"
Sent = MultiValueDict[str, str]
Files = MultiValueDict[str, UploadedFile[bytes]]


class Posted(NamedTuple):
    """What a page sent back: words and files, both by place."""

    data: Sent
    files: Files


def version_name(place: str) -> str:
    """The hidden input that says which version of the answer the page showed."""
    return f"{place}@"


def row_name_of(table: str) -> str:
    """The hidden inputs, one a row, that say which rows the page showed."""
    return f"{table}@row"


def added_name(table: str) -> str:
    """The hidden inputs, one a row, that say which rows a script made up, with uids of its own."""
    return f"{table}@added"


def remove_name(table: str, uid: str) -> str:
    """The hidden input that a script adds for each row that is taken off the page."""
    return f"{table}/{uid}!"


class PageForm(forms.Form):
    """Answers by place. Nothing is required: a page is saved as far as it is written.

    Cells of tables have no field: a sheet may have thousands, and making those took longer than all the rest.
    A cell gets one when what was typed into it cannot be read, so that its error stands among the others.
    """

    def __init__(self, asked: Iterable[Asked], data: Sent | None = None, files: Files | None = None) -> None:
        super().__init__(data, files, label_suffix="", use_required_attribute=False)
        self.asked = {one.place: one for one in asked}
        self.fields.update((place, field_of(one)) for place, one in self.asked.items() if not one.compact)
        self.versions = {place: self._version(one) for place, one in self.asked.items()}

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        for place, one in self.asked.items():
            if one.compact and self.sent(place):
                self._read(one)
        if self.errors:
            self.order_fields(list(self.asked))

    def _read(self, one: Asked) -> None:
        try:
            self.cleaned_data[one.place] = one.read(str(self.data.get(one.place, "")))
        except Unreadable as error:
            self.fields[one.place] = field_of(one)
            self.add_error(one.place, one.sentence(error))

    def sent(self, place: str) -> bool:
        """Whether the page that came back held this answer; if not, what is stored stands."""
        return self.is_bound and version_name(place) in self.data

    def _version(self, one: Asked) -> int:
        text = str(self.data.get(version_name(one.place), ""))
        return int(text) if text.isdecimal() else one.version

    def text(self, place: str) -> str:
        """What stands in the control: what was typed if the page came back, else what is stored."""
        one = self.asked[place]
        if one.compact:
            return str(self.data.get(place, "")) if self.sent(place) else one.shown
        return str(self[place].value() or "")

    def readable(self) -> dict[str, Any]:
        """The values of the answers that came back and can be read; uploaded files as they came."""
        self.is_valid()
        return {place: value for place, value in self.cleaned_data.items() if self.sent(place)}

    def typed(self) -> dict[str, Typed]:
        """What the save action takes. Uploaded files have become values before."""
        return {place: Typed(value, self.versions[place]) for place, value in self.readable().items()}

    def replace_upload(self, place: str, value: str) -> None:
        """An upload has become a value of the plan."""
        self.cleaned_data[place] = self.fields[place].initial = value

    def as_stored(self, versions: Mapping[str, int]) -> None:
        """The page is shown again after saving: from now on it is typed over these versions."""
        self.versions.update(versions)


def rows_sent(data: Sent, table: str) -> list[str]:
    """The rows that the page showed, among them new ones ("new1")."""
    return list(dict.fromkeys(data.getlist(row_name_of(table))))


def is_new(uid: str) -> bool:
    """A stored row's uid is random, and may be all digits: only what the page itself called new is."""
    return uid.startswith(NEW) and uid.removeprefix(NEW).isdecimal()


def is_blank(posted: Posted, table: str, uid: str) -> bool:
    """Whether nothing was typed into the row and no file chosen."""
    prefix = f"{table}/{uid}/"
    typed = (values for name, values in posted.data.lists() if name.startswith(prefix) and not name.endswith("@"))
    return not any(name.startswith(prefix) for name in posted.files) and not any(
        value.strip() for values in typed for value in values
    )


def rename_row(posted: Posted, table: str, uid: str, to: str) -> None:
    """Gives a new row its uid, so that what was typed into it finds its place."""
    before, after = f"{table}/{uid}/", f"{table}/{to}/"
    _rename(posted.data, before, after)
    _rename(posted.files, before, after)
    posted.data.setlist(row_name_of(table), [to if one == uid else one for one in rows_sent(posted.data, table)])


def _rename(part: MultiValueDict[str, Any], before: str, after: str) -> None:
    for name in [name for name in part if name.startswith(before)]:
        part.setlist(after + name.removeprefix(before), part.getlist(name))


def drop_row(posted: Posted, table: str, uid: str) -> None:
    """Leaves out a row that was taken off the page, with all that was typed into it."""
    for part in (posted.data, posted.files):
        for name in [name for name in part if name.startswith((f"{table}/{uid}/", f"{table}/{uid}!"))]:
            del part[name]
    posted.data.setlist(row_name_of(table), [one for one in rows_sent(posted.data, table) if one != uid])


def removed(data: Sent, table: str) -> Iterator[str]:
    """The rows that were taken off the page, by the script or by the button of one row."""
    for uid in rows_sent(data, table):
        if remove_name(table, uid) in data or data.get("remove_row") == f"{table}/{uid}":
            yield uid
