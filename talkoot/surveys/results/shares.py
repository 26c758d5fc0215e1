"""Settled counts of a programme's surveys for figures: one query for all of them."""

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from talkoot.core.figures import ALL, Filters, Number, read_once, share
from talkoot.surveys.models import Round, Tally
from talkoot.surveys.results import conventions
from talkoot.surveys.results.counting import Count, Options

AREAS = "areas"
EFFECTS = ("direction", "start", "progress", "continuity", "success")
EFFECTIVENESS = ("effectiveness-organisation", "effectiveness-individual")
NEEDS = (
    *("sparring", "developer-training", "guides", "newsletters", "webinars", "practices"),
    *("peers", "workshops", "portal"),
)
ASKED: dict[str, tuple[str, ...]] = {
    "session-feedback": ("overall",),
    "training-feedback": ("overall", "school-grade"),
    **dict.fromkeys(EFFECTIVENESS, (*EFFECTS, "same-expert")),
    "newsletter-survey": ("reads", "useful", "interesting", "topical", "content-order"),
    "portal-survey": (
        *("content-interesting", "search-easy", "recommend-agree", "tell-again", "routes"),
    ),
    "support-needs": NEEDS,
    "programme-pulse": ("continues", "in-use", "spread"),
}
BEST_STEPS = ("5", "4")
YES = ("yes",)


class Source(NamedTuple):
    """Where a count comes from."""

    questionnaire: str
    item: str
    viewpoint: str
    service: int | None


Settled = dict[Source, Count]


@read_once
def settled_counts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Settled:
    """What everybody may see of the surveys that had closed by the day; one query.

    Of a period or a service alone, too: only sums that are shown whole are added up.
    """
    wanted = Q(item_code__startswith=f"{AREAS}.")
    wanted |= Q(item_code__in={code for codes in ASKED.values() for code in codes})
    rows = Tally.objects.filter(
        wanted,
        dimension="",
        n__gt=0,
        round__programme=programme,
        round__state=Round.State.CLOSED,
        round__closes_on__lte=as_of,
        round__questionnaire__code__in=ASKED,
    )
    columns = (
        "round",
        "round__questionnaire__code",
        "item_code",
        "round__viewpoint",
        "round__service",
        "n",
        "counts",
        "figures__block",
    )
    rows = filters.narrow(rows, day="round__closes_on", service="round__service")
    found = list(rows.values_list(*columns))
    closed = {row[0] for row in found}
    sums: Settled = defaultdict(Count)
    for row in found:
        n, counts, block = row[5:]
        if block and closed.issuperset(block):
            sums[Source(*row[1:5])].add(Count(n=n, options=Options(counts)))
    return dict(sums)


def sum_of(settled: Settled, item: str, *, questionnaires: tuple[str, ...], **only: Any) -> Count:
    """The count of an item over questionnaires, of one viewpoint or service if told."""
    whole = Count()
    for source, count in settled.items():
        is_asked = source.item == item and source.questionnaire in questionnaires
        if is_asked and all(getattr(source, name) == value for name, value in only.items()):
            whole.add(count)
    return whole


def share_of(count: Count, options: tuple[str, ...]) -> tuple[Number, int]:
    return share(sum(count.options[option] for option in options), count.n)


def mean_of_grades(count: Count) -> tuple[Number, int]:
    total = sum(int(grade) * number for grade, number in count.options.items() if grade.isdigit())
    return (Decimal(total) / count.n if count.n else None, count.n)


def ranked_areas(settled: Settled, viewpoint: str) -> list[tuple[int, str, Count]]:
    """(rank, row of the areas, count), the best first; ties share the rank."""
    counts: dict[str, Count] = defaultdict(Count)
    for source, count in settled.items():
        if source.item.startswith(f"{AREAS}.") and source.viewpoint == viewpoint:
            counts[source.item].add(count)
    ranked = conventions.shared_ranks(counts, lambda code: _worth(counts[code]))
    return [(rank, code, counts[code]) for rank, code in ranked]


def _worth(count: Count) -> tuple[Decimal, Decimal]:
    value, _n = share_of(count, BEST_STEPS)
    mean, _same = mean_of_grades(count)
    return Decimal(value or 0), Decimal(mean or 0)
