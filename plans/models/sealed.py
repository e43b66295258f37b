"""What was sealed, signed and sent: written once."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q

from bcf.append_only import AppendOnly
from bcf.definition.content import Content

from .plan import Plan


class SealedVersion(AppendOnly):
    """What the plan said, as canonical JSON with its SHA-256. Signatures, packs and receipts name the digest.

    `problems` are those left when it was sealed; `reason` says why it was sealed in spite of them.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sealed")
    number = models.PositiveIntegerField()
    canonical = models.BinaryField()
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    problems = models.JSONField(default=list)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="sealed_numbers"),
            models.CheckConstraint(condition=Q(number__gte=1), name="sealed_number_from_1"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @cached_property
    def content(self) -> Content:
        return Content.from_canonical(bytes(self.canonical))


class Signature(AppendOnly):
    """One organisation's act on one sign-off block (`table`, `uid`) of a sealed version: signed, or declined.

    Declining can be followed by signing; a signature stays.
    """

    class Decision(models.TextChoices):
        SIGNED = "signed", "Signed"
        DECLINED = "declined", "Declined"

    version = models.ForeignKey(SealedVersion, models.PROTECT, related_name="signatures")
    digest = models.CharField(max_length=64)
    table = models.CharField(max_length=60)
    uid = models.CharField(max_length=60)
    organisation = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    name = models.CharField(max_length=150, blank=True)
    position = models.CharField(max_length=150, blank=True)
    date = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "table", "uid"], condition=Q(decision="signed"), name="one_signature_a_block"
            ),
            models.CheckConstraint(
                condition=(Q(decision="signed", date__isnull=False) & ~Q(name=""))
                | (Q(decision="declined", date__isnull=True) & ~Q(reason="")),
                name="signed_who_and_when_declined_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} for {self.organisation}"

    @property
    def signed(self) -> bool:
        return self.decision == self.Decision.SIGNED


class Sending(AppendOnly):
    """A sealed version was sent, once."""

    version = models.OneToOneField(SealedVersion, models.PROTECT, related_name="sending")
    build = models.OneToOneField("plans.PackBuild", models.PROTECT, related_name="sending")
    receipt = models.CharField(max_length=20, unique=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Receipt {self.receipt}"
