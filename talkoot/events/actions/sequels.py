"""Writing down what followed of a series."""

from typing import Any

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.events.models import Sequel, Series
from talkoot.people.models import User


@transaction.atomic
def record_sequel(series: Series, *, by: User, **values: Any) -> Sequel:
    """Keep what followed of the series, as the office heard it."""
    row = Sequel.objects.create(series=series, recorded_by=by, is_demo=series.is_demo, **values)
    record("events.sequel.recorded", row, by=by, after={"kind": row.kind, "text": row.text})
    return row


@transaction.atomic
def remove_sequel(series: Series, pk: int, *, by: User) -> None:
    """Take away what was written down by mistake; what is gone already is no error."""
    row = Sequel.objects.select_for_update().filter(series=series, pk=pk).first()
    if row is not None:
        record("events.sequel.removed", row, by=by, before={"kind": row.kind, "text": row.text})
        row.delete()
