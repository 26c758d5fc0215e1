"""What a service brought by a day, for a report: told cases, trials, tasks and the board.

People are never named here, and a case is told only as far as its applicant allows.
"""

import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils.text import Truncator, capfirst

from talkoot.core.dates import end_of_day
from talkoot.engagements.models import (
    DayReport,
    DevelopmentTask,
    Engagement,
    Experiment,
    Statement,
    StoryConsent,
)
from talkoot.engagements.rules.hours import shape_words
from talkoot.engagements.rules.stories import is_told, story_of
from talkoot.events.models import Attendance, CurriculumVariation, Presence, Sequel, Session
from talkoot.programmes.models import Offering

TOLD = (StoryConsent.NAMED, StoryConsent.NAMELESS)
MOST_WORDS = 40
UNTRIED = (Experiment.State.PROPOSED, Experiment.State.REJECTED)


def _of(offering: Offering, path: str) -> Q:
    """Series of the offering; one that names none belongs to the offering of its kind."""
    own = Q(**{f"{path}__offering": offering})
    unnamed = {"offering": None, "kind": offering.kind, "programme": offering.programme_id}
    return own | Q(**{f"{path}__{name}": value for name, value in unnamed.items()})


def told_cases(offering: Offering, as_of: datetime.date) -> "QuerySet[Engagement]":
    """Delivered engagements whose applicant lets them be told, with their approved reports.

    The held sessions stand in `series.held_sessions`, each with its report.
    """
    reports = DayReport.objects.filter(state=DayReport.State.APPROVED)
    return (
        Engagement.objects.filter(
            application__call__offering=offering,
            state=Engagement.State.DELIVERED,
            story_consent__in=TOLD,
            state_changed_at__lte=end_of_day(as_of),
        )
        .select_related("application__organisation", "series", "case_story")
        .prefetch_related(
            "outputs",
            "application__themes",
            Prefetch(
                "series__sessions",
                Session.objects.filter(state=Session.State.HELD).prefetch_related(
                    Prefetch("day_report", reports)
                ),
                to_attr="held_sessions",
            ),
        )
        .order_by("state_changed_at", "pk")
    )


def case_row(engagement: Engagement, attended: int) -> list[str]:
    """Who, what was aimed at, how it was done, how many came, what came of it, what goes on.

    Of a case that is told without names there are only its kind, themes and numbers: what people
    wrote in their own words may name anybody. A public story gives the words that were accepted.
    """
    case, organisation = engagement.application, engagement.application.organisation
    sessions = getattr(engagement.series, "held_sessions", [])
    reports = [row.day_report for row in sessions if hasattr(row, "day_report")]
    numbers = [shape_words([row.hours for row in reports]) if reports else "", str(attended or "")]
    story = story_of(engagement)
    told = [story.result, story.follow_up] if story and is_told(story) else []
    if engagement.story_consent != StoryConsent.NAMED:
        themes = ", ".join(str(row) for row in case.themes.all())
        words = [Truncator(text).words(MOST_WORDS) for text in told or ("", "")]
        return [capfirst(str(organisation.get_kind_display())), themes, *numbers, *words]
    results = " ".join(dict.fromkeys(row.results for row in reports))
    outputs = "; ".join(row.text for row in engagement.outputs.all())
    words = [Truncator(text).words(MOST_WORDS) for text in told or (results, outputs)]
    return [organisation.name, case.title, *numbers, *words]


def attendances_of(engagements: list[Engagement]) -> dict[int, int]:
    """{engagement id: attendances counted over its held sessions}; two queries."""
    series = {row.series_id: row.pk for row in engagements}
    own: dict[str, Any] = {"session__series__in": series, "session__state": Session.State.HELD}
    found: dict[int, int] = {}
    groups = Attendance.objects.filter(**own).values_list("session__series").annotate(Sum("count"))
    persons = Presence.objects.filter(**own).values_list("session__series", "pk")
    for key, number in [*groups, *((key, 1) for key, _pk in persons)]:
        found[series[key]] = found.get(series[key], 0) + number
    return found


def tried_experiments(offering: Offering, as_of: datetime.date) -> "QuerySet[Experiment]":
    """Experiments that were begun in the offering's series, by service area."""
    return (
        Experiment.objects.filter(
            _of(offering, "team__series")
            | _of(offering, "workshop__series")
            | Q(engagement__application__call__offering=offering),
            starts_on__lte=as_of,
        )
        .exclude(state__in=UNTRIED)
        .order_by("service_area", "starts_on", "pk")
    )


def development_tasks(offering: Offering, as_of: datetime.date) -> "QuerySet[DevelopmentTask]":
    """Development tasks of the offering's teams and engagements that were not given up."""
    return (
        DevelopmentTask.objects.filter(
            _of(offering, "team__series") | Q(engagement__application__call__offering=offering),
            created_at__lte=end_of_day(as_of),
        )
        .exclude(state=DevelopmentTask.State.DROPPED)
        .order_by("pk")
    )


def board_statements(offering: Offering, as_of: datetime.date) -> "QuerySet[Statement]":
    """What the boards of the offering's series gathered, perspective by perspective."""
    return Statement.objects.filter(
        _of(offering, "series"), created_at__lte=end_of_day(as_of)
    ).order_by("pk")


def sequels_of_service(offering: Offering, as_of: datetime.date) -> "QuerySet[Sequel]":
    """What followed of the offering's series outside the programme."""
    return Sequel.objects.filter(_of(offering, "series"), on__lte=as_of).order_by("on", "pk")


def variations_of_service(
    offering: Offering, as_of: datetime.date
) -> "QuerySet[CurriculumVariation]":
    """What was agreed to vary from the usual content of the offering's series."""
    return CurriculumVariation.objects.filter(
        _of(offering, "series"),
        state=CurriculumVariation.State.AGREED,
        state_changed_at__lte=end_of_day(as_of),
    ).order_by("state_changed_at", "pk")
