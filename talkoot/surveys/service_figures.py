"""Figures of surveys by service and by round."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import (
    ALL,
    BY_SERVICE,
    Chapter,
    Figure,
    Filters,
    Measure,
    Records,
    register_in,
)
from talkoot.surveys import service_parts as parts
from talkoot.surveys.models import Round
from talkoot.surveys.results import shares
from talkoot.surveys.results.shares import EFFECTIVENESS

register = register_in(Chapter.SURVEYS)
ANSWERS = _("answers to the question, without “cannot say”")


def _closed(*codes: str) -> Any:
    """Closed rounds, of these questionnaires if any are told."""

    def records(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
        rows = Round.objects.filter(
            programme=programme, state=Round.State.CLOSED, closes_on__lte=as_of
        )
        if codes:
            rows = rows.filter(questionnaire__code__in=codes)
        rows = filters.narrow(rows, day="closes_on", service="service")
        return rows.order_by("opens_on", "pk")

    return records


def _register(
    id: str,
    code: str,
    label: Any,
    unit: Any,
    definition: Any,
    measure: Measure | None,
    under: Any,
    *,
    codes: tuple[str, ...] = (),
    decimals: int = 0,
    base: Any = ANSWERS,
    part_unit: Any = None,
) -> None:
    register(
        Figure(
            id=id,
            code=code,
            label=label,
            unit=unit,
            definition=definition,
            base=base,
            records=_closed(*codes),
            filters=BY_SERVICE,
            measure=measure,
            parts=under,
            decimals=decimals,
            part_unit=part_unit,
            is_detail=True,
        )
    )


_register(
    "service-effects",
    "F36",
    _("Positive effect by service"),
    _("%"),
    _(
        "Share of very or somewhat positive answers on all dimensions together; under it each "
        "dimension of each service from each viewpoint, in surveys that have closed."
    ),
    Measure(shares.settled_counts, parts.effect_total),
    parts.effects_by_service,
    codes=EFFECTIVENESS,
)
_register(
    "effect-ranks",
    "F35",
    _("Areas of most effect by service"),
    _("areas"),
    _(
        "Areas on which the effect of the work has been asked; under it the place of each area by "
        "its share of positive answers, the mean where these are equal. Ties share a place."
    ),
    Measure(shares.settled_counts, parts.ranked_total),
    parts.area_ranks,
    codes=EFFECTIVENESS,
    part_unit=_("place"),
)
_register(
    "survey-rounds",
    "F39",
    _("Survey rounds"),
    _("rounds"),
    _("Survey rounds that had closed by the as-of date, by questionnaire and service."),
    None,
    parts.rounds_by_questionnaire,
    base=_("survey rounds"),
)
_register(
    "survey-answers",
    "F34",
    _("Answers to surveys"),
    _("answers"),
    _("Answers in the rounds that had closed by the as-of date, by questionnaire and year."),
    Measure(parts.answers_by_round, lambda read: (sum(row.n for row in read) or None, len(read))),
    parts.answers_by_round,
    base=_("survey rounds"),
)
_register(
    "series-grade-lowest",
    "F61",
    _("Feedback on series, the lowest mean"),
    _("of 5"),
    _(
        "Mean of the overall grades (1-5) of each series whose feedback stands on its own; the "
        "lowest of these means."
    ),
    Measure(parts.lowest_grade, lambda read: read),
    parts.series_grades,
    codes=("training-feedback",),
    decimals=1,
    base=_("series"),
)
_register(
    "course-grade",
    "F63",
    _("School grade of trainings and courses"),
    _("from 4 to 10"),
    _("Mean of the school grades in the feedback; 9- is 8.75, 9½ is 9.5 and 9+ is 9.25."),
    Measure(shares.settled_counts, parts.school_grade),
    None,
    codes=("training-feedback",),
    decimals=2,
)
