"""Values of surveys under a figure: by service, by viewpoint, by round and by option."""

import datetime
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Q
from django.utils.text import slugify

from talkoot.core.dates import end_of_day
from talkoot.core.figures import ALL, Filters, Part, read_once
from talkoot.core.grades import GRADES
from talkoot.programmes.models import Offering
from talkoot.surveys.figure_rows import labels_of
from talkoot.surveys.models import Invitation, Item, Round, Tally
from talkoot.surveys.plan_models import Viewpoint
from talkoot.surveys.results import conventions, shares
from talkoot.surveys.results.counting import Count, Options
from talkoot.surveys.results.shares import AREAS, BEST_STEPS, EFFECTIVENESS, EFFECTS, Settled
from talkoot.surveys.rules import LEAST_ANSWERS

# Each series is expected to be rated above this on average, of five.
LOW_GRADE = Decimal(4)
Parts = Callable[..., list[Part]]


@read_once
def _services(programme: Any) -> dict[int, Offering]:
    return {row.pk: row for row in Offering.objects.filter(programme=programme)}


def grades_by_service(questionnaires: tuple[str, ...]) -> Parts:
    """The mean of the overall grades of each service; two queries."""

    def parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
        settled = shares.settled_counts(programme, as_of, filters)
        found = []
        for service in _services(programme).values():
            count = shares.sum_of(
                settled, "overall", questionnaires=questionnaires, service=service.pk
            )
            value, n = shares.mean_of_grades(count)
            if n:
                found.append(Part(service.slug, service.name, value, n))
        return found

    return parts


def _by_service_and_viewpoint(settled: Settled, item: str) -> dict[tuple[int, str], Count]:
    found: dict[tuple[int, str], Count] = {}
    for source, count in settled.items():
        if source.item == item and source.questionnaire in EFFECTIVENESS and source.service:
            found.setdefault((source.service, source.viewpoint), Count()).add(count)
    return found


