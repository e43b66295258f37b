"""Who uses the site, for which organisations, and what happened."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from .append_only import AppendOnly
from .events import Kind


class User(AbstractUser):
    """An account. One full name, since a signature and a timeline show names as people write them."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)

    REQUIRED_FIELDS = ["email", "full_name"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class Organisation(models.Model):
    """A body that takes part in plans. `code` is the national one: ONS for areas, ODS for the NHS."""

    class Kind(models.TextChoices):
        BOARD = "board", "Health and Wellbeing Board"
        COUNCIL = "council", "Council"
        CCG = "ccg", "Clinical commissioning group"
        TRUST = "trust", "NHS trust"
        NATIONAL = "national", "National body"

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    people = models.ManyToManyField(User, through="Membership", related_name="organisations")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="organisation_kind_code")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person works for an organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"


class NationalFigure(models.Model):
    """A figure that is held nationally, loaded from a file by `manage.py load_reference`.

    See bcf.reference.national.Held for `code` and `period`.
    """

    file = models.CharField(max_length=60)
    measure = models.CharField(max_length=80)
    code = models.CharField(max_length=30)
    period = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.CharField(max_length=400)
    dated = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["code", "measure", "period"], name="one_national_figure")]

    def __str__(self) -> str:
        return f"{self.measure}, {self.code}, {self.period}"


class Event(AppendOnly):
    """Something that happened. Written once, through events.record; never changed.

    The name and the plan's ref are copied, so that the record says the same when a person or a plan has gone.
    """

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    kind = models.CharField(max_length=40)
    plan = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["plan", "id"], name="event_plan")]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """What happened, for people: "Priya Shah saved Vision for health and care services"."""
        return Kind(self.kind).sentence(self.by_name, self.data)
