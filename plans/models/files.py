"""Files: those attached to a plan, and the packs made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .plan import Plan
from .sealed import SealedVersion


class AttachedFile(models.Model):
    """A file that belongs to the plan, kept once by its content. Answers name it as `value`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="attached")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    data = models.FileField(max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["plan", "sha256", "name"], name="one_file_a_plan")]

    def __str__(self) -> str:
        return self.name

    @property
    def value(self) -> str:
        """How an answer of the kind Attachment names this file."""
        return f"{self.sha256}/{self.name}"


class PackBuild(models.Model):
    """The official files of a sealed version, or of the working copy (`version` empty), asked for and made.

    `canonical` and `stamp` are all that goes into the files, `key` names it: one key, the same files.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Waiting"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="packs")
    version = models.ForeignKey(SealedVersion, models.PROTECT, related_name="packs", null=True, blank=True)
    key = models.CharField(max_length=64)
    canonical = models.BinaryField()
    stamp = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], condition=~Q(state="failed"), name="one_build_a_key"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "making"], finished_at__isnull=True)
                | Q(state__in=["ready", "failed"], finished_at__isnull=False),
                name="build_finished_when_done",
            ),
        ]

    def __str__(self) -> str:
        return f"Pack {self.pk}, {self.state}"

    @property
    def ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def under_way(self) -> bool:
        return self.state in (self.State.ASKED, self.State.MAKING)


class PackFile(models.Model):
    """One file of a pack. In the database, so that the files and the act of sending are stored together."""

    build = models.ForeignKey(PackBuild, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["build", "name"], name="one_file_a_name")]

    def __str__(self) -> str:
        return self.name
