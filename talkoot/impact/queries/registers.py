"""Reads of evaluations, findings, lessons, recommendations, studies, stories and statistics."""

import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.impact import rules
from talkoot.impact.models import (
    ContextStatistic,
    ContributionStory,
    Evaluation,
    Finding,
    Influence,
    InterviewStudy,
    LessonLearned,
    Recommendation,
    Tip,
)
from talkoot.impact.queries import own_programmes
from talkoot.impact.rules.registers import PROMISED
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Code

MODELS: dict[str, type[Any]] = {
    "evaluation": Evaluation,
    "finding": Finding,
    "recommendation": Recommendation,
    "lesson": LessonLearned,
    "tip": Tip,
    "study": InterviewStudy,
    "story": ContributionStory,
    "influence": Influence,
    "statistic": ContextStatistic,
}


def get_programme(user: Any, slug: str) -> Programme:
    """The programme that the person may see, else NotFound."""
    rows = Programme.objects.select_related("office", "impact_chain")
    return fetch(rows, user, rules.can_see_programme, slug=slug)


def registers_of(programme: Programme) -> dict[str, Any]:
    """What evaluations and studies have found and advised, for one page; ten queries."""
    mine = {"programme": programme}
    findings = Finding.objects.filter(**mine)
    return {
        "evaluations": Evaluation.objects.filter(**mine)
        .select_related("organisation")
        .prefetch_related("areas"),
        "findings": [
            (Finding.Kind(kind).label, list(rows))
            for kind, rows in groupby(sorted(findings, key=_place), key=lambda row: row.kind)
        ],
        "recommendations": recommendations_of(programme),
        "studies": InterviewStudy.objects.filter(**mine).prefetch_related("points"),
        "stories": ContributionStory.objects.filter(**mine),
        "influences": Influence.objects.filter(**mine),
        "statistics": ContextStatistic.objects.filter(**mine),
    }


def lessons_of(programme: Programme) -> dict[str, Any]:
    """What was good, what was learned and what is advised to those who do the same."""
    lessons = LessonLearned.objects.filter(programme=programme)
    return {
        "lessons": [
            (group, list(rows))
            for group, rows in groupby(
                lessons, key=lambda row: (row.author_group, row.year, row.is_positive)
            )
        ],
        "tips": Tip.objects.filter(programme=programme).select_related("offering"),
    }


def programmes_with_advice(user: Any, today: datetime.date) -> "QuerySet[Programme]":
    """The office's programmes with how many recommendations are late and how many unanswered."""
    late = Q(recommendations__state__in=PROMISED, recommendations__due_on__lt=today)
    unanswered = Q(recommendations__state=Recommendation.State.OPEN)
    rows = own_programmes(user).annotate(
        late=Count("recommendations", filter=late),
        unanswered=Count("recommendations", filter=unanswered),
    )
    # A query that groups forgets the model's own order.
    return rows.order_by(*(Programme._meta.ordering or ()))


def recommendations_of(programme: Programme) -> "QuerySet[Recommendation]":
    rows = Recommendation.objects.filter(programme=programme)
    return rows.prefetch_related(Prefetch("follow_ups"))


def coded_points(study: InterviewStudy) -> "QuerySet[Code]":
    """The codes that the study's interviews have been given, with `interview_count`."""
    rows = Code.objects.filter(points__interview__studies=study)
    counted = rows.annotate(interview_count=Count("points__interview", distinct=True))
    return counted.order_by("-interview_count", "frame", "order")


def _place(row: Finding) -> tuple[int, int, int]:
    return list(Finding.Kind).index(Finding.Kind(row.kind)), row.number, row.pk


def get_entry(user: Any, kind: str, pk: int) -> Any:
    """A row of a register of the person's own programmes, else NotFound."""
    if kind not in MODELS:
        raise NotFound(_("There is no such register. Go back to the evaluation."))
    rows = MODELS[kind].objects.select_related("programme__office")
    return fetch(rows, user, lambda who, row: rules.can_edit_programme(who, row.programme), pk=pk)
