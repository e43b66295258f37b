"""Files that were read into a plan, and their passages that answer no prompt."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .plan import Plan


class Upload(models.Model):
    """A file as it was read, waiting to be looked at and adopted. `plan` is empty until a new plan is made of it.

    `found` is the Found as JSON; `base` is what the plan said when the file was read (null for a new plan), so
    that whatever colleagues change in the meantime stands.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="uploads", null=True, blank=True)
    edition_id = models.CharField("edition", max_length=60)
    hwb_code = models.CharField(max_length=9)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    found = models.JSONField()
    base = models.JSONField(null=True, blank=True)
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
