"""Fetch and authorise in one call."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotFound

Row = TypeVar("Row", bound=models.Model)


def fetch(
    rows: "models.QuerySet[Row]", user: Any, can: Callable[[Any, Row], bool], **lookup: Any
) -> Row:
    """The one row that matches `lookup` and that `user` may reach by the rule `can(user, row)`.

    Missing and forbidden look alike to the outsider: NotFound with a sentence, status 404.
    """
    row = rows.filter(**lookup).first()
    if row is None or not can(user, row):
        raise NotFound(
            _(
                "There is nothing here that you can see. Check the address, or sign in with the "
                "address that was used in the case."
            )
        )
    return row
