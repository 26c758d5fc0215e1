"""What the offices do to the lists of service areas and themes, with who did it in the log."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.people.models import User
from talkoot.practices.actions.indexing import index_practices
from talkoot.practices.queries.classes import SECTOR, free_code, practices_of, rows_of
from talkoot.programmes.models import Sector, Theme

COLUMNS = ("name_fi", "name_sv", "name_en", "order")
INDEXED_AT_ONCE = 2000  # Some seconds; the rest waits for `talkoot reindex`.


@transaction.atomic
def add_class(key: str, *, values: Mapping[str, Any], by: User) -> Sector | Theme:
    """Add a row to the list; its code is made of its name and never changes."""
    row: Sector | Theme = Sector() if key == SECTOR else Theme(use=key)
    row.code = free_code(key, values["name_fi"])
    return _keep(row, values, by=by)


@transaction.atomic
def change_class(row: Sector | Theme, *, values: Mapping[str, Any], by: User) -> int:
    """Rename a row or move it; its practices are found by the new name at once.

    Returns how many are left to be indexed anew, where there are very many.
    """
    key = SECTOR if isinstance(row, Sector) else row.use
    row = rows_of(key).select_for_update().get(pk=row.pk)
    old = row.name_fi
    row = _keep(row, values, by=by)
    keys = practices_of(row) if row.name_fi != old else []
    index_practices(keys[:INDEXED_AT_ONCE])
    return max(0, len(keys) - INDEXED_AT_ONCE)


def _keep(row: Sector | Theme, values: Mapping[str, Any], *, by: User) -> Sector | Theme:
    before = {name: getattr(row, name) for name in COLUMNS} if row.pk else {}
    for name in COLUMNS:
        setattr(row, name, values[name])
    row.save()
    after = {name: values[name] for name in COLUMNS if values[name] != before.get(name)}
    before = {name: value for name, value in before.items() if name in after}
    record("practices.class.saved", row, by=by, before=before, after=after)
    return row
