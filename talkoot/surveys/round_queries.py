"""Reads of rounds: the office's lists, what the worker has to do, and how many have answered."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from talkoot.core.access import fetch, unbarred
from talkoot.core.dates import end_of_day
from talkoot.correspondence.models import OptOut
from talkoot.correspondence.queries import addresses_without_share
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.groups import DIMENSIONS
from talkoot.surveys.models import Invitation, Questionnaire, Round, SurveyPlan
from talkoot.surveys.rates import Cell
from talkoot.surveys.rules import sending
from talkoot.surveys.rules.repeating import coming

INVITED = Invitation.Standing.INVITED
UNSENT = Q(standing=INVITED, sent_at=None)


@dataclass(frozen=True)
class Progress:
    """How far a round is. `standings` is {standing: how many}; the others count the invited."""

    standings: dict[str, int]
    sent: int
    answered: int
    reminded: int

    @property
    def invited(self) -> int:
        return self.standings.get(INVITED, 0)

    @property
    def left_out(self) -> int:
        return sum(self.standings.values()) - self.invited


def office_rounds(
    user: Any, *, state: str = "", programme: str = "", plan: str = "", search: str = ""
) -> "QuerySet[Round]":
    """Rounds of the person's offices, newest first; empty words narrow nothing."""
    rows = unbarred(Round.objects.filter(programme__office__in=office_ids(user)), user)
    if state in Round.State.values:
        rows = rows.filter(state=state)
    if programme:
        rows = rows.filter(programme__slug=programme)
    if plan.isdecimal():
        rows = rows.filter(plan=int(plan))
    if search:
        rows = rows.filter(title__icontains=search)
    return rows.select_related("questionnaire", "programme", "plan").order_by("-opens_on", "-pk")


def with_counts(rounds: Iterable[Round]) -> list[Round]:
    """The rounds with `invited_count` and `answered_count`; one query for all."""
    rounds = list(rounds)
    counted = (
        Invitation.objects.filter(round__in=rounds)
        .order_by()
        .values_list("round")
        .annotate(
            invited=Count("pk", filter=Q(standing=INVITED)),
            answered=Count("pk", filter=Q(has_answered=True)),
        )
    )
    numbers = {pk: (invited, answered) for pk, invited, answered in counted}
    for row in rounds:
        row.invited_count, row.answered_count = numbers.get(row.pk, (0, 0))  # type: ignore[attr-defined]
    return rounds


def office_plans(user: Any) -> "QuerySet[SurveyPlan]":
    """The plans that send by themselves, active ones first.

    Each with `round_count`, `last_opened` and `waits_for`, the day of the round planned next.
    """
    return (
        SurveyPlan.objects.filter(programme__office__in=office_ids(user))
        .exclude(trigger=SurveyPlan.Trigger.BY_HAND)
        .select_related("programme", "service")
        .annotate(
            round_count=Count("rounds"),
            last_opened=Max("rounds__opens_on"),
            waits_for=Min("rounds__opens_on", filter=coming("rounds__")),
        )
        .order_by("-is_active", "programme", "pk")
    )


def published_results(programme: Programme) -> "QuerySet[Round]":
    """Rounds whose results have been published, the newest first; `next_on`: when asked again."""
    return (
        Round.objects.filter(programme=programme, published_on__isnull=False)
        .select_related("plan")
        .annotate(next_on=Min("plan__rounds__opens_on", filter=coming("plan__rounds__")))
        .order_by("-published_on", "-pk")
    )


def get_plan(user: Any, pk: int) -> SurveyPlan:
    """A plan of the person's office, else NotFound."""
    rows = SurveyPlan.objects.select_related("programme", "service")
    rows = rows.exclude(trigger=SurveyPlan.Trigger.BY_HAND)
    return fetch(rows, user, sending.can_plan, pk=pk)


