"""What a plan says, as rows. Only plans/content.py turns these into Content and back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bcf.append_only import AppendOnly

from .plan import Plan

PLACE_LENGTH = 200


class Answer(models.Model):
    """The value at a place: "key", or "table/uid/field" for each cell of a row. Canonical text (kinds.py)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="answers")
    place = models.CharField(max_length=PLACE_LENGTH)
    value = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "place"], name="one_answer_a_place")]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.place} v{self.version}"


class TableRow(models.Model):
    """A row of a table. Removing it hides it with its answers; they stay, and so does who removed it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=60)
    uid = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["table", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "table", "uid"], name="one_row_a_uid"),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True, removed_at__isnull=True)
                | Q(removed_by__isnull=False, removed_at__isnull=False),
                name="row_removed_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.table}/{self.uid}"


class AnswerVersion(AppendOnly):
    """Every text that was ever saved at a place, and every text that lost a conflict (`kept` False).

    For a text that was kept, `version` is the one it became; for one that lost, the one it was typed over.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    place = models.CharField(max_length=PLACE_LENGTH)
    version = models.PositiveIntegerField()
    value = models.TextField(blank=True)
    kept = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "place", "version"], condition=Q(kept=True), name="one_text_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.place} v{self.version}" + ("" if self.kept else " (lost)")
