"""Files that were taken away and read back: the copies, what was read, what was taken, what answers no prompt."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bcf.definition.content import Content

from .plan import Plan
from .sealed import SealedVersion


class WorkingCopy(models.Model):
    """What the plan said when someone took it away as a workbook, found again by its digest when that comes back."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="copies")
    digest = models.CharField(max_length=64)
    canonical = models.BinaryField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-taken_at"]
        constraints = [models.UniqueConstraint(fields=["plan", "digest"], name="one_copy_a_digest")]

    def __str__(self) -> str:
        return f"{self.plan_id}: copy {self.digest[:8]}"

    @property
    def content(self) -> Content:
        return Content.from_canonical(bytes(self.canonical))


class Upload(models.Model):
    """A file as it was read, waiting to be looked at and adopted. `plan` is empty until a new plan is made of it.

    `found` is the Found as JSON. `base` is what it is compared with (null for a new plan): the working copy `copy` or
    the sealed version `version` that it was made from; else what the plan said when the file was read.
    `adopted_at`: when anything of it was first taken.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="uploads", null=True, blank=True)
    edition_id = models.CharField("edition", max_length=60)
    hwb_code = models.CharField(max_length=9)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    found = models.JSONField()
    base = models.JSONField(null=True, blank=True)
    workbook = models.BooleanField(default=False)
    copy = models.ForeignKey(WorkingCopy, models.PROTECT, related_name="+", null=True, blank=True)
    version = models.ForeignKey(SealedVersion, models.PROTECT, related_name="+", null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    read_at = models.DateTimeField()
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-read_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_by__isnull=True, adopted_at__isnull=True)
                | Q(adopted_by__isnull=False, adopted_at__isnull=False, plan__isnull=False),
                name="upload_adopted_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Intake(models.Model):
    """One press by which changes of a file came into the plan, so that it can be told and undone.

    `before` and `after` are what the plan said, as JSON, at the places and in the tables that were touched. `left`:
    the keys of the edits that were left (definition/changes.py), each with what stood in the plan (`Edit.seen`).
    `taken`: the keys of those that were taken. `stayed`: those that undoing left as they are, since changed again.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="intakes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField()
    taken = models.JSONField()
    left = models.JSONField()
    stayed = models.JSONField(default=list)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="intake_undone_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.upload}: intake {self.pk}"


class Unplaced(models.Model):
    """A passage of an uploaded file that answers no prompt, until someone places it or sets it aside.

    `after` is the place it came after in the file; `place` is where it went, "" when it was set aside.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="unplaced")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="unplaced")
    html = models.TextField()
    after = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["upload", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True, place="")
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="unplaced_settled_who_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: passage {self.position}"
