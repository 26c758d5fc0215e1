"""Abstract bases and the descriptor for texts in three languages. No tables."""

import secrets
from typing import Any

from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from talkoot.core.lookups import ALPHABETICAL_BYTES, alphabetical


class Translated:
    """`name = Translated()` reads name_fi, name_sv or name_en by the active language.

    A missing version falls back to Finnish; `{{ obj|language_of:"name" }}` then gives "fi",
    so that the page can mark the text's language.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        if obj is None:
            return self
        language = (translation.get_language() or "fi")[:2]
        return getattr(obj, f"{self.name}_{language}", "") or getattr(obj, f"{self.name}_fi")


class AlphabeticalKey(models.CharField):
    """The place in the alphabet of the text in the field `of`, written with the row.

    A save of only some fields has to name it beside that text.
    """

    def __init__(self, *, of: str = "", **options: Any) -> None:
        self.of = of
        super().__init__(**{"max_length": 2 * ALPHABETICAL_BYTES, "editable": False} | options)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = alphabetical(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        """In migrations a plain column."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class Stamped(models.Model):
    """When the row was made."""

    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Stateful(Stamped):
    """A row with a life cycle; its `state` moves only through core.states.change_state."""

    state_changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class MaybeDemo(models.Model):
    """Invented rows carry the mark on the page and in every export."""

    is_demo = models.BooleanField(_("demo data"), default=False)

    class Meta:
        abstract = True


def random_key() -> int:
    """A primary key that tells nothing of the order in which the rows came."""
    return secrets.randbelow(2**53 - 1) + 1
