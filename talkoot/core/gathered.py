"""Rows of another table gathered into one column: a prefetch without a query of its own.

For a page whose list reads many small tables; elsewhere a plain prefetch is simpler.
"""

import datetime
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models.functions import JSONObject


class _Rows(models.Aggregate):
    """A JSON list of the group's values."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.JSONField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG")


class _Object(JSONObject):
    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        # Every SQLite of ours knows JSON; Django would ask it, one query in each process.
        return models.Func.as_sql(self, compiler, connection, *args, **context)


def gathered(
    rows: "models.QuerySet[Any]", *columns: str, by: str, **renamed: str
) -> models.Subquery:
    """Columns of the rows as JSON; `rows` are filtered by an OuterRef, that on `by`."""
    objects = _Object(**{name: name for name in columns}, **renamed)
    # Order by nothing: put_gathered sorts, and grouping must not see another column.
    grouped = rows.order_by().values(by).annotate(gathered=_Rows(objects))
    return models.Subquery(grouped.values("gathered"))


def columns_of(model: type[models.Model]) -> list[str]:
    """Every column of the model's own table."""
    return [field.attname for field in model._meta.concrete_fields]


def put_gathered(
    owners: Iterable[Any], name: str, rows_of: Mapping[Any, Any], *, order: str = "pk"
) -> None:
    """Set the related rows called `name` of each owner, as prefetch_related would.

    `rows_of` is {owner's pk: what gathered gave}. Columns that were not gathered are deferred.
    """
    for owner in owners:
        manager = getattr(owner, name)
        related = manager.all()
        found = [_made(manager.model, row) for row in rows_of.get(owner.pk) or []]
        related._result_cache = sorted(found, key=attrgetter(order))
        related._prefetch_done = True
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = related


def _made(model: Any, row: dict[str, Any]) -> Any:
    """A row of the model from its columns as JSON has them."""
    # from_db wants the columns in the model's order, and JSON keeps none.
    fields = [field for field in model._meta.concrete_fields if field.attname in row]
    names = [field.attname for field in fields]
    return model.from_db(None, names, [_value(field, row[field.attname]) for field in fields])


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, models.DecimalField) and value is not None:
        value = str(value)
    value = field.to_python(value)
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=datetime.UTC)  # As SQLite keeps it.
    return value
