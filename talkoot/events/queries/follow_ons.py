"""Reads of what participants have carried on."""

import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from talkoot.core.dates import add_months, end_of_day
from talkoot.core.figures import ALL, Filters, Part
from talkoot.events.models import FollowOn, Registration, Series, Session
from talkoot.events.queries.participants import long_term_presences
from talkoot.events.queries.registrations import registrations_with_all
from talkoot.events.rules.follow_ons import ASK_LATEST_MONTHS, ASK_MONTHS


def told_by(row: Registration) -> "QuerySet[FollowOn]":
    """The person's own, the newest first."""
    return FollowOn.objects.filter(registration=row)


def carried_on_from(series: Series) -> "QuerySet[FollowOn]":
    """What the participants of the series have told, with their organisations."""
    rows = FollowOn.objects.filter(registration__series=series)
    return rows.select_related("registration__organisation")


def to_ask(now: datetime.datetime) -> "QuerySet[Registration]":
    """Present in a long-term service whose last session is three to six months ago, not asked."""
    there = long_term_presences().filter(
        session__series=OuterRef("series"), participant=OuterRef("participant")
    )
    last = (
        Session.objects.filter(series=OuterRef("series"))
        .exclude(state=Session.State.CANCELLED)
        .order_by()
        .values("series")
        .annotate(last=Max("ends_at"))
        .values("last")
    )
    today = timezone.localdate(now)
    latest = end_of_day(add_months(today, -ASK_MONTHS))
    earliest = end_of_day(add_months(today, -ASK_LATEST_MONTHS))
    return (
        registrations_with_all()
        .annotate(last_at=Subquery(last))
        .filter(
            ~Exists(FollowOn.objects.filter(registration=OuterRef("pk"))),
            Exists(there),
            state=Registration.State.REGISTERED,
            asked_at=None,
            last_at__lte=latest,
            last_at__gt=earliest,
        )
        .order_by("last_at", "pk")
    )


def carried_on(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[FollowOn]":
    """What the programme's participants had told by the day."""
    rows = FollowOn.objects.filter(
        registration__series__programme=programme, created_at__lte=end_of_day(as_of)
    )
    rows = filters.narrow(
        rows,
        day="created_at__date",
        service="registration__series__offering",
        organisation="registration__organisation__",
    )
    return rows.select_related("registration__series").order_by("-created_at", "-pk")


def by_reach(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """The same by how far it was carried."""
    told = list(carried_on(programme, as_of, filters).order_by().values_list("reach", flat=True))
    return [
        Part(code, str(label), told.count(code), len(told))
        for code, label in FollowOn.Reach.choices
        if code in told
    ]
