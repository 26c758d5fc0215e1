"""Figures of newsletters, channels, media, awards, publications and what campaigns brought."""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import Figure, Measure, Number, Part, Records, register
from talkoot.outreach.models import (
    Award,
    Campaign,
    ChannelCount,
    MediaHit,
    NewsletterIssue,
    Presentation,
    Publication,
)
from talkoot.practices.models import Practice

Channel, Counted = ChannelCount.Channel, ChannelCount.Measure


def _issues(programme: Any, as_of: datetime.date) -> Records:
    rows = NewsletterIssue.objects.filter(newsletter__programme=programme, sent_on__lte=as_of)
    return rows.select_related("newsletter").order_by("sent_on", "pk")


def _subscribers(programme: Any, as_of: datetime.date) -> list[int]:
    rows = _issues(programme, as_of).exclude(subscriber_count=None)
    return [count for count in rows.values_list("subscriber_count", flat=True) if count]


def _ends(programme: Any, as_of: datetime.date) -> list[Part]:
    found = _issues(programme, as_of).aggregate(
        least=Min("subscriber_count"), most=Max("subscriber_count"), n=Count("subscriber_count")
    )
    if not found["n"]:
        return []
    return [
        Part("smallest", "min", found["least"], found["n"]),
        Part("largest", "max", found["most"], found["n"]),
    ]


def _channel_rows(programme: Any, as_of: datetime.date) -> "QuerySet[ChannelCount]":
    return ChannelCount.objects.filter(programme=programme, counted_on__lte=as_of)


def _channels(programme: Any, as_of: datetime.date) -> dict[tuple[str, str], tuple[int, int]]:
    """{(channel, measure): (value, rows)}: increments summed, of the others the newest."""
    rows = _channel_rows(programme, as_of).order_by("counted_on")
    columns = ("channel", "measure", "value", "is_increment")
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for channel, measure, value, is_increment in rows.values_list(*columns):
        before, n = found.get((channel, measure), (0, 0))
        found[(channel, measure)] = (before + value if is_increment else value, n + 1)
    return found


def _channel_parts(programme: Any, as_of: datetime.date) -> list[Part]:
    parts = []
    for (channel, measure), (value, n) in sorted(_channels(programme, as_of).items()):
        label = f"{Channel(channel).label}, {Counted(measure).label}"
        parts.append(Part(f"{channel}-{measure}".replace("_", "-"), label, value, n))
    return parts


def _of_channel(channel: str, measure: str) -> Callable[[Any], tuple[Number, int]]:
    def value(found: dict[tuple[str, str], tuple[int, int]]) -> tuple[Number, int]:
        return found.get((channel, measure), (None, 0))

    return value


def _site_rows(measure: str) -> Callable[[Any, datetime.date], Records]:
    def records(programme: Any, as_of: datetime.date) -> Records:
        return _channel_rows(programme, as_of).filter(channel=Channel.SITE, measure=measure)

    return records


def _hits(programme: Any, as_of: datetime.date) -> Records:
    return MediaHit.objects.filter(programme=programme, published_on__lte=as_of)


def _awards(programme: Any, as_of: datetime.date) -> Records:
    rows = Award.objects.filter(programme=programme, awarded_on__lte=as_of)
    return rows.select_related("organisation", "practice")


def _by_occasion(rows: Callable[[Any, datetime.date], Records]) -> Any:
    def parts(programme: Any, as_of: datetime.date) -> list[Part]:
        counts = rows(programme, as_of).order_by("occasion").values_list("occasion")
        named = counts.annotate(n=Count("pk"))
        return [Part(name or "other", name or "–", n, n) for name, n in named]

    return parts


def _publications(programme: Any, as_of: datetime.date) -> Records:
    return Publication.objects.filter(programme=programme, published_on__lte=as_of)


def _presentations(programme: Any, as_of: datetime.date) -> Records:
    return Presentation.objects.filter(programme=programme, held_on__lte=as_of)


def _presentation_parts(programme: Any, as_of: datetime.date) -> list[Part]:
    """How often at each fair, and who was at the conferences."""
    parts = []
    fairs: Counter[tuple[str, str]] = Counter()
    for row in _presentations(programme, as_of):
        if row.kind == Presentation.Kind.FAIR:
            fairs[(row.code, row.title)] += 1
            continue
        for name in ("participants", "countries", "eu_countries"):
            if value := getattr(row, name):
                key = f"{row.code}-{name}".replace("_", "-")
                parts.append(Part(key, f"{row.title}: {_field(name)}", value, 1))
    return parts + [Part(code, title, n, n) for (code, title), n in sorted(fairs.items())]


def _field(name: str) -> str:
    labels = {
        "participants": _("participants"),
        "countries": _("countries"),
        "eu_countries": _("countries of the EU"),
    }
    return str(labels[name])


