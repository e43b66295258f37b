"""Rows that are written once: nothing in the application can change or delete them."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class WrittenOnce(TypeError):
    """Something tried to change a record that must stay as it is."""


class AppendOnlySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise WrittenOnce(f"{self.model.__name__} is written once and cannot be changed.")

    def delete(self) -> NoReturn:
        raise WrittenOnce(f"{self.model.__name__} is written once and cannot be deleted.")


class AppendOnly(models.Model):
    """Base of the records that must stay as they were written."""

    objects = AppendOnlySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(f"{type(self).__name__} is written once and cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise WrittenOnce(f"{type(self).__name__} is written once and cannot be deleted.")
