"""Reads of levels: what is kept against what the records give, and what other numbers would do."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from talkoot.core.dates import add_months
from talkoot.practices.models import Adoption, AdoptionMove, Practice
from talkoot.practices.queries.spread import facts_by_practice, numbers_of
from talkoot.practices.queries.use import first_use
from talkoot.practices.rules.adoptions import COUNTED_STAGES, counting
from talkoot.practices.rules.levels import CANDIDATE, level_of
from talkoot.practices.rules.spread import YEAR

SHOWN = 50
FEWEST_ADOPTERS = 10  # Fewer are no curve to fit.


@dataclass(frozen=True)
class Moved:
    """A practice whose level other numbers would change."""

    practice: Practice
    before: int
    after: int


def levels_apart(programme_id: int) -> dict[int, int]:
    """{practice: the level that the records give} where the kept level is another one."""
    numbers = numbers_of(programme_id)
    adopted = {
        practice.pk: (practice.level, level_of(facts, numbers))
        for practice, facts in facts_by_practice(programme_id, timezone.localdate())
    }
    apart = {pk: level for pk, (kept, level) in adopted.items() if kept != level}
    # Of all others only what the owner tells matters, which the database compares by itself.
    rows = Practice.objects.filter(
        Q(adoptions=None) | ~Q(state=Practice.State.PUBLISHED), programme=programme_id
    )
    own_use = _own_use(numbers["evidence_1"])
    for wrong, level in ((rows.filter(own_use).exclude(level=1), 1),
                         (rows.exclude(own_use).exclude(level=0), 0)):  # fmt: skip
        apart |= dict.fromkeys(wrong.values_list("pk", flat=True), level)
    return apart


def preview_levels(
    programme_id: int, numbers: Mapping[str, float]
) -> tuple[list[Moved], dict[int, int], dict[int, int]]:
    """What other numbers would change: practices that move, and how many stand on each level.

    The practices are at most fifty, the counts are of all: now and then.
    """
    moved: list[Moved] = []
    now = level_counts(programme_id)
    then = dict(now)
    old = numbers_of(programme_id)
    for practice, facts in facts_by_practice(programme_id, timezone.localdate()):
        before, after = level_of(facts, old), level_of(facts, numbers)
        if before != after:
            moved.append(Moved(practice, before, after))
    rows = Practice.objects.filter(programme=programme_id, adoptions=None)
    was, will = _own_use(old["evidence_1"]), _own_use(numbers["evidence_1"])
    risen, fallen = rows.filter(will).exclude(was), rows.filter(was).exclude(will)
    for changed, before, after in ((risen, 0, 1), (fallen, 1, 0)):
        found = changed.order_by("pk")
        moved += [Moved(practice, before, after) for practice in found]
    for each in moved:
        then[each.before] -= 1
        then[each.after] += 1
    return moved, now, then


def level_counts(programme_id: int) -> dict[int, int]:
    """{level: published practices}, by the kept levels."""
    rows = Practice.objects.filter(programme=programme_id, state=Practice.State.PUBLISHED)
    counts = dict(rows.order_by().values_list("level").annotate(Count("pk")))
    return {level: counts.get(level, 0) for level in range(6)}


def practices_on(programme_id: int, *levels: int) -> "QuerySet[Practice]":
    """Published practices of the levels, the most adopted first."""
    return (
        Practice.objects.filter(
            programme=programme_id, state=Practice.State.PUBLISHED, level__in=levels
        )
        .select_related("organisation__municipality", "sector")
        .order_by("-level", "-adoption_count", "title", "pk")
    )


def spreading_now(programme_id: int, today: datetime.date) -> "QuerySet[Practice]":
    """Practices to follow: no candidates yet, with new adopters in twelve months, as `new`."""
    rows = practices_on(programme_id, *range(CANDIDATE))
    used = Adoption.objects.filter(counting(), practice=OuterRef("pk")).alias(began_on=first_use())
    recent = used.filter(began_on__gt=add_months(today, -YEAR)).order_by().values("practice")
    rows = rows.annotate(new=Subquery(recent.annotate(n=Count("pk")).values("n")))
    return rows.filter(new__gt=0).order_by("-new", "-adoption_count", "title", "pk")


def _own_use(evidence: float) -> Q:
    """Level 1 without any adopter; as rules.levels tells it."""
    return Q(
        state=Practice.State.PUBLISHED,
        status=Practice.Status.IN_USE,
        kind=Practice.Kind.PRACTICE,
        evidence__gte=evidence,
    )


def curves_to_fit(today: datetime.date) -> list[tuple[Practice, list[datetime.date]]]:
    """Practices with adopters enough whose models are not of today, with the days of beginning."""
    counted = AdoptionMove.objects.filter(
        adoption__state=Adoption.State.VISIBLE,
        adoption__confirmed_at__isnull=False,
        adoption__practice__state=Practice.State.PUBLISHED,
        stage__in=COUNTED_STAGES,
        moved_on__lte=today,
    ).exclude(adoption__practice__curve_fit__counted_on=today)
    firsts = (
        counted.order_by().values_list("adoption__practice", "adoption").annotate(Min("moved_on"))
    )
    began: dict[int, list[datetime.date]] = {}
    for practice, _adoption, day in firsts:
        began.setdefault(practice, []).append(day)
    rows = Practice.objects.in_bulk(
        [pk for pk, days in began.items() if len(days) >= FEWEST_ADOPTERS]
    )
    return [(rows[pk], sorted(began[pk])) for pk in sorted(rows)]
