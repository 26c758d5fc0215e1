"""Loading reference rows so that a second load writes nothing."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
Record = Mapping[str, Any]


def columns(record: Record) -> dict[str, Any]:
    """The record with texts in several languages ({"name": {"fi": …}}) as name_fi, name_sv …"""
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}_{language}": text for language, text in value.items()}
        else:
            flat[name] = value
    return flat


def load_rows(
    scope: "models.QuerySet[Row]", records: Iterable[Record], *, by: tuple[str, ...]
) -> dict[tuple[Any, ...], Row]:
    """Create the records that `scope` lacks, correct those that differ, leave the rest alone.

    `by` names the columns that identify a row (foreign keys as `…_id`). Returns the rows by
    these columns' values. Rows that no record names stay as they are. At most three queries.
    """
    model = scope.model
    # get_field also finds a foreign key by its column name, "…_id".
    fields: Any = model._meta
    found = {tuple(getattr(row, name) for name in by): row for row in scope}
    loaded: dict[tuple[Any, ...], Row] = {}
    new: list[Row] = []
    changed: dict[tuple[Any, ...], Row] = {}
    changed_names: set[str] = set()
    for record in records:
        values = {
            name: fields.get_field(name).to_python(value) for name, value in columns(record).items()
        }
        key = tuple(values[name] for name in by)
        if key not in found:
            loaded[key] = model(**values)
            new.append(loaded[key])
            continue
        row = loaded[key] = found[key]
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                changed[key] = row
                changed_names.add(fields.get_field(name).name)
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed.values(), sorted(changed_names))
    return loaded
