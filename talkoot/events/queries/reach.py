"""Who was reached: persons, organisations and kinds of service, for the figures."""

import datetime
from collections import Counter, defaultdict
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from talkoot.core.dates import end_of_day
from talkoot.core.figures import ALL, Filters, Number, Part, counts_by, parts_by, read_once
from talkoot.core.lookups import in_language
from talkoot.events.models import Attendance, Participant, Presence, Series, Session
from talkoot.events.queries.participants import OPEN_KINDS
from talkoot.events.queries.series_counts import HELD_ON, series_begun, webinars_held
from talkoot.people.models import Municipality, Organisation
from talkoot.people.queries import as_merged, carried_on
from talkoot.people.rules import EMPLOYER_SIDE, STAFF_SIDE
from talkoot.programmes.models import OfferingKind
from talkoot.programmes.queries import periods_of

BEGAN = Coalesce("session__series__starts_on", "session__series__ends_on")


def _held_by(as_of: datetime.date, prefix: str = "session__") -> Q:
    """Held by the day; where the source of an old programme tells no times, its series' end is."""
    known = Q(**{f"{prefix}ends_at__lte": end_of_day(as_of)})
    unknown = Q(**{f"{prefix}ends_at": None, f"{prefix}series__ends_on__lte": as_of})
    return (known | unknown) & Q(**{f"{prefix}state": Session.State.HELD})


def service_presences(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Presence]":
    """Presences at the held sessions of long-term services; a series is of the period it began in.

    Filters look at the participants' organisations. Which sessions, of some thousands, is asked
    once, not of each of hundreds of thousands of presences.
    """
    sessions = (
        Session.objects.filter(_held_by(as_of, ""), series__programme=programme)
        .exclude(series__kind__in=OPEN_KINDS)
        .filter(Q(series__offering=None) | Q(series__offering__is_long_term=True))
    )
    rows = Presence.objects.filter(session__in=sessions.order_by().values("pk"))
    return filters.narrow(
        rows, day=BEGAN, service="session__series__offering", organisation="organisation__"
    ).order_by()


def service_persons(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Participant]":
    there = service_presences(programme, as_of, filters).values("participant")
    return Participant.objects.filter(pk__in=there).select_related("organisation").order_by("pk")


