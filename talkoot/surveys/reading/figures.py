"""Figures of interviews and of what has been coded."""

import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from talkoot.core.figures import (
    ALL,
    BY_PERIOD,
    Breakdown,
    Chapter,
    Figure,
    Filters,
    Part,
    Records,
    register_in,
)
from talkoot.surveys.models import Code, Interview
from talkoot.surveys.reading.coding import public_counts
from talkoot.surveys.rules import LEAST_ANSWERS

_ = gettext_lazy
register = register_in(Chapter.SURVEYS)


def _interviews(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Interview.objects.filter(programme=programme, held_on__lte=as_of)
    return filters.narrow(rows, day="held_on")


def _roles(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[list[Any]]:
    """By role, the most first; roles that a few have are not told apart."""
    rows = (
        _interviews(programme, as_of, filters)
        .order_by()
        .values_list("role")
        .annotate(n=Count("pk"))
    )
    shown = sorted(rows, key=lambda row: (-row[1], row[0]))
    return [[role, count] for role, count in shown if count >= LEAST_ANSWERS]


def _by_service(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """By service, those of none under the programme; fewer than five are not told apart."""
    rows = (
        _interviews(programme, as_of, filters)
        .order_by()
        .values_list("service__slug", "service__name_fi")
    )
    return [
        Part(slug or "programme", name or programme.name, count, count)
        for slug, name, count in rows.annotate(n=Count("pk"))
        if count >= LEAST_ANSWERS
    ]


def _codes(frame: str) -> Any:
    """The codes of the programme's frames of this template that something has."""

    def records(programme: Any, as_of: datetime.date) -> Records:
        by_then = Q(points__answer__read_at__date__lte=as_of)
        by_then |= Q(points__interview__held_on__lte=as_of)
        mine = Code.objects.filter(frame__programme=programme, frame__code=frame)
        return mine.filter(by_then).distinct()

    return records


def _counts(frame: str) -> Any:
    """Of a frame's codes: name, rank and how many have it; small counts are told as such.

    Of today alone: from two days side by side one could count what came in between.
    """

    def rows(programme: Any, as_of: datetime.date) -> list[list[Any]]:
        if as_of < timezone.localdate():
            return []
        counts = public_counts(programme.codeframe_set.filter(code=frame))
        few = gettext("fewer than %(least)s") % {"least": LEAST_ANSWERS}
        return [
            [row.code.name, row.place, few if row.is_hidden else row.count]
            for row in counts
            if row.count != 0
        ]

    return rows


register(
    Figure(
        id="interviews",
        label=_("Interviews"),
        unit=pgettext_lazy("unit", "interviews"),
        definition=_("Interviews of the evaluation held by the as-of date."),
        base=_("interviews"),
        records=_interviews,
        filters=BY_PERIOD,
        code="F38",
        parts=_by_service,
        breakdown=Breakdown(_("By role, of five or more"), (_("Interviews"),), _roles),
    )
)
register(
    Figure(
        id="coded-benefits",
        code="F64",
        label=_("Types of benefit from workshops"),
        unit=_("types"),
        definition=_(
            "Types of benefit, out of ten, that somebody has given as a code to an open answer or "
            "to a point of an interview."
        ),
        base=_("codes that something has"),
        records=_codes("workshop-benefits"),
        breakdown=Breakdown(
            _("By type"), (_("Rank"), _("Answers and interviews")), _counts("workshop-benefits")
        ),
    )
)
register(
    Figure(
        id="agent-roles",
        code="F64",
        label=_("Roles of agents"),
        unit=_("roles"),
        definition=_(
            "Roles of agents, out of six, that somebody has given as a code to an open answer or "
            "to a point of an interview."
        ),
        base=_("codes that something has"),
        records=_codes("agent-roles"),
        breakdown=Breakdown(
            _("By role"), (_("Rank"), _("Answers and interviews")), _counts("agent-roles")
        ),
    )
)
