"""The rows under figures of surveys, and figures that are more than a share."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from talkoot.core.charts import region_names
from talkoot.core.dates import end_of_day
from talkoot.core.figures import ALL, Filters, Number, read_once
from talkoot.programmes.models import Offering
from talkoot.surveys.models import Invitation, Item, Round
from talkoot.surveys.results import conventions, shares
from talkoot.surveys.results.shares import BEST_STEPS, EFFECTIVENESS, Settled
from talkoot.surveys.rules import LEAST_ANSWERS, option_text

Rows = Callable[..., list[list[Any]]]


def _percent(value: Number, n: int) -> str:
    if value is None:
        return "–"
    decimals = conventions.decimals_of(n)
    return str(number_format(conventions.half_up(Decimal(value), decimals), decimals))


def effect_by_service(item: str, viewpoint: str) -> Rows:
    """[service, positive %, n] of the services with something to show."""

    def rows(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[list[Any]]:
        settled = shares.settled_counts(programme, as_of, filters)
        found = []
        for service in Offering.objects.filter(programme=programme):
            only = {"viewpoint": viewpoint, "service": service.pk}
            count = shares.sum_of(settled, item, questionnaires=EFFECTIVENESS, **only)
            value, n = shares.share_of(count, BEST_STEPS)
            if n:
                found.append([service.name, _percent(value, n), n])
        return found

    return rows


def best_area(viewpoint: str) -> Callable[[Settled], tuple[Number, int]]:
    def value(settled: Settled) -> tuple[Number, int]:
        ranked = shares.ranked_areas(settled, viewpoint)
        return shares.share_of(ranked[0][2], BEST_STEPS) if ranked else (None, 0)

    return value


def areas_in_order(viewpoint: str) -> Rows:
    """[rank, area, positive %, mean, n], the best first."""

    def rows(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[list[Any]]:
        ranked = shares.ranked_areas(shares.settled_counts(programme, as_of, filters), viewpoint)
        labels = labels_of(*EFFECTIVENESS, kind=Item.Kind.MATRIX)
        found = []
        for rank, code, count in ranked:
            value, n = shares.share_of(count, BEST_STEPS)
            mean, _n = shares.mean_of_grades(count)
            mean_text = number_format(conventions.half_up(Decimal(mean or 0), 1), 1)
            found.append([rank, labels.get(code, code), _percent(value, n), mean_text, n])
        return found

    return rows


@read_once
def _items() -> list[Any]:
    """The items of the questionnaires that figures read, in the order of versions; one query."""
    rows = Item.objects.filter(questionnaire__code__in=shares.ASKED)
    rows = rows.annotate(survey_code=F("questionnaire__code"))
    return list(rows.order_by("questionnaire__version", "order"))


def labels_of(*questionnaires: str, kind: str = "") -> dict[str, str]:
    """{item code, or item and option: words}, of the newest version."""
    labels: dict[str, str] = {}
    for item in _items():
        if item.survey_code not in questionnaires or kind not in ("", item.kind):
            continue
        labels[item.code] = item.text
        for option in [*item.options, *item.rows]:
            labels[f"{item.code}.{option['code']}"] = option_text(option)
    return labels


def number_of(questionnaire: str, *items: str) -> Callable[[Settled], tuple[Number, int]]:
    """The most answers that one of the items has."""

    def value(settled: Settled) -> tuple[Number, int]:
        counts = [shares.sum_of(settled, item, questionnaires=(questionnaire,)).n for item in items]
        return (max(counts) or None, max(counts))

    return value


def content_in_order(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[list[Any]]:
    """[rank, content, mean place, points], the most liked first."""
    settled = shares.settled_counts(programme, as_of, filters)
    item = "content-order"
    count = shares.sum_of(settled, item, questionnaires=("newsletter-survey",))
    labels = labels_of("newsletter-survey", kind=Item.Kind.RANKING)
    codes = [key.partition(".")[2] for key in labels if key.startswith(f"{item}.")]
    if not count.n:
        return []
    return [
        [rank, labels[f"{item}.{code}"], number_format(conventions.half_up(mean, 1), 1), points]
        for rank, code, mean, points in conventions.ranking_of(codes, count.options, count.n)
    ]


def shares_of(questionnaire: str, *items: str) -> Rows:
    """[option, %, chosen, n]: yes of each item, or each option of the one item."""

    def rows(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[list[Any]]:
        settled = shares.settled_counts(programme, as_of, filters)
        labels = labels_of(questionnaire)
        found = []
        for item in items:
            count = shares.sum_of(settled, item, questionnaires=(questionnaire,))
            options = [key for key in labels if key.startswith(f"{item}.")]
            named = [(key, key.partition(".")[2]) for key in options] or [(item, "yes")]
            for label, option in named if count.n else ():
                value, n = shares.share_of(count, (option,))
                chosen = count.options[option]
                found.append([labels.get(label, label), _percent(value, n), chosen, n])
        return found

    return rows


def responders_by_region(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[list[Any]]:
    """[region, invited, share of the invited, share of those who answered, response rate].

    Of closed surveys; regions with fewer than five invited, and the smallest beside them so that
    they cannot be worked out, go together. Of all services and periods only: from two such tables
    one could work out a small one.
    """
    if filters != ALL:
        return []
    rows = (
        Invitation.objects.filter(
            round__programme=programme,
            round__state=Round.State.CLOSED,
            round__closes_on__lte=as_of,
            sent_at__lte=end_of_day(as_of),
        )
        .annotate(region=KeyTextTransform("region", "groups"))
        .values_list("region")
        .annotate(sent=CountRows("pk"), answered=CountRows("pk", filter=Q(has_answered=True)))
        .order_by()
    )
    regions = sorted((sent, region or "", answered) for region, sent, answered in rows)
    small = [0, 0]
    while regions and (regions[0][0] < LEAST_ANSWERS or 0 < small[0] < LEAST_ANSWERS):
        sent, _region, answered = regions.pop(0)
        small = [small[0] + sent, small[1] + answered]
    names = region_names()
    named = [
        (names.get(region) or region or _("not known"), sent, answered)
        for sent, region, answered in reversed(regions)
    ]
    if small[0] >= LEAST_ANSWERS:
        named.append((_("others together"), small[0], small[1]))
    invited, given = sum(row[1] for row in named), sum(row[2] for row in named)
    return [
        [name, sent, _part(sent, invited), _part(answered, given), _part(answered, sent)]
        for name, sent, answered in named
    ]


def _part(part: int, whole: int) -> str:
    return _percent(conventions.percent(part, whole), whole) if whole else "–"
