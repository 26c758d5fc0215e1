"""What an expert's days and the feedback on them tell, with nobody's answer to be guessed.

A mean is shown of at least surveys.rules.LEAST_ANSWERS answers. Half-years with fewer are joined
with their neighbours, so that no answers remain that subtracting one mean from another would tell.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet

from talkoot.engagements.models import DayReport
from talkoot.experts.models import Expert
from talkoot.surveys.models import Round
from talkoot.surveys.queries import DatedGrades, dated_grades
from talkoot.surveys.rules import LEAST_ANSWERS

# The items of the feedback on a session that speak of the expert.
CODES = ("competence", "overall")
Halves = tuple[int, int]  # year and half


@dataclass(frozen=True)
class PeriodQuality:
    """The means of one half-year or of several joined."""

    first: Halves
    last: Halves
    n: int
    means: Mapping[str, Decimal]

    @property
    def label(self) -> str:
        """1/2026, or 1/2026–1/2027."""
        words = [f"{half}/{year}" for year, half in dict.fromkeys((self.first, self.last))]
        return "–".join(words)


@dataclass(frozen=True)
class Quality:
    """What choosers and the expert see; `means` and `trend` are empty while answers are few."""

    days: Decimal = Decimal(0)
    organisations: int = 0
    n: int = 0
    means: Mapping[str, Decimal] = field(default_factory=dict)
    trend: list[PeriodQuality] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return bool(self.means)


def quality_of(expert: Expert) -> Quality:
    """Days delivered, and the feedback on them; two queries."""
    days, organisations = _delivered(expert)
    answers = [row for row in dated_grades(_rounds(expert), CODES) if len(row.grades) == len(CODES)]
    is_enough = len(answers) >= LEAST_ANSWERS
    return Quality(
        days=days,
        organisations=organisations,
        n=len(answers),
        means=_means(answers) if is_enough else {},
        trend=trend_of(answers) if is_enough else [],
    )


def trend_of(answers: Iterable[DatedGrades]) -> list[PeriodQuality]:
    """Means by half-year, oldest first; joined forwards, and the last with the one before it.

    Only one period would tell no more than the whole, so then there is none.
    """
    groups: list[list[DatedGrades]] = []
    current: Halves | None = None
    for row in sorted(answers, key=lambda row: row.on):
        if not groups or (_half(row.on) != current and len(groups[-1]) >= LEAST_ANSWERS):
            groups.append([])
        current = _half(row.on)
        groups[-1].append(row)
    if len(groups) > 1 and len(groups[-1]) < LEAST_ANSWERS:
        last = groups.pop()
        groups[-1] += last
    if len(groups) < 2:
        return []
    return [
        PeriodQuality(_half(rows[0].on), _half(rows[-1].on), len(rows), _means(rows))
        for rows in groups
    ]


def _delivered(expert: Expert) -> tuple[Decimal, int]:
    """Days that the expert has held and reported, one decimal, and for how many organisations."""
    case = "session__series__engagement"
    reports = DayReport.objects.filter(expert=expert).exclude(state=DayReport.State.RETURNED)
    rows = list(
        reports.values_list("hours", f"{case}__hours_per_day", f"{case}__application__organisation")
    )
    days = sum((hours / a_day for hours, a_day, _organisation in rows), Decimal(0))
    return days.quantize(Decimal("0.1"), ROUND_HALF_UP), len({row[2] for row in rows})


def _rounds(expert: Expert) -> "QuerySet[Round]":
    """The rounds on the days that this expert held, whoever delivers the engagement now.

    One on the days of several experts tells of none of them, so it is left out.
    """
    own = DayReport.objects.filter(expert=expert)
    others = DayReport.objects.exclude(expert=expert)
    return Round.objects.filter(_asked_of(own)).exclude(_asked_of(others))


def _asked_of(reports: "QuerySet[DayReport]") -> Q:
    """The rounds that asked of the reported days."""
    # Reports from before days had rounds of their own were asked of by the engagement's.
    whole = "session__series__engagement__feedback_round"
    older = reports.filter(feedback_round=None).exclude(**{whole: None})
    newer = reports.exclude(feedback_round=None)
    return Q(pk__in=newer.values("feedback_round")) | Q(pk__in=older.values(whole))


def _half(day: datetime.date) -> Halves:
    return day.year, 1 if day.month <= 6 else 2


def _means(answers: list[DatedGrades]) -> dict[str, Decimal]:
    """{item: mean}, one decimal, half up."""
    return {
        code: (Decimal(sum(row.grades[code] for row in answers)) / len(answers)).quantize(
            Decimal("0.1"), ROUND_HALF_UP
        )
        for code in CODES
    }