def effects_by_service(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """The positive share of each dimension of each service from each viewpoint; three queries."""
    settled = shares.settled_counts(programme, as_of, filters)
    services, labels = _services(programme), labels_of(*EFFECTIVENESS)
    parts = []
    for effect in (*EFFECTS, "same-expert"):
        best = ("yes",) if effect == "same-expert" else BEST_STEPS
        for (service, viewpoint), count in _by_service_and_viewpoint(settled, effect).items():
            value, n = shares.share_of(count, best)
            key = f"{services[service].slug}-{viewpoint}-{effect}"
            words = (services[service].name, Viewpoint(viewpoint).label, labels.get(effect, effect))
            parts.append(Part(key, ": ".join(str(word) for word in words), value, n))
    return sorted(parts, key=lambda part: part.key)


def effect_total(settled: Settled) -> tuple[Decimal | int | None, int]:
    """The positive share of all answers on all dimensions."""
    whole = Count()
    for source, count in settled.items():
        if source.item in EFFECTS and source.questionnaire in EFFECTIVENESS:
            whole.add(count)
    return shares.share_of(whole, BEST_STEPS)


def area_ranks(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """The place of each area of each service from each viewpoint; ties share it. Three queries."""
    settled = shares.settled_counts(programme, as_of, filters)
    services, labels = (_services(programme), labels_of(*EFFECTIVENESS, kind=Item.Kind.MATRIX))
    groups: dict[tuple[int, str], dict[str, Count]] = {}
    for source, count in settled.items():
        if source.item.startswith(f"{AREAS}.") and source.service:
            counts = groups.setdefault((source.service, source.viewpoint), {})
            counts.setdefault(source.item, Count()).add(count)
    parts = []
    for (service, viewpoint), counts in sorted(groups.items()):
        for rank, code in _ranked(counts):
            area = code.removeprefix(f"{AREAS}.")
            label = f"{services[service].name}: {labels.get(code, area)}"
            key = f"{services[service].slug}-{viewpoint}-{area}"
            parts.append(Part(key, label, rank, counts[code].n))
    return parts


def _ranked(counts: dict[str, Count]) -> list[tuple[int, str]]:
    def worth(code: str) -> tuple[Decimal, Decimal]:
        value, _n = shares.share_of(counts[code], BEST_STEPS)
        mean, _same = shares.mean_of_grades(counts[code])
        return Decimal(value or 0), Decimal(mean or 0)

    return conventions.shared_ranks(counts, worth)


def ranked_total(settled: Settled) -> tuple[int | None, int]:
    """How many areas have been put in order, and of how many answers at most."""
    found = [
        (source.item, count.n)
        for source, count in settled.items()
        if source.item.startswith(f"{AREAS}.")
    ]
    return len({item for item, _n in found}) or None, max((n for _item, n in found), default=0)


@read_once
def _own_tallies(
    programme: Any, as_of: datetime.date, item: str, filters: Filters = ALL
) -> list[Any]:
    """(title, questionnaire, counts, n) of the closed rounds whose own result is shown."""
    rows = Tally.objects.filter(
        dimension="",
        item_code=item,
        n__gt=0,
        round__programme=programme,
        round__state=Round.State.CLOSED,
        round__closes_on__lte=as_of,
    ).order_by("round__opens_on", "round")
    rows = filters.narrow(rows, day="round__closes_on", service="round__service")
    columns = ("round", "round__title", "round__occasion", "counts", "n", "figures__block")
    return [row for row in rows.values_list(*columns) if row[5] == [row[0]]]


def _is_of_series(row: Any) -> bool:
    return str(row[2]).startswith("series:")


def series_grades(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """The mean of the overall grades in the feedback on each series; one query."""
    parts = []
    for _pk, title, _occasion, counts, n, _block in filter(
        _is_of_series, _own_tallies(programme, as_of, "overall", filters)
    ):
        value, _n = shares.mean_of_grades(Count(n=n, options=Options(counts)))
        parts.append(Part(slugify(title)[:120], title, value, n))
    return parts


def series_below(
    programme: Any, as_of: datetime.date, threshold: Decimal = LOW_GRADE
) -> list[tuple[int, str, Decimal, int]]:
    """(round id, title, mean, answers) of each series whose mean is below the threshold.

    The lowest first; of the same rows as the figure of the lowest mean. One query.
    """
    found = []
    for pk, title, _occasion, counts, n, _block in filter(
        _is_of_series, _own_tallies(programme, as_of, "overall")
    ):
        value, _n = shares.mean_of_grades(Count(n=n, options=Options(counts)))
        if value is not None and value < threshold:
            found.append((pk, title, Decimal(value), n))
    return sorted(found, key=lambda row: row[2])


def lowest_grade(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> tuple[Decimal | int | None, int]:
    values = [
        part.value for part in series_grades(programme, as_of, filters) if part.value is not None
    ]
    return (min(values) if values else None), len(values)


def school_grade(settled: Settled) -> tuple[Decimal | None, int]:
    """The mean of the school grades, 4 to 10, of trainings and courses."""
    whole = shares.sum_of(settled, "school-grade", questionnaires=("training-feedback",))
    known = {grade: n for grade, n in whole.options.items() if grade in GRADES}
    n = sum(known.values())
    total = sum((Decimal(str(GRADES[grade])) * count for grade, count in known.items()), Decimal(0))
    return (total / n if n else None), n


def choices_of(questionnaire: str, *items: str) -> Parts:
    """The share of yes of each item, or of each option of the one item; two queries."""

    def parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
        settled = shares.settled_counts(programme, as_of, filters)
        labels = labels_of(questionnaire)
        found = []
        for item in items:
            count = shares.sum_of(settled, item, questionnaires=(questionnaire,))
            options = [key for key in labels if key.startswith(f"{item}.")]
            for label, option in [(key, key.partition(".")[2]) for key in options] or [
                (item, "yes")
            ]:
                value, n = shares.share_of(count, (option,))
                key = option if options else item
                if n:
                    found.append(Part(key, labels.get(label, label), value, n))
        return found

    return parts


def content_ranks(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """The place of each kind of content; two queries."""
    settled = shares.settled_counts(programme, as_of, filters)
    item = "content-order"
    count = shares.sum_of(settled, item, questionnaires=("newsletter-survey",))
    labels = labels_of("newsletter-survey", kind=Item.Kind.RANKING)
    codes = [key.partition(".")[2] for key in labels if key.startswith(f"{item}.")]
    if not count.n:
        return []
    return [
        Part(code, labels[f"{item}.{code}"], rank, count.n)
        for rank, code, _mean, _points in conventions.ranking_of(codes, count.options, count.n)
    ]


def _round_key(row: Round) -> str:
    service = row.service.slug if row.service else "programme"
    year = row.opens_on.year if row.opens_on else 0
    return f"{row.questionnaire.code}-{service}-{year}"[:120]


@read_once
def closed_rounds(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Round]:
    rows = Round.objects.filter(
        programme=programme, state=Round.State.CLOSED, closes_on__lte=as_of
    ).select_related("questionnaire", "service")
    rows = filters.narrow(rows, day="closes_on", service="service")
    return list(rows.order_by("opens_on", "pk"))


def answers_by_round(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """How many answered in each kind of round of each service and year, few of them left out."""
    sums: dict[str, tuple[str, int]] = {}
    for row in closed_rounds(programme, as_of, filters):
        _title, before = sums.get(_round_key(row), ("", 0))
        sums[_round_key(row)] = (row.title, before + row.tallied_count)
    return [Part(key, title, n, n) for key, (title, n) in sums.items() if n >= LEAST_ANSWERS]


def rounds_by_questionnaire(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    """How many rounds of each questionnaire and service; one query."""
    found: Counter[tuple[str, str]] = Counter()
    for row in closed_rounds(programme, as_of, filters):
        service = row.service.slug if row.service else "programme"
        found[(f"{row.questionnaire.code}-{service}", row.questionnaire.title)] += 1
    return [Part(key, title, n, n) for (key, title), n in sorted(found.items())]


def rates_by_round(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """The response rate of each kind of closed round of each service and year; two queries."""
    rows = Invitation.objects.filter(
        round__programme=programme,
        round__state=Round.State.CLOSED,
        round__closes_on__lte=as_of,
        sent_at__lte=end_of_day(as_of),
    ).order_by()
    counts = rows.values_list("round").annotate(
        sent=CountRows("pk"), answered=CountRows("pk", filter=Q(has_answered=True))
    )
    found = {key: (sent, answered) for key, sent, answered in counts}
    sums: dict[str, tuple[str, int, int]] = {}
    for row in closed_rounds(programme, as_of, filters):
        sent, answered = found.get(row.pk, (0, 0))
        _title, before, given = sums.get(_round_key(row), ("", 0, 0))
        sums[_round_key(row)] = (row.title, before + sent, given + answered)
    return [
        Part(key, title, shares.share(answered, sent)[0], sent)
        for key, (title, sent, answered) in sums.items()
        if sent >= LEAST_ANSWERS
    ]
