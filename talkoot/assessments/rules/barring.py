"""What is kept from a disqualified person: the application and all that tells of it."""

from typing import Any

from django.db.models import Q

from talkoot.assessments.rules.grounds import (
    barred_among,
    barred_applications,
    barred_from,
)
from talkoot.core.access import bar
from talkoot.engagements.models import DayReport, Engagement

# So many that mails cannot be told apart one by one: then none is shown.
MOST_COMPARED = 100


def register() -> None:
    """Called when the product starts."""
    bar("calls.application", barred_from)
    bar("engagements.engagement", by_application("application"))
    bar("engagements.team", by_application("application"))
    bar("engagements.experiment", _works)
    bar("engagements.commitment", by_application("team__application"))
    bar("engagements.developmenttask", _works)
    bar("experts.calloff", by_application("engagement__application"))
    bar("events.series", by_application("engagement__application"))
    bar("events.session", by_application("series__engagement__application"))
    bar("surveys.round", _rounds)
    bar("correspondence.message", _messages)


def by_application(path: str) -> Any:
    """The condition on rows whose `path` leads to an application that is kept from the person."""

    def condition(user: Any) -> Q:
        return Q(**{f"{path}__in": barred_among(user)})

    return condition


def _works(user: Any) -> Q:
    """Development tasks and experiments of the engagement and of the team."""
    barred = barred_among(user)
    return Q(engagement__application__in=barred) | Q(team__application__in=barred)


def _rounds(user: Any) -> Q:
    """Surveys of the engagements: their titles name the work."""
    mine = Engagement.objects.filter(application__in=barred_among(user))
    of_days = DayReport.objects.filter(session__series__engagement__in=mine)
    return (
        Q(pk__in=mine.values("feedback_round"))
        | Q(pk__in=mine.values("followup_round"))
        | Q(pk__in=of_days.exclude(feedback_round=None).values("feedback_round"))
    )


def _messages(user: Any) -> Q:
    """Mails that name the case, its title or its address. An outbox row has no other link to it."""
    rows = list(
        barred_applications(user)
        .exclude(submitted_at=None)
        .values_list("ref", "number", "title")[: MOST_COMPARED + 1]
    )
    if len(rows) > MOST_COMPARED:
        return Q(pk__isnull=False)
    condition = Q(pk__in=[])
    for ref, number, title in rows:
        condition |= Q(body__contains=ref) | Q(subject__contains=number)
        condition |= Q(body__contains=number)
        if title:
            condition |= Q(body__contains=title) | Q(subject__contains=title)
    return condition
