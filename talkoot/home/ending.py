"""What a programme still has under way, and what goes on by itself after its end."""

import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, Call
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules import GOING_ON
from talkoot.people.models import Organisation, Role
from talkoot.programmes.models import Programme
from talkoot.surveys.models import Round, SurveyPlan
from talkoot.surveys.rules.repeating import coming, next_day
from talkoot.surveys.rules.sending import BY_CALENDAR

IN_PROCESSING = (Application.State.SUBMITTED, Application.State.INCOMPLETE)


class Matter(NamedTuple):
    """Something that is not finished: what, how many, and where it is handled."""

    text: str
    number: int
    url: str
    must_be_done: bool


def open_matters(programme: Programme, at: datetime.datetime) -> list[Matter]:
    """What has not been finished, the rest left out. Four queries.

    The first three must be, before the programme ends; surveys close by themselves.
    """
    mine = {"call__offering__programme": programme, "state__in": IN_PROCESSING}
    delivered = {"application__call__offering__programme": programme, "state__in": GOING_ON}
    to_close = Q(closes_at=None) | Q(closes_at__gte=at)
    calls = Call.objects.filter(
        to_close, offering__programme=programme, published_at__isnull=False
    ).count()
    rounds = Round.objects.filter(programme=programme, state=Round.State.OPEN).count()
    waiting = Application.objects.filter(**mine).count()
    office = reverse("office")
    found = [
        Matter(_("Calls that are open or coming"), calls, reverse("office-calls"), True),
        Matter(_("Applications in processing"), waiting, office, True),
        Matter(
            _("Engagements going on"),
            Engagement.objects.filter(**delivered).count(),
            reverse("engagements"),
            True,
        ),
        Matter(_("Open survey rounds"), rounds, reverse("office-rounds"), False),
    ]
    return [row for row in found if row.number]


def coming_surveys(programme: Programme) -> list[tuple[SurveyPlan, datetime.date]]:
    """The plans that go on by the calendar, each with the day of its next round; one query."""
    plans: Any = (
        SurveyPlan.objects.filter(programme=programme, is_active=True, trigger__in=BY_CALENDAR)
        .select_related("programme")
        .annotate(
            count=Count("rounds"),
            last=Max("rounds__opens_on"),
            waits_for=Min("rounds__opens_on", filter=coming("rounds__")),
        )
        .order_by("pk")
    )
    days = [(plan, plan.waits_for or next_day(plan, plan.count, plan.last)) for plan in plans]
    return [(plan, on) for plan, on in days if on is not None]


def keepers() -> "QuerySet[Organisation]":
    """Organisations in which somebody can decide: they may keep a programme's records.

    Not one that has ended, nor one whose deciders can no longer sign in.
    """
    still = Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())
    rows = Organisation.objects.filter(
        still, memberships__role=Role.DECISION_MAKER, memberships__user__is_active=True
    )
    return rows.distinct()
