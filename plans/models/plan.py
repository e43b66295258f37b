"""A plan and the people who take part in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from bcf.access import Role
from bcf.definition.parts import Edition
from bcf.editions import edition
from bcf.models import Organisation


class Plan(models.Model):
    """One area's plan on one edition of the forms. What it says is in Answer and TableRow.

    `revision` rises with every write. Every writer raises it first, so that writers of one plan wait for
    one another on both databases.
    """

    ref = models.SlugField(max_length=60, unique=True)
    edition_id = models.CharField("edition", max_length=60)
    hwb_code = models.CharField(max_length=9)
    area = models.CharField(max_length=100)
    revision = models.PositiveIntegerField(default=0)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["area", "begun_at"]

    def __str__(self) -> str:
        return self.ref

    @property
    def edition(self) -> Edition:
        return edition(self.edition_id)


class Participation(models.Model):
    """A person takes part in a plan in a role, for an organisation where the role needs one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="participations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "user", "role"], name="one_role_once")]

    def __str__(self) -> str:
        return f"{self.user}, {Role(self.role).label}"
