"""Figures of findings, lessons and the chain, and what a day, a person and a practice cost."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.figures import (
    ALL,
    BY_PERIOD,
    Chapter,
    Figure,
    Filters,
    Measure,
    Number,
    Part,
    Records,
    count_figures,
    get_figure,
    register_in,
)
from talkoot.impact.models import (
    Assessment,
    ContextStatistic,
    EvaluationArea,
    Finding,
    ImpactNode,
    InterviewStudy,
    LessonLearned,
    Level,
    Recommendation,
)
from talkoot.programmes.finance.queries import begun_projects, costs_by

register = register_in(Chapter.EVALUATION)
Read = Callable[..., Records]


def _by_year(model: type[Any], **filters: Any) -> Read:
    """Rows of an evaluation that was made by the year of the day, or of none."""

    def records(programme: Any, as_of: datetime.date) -> Records:
        rows: Records = model.objects.filter(programme=programme, **filters)
        return rows.exclude(evaluation__year__gt=as_of.year)

    return records


def _areas(programme: Any, as_of: datetime.date) -> Records:
    mine = {"evaluation__programme": programme, "evaluation__year__lte": as_of.year}
    return EvaluationArea.objects.filter(**mine)


def _lessons(is_positive: bool) -> Read:
    def records(programme: Any, as_of: datetime.date) -> Records:
        mine = {"programme": programme, "year__lte": as_of.year, "is_positive": is_positive}
        return LessonLearned.objects.filter(**mine)

    return records


def _nodes(programme: Any, as_of: datetime.date) -> Records:
    """The nodes of a chain that everybody may read."""
    mine = {"chain__programme": programme, "chain__published_on__isnull": False}
    return ImpactNode.objects.filter(**mine).select_related("chain__programme")


def _long_term(programme: Any, as_of: datetime.date) -> Records:
    return _nodes(programme, as_of).filter(level=Level.LONG_TERM)


def _assessed(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    made = Assessment.objects.filter(node=OuterRef("pk"), assessed_on__lte=as_of)
    return _nodes(programme, as_of).filter(Exists(filters.narrow(made, day="assessed_on")))


def _studies(programme: Any, as_of: datetime.date) -> Records:
    return InterviewStudy.objects.filter(programme=programme, year__lte=as_of.year)


def _interviewed(rows: Records) -> tuple[Number, int]:
    counts = [row.interviewed_count for row in rows]
    return (sum(counts) if counts else None), len(counts)


def _statistics(programme: Any, as_of: datetime.date) -> Records:
    return ContextStatistic.objects.filter(programme=programme, year__lte=as_of.year)


def _statistic_parts(programme: Any, as_of: datetime.date) -> list[Part]:
    """The newest value of each statistic."""
    newest = {row.code: row for row in _statistics(programme, as_of).order_by("code", "year")}
    return [Part(code, row.label, row.value, 1) for code, row in newest.items()]


NUMBERS: tuple[tuple[str, str, str | Promise, str | Promise, str | Promise, Read], ...] = (
    (
        "findings-plus", "F92", _("Strengths found"),
        pgettext_lazy("unit", "findings"),
        _("Strengths that the evaluations made by the year of the as-of date have found."),
        _by_year(Finding, kind="plus"),
    ),
    (
        "findings-minus", "F92", _("Weaknesses found"),
        pgettext_lazy("unit", "findings"),
        _("Weaknesses that the evaluations made by the year of the as-of date have found."),
        _by_year(Finding, kind="minus"),
    ),
    (
        "findings-condition", "F92", _("Conditions of effect found"),
        pgettext_lazy("unit", "findings"),
        _("Conditions of effect that the evaluations made by the year of the as-of date tell."),
        _by_year(Finding, kind="condition"),
    ),
    (
        "recommendations", "F92", _("Recommendations"),
        pgettext_lazy("unit", "recommendations"),
        _("Recommendations of the evaluations made by the year of the as-of date."),
        _by_year(Recommendation),
    ),
    (
        "evaluation-areas", "F91", _("Areas of the evaluations"), _("areas"),
        _("Areas that the evaluations were asked to look at."), _areas,
    ),
    (
        "long-term-effects", "F92", _("Long-term effects aimed at"),
        pgettext_lazy("unit", "statements"),
        _("Statements of the impact chain on the level of long-term effects."), _long_term,
    ),
    (
        "impact-nodes-assessed", "F93", _("Assessed nodes of the impact chain"), _("nodes"),
        _("Nodes of the impact chain assessed by the as-of date, whatever their light."), _assessed,
    ),
    (
        "lessons-positive", "F104", _("What was good"), _("points"),
        _("Points that the parties told were good, by the year of the as-of date."),
        _lessons(True),
    ),
    (
        "lessons-learned", "F104", _("What was learned"), _("points"),
        _("Points that the parties told they had learned, by the year of the as-of date."),
        _lessons(False),
    ),
)  # fmt: skip

for _id, _code, _label, _unit, _definition, _records in NUMBERS:
    register(
        Figure(
            id=_id,
            code=_code,
            label=_label,
            unit=_unit,
            definition=_definition,
            base=_("records of the evaluation"),
            records=_records,
            filters=BY_PERIOD if _id == "impact-nodes-assessed" else frozenset(),
            has_public_records=True,
        )
    )

register(
    Figure(
        id="interviewees",
        code="F94",
        label=_("Interviewed in studies"),
        unit=_("persons"),
        definition=_("Interviewed in the interview studies made by the year of the as-of date."),
        base=_("interview studies"),
        records=_studies,
        measure=Measure(_studies, _interviewed),
        has_public_records=True,
        is_detail=True,
    )
)
register(
    Figure(
        id="context-statistics",
        code="F25",
        label=_("Outside statistics"),
        unit=_("statistics"),
        definition=_(
            "Numbers that others have published of the world around the programme; under it the "
            "newest value of each. They are no results of the programme."
        ),
        base=_("outside statistics"),
        records=_statistics,
        has_public_records=True,
        parts=_statistic_parts,
    )
)


def _cost_of(figure_id: str) -> Callable[[Any, datetime.date], tuple[Decimal | None, Number]]:
    """(costs, what they are divided by) on the day; the divisor is another figure's value."""

    def read(programme: Any, as_of: datetime.date) -> tuple[Decimal | None, Number]:
        figure = get_figure(figure_id)
        if figure is None:
            return None, None
        counted = count_figures([figure], programme, as_of)[figure_id]
        return costs_by(programme, as_of), counted.value

    return read


def _for_each(read: tuple[Decimal | None, Number]) -> tuple[Number, int]:
    costs, number = read
    if costs is None or not number:
        return None, 0
    return Decimal(costs) / Decimal(number), int(number)


UNIT_COSTS = (
    ("cost-per-day", "F116", _("Cost for a day granted"), "days-granted", _("days granted")),
    (
        "cost-per-participant", "F116", _("Cost for a person in services"), "service-persons",
        _("persons in services"),
    ),
    (
        "cost-per-practice", "", _("Cost for a published practice"), "practices-published",
        _("published practices"),
    ),
)  # fmt: skip
for _id, _code, _label, _divisor, _base in UNIT_COSTS:
    register_in(Chapter.PROGRAMME)(
        Figure(
            id=_id,
            code=_code,
            label=_label,
            unit="€",
            definition=_(
                "All costs booked by the as-of date divided by the number; before any cost has "
                "been booked, the budgets of the begun projects. The whole programme’s money is "
                "divided by one kind of result alone, so the unit costs are not added up."
            ),
            base=_base,
            records=begun_projects,
            measure=Measure(_cost_of(_divisor), _for_each),
            has_public_records=True,
            is_detail=True,
        )
    )
