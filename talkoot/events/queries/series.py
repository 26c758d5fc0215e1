"""Reads of series: the public's list, one series, the office's list."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from talkoot.core.access import fetch
from talkoot.events.models import (
    Mode,
    Registration,
    Series,
    SeriesPerson,
    SeriesTemplate,
    Session,
    TemplatePart,
)
from talkoot.events.queries.registrations import participants_of
from talkoot.events.rules import series as rules
from talkoot.people.models import Municipality, User
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Offering, OfferingKind, Programme, Theme, ThemeUse
from talkoot.programmes.rules import can_read

State = Series.State
SHOWN = (State.PUBLISHED, State.ENDED, State.CANCELLED)


def public_series() -> "QuerySet[Series]":
    """Series that have a public page."""
    return Series.objects.filter(state__in=SHOWN, slug__isnull=False)


def findable_series() -> "QuerySet[Series]":
    """Those that search may find: one that was cancelled is told only to who has its address."""
    return public_series().exclude(state=State.CANCELLED)


def narrowed(
    rows: "QuerySet[Series]",
    *,
    programme: str = "",
    kind: str = "",
    theme: str = "",
    region: str = "",
    remote: bool = False,
) -> "QuerySet[Series]":
    """The series of a programme, kind, theme, region or of those that one can join from afar."""
    if programme:
        rows = rows.filter(programme__slug=programme)
    if kind:
        rows = rows.filter(kind=kind)
    if theme:
        rows = rows.filter(theme__code=theme)
    # By their sessions' own rows, so that a series of many sessions stands once in the list.
    if region:
        here = Session.objects.filter(municipality__region_code=region, organisation=None)
        rows = rows.filter(pk__in=here.values("series"))
    if remote:
        afar = Session.objects.filter(mode__in=(Mode.REMOTE, Mode.HYBRID), organisation=None)
        rows = rows.filter(pk__in=afar.values("series"))
    return rows


def coming_series(rows: "QuerySet[Series]", today: datetime.date) -> "QuerySet[Series]":
    """Published series that have not ended by the day, the nearest first."""
    return rows.filter(state=State.PUBLISHED, ends_on__gte=today).order_by("starts_on", "pk")


def past_series(rows: "QuerySet[Series]", today: datetime.date) -> "QuerySet[Series]":
    """What is over, the newest first; those without a day at the end."""
    over = rows.filter(Q(ends_on__lt=today) | Q(ends_on=None)).exclude(state=State.CANCELLED)
    return over.order_by(Coalesce("starts_on", "ends_on").desc(nulls_last=True), "-pk")


def with_card(rows: Iterable[Series]) -> list[Series]:
    """The rows of one page with what a card shows: programme, places, seats taken. Two queries.

    The joins are made for the page's rows alone, so that a long list costs no more.
    """
    keys = [row.pk for row in rows]
    taken = (
        Registration.objects.filter(series=OuterRef("pk"), state=Registration.State.REGISTERED)
        .order_by()
        .values("series")
        .annotate(count=Count("pk"))
        .values("count")
    )
    found = (
        Series.objects.filter(pk__in=keys)
        .select_related("programme", "theme")
        .annotate(seats_taken=Coalesce(Subquery(taken), 0))
        .prefetch_related(Prefetch("sessions", _ahead_first(), to_attr="shown_sessions"))
        .in_bulk()
    )
    return [found[key] for key in keys]


def _ahead_first() -> "QuerySet[Session]":
    rows = Session.objects.filter(organisation=None).exclude(state=Session.State.CANCELLED)
    return rows.select_related("municipality").order_by("starts_at", "order")


def get_event(user: Any, slug: str) -> Series:
    """The series with what its page shows; a draft only for its office."""
    rows = Series.objects.select_related(
        "programme__office", "offering", "theme", "organisation", "replaced_by"
    ).prefetch_related(
        Prefetch("sessions", _with_place()),
        "people",
    )
    return fetch(rows, user, rules.can_read_series, slug=slug)


def _with_place() -> "QuerySet[Session]":
    return Session.objects.select_related("municipality", "organisation").order_by("order")


def seen_sessions(user: Any, series: Series) -> list[Session]:
    """The sessions of a series from get_event that the person sees: those of one organisation are
    for who takes part from it, for those who work in the series and for the office.
    """
    rows = list(series.sessions.all())
    common = [row for row in rows if row.organisation_id is None]
    if len(common) == len(rows) or not user.is_authenticated:
        return common
    works = any(person.user_id == user.pk for person in series.people.all())
    if works or rules.can_edit_series(user, series):
        return rows
    mine = Registration.objects.filter(
        Registration.CONFIRMED,
        series=series,
        participant__in=participants_of(user),
        state=Registration.State.REGISTERED,
    )
    bodies = set(mine.values_list("organisation", flat=True))
    return [row for row in rows if row.organisation_id is None or row.organisation_id in bodies]


def seats_taken(series: Series) -> int:
    """How many have a seat."""
    rows = Registration.objects.filter(series=series, state=Registration.State.REGISTERED)
    return rows.count()


def takes_part(user: Any, series: Series) -> bool:
    """The person has a seat, or a task in the series: they see the links to its meetings."""
    if not getattr(user, "is_authenticated", False):
        return False
    registered = Registration.objects.filter(
        series=series,
        participant__in=participants_of(user),
        state=Registration.State.REGISTERED,
    )
    works = SeriesPerson.objects.filter(series=series, user=user)
    return registered.exists() or works.exists()


def get_office_series(user: Any, slug: str) -> Series:
    """The series for its office, published or not."""
    rows = Series.objects.select_related(
        "programme__office", "offering", "theme", "organisation", "template", "replaced_by"
    ).prefetch_related(
        Prefetch("sessions", _with_place()),
        "people__session",
        "tasks",
    )
    return fetch(rows, user, rules.can_edit_series, slug=slug)


def office_series(user: Any, *, state: str = "", kind: str = "") -> "QuerySet[Series]":
    """The series of the person's programmes that have a page: drafts first, then by their start.

    The days of an engagement have no page; their engagement shows them.
    """
    rows = Series.objects.filter(programme__office__in=office_ids(user), slug__isnull=False)
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("-starts_on", "-pk")


def with_counts(rows: Iterable[Series]) -> list[Series]:
    """The rows of one page of the office's list: sessions, seats taken and the line."""
    keys = [row.pk for row in rows]

    def count(model: Any, **only: Any) -> Any:
        mine = model.objects.filter(series=OuterRef("pk"), **only).order_by().values("series")
        return Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)

    found = (
        Series.objects.filter(pk__in=keys)
        .select_related("programme")
        .annotate(
            session_count=count(Session),
            seats_taken=count(Registration, state=Registration.State.REGISTERED),
            waiting_count=count(Registration, state=Registration.State.WAITING),
        )
        .in_bulk()
    )
    return [found[key] for key in keys]


