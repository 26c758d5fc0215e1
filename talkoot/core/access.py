"""Fetch and authorise in one call; rows that a higher app keeps from a person."""

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
    row = next(iter(rows.filter(**lookup).order_by()[:1]), None)
    if row is None or not can(user, row):
        raise NotFound(
            _(
                "There is nothing here that you can see. Check the address, or sign in with the "
                "address that was used in the case."
            )
        )
    return row


_bars: dict[str, Callable[[Any], models.Q]] = {}


def bar(label: str, rows_of: Callable[[Any], models.Q]) -> None:
    """Keep rows of the model `label` ("app.model") from people; `rows_of(user)` tells which.

    A higher app calls this when it starts, so lower apps ask without knowing who keeps the rows.
    """
    _bars[label] = rows_of


def unbarred(rows: "models.QuerySet[Row, Any]", user: Any) -> "models.QuerySet[Row, Any]":
    """`rows` without those that are kept from the person. Every list, count and export asks."""
    rows_of = _bars.get(rows.model._meta.label_lower)
    return rows if rows_of is None or not user.is_authenticated else rows.exclude(rows_of(user))


def barred_rows(model: type[Row], user: Any) -> "models.QuerySet[Row] | None":
    """The rows of the model that are kept from the person; None where nothing keeps any."""
    rows_of = _bars.get(model._meta.label_lower)
    return None if rows_of is None else model._default_manager.order_by().filter(rows_of(user))


def marked(rows: "models.QuerySet[Row]", user: Any) -> "models.QuerySet[Row]":
    """`rows` that carry the answer of is_barred with them, so that asking costs no query."""
    rows_of = _bars.get(rows.model._meta.label_lower)
    if rows_of is None or not user.is_authenticated:
        return rows
    mark = models.Case(models.When(rows_of(user), then=True), default=False)
    return rows.annotate(**{f"_barred_{user.pk}": mark})


def is_barred(user: Any, row: models.Model) -> bool:
    """The row is kept from the person."""
    known = getattr(row, f"_barred_{getattr(user, 'pk', None)}", None)
    if known is not None:
        return bool(known)
    rows_of = _bars.get(row._meta.label_lower)
    if rows_of is None or not getattr(user, "is_authenticated", False):
        return False
    return type(row)._default_manager.filter(rows_of(user), pk=row.pk).exists()
