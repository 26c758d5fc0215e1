"""Figures of newsletters, channels, media, awards, publications and what campaigns brought."""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Count, F, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.figures import (
    ALL,
    BY_ALL,
    BY_ORGANISATION,
    BY_PERIOD,
    Chapter,
    Figure,
    Filters,
    Measure,
    Number,
    Part,
    Records,
    read_once,
    register_in,
)
from talkoot.outreach.models import (
    Award,
    Campaign,
    ChannelCount,
    MediaHit,
    NewsletterIssue,
    Presentation,
    Publication,
)
from talkoot.practices.count_figures import published, span_case, span_counts

register = register_in(Chapter.COMMUNICATIONS)
Channel, Counted = ChannelCount.Channel, ChannelCount.Measure


def _issues(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = NewsletterIssue.objects.filter(newsletter__programme=programme, sent_on__lte=as_of)
    rows = filters.narrow(rows, day="sent_on")
    return rows.select_related("newsletter").order_by("sent_on", "pk")


@read_once
def _subscribers(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[int]:
    rows = _issues(programme, as_of, filters).exclude(subscriber_count=None)
    return [count for count in rows.values_list("subscriber_count", flat=True) if count]


def _ends(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    found = _subscribers(programme, as_of, filters)
    if not found:
        return []
    return [
        Part("smallest", "min", min(found), len(found)),
        Part("largest", "max", max(found), len(found)),
    ]


def _channel_rows(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = ChannelCount.objects.filter(programme=programme, counted_on__lte=as_of)
    return filters.narrow(rows, day="counted_on")


@read_once
def _channels(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> dict[tuple[str, str], tuple[int, int]]:
    """{(channel, measure): (value, rows)}: increments summed, of the others the newest."""
    rows = _channel_rows(programme, as_of, filters).order_by("counted_on")
    columns = ("channel", "measure", "value", "is_increment")
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for channel, measure, value, is_increment in rows.values_list(*columns):
        before, n = found.get((channel, measure), (0, 0))
        found[(channel, measure)] = (before + value if is_increment else value, n + 1)
    return found


def _channel_parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    parts = []
    for (channel, measure), (value, n) in sorted(_channels(programme, as_of, filters).items()):
        label = f"{Channel(channel).label}, {Counted(measure).label}"
        parts.append(Part(f"{channel}-{measure}".replace("_", "-"), label, value, n))
    return parts


def _of_channel(channel: str, measure: str) -> Callable[[Any], tuple[Number, int]]:
    def value(found: dict[tuple[str, str], tuple[int, int]]) -> tuple[Number, int]:
        return found.get((channel, measure), (None, 0))

    return value


def _site_rows(measure: str) -> Callable[..., Records]:
    def records(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
        return _channel_rows(programme, as_of, filters).filter(
            channel=Channel.SITE, measure=measure
        )

    return records


def _hits(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = MediaHit.objects.filter(programme=programme, published_on__lte=as_of)
    return filters.narrow(rows, day="published_on")


def _awards(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Award.objects.filter(programme=programme, awarded_on__lte=as_of)
    rows = filters.narrow(rows, day="awarded_on", organisation="organisation__")
    return rows.select_related("organisation", "practice")


def _by_occasion(rows: Callable[..., Records]) -> Any:
    def parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
        counts = rows(programme, as_of, filters).order_by("occasion").values_list("occasion")
        named = counts.annotate(n=Count("pk"))
        return [Part(name or "other", name or "–", n, n) for name, n in named]

    return parts


def _publications(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Publication.objects.filter(programme=programme, published_on__lte=as_of)
    return filters.narrow(rows, day="published_on")


def _presentations(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Presentation.objects.filter(programme=programme, held_on__lte=as_of)
    return filters.narrow(rows, day="held_on")


def _presentation_parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """How often at each fair, and who was at the conferences."""
    parts = []
    fairs: Counter[tuple[str, str]] = Counter()
    for row in _presentations(programme, as_of, filters):
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


@read_once
def _brought(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[tuple[Campaign, int]]:
    """Each campaign with the practices that it brought; two queries.

    By the link or the nomination; else by the day of publishing, of several campaigns the first.
    """
    campaigns = list(Campaign.objects.filter(programme=programme, starts_on__lte=as_of))
    if not campaigns:
        return []
    own = When(attribution__isnull=False, then=F("attribution__campaign"))
    case = span_case(((row.pk, row.starts_on, row.ends_on) for row in campaigns), own)
    counts = span_counts(published(programme, as_of, filters), case)
    return [(row, counts.get(row.pk, 0)) for row in campaigns]


def _campaign_total(read: list[tuple[Campaign, int]]) -> tuple[Number, int]:
    total = sum(count for _campaign, count in read)
    return total, total


def _campaign_parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    return [
        Part(row.slug, row.name, count, count) for row, count in _brought(programme, as_of, filters)
    ]


def _register(
    id: str,
    code: str,
    label: Any,
    unit: Any,
    definition: Any,
    base: Any,
    records: Any,
    filters: frozenset[str] = BY_PERIOD,
    **more: Any,
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
            filters=filters,
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
    pgettext_lazy("unit", "views"),
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
    pgettext_lazy("unit", "views"),
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
    filters=BY_ORGANISATION,
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
    published,
    measure=Measure(_brought, _campaign_total),
    parts=_campaign_parts,
    filters=BY_ALL,
    is_detail=True,
)