def _brought(programme: Any, as_of: datetime.date) -> dict[str, int]:
    """{campaign: practices}, two queries.

    By the link or the nomination; else by the day of publishing, of several campaigns the first.
    """
    campaigns = list(Campaign.objects.filter(programme=programme, starts_on__lte=as_of))
    counts = {campaign.slug: 0 for campaign in campaigns}
    slugs = {campaign.pk: campaign.slug for campaign in campaigns}
    rows = Practice.objects.filter(
        programme=programme,
        state=Practice.State.PUBLISHED,
        published_at__lte=end_of_day(as_of),
    ).order_by()
    found = rows.annotate(day=TruncDate("published_at")).values_list("day", "attribution__campaign")
    for day, campaign in found:
        if campaign in slugs:
            counts[slugs[campaign]] += 1
        elif campaign is None:
            window = (row.slug for row in campaigns if row.starts_on <= day <= row.ends_on)
            if slug := next(window, ""):
                counts[slug] += 1
    return counts


def _campaign_parts(programme: Any, as_of: datetime.date) -> list[Part]:
    counts = _brought(programme, as_of)
    rows = Campaign.objects.filter(programme=programme, slug__in=counts)
    return [Part(row.slug, row.name, counts[row.slug], counts[row.slug]) for row in rows]


def _campaign_practices(programme: Any, as_of: datetime.date) -> Records:
    rows = Practice.objects.filter(
        programme=programme,
        state=Practice.State.PUBLISHED,
        published_at__lte=end_of_day(as_of),
    )
    return rows.select_related("organisation").order_by("published_at", "pk")


def _register(
    id: str, code: str, label: Any, unit: Any, definition: Any, base: Any, records: Any, **more: Any
) -> None:
    register(
        Figure(
            id=id,
            code=code,
            label=label,
            unit=unit,
            definition=definition,
            base=base,
            records=records,
            has_public_records=True,
            **more,
        )
    )


_register(
    "newsletters",
    "F13",
    _("Issues of the newsletter"),
    _("issues"),
    _("Issues of the programme's newsletters sent by the as-of date."),
    _("issues sent"),
    _issues,
)
_register(
    "newsletter-subscribers",
    "F70",
    _("Subscribers of the newsletter"),
    _("subscribers"),
    _(
        "To how many the newest issue was sent by the as-of date; under it the least and the most "
        "of all issues."
    ),
    _("issues with a number of subscribers"),
    _issues,
    measure=Measure(_subscribers, lambda read: (read[-1] if read else None, len(read))),
    parts=_ends,
    is_detail=True,
)
_register(
    "page-views",
    "F19",
    _("Views of the site"),
    _("views"),
    _("Sum of the views of the website's pages in the imported statistics up to the as-of date."),
    _("imported rows"),
    _site_rows(Counted.VIEWS),
    measure=Measure(_channels, _of_channel(Channel.SITE, Counted.VIEWS)),
    is_detail=True,
)
_register(
    "unique-views",
    "F20",
    _("Unique views of the site"),
    _("views"),
    _("Sum of the unique views in the imported statistics up to the as-of date."),
    _("imported rows"),
    _site_rows(Counted.UNIQUE_VIEWS),
    measure=Measure(_channels, _of_channel(Channel.SITE, Counted.UNIQUE_VIEWS)),
    is_detail=True,
)
_register(
    "channels",
    "F71",
    _("Statistics of channels"),
    _("series"),
    _(
        "Time series that have been imported of the channels by the as-of date; under it what each "
        "of them tells on that day."
    ),
    _("imported rows"),
    _channel_rows,
    measure=Measure(
        _channels, lambda found: (len(found) or None, sum(n for _value, n in found.values()))
    ),
    parts=_channel_parts,
    part_unit="",
    is_detail=True,
)
_register(
    "media-hits",
    "F73",
    _("Media hits"),
    _("stories"),
    _("Stories of the media about the programme by the as-of date, by what brought them."),
    _("stories"),
    _hits,
    parts=_by_occasion(_hits),
    is_detail=True,
)
_register(
    "awards",
    "F73",
    _("Awards"),
    _("awards"),
    _("Awards given by the as-of date, by occasion."),
    _("awards"),
    _awards,
    parts=_by_occasion(_awards),
    is_detail=True,
)
_register(
    "publications",
    "F72",
    _("Publications"),
    _("publications"),
    _("Books and reports that the programme had published by the as-of date."),
    _("publications"),
    _publications,
    is_detail=True,
)
_register(
    "presentations",
    "F75",
    _("The programme presented elsewhere"),
    _("presentations"),
    _(
        "Conferences, fairs and seminars where the programme had been presented by the as-of date; "
        "under it who was at the conferences and how often it was at each fair."
    ),
    _("presentations"),
    _presentations,
    parts=_presentation_parts,
    part_unit="",
    is_detail=True,
)
_register(
    "campaign-practices",
    "F83",
    _("Practices that campaigns brought"),
    _("practices"),
    _(
        "Published practices that came by a campaign’s link or a nomination; without either, those "
        "published in the days of the campaign. Each belongs to one campaign at most, of several "
        "in the same days to the one that began first."
    ),
    _("published practices"),
    _campaign_practices,
    measure=Measure(_brought, lambda read: (sum(read.values()), sum(read.values()))),
    parts=_campaign_parts,
    is_detail=True,
)
