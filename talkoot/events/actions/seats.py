"""The seats of a series and who they are kept for."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.events.actions.registrations import fill_seats, locked_series
from talkoot.events.models import Registration, SeatQuota, Series
from talkoot.people.models import User


@transaction.atomic
def set_seats(
    series: Series,
    *,
    seats: int | None,
    has_waiting_list: bool,
    quotas: Sequence[dict[str, Any]],
    by: User,
) -> int:
    """Set the seats and quotas of the series and seat those in the line whom there is room for.

    Fewer seats than are taken take nobody's seat away. Returns how many were seated. Refuses two
    quotas of the same thing, and to remove the seats of a co-organiser whose people have come.
    """
    series = locked_series(series)
    keys = [(row["kind"], row["role"], row["organisation"]) for row in quotas]
    codes = [row["code"] for row in quotas if row["code"]]
    if len(set(keys)) < len(keys) or len(set(codes)) < len(codes):
        raise NotAllowed(_("Two quotas limit the same thing. Keep one of them."))
    kept = {row["id"] for row in quotas if row["id"]}
    gone = SeatQuota.objects.filter(series=series).exclude(pk__in=kept)
    if Registration.objects.filter(quota__in=gone).exists():
        raise NotAllowed(
            _("People have registered by a co-organiser’s link, so its seats stay in the list.")
        )
    gone.delete()
    for row in quotas:
        fields = {name: row[name] for name in ("kind", "seats", "role", "organisation", "code")}
        SeatQuota.objects.update_or_create(pk=row["id"], series=series, defaults=fields)
    series.seats, series.has_waiting_list = seats, has_waiting_list
    series.save(update_fields=["seats", "has_waiting_list"])
    record("events.series.seats_set", series, by=by, after={"seats": seats, "quotas": len(quotas)})
    return fill_seats(series)