def templates_for(user: Any) -> "QuerySet[SeriesTemplate]":
    """The templates that the product ships and those of the person's programmes."""
    mine = Q(programme=None) | Q(programme__office__in=office_ids(user))
    return SeriesTemplate.objects.filter(mine).prefetch_related("parts")


def own_templates(user: Any) -> "QuerySet[SeriesTemplate]":
    """The templates of the person's programmes, with what they hold and how often it was used."""
    kinds = {
        f"{kind}_count": Count("parts", filter=Q(parts__kind=kind), distinct=True)
        for kind in TemplatePart.Kind.values
    }
    rows = SeriesTemplate.objects.filter(programme__office__in=office_ids(user))
    rows = rows.annotate(**kinds, series_count=Count("series", distinct=True))
    return rows.select_related("programme").order_by("name_fi", "pk")


def get_own_template(user: Any, pk: int) -> SeriesTemplate:
    """A template that the person's office may change."""
    rows = SeriesTemplate.objects.select_related("programme__office").prefetch_related("parts")
    return fetch(rows, user, rules.can_edit_template, pk=pk)


def get_programme(user: Any, slug: str) -> Programme:
    """The programme that the person may see."""
    return fetch(Programme.objects.all(), user, can_read, slug=slug)


def offerings_of(user: Any) -> "QuerySet[Offering]":
    """What the person's programmes offer."""
    rows = Offering.objects.filter(programme__office__in=office_ids(user))
    return rows.select_related("programme").order_by("programme__name_fi", "order")


def account_with(email: str) -> User | None:
    """The account of the address."""
    return User.objects.filter(email=email).first()


def other_series(series: Series) -> "QuerySet[Series]":
    """Series of the same programme that may have replaced this one."""
    rows = Series.objects.filter(programme=series.programme_id, slug__isnull=False)
    return rows.exclude(pk=series.pk).order_by("title")


def filter_choices() -> dict[str, list[tuple[str, str]]]:
    """What the public list can be narrowed by: (code, label) that some series has. Four queries.

    Asked by Exists, so that each programme, theme and place costs one look into an index however
    many series there are.
    """
    rows = public_series().order_by()
    programmes = Programme.objects.filter(Exists(rows.filter(programme=OuterRef("pk"))))
    themes = Theme.objects.filter(Exists(rows.filter(theme=OuterRef("pk"))), use=ThemeUse.WORKSHOP)
    held_here = Session.objects.filter(municipality=OuterRef("pk")).order_by()
    fields = ("region_code", "region_fi", "region_sv", "region_en")
    regions = Municipality.objects.filter(Exists(held_here)).order_by("region_fi")
    return {
        "programme": [(row.slug, row.name) for row in programmes.order_by("name_fi")],
        "kind": [
            (code, str(OfferingKind(code).label))
            for code in sorted(rows.values_list("kind", flat=True).distinct())
        ],
        "theme": [(row.code, row.name) for row in themes.order_by("order")],
        "region": [
            (row["region_code"], Municipality(**row).region)
            for row in regions.values(*fields).distinct()
        ],
    }
