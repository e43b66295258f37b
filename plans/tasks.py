"""Work outside the request."""

from __future__ import annotations

from django_tasks import task

from .actions.packing import make, take_up
from .models import PackBuild


@task()
def make_pack(build_id: int) -> None:
    """Makes the files of a build, unless another worker has it or a newer draft has replaced it."""
    build = PackBuild.objects.select_related("plan").filter(pk=build_id).first()
    if build and take_up(build):
        make(build)
