"""Packs: made once for one text, by whichever worker lives."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from plans.actions import ask_for_pack, packing, requeue_lost, seal
from plans.actions.packing import take_up
from plans.models import PackBuild, PackFile, Plan, SealedVersion
from plans.tasks import make_pack

from . import factories

pytestmark = pytest.mark.django_db
State = PackBuild.State


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(packing, "files_of", lambda build: {"part-1.pdf": bytes(build.canonical)})
    return factories.plan()


@pytest.fixture
def ask(plan: Plan, django_capture_on_commit_callbacks: Any) -> Callable[..., PackBuild]:
    """Asks for a pack, whose task then runs at once."""

    def asked(version: SealedVersion | None = None) -> PackBuild:
        with django_capture_on_commit_callbacks(execute=True):
            build = ask_for_pack(plan=plan, by=plan.begun_by, version=version)
        build.refresh_from_db()
        return build

    return asked


def test_a_pack_is_made_after_it_was_asked_for(plan: Plan) -> None:
    build = ask_for_pack(plan=plan, by=plan.begun_by)
    assert build.under_way
    make_pack.func(build.pk)
    build.refresh_from_db()
    assert build.ready
    file = build.files.get()
    assert (file.name, file.media_type, file.size) == ("part-1.pdf", "application/pdf", len(file.data))
    assert file.sha256 == hashlib.sha256(bytes(file.data)).hexdigest()


def test_the_same_text_is_made_once(ask: Callable[..., PackBuild]) -> None:
    first = ask()
    assert first.ready
    assert ask() == first


def test_a_pack_says_what_the_plan_said_when_it_was_asked_for(plan: Plan) -> None:
    build = ask_for_pack(plan=plan, by=plan.begun_by)
    factories.say(plan, {"vision": "<p>Later</p>"})
    make_pack.func(build.pk)
    assert b"Later" not in bytes(build.files.get().data)


def test_a_new_draft_replaces_the_old_one(plan: Plan, ask: Callable[..., PackBuild]) -> None:
    version = seal(plan=plan, by=plan.begun_by, reason="A test.")
    sealed = ask(version)
    ask()
    factories.say(plan, {"vision": "<p>Later</p>"})
    newest = ask()
    assert set(PackBuild.objects.all()) == {sealed, newest}
    assert PackFile.objects.count() == 2


def test_a_failure_is_recorded_and_can_be_asked_for_again(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, ask: Callable[..., PackBuild]
) -> None:
    def broken(build: PackBuild) -> dict[str, bytes]:
        raise RuntimeError("out of paper")

    with monkeypatch.context() as patched:
        patched.setattr(packing, "files_of", broken)
        build = ask_for_pack(plan=plan, by=plan.begun_by)
        with pytest.raises(RuntimeError):
            make_pack.func(build.pk)
    build.refresh_from_db()
    assert (build.state, build.error) == (State.FAILED, "RuntimeError: out of paper")
    assert ask().ready


def test_one_worker_takes_a_build(plan: Plan) -> None:
    build = ask_for_pack(plan=plan, by=plan.begun_by)
    assert take_up(build)
    assert not take_up(build)
    make_pack.func(build.pk)
    assert not build.files.exists()


def worker_dies(build: PackBuild) -> None:
    assert take_up(build)
    PackBuild.objects.update(started_at=timezone.now() - timedelta(minutes=11))


def test_a_build_whose_worker_died_is_begun_again_twice_then_has_failed(plan: Plan) -> None:
    build = ask_for_pack(plan=plan, by=plan.begun_by)
    for state in (State.ASKED, State.ASKED, State.FAILED):
        worker_dies(build)
        assert requeue_lost() == 1
        build.refresh_from_db()
        assert build.state == state
    assert build.attempts == 3
    assert requeue_lost() == 0


def test_asking_again_begins_again_what_a_dead_worker_left(plan: Plan, ask: Callable[..., PackBuild]) -> None:
    build = ask_for_pack(plan=plan, by=plan.begun_by)
    worker_dies(build)
    assert ask() == build
    build.refresh_from_db()
    assert (build.ready, build.attempts) == (True, 2)


def test_a_build_that_is_being_made_is_left_alone(plan: Plan) -> None:
    take_up(ask_for_pack(plan=plan, by=plan.begun_by))
    assert requeue_lost() == 0
