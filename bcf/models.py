"""Who uses the site."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of our own from the start, since Django cannot change to one later."""