def service_person_count(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> int:
    """How many different persons. Apart from their sides: each count of many costs its own."""
    there = service_presences(programme, as_of, filters)
    return int(there.aggregate(persons=Count("participant", distinct=True))["persons"])


def service_sides(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, int]:
    """How many different persons of the staff's side and of the employer's."""
    return service_presences(programme, as_of, filters).aggregate(
        staff=Count("participant", distinct=True, filter=Q(role__in=STAFF_SIDE)),
        employer=Count("participant", distinct=True, filter=Q(role__in=EMPLOYER_SIDE)),
    )


def service_persons_by_kind(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    rows = service_presences(programme, as_of, filters)
    persons = Count("participant", distinct=True)
    return parts_by(OfferingKind, counts_by(rows, "session__series__kind", persons))


def participations(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> tuple[int, int]:
    """(persons once for each series and the groups counted at each session, series and sessions).

    A series is of the period it began in. One query.
    """

    def held(model: type[Presence] | type[Attendance]) -> "QuerySet[Any]":
        rows = model._default_manager.filter(_held_by(as_of), session__series__programme=programme)
        return filters.narrow(rows, day=BEGAN, service="session__series__offering")

    persons = (
        held(Presence)
        .values_list("session__series", Value(value=False, output_field=BooleanField()))
        .annotate(number=Count("participant", distinct=True))
    )
    groups = (
        held(Attendance)
        .values_list("session", Value(value=True, output_field=BooleanField()))
        .annotate(number=Sum("count"))
    )
    rows = list(persons.order_by().union(groups.order_by(), all=True))
    total = sum(number for _key, _is_group, number in rows)
    return total, sum(1 if is_group else number for _key, is_group, number in rows)


class Served(NamedTuple):
    """A long-term service that an organisation had: one of its series, or a person in one."""

    organisation: int
    kind: str
    day: datetime.date
    municipality: str | None


def _own_services(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Series]":
    """Begun series of long-term services."""
    rows = series_begun(programme, as_of, filters).exclude(kind__in=OPEN_KINDS)
    return rows.filter(Q(offering=None) | Q(offering__is_long_term=True))


@read_once
def services_had(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> set[Served]:
    """Every organisation's services by the day it began; one query."""
    own = (
        _own_services(programme, as_of, filters)
        .exclude(organisation=None)
        .order_by()
        .values_list(
            "organisation", "kind", Coalesce("starts_on", "ends_on"), "organisation__municipality"
        )
    )
    present = (
        service_presences(programme, as_of, filters)
        .exclude(organisation=None)
        .values_list(
            "organisation",
            "session__series__kind",
            BEGAN,
            "organisation__municipality",
        )
    )
    return {Served(*row) for row in own.union(present)}


def organisations_served(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Organisation]":
    """Those that exist in the series or the presences: the first one of each is enough."""
    of = {"organisation": OuterRef("pk")}
    own = Exists(_own_services(programme, as_of, filters).filter(**of))
    there = Exists(service_presences(programme, as_of, filters).filter(**of))
    rows = Organisation.objects.filter(own | there).order_by("name")
    return as_merged(rows, as_of) if filters.merged else rows


def share_of_many_kinds(had: set[Served]) -> tuple[Number, int]:
    """The share of organisations with services of at least two kinds."""
    kinds: dict[int, set[str]] = defaultdict(set)
    for row in had:
        kinds[row.organisation].add(row.kind)
    many = sum(len(found) > 1 for found in kinds.values())
    return (Decimal(100 * many) / len(kinds) if kinds else None), len(kinds)


def organisations_by_period(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    """Different organisations in each period, in all of them, and new in each after the first."""
    had = services_had(programme, as_of, filters)
    last = carried_on(as_of) if filters.merged else {}
    parts, earlier, common = [], set[int](), None
    for period in periods_of(programme):
        now = {last.get(row.organisation, row.organisation) for row in had if period.has(row.day)}
        parts.append(Part(f"period-{period.order}", period.name, len(now), len(now)))
        if earlier:
            new = len(now - earlier)
            parts.append(Part(f"new-{period.order}", f"{period.name}: +", new, len(now)))
        common = now if common is None else common & now
        earlier |= now
    if common is not None and len(parts) > 1:
        label = " & ".join(str(part.label) for part in parts if part.key.startswith("period-"))
        parts.append(Part("in-all", label, len(common), len(earlier)))
    return parts


def number_of_municipalities(had: set[Served]) -> tuple[Number, int]:
    count = len({row.municipality for row in had if row.municipality})
    return count, len({row.organisation for row in had if row.municipality})


def kinds_by_municipality(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    """How many different kinds of service each municipality's organisations have had."""
    kinds: dict[str, set[str]] = defaultdict(set)
    organisations: dict[str, set[int]] = defaultdict(set)
    for row in services_had(programme, as_of, filters):
        if row.municipality:
            kinds[row.municipality].add(row.kind)
            organisations[row.municipality].add(row.organisation)
    return [
        Part(place.code, place.name, len(kinds[place.code]), len(organisations[place.code]))
        for place in Municipality.objects.filter(code__in=kinds)
    ]


def paged_series(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Series]":
    """Begun series of long-term services that have a page."""
    return _own_services(programme, as_of, filters).exclude(slug=None)


@read_once
def persons_by_series(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """The different persons in each series that has a page."""
    rows = (
        service_presences(programme, as_of, filters)
        .exclude(session__series__slug=None)
        .values_list("session__series__slug", "session__series__title")
        .annotate(count=Count("participant", distinct=True))
    )
    return [Part(slug, title, count, count) for slug, title, count in sorted(rows)]


def mean_of_series(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> tuple[Number, int]:
    parts = persons_by_series(programme, as_of, filters)
    total = sum(part.n for part in parts)
    return (Decimal(total) / len(parts) if parts else None), len(parts)


def workshop_totals(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, int]:
    rows = service_presences(programme, as_of, filters)
    return rows.filter(session__series__kind=OfferingKind.WORKSHOP_SERIES).aggregate(
        persons=Count("participant", distinct=True),
        organisations=Count("organisation", distinct=True),
    )


@read_once
def _workshop_themes(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[tuple[str, str, int, int]]:
    """(code, name, persons, organisations) by theme of a workshop series, in one query."""
    rows = (
        service_presences(programme, as_of, filters)
        .filter(session__series__kind=OfferingKind.WORKSHOP_SERIES)
        .values_list("session__series__theme__code", in_language("session__series__theme__name"))
        .annotate(
            persons=Count("participant", distinct=True),
            organisations=Count("organisation", distinct=True),
        )
    )
    return sorted((code or "", name or "–", *counts) for code, name, *counts in rows)


def persons_by_theme(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    rows = _workshop_themes(programme, as_of, filters)
    return [Part(code, name, persons, persons) for code, name, persons, _bodies in rows]


def organisations_by_theme(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    rows = _workshop_themes(programme, as_of, filters)
    return [Part(code, name, bodies, bodies) for code, name, _persons, bodies in rows if bodies]


@read_once
def webinar_audiences(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[int]:
    """How many were counted at each webinar where they were counted."""
    held = webinars_held(programme, as_of, filters).order_by()
    rows = Attendance.objects.filter(session__in=held.values("pk"))
    return sorted(
        rows.order_by().values_list("session").annotate(n=Sum("count")).values_list("n", flat=True)
    )


def median_audience(sizes: list[int]) -> tuple[Number, int]:
    return (Decimal(str(median(sizes))) if sizes else None), len(sizes)


def ends_of_audience(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    sizes = webinar_audiences(programme, as_of, filters)
    if not sizes:
        return []
    return [
        Part("smallest", "min", sizes[0], len(sizes)),
        Part("largest", "max", sizes[-1], len(sizes)),
    ]


def open_events(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Session]":
    """Sessions held of open events, webinars left out."""
    rows = Session.objects.filter(
        _held_by(as_of, ""), series__programme=programme, series__kind=OfferingKind.EVENT
    )
    rows = filters.narrow(rows, day=HELD_ON, service="series__offering")
    return rows.select_related("series").order_by("starts_at")


def open_events_by_series(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    held = open_events(programme, as_of, filters).order_by()
    rows = held.values_list("series__slug", "series__title")
    counts = Counter(rows)
    return [
        Part(slug or slugify(title), title, count, count)
        for (slug, title), count in sorted(counts.items(), key=lambda row: row[0][1])
    ]


def school_sessions(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Session]":
    rows = Session.objects.filter(
        series__programme=programme,
        series__kind=OfferingKind.SCHOOL,
        state__in=(Session.State.AGREED, Session.State.HELD),
        starts_at__lte=end_of_day(as_of),
    )
    rows = filters.narrow(rows, day="starts_at__date", service="series__offering")
    return rows.select_related("series__organisation").order_by("starts_at", "pk")


@read_once
def planned_hours(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """Hours of the agreed and held sessions of each school for teams: what each member gives."""
    rows = school_sessions(programme, as_of, filters).filter(ends_at__isnull=False)
    columns = ("series__slug", "series__title", "series", "starts_at", "ends_at")
    hours: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for slug, title, key, start, end in rows.values_list(*columns):
        seconds = int((end - start).total_seconds())
        hours[(slug or str(key), title)] += Decimal(seconds) / 3600
    return [Part(slug, title, value, 1) for (slug, title), value in sorted(hours.items())]


def sum_of_hours(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> tuple[Number, int]:
    parts = planned_hours(programme, as_of, filters)
    return (sum((Decimal(part.value or 0) for part in parts), Decimal(0)) or None), len(parts)
