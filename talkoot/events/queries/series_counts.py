"""Series counted by period, theme, size and co-organiser, for the figures."""

import datetime
from collections import Counter
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import ALL, Filters, read_once
from talkoot.events.models import Registration, SeatQuota, Series, Session, SessionKind
from talkoot.programmes.models import OfferingKind, Theme
from talkoot.programmes.queries import periods_of

Rows = list[list[Any]]
# Counted by period, theme or kind of organisation, too.
WITH_GROUPS = (OfferingKind.TRAINING, OfferingKind.WORKSHOP_SERIES, OfferingKind.CHALLENGE_WORKSHOP)
# The day of a session; one whose source tells no times was held by the end of its series.
HELD_ON = Coalesce("starts_at__date", "series__ends_on", "series__programme__ends_on")


def series_begun(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Series]":
    """Series that had been held, at least in part, by the date.

    A draft of a page has perhaps never been held; an engagement's days have no page.
    """
    begun = (
        Series.objects.filter(programme=programme)
        .exclude(state=Series.State.DRAFT, slug__isnull=False)
        .filter(Q(starts_on__lte=as_of) | Q(starts_on=None, ends_on__lte=as_of))
    )
    return (
        filters.narrow(
            begun,
            day=Coalesce("starts_on", "ends_on"),
            service="offering",
            organisation="organisation__",
        )
        .select_related("organisation")
        .order_by("starts_on", "pk")
    )


@read_once
def _begun_rows(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Series]:
    """The trainings and workshops among them with their themes; sparrings are many more."""
    rows = series_begun(programme, as_of, filters).filter(kind__in=WITH_GROUPS)
    return list(rows.select_related("organisation", "theme"))


def begun_of(
    kind: str, programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Series]:
    """Those of one of the kinds WITH_GROUPS; one query for them all."""
    return [row for row in _begun_rows(programme, as_of, filters) if row.kind == kind]


def by_period(kind: str, programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Rows:
    """[period, series that began in it]; those outside every period at the end."""
    days = [row.starts_on or row.ends_on for row in begun_of(kind, programme, as_of, filters)]
    rows: Rows = [[period.name, sum(map(period.has, days))] for period in periods_of(programme)]
    outside = len(days) - sum(count for _name, count in rows)
    return [*rows, [_("Outside the periods"), outside]] if outside else rows


def themes_of(
    kind: str, programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[tuple[Theme | None, int]]:
    """(theme, series) in the order of the themes; those without one at the end."""
    counts = Counter(row.theme for row in begun_of(kind, programme, as_of, filters))

    def place(row: tuple[Theme | None, int]) -> tuple[bool, int]:
        return row[0] is None, row[0].order if row[0] else 0

    return sorted(counts.items(), key=place)


def by_theme(kind: str, programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Rows:
    """The same in words."""
    found = themes_of(kind, programme, as_of, filters)
    return [[theme.name if theme else _("No theme"), count] for theme, count in found]


def webinars_held(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Session]":
    """Webinars held by the date. One of an old programme, whose source tells no times, was held
    by the end of its series, or of the programme if the series has none.
    """
    unknown = Q(series__ends_on__lte=as_of)
    unknown |= Q(series__ends_on=None, series__programme__ends_on__lte=as_of)
    held = Q(ends_at__lte=end_of_day(as_of)) | Q(unknown, ends_at=None)
    is_webinar = Q(kind=SessionKind.WEBINAR) | Q(series__kind=OfferingKind.WEBINAR)
    rows = Session.objects.filter(held, is_webinar, state=Session.State.HELD)
    rows = filters.narrow(
        rows.filter(series__programme=programme), day=HELD_ON, service="series__offering"
    )
    return rows.select_related("series__organisation").order_by("starts_at", "pk")


def team_series(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> "QuerySet[Series]":
    """Series of workshops or of teams in which somebody had a seat."""
    seated = Registration.objects.filter(state=Registration.State.REGISTERED)
    return series_begun(programme, as_of, filters).filter(
        kind__in=(OfferingKind.WORKSHOP_SERIES, OfferingKind.SCHOOL), pk__in=seated.values("series")
    )


@read_once
def organisations_in(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[int]:
    """How many different organisations had a seat in each of those series. One query."""
    rows = Registration.objects.filter(
        series__in=team_series(programme, as_of, filters).order_by().values("pk"),
        state=Registration.State.REGISTERED,
    ).order_by()
    seen: dict[int, set[Any]] = {}
    columns = ("series", "organisation", "participant__organisation_name")
    for series, organisation, words in rows.values_list(*columns).distinct():
        seen.setdefault(series, set()).add(organisation or words.casefold())
    return [len(names) for names in seen.values()]


def mean_organisations(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> tuple[Decimal | None, int]:
    """(organisations in a series on average, how many series)."""
    counts = organisations_in(programme, as_of, filters)
    return (Decimal(sum(counts)) / len(counts) if counts else None), len(counts)


def by_organisations(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Rows:
    """[organisations in a series, series with so many]."""
    return [
        [count, series]
        for count, series in sorted(Counter(organisations_in(programme, as_of, filters)).items())
    ]


def co_organised(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Series]":
    """Series begun by the date in which a co-organiser had seats of its own."""
    partners = SeatQuota.objects.filter(kind=SeatQuota.Kind.PARTNER).values("series")
    return series_begun(programme, as_of, filters).filter(pk__in=partners)


@read_once
def co_organised_seats(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> Counter[tuple[str, str]]:
    """{(co-organiser's key, name): registered} of those series; "own" came through no link."""
    rows = (
        Registration.objects.filter(
            series__in=co_organised(programme, as_of, filters).order_by().values("pk"),
            state=Registration.State.REGISTERED,
        )
        .order_by()
        .values_list("quota__organisation__key", "quota__organisation__name")
        .annotate(count=Count("pk"))
    )
    return Counter({(key or "own", name or str(programme)): count for key, name, count in rows})


def course_seats(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Counter[str]:
    """{co-organiser through whose link they came: registered} of online courses that have begun.

    Those who came through no link stand under the programme's own name.
    """
    courses = series_begun(programme, as_of, filters).filter(kind=OfferingKind.ONLINE_COURSE)
    rows = (
        Registration.objects.filter(
            series__in=courses.order_by().values("pk"), state=Registration.State.REGISTERED
        )
        .order_by()
        .values_list("quota__organisation__name")
        .annotate(count=Count("pk"))
    )
    counts: Counter[str] = Counter()
    for name, count in rows:
        counts[name or str(programme)] += count
    return counts
