"""Cells of a sheet saved row by row: what a script sends while the sheet is filled in, and what it is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bcf.access import Role
from bcf.models import Event, User
from plans.content import content_of
from plans.models import AnswerVersion, Plan
from tests import factories
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at

pytestmark = pytest.mark.django_db
NEW = "00ff00ff01"


@pytest.fixture
def cast() -> Cast:
    return assemble(OFFICIAL)


def send(client: Client, by: User, plan: Plan, sent: object, section: str = "expenditure_plan") -> tuple[int, Any]:
    client.force_login(by)
    body = sent if isinstance(sent, str) else json.dumps(sent)
    answer = client.post(at(plan, "cells", section), body, content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def cell(typed: str, version: int = 0) -> dict[str, object]:
    return {"typed": typed, "version": version}


def line(plan: Plan, **values: str) -> str:
    return f"expenditure/{factories.row(plan, 'expenditure', values)}"


def test_what_can_be_read_is_saved_and_spelled(cast: Cast, client: Client) -> None:
    row = line(cast.plan, scheme="Teams", year_1="1")
    sent = {f"{row}/year_1": cell("£1,234", 1), f"{row}/area_of_spend": cell(" social  CARE")}
    status, told = send(client, cast.finance, cast.plan, {"cells": sent})
    assert status == 200
    assert told["versions"] == {f"{row}/year_1": 2, f"{row}/area_of_spend": 1}
    assert told["shown"] == {f"{row}/year_1": "1,234", f"{row}/area_of_spend": "Social Care"}
    assert (told["errors"], told["conflicts"]) == ({}, {})
    assert content_of(cast.plan).value(f"{row}/year_1") == "1234"


def test_what_cannot_be_read_is_told_and_the_rest_is_saved(cast: Cast, client: Client) -> None:
    row = line(cast.plan, scheme="Teams")
    sent = {f"{row}/year_1": cell("(12)"), f"{row}/area_of_spend": cell("Acut"), f"{row}/year_2": cell("7")}
    _, told = send(client, cast.finance, cast.plan, {"cells": sent})
    assert told["errors"][f"{row}/year_1"] == "−12 is too small. Enter 0 or more."
    assert told["errors"][f"{row}/area_of_spend"].startswith("“Acut” is not one of the options. Choose Acute,")
    assert told["versions"] == {f"{row}/year_2": 1}


def test_a_conflict_gives_their_value_and_keeps_both(cast: Cast, client: Client) -> None:
    row = line(cast.plan, year_1="1")
    place = f"{row}/year_1"
    factories.say(cast.plan, {place: "2000"}, cast.contributor)
    _, told = send(client, cast.finance, cast.plan, {"cells": {place: cell("3", 1)}})
    conflict = told["conflicts"][place]
    assert (conflict["theirs"], conflict["by"], conflict["version"]) == ("2,000", "Colin Bright", 2)
    assert not conflict["gone"]
    assert content_of(cast.plan).value(place) == "2000"
    assert AnswerVersion.objects.get(place=place, kept=False).value == "3"
    _, told = send(client, cast.finance, cast.plan, {"cells": {place: cell("3", 2)}})
    assert told["versions"] == {place: 3}


def test_a_new_row_sent_twice_is_one_row(cast: Cast, client: Client) -> None:
    first, last = (line(cast.plan, scheme=name).partition("/")[2] for name in "ab")
    sent = {
        "add": [{"table": "expenditure", "uids": [NEW], "after": first}],
        "cells": {f"expenditure/{NEW}/scheme": cell("between")},
    }
    told = [send(client, cast.finance, cast.plan, sent) for _ in range(2)]
    assert [one["versions"] for _, one in told] == [{f"expenditure/{NEW}/scheme": 1}] * 2
    assert [row.uid for row in content_of(cast.plan).rows("expenditure")] == [first, NEW, last]
    assert Event.objects.filter(kind="row_added", by=cast.finance).count() == 1


def test_many_new_rows_are_one_event(cast: Cast, client: Client) -> None:
    uids = [f"{number:010x}" for number in range(40)]
    cells = {f"expenditure/{uid}/scheme": cell(f"Scheme {uid}") for uid in uids}
    send(client, cast.finance, cast.plan,
         {"add": [{"table": "expenditure", "uids": uids, "after": ""}], "cells": cells})  # fmt: skip
    assert [row.uid for row in content_of(cast.plan).rows("expenditure")] == uids
    added = Event.objects.get(kind="rows_added")
    assert added.sentence == "Fatima Noor added 40 rows to 3 Health and Wellbeing Board Expenditure Plan"


def test_rows_are_removed_put_back_and_moved(cast: Cast, client: Client) -> None:
    rows = [line(cast.plan, scheme=name) for name in "abc"]
    for _ in range(2):
        send(client, cast.finance, cast.plan, {"remove": [rows[1]]})
    assert [row.get("scheme") for row in content_of(cast.plan).rows("expenditure")] == ["a", "c"]
    for _ in range(2):
        send(client, cast.finance, cast.plan, {"restore": [rows[1]]})
    assert [row.get("scheme") for row in content_of(cast.plan).rows("expenditure")] == ["a", "b", "c"]
    assert Event.objects.get(kind="row_restored").sentence.startswith("Fatima Noor put b back into")
    for _ in range(2):
        send(client, cast.finance, cast.plan, {"move": [{"row": rows[0], "after": rows[2].partition("/")[2]}]})
    assert [row.get("scheme") for row in content_of(cast.plan).rows("expenditure")] == ["b", "c", "a"]
    assert Event.objects.filter(kind="row_moved").count() == 1
    send(client, cast.finance, cast.plan, {"move": [{"row": rows[2], "after": ""}]})
    assert [row.get("scheme") for row in content_of(cast.plan).rows("expenditure")] == ["c", "b", "a"]


def test_what_was_typed_into_a_removed_row_is_a_conflict(cast: Cast, client: Client) -> None:
    row = line(cast.plan, scheme="Teams")
    factories.part(cast.plan, Role.FINANCE, cast.stranger)
    send(client, cast.stranger, cast.plan, {"remove": [row]})
    _, told = send(client, cast.finance, cast.plan, {"cells": {f"{row}/scheme": cell("Our teams", 1)}})
    conflict = told["conflicts"][f"{row}/scheme"]
    assert (conflict["gone"], conflict["by"]) == (True, "Stan Strange")
    assert not content_of(cast.plan).rows("expenditure")


@pytest.mark.parametrize(
    "sent",
    [
        {"cells": {"vision": cell("x")}},
        {"cells": {"expenditure/ROW/percent_la": cell("4")}},
        {"cells": {"expenditure/ROW/nothing": cell("4")}},
        {"cells": {"expenditure/0000000000/scheme": cell("4")}},
        {"add": [{"table": "schemes", "uids": [NEW], "after": ""}]},
        {"add": [{"table": "expenditure", "uids": ["new1"], "after": ""}]},
        {"remove": ["risks/abc"]},
        {"remove": ["expenditure/0000000000"]},
    ],
)
def test_what_the_page_does_not_ask_is_refused(cast: Cast, client: Client, sent: object) -> None:
    row = line(cast.plan)
    events = Event.objects.count()
    text = json.dumps(sent).replace("expenditure/ROW", row)
    status, told = send(client, cast.lead, cast.plan, text)
    assert status == 404
    assert told["message"]
    assert Event.objects.count() == events


@pytest.mark.parametrize("sent", ["", "[]", '{"cells": []}', '{"add": [1]}', '{"cells": {"p4p_planned_q4": 1}}'])
def test_what_is_no_sheet_is_told_so(cast: Cast, client: Client, sent: str) -> None:
    status, told = send(client, cast.lead, cast.plan, sent, "p4p_metric")
    assert status == 400
    assert told["message"]


def test_who_may_not_is_told_why(cast: Cast, client: Client) -> None:
    place = f"{line(cast.plan)}/scheme"
    for person, status in ((cast.reader, 403), (cast.hospital, 403), (cast.stranger, 404), (cast.contributor, 200)):
        assert send(client, person, cast.plan, {"cells": {place: cell("x")}})[0] == status
    told = send(client, cast.reader, cast.plan, {"cells": {place: cell("x")}})[1]
    assert "You take part in this plan as reader, so you cannot fill in the finance" in told["message"]
    client.logout()
    answer = client.post(at(cast.plan, "cells", "expenditure_plan"), "{}", content_type="application/json")
    assert answer.status_code == 401
    assert "You are signed out" in json.loads(answer.content)["message"]


def test_a_row_is_saved_without_reading_the_plan(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """As many queries for a plan of one row as for a longer one."""
    rows = [line(cast.plan, scheme="Teams", year_1="1") for _ in range(2)]
    client.force_login(cast.finance)
    for row in rows:
        cells = {f"{row}/scheme": cell("Other teams", 1), f"{row}/year_1": cell("2", 1), f"{row}/year_2": cell("3")}
        with django_assert_max_num_queries(13):
            client.post(
                at(cast.plan, "cells", "expenditure_plan"),
                json.dumps({"cells": cells}),
                content_type="application/json",
            )


def test_a_whole_page_may_hold_rows_that_a_script_made_up(cast: Cast, client: Client) -> None:
    """Sent after the same row was saved by itself, and before; a blank one is left out."""
    blank = "00ff00ff02"
    data: dict[str, object] = {"expenditure@row": [NEW, blank], "expenditure@added": [NEW, blank]}
    data |= {f"expenditure/{NEW}/scheme": "Teams", f"expenditure/{NEW}/scheme@": "0"}
    data |= {f"expenditure/{blank}/scheme": "", f"expenditure/{blank}/scheme@": "0"}
    client.force_login(cast.finance)
    for _ in range(2):
        assert client.post(at(cast.plan, "section", "expenditure_plan"), data).status_code == 302
    assert [(row.uid, row.get("scheme")) for row in content_of(cast.plan).rows("expenditure")] == [(NEW, "Teams")]