def get_round(user: Any, pk: int) -> Round:
    """A round of the person's office with its plan, else NotFound."""
    rows = Round.objects.select_related("programme", "questionnaire", "service", "plan__service")
    return fetch(rows, user, sending.can_send, pk=pk)


def progress_of(survey: Round) -> Progress:
    """One query."""
    rows = (
        survey.invitations.order_by()
        .values_list("standing")
        .annotate(
            number=Count("pk"),
            sent=Count("pk", filter=Q(sent_at__isnull=False)),
            answered=Count("pk", filter=Q(has_answered=True)),
            reminded=Count("pk", filter=Q(reminder_count__gt=0)),
        )
    )
    found = {standing: (number, *numbers) for standing, number, *numbers in rows}
    invited = found.get(INVITED, (0, 0, 0, 0))
    return Progress({key: row[0] for key, row in found.items()}, *invited[1:])


def invited_cells(survey: Round) -> list[Cell]:
    """The invited by all their groups at once; one query."""
    names = list(DIMENSIONS)
    columns = {f"in_{name}": KeyTextTransform(name, "groups") for name in names}
    rows = (
        survey.invitations.filter(standing=INVITED)
        .order_by()
        .annotate(**columns)
        .values_list(*columns)
        .annotate(invited=Count("pk"), answered=Count("pk", filter=Q(has_answered=True)))
    )
    return [
        Cell({name: group or "" for name, group in zip(names, groups, strict=True)}, asked, given)
        for *groups, asked, given in rows
    ]


def rounds_being_sent() -> "QuerySet[Round]":
    """Open rounds of which some people have not been sent their link."""
    unsent = Invitation.objects.filter(UNSENT, round=OuterRef("pk"))
    return Round.objects.filter(Exists(unsent), state=Round.State.OPEN)


def invitations_to_remind() -> "QuerySet[Invitation]":
    """Those whose reminder is due: they have not answered, and may still be reminded this week."""
    today = timezone.localdate()
    open_rounds = Round.objects.filter(state=Round.State.OPEN, closes_on__gt=today)
    days_of: dict[tuple[int, ...], list[int]] = {}
    for pk, days in open_rounds.exclude(reminder_days=[]).values_list("pk", "reminder_days"):
        days_of.setdefault(tuple(sorted(days)), []).append(pk)
    due = Q(pk__in=[])
    for days, rounds in days_of.items():
        for number, day in enumerate(days, 1):
            sent_by = end_of_day(today - datetime.timedelta(days=day))
            due |= Q(round__in=rounds, reminder_count__lt=number, sent_at__lte=sent_by)
    out = OptOut.objects.filter(topic=OptOut.Topic.SURVEYS).values("address")
    waiting = Invitation.objects.filter(due, standing=INVITED, has_answered=False)
    waiting = waiting.exclude(round__is_optional=True, address__in=out)
    return (
        waiting.exclude(address__in=addresses_without_share(timezone.now()))
        .select_related("round__programme", "round__questionnaire")
        .order_by("round", "pk")
    )


def survey_questionnaires(user: Any) -> "QuerySet[Questionnaire]":
    """Published questionnaires of surveys: the offices' own and the shipped ones, newest first."""
    return (
        Questionnaire.objects.filter(
            Q(programme=None) | Q(programme__office__in=office_ids(user)), is_published=True
        )
        .exclude(purpose=Questionnaire.Purpose.APPLICATION)
        .order_by("purpose", "code", "-version")
    )


def office_offerings(user: Any) -> "QuerySet[Offering]":
    """The services of the person's programmes."""
    rows = Offering.objects.filter(programme__office__in=office_ids(user))
    return rows.order_by("programme", "order")


def round_people(survey: Round, *, standing: str = "") -> "QuerySet[Invitation]":
    """The kept population, by standing."""
    rows = survey.invitations.select_related("user", "organisation")
    if standing in Invitation.Standing.values:
        rows = rows.filter(standing=standing)
    return rows.order_by("standing", "address", "pk")
