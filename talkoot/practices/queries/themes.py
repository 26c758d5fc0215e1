"""What there is about a theme. A theme of the same code may be used in several lists."""

import datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from talkoot.calls.models import Call
from talkoot.calls.queries import open_calls
from talkoot.events.models import Series
from talkoot.events.queries.series import coming_series, public_series, with_card
from talkoot.experts.models import Expert
from talkoot.experts.queries.profiles import directory_experts
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Theme, ThemeUse

SHOWN = 12


def themes_with_counts() -> "QuerySet[Theme]":
    """The themes of practices in their order, with the number of published practices."""
    published = Count("practice", filter=Q(practice__state=Practice.State.PUBLISHED))
    return Theme.objects.filter(use=ThemeUse.PRACTICE).annotate(count=published).order_by("order")


def get_theme(code: str) -> Theme | None:
    """The theme of the code, as practices use it if they do."""
    first = Case(
        When(use=ThemeUse.PRACTICE, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return Theme.objects.filter(code=code).order_by(first, "order").first()


def practices_about(code: str) -> "QuerySet[Practice]":
    """Published practices of the theme, the most adopted first."""
    rows = published_practices().filter(
        pk__in=Practice.themes.through.objects.filter(theme__code=code).values("practice")
    )
    return rows.select_related("organisation", "sector").order_by(
        "-adoption_count", "-published_at", "-pk"
    )


def experts_in(code: str, today: datetime.date) -> list[Expert]:
    """Experts of the directory who have told the theme as theirs, by name."""
    rows = directory_experts(on=today).filter(
        pk__in=Expert.themes.through.objects.filter(theme__code=code).values("expert")
    )
    return list(rows.order_by("name")[:SHOWN])


def events_about(code: str, today: datetime.date) -> list[Series]:
    """Coming series of the theme, the nearest first."""
    return with_card(coming_series(public_series().filter(theme__code=code), today)[:SHOWN])


def calls_open(now: datetime.datetime) -> list[Call]:
    """Calls that take applications now; a call is not of one theme."""
    return list(open_calls(now)[:SHOWN])
