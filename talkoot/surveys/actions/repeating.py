"""Rounds that come by the calendar, and when their results were published."""

import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.people.models import User
from talkoot.surveys.actions.plans import round_of_plan
from talkoot.surveys.models import Round, SurveyPlan
from talkoot.surveys.rules.repeating import check_published, coming, next_day
from talkoot.surveys.rules.sending import BY_CALENDAR


def plan_by_calendar() -> int:
    """Plan the next round of each plan that goes by the calendar; returns how many are new.

    After the end of its programme, or on the day that the office has set; the next one is planned
    when the one before has opened, so that the office sees it among the planned rounds. One that
    had nobody to ask waits for the office, and the next one does not wait for it.
    """
    has_begun = Q(trigger=SurveyPlan.Trigger.SCHEDULED)
    has_begun |= Q(programme__ends_on__lt=timezone.localdate())
    plans = SurveyPlan.objects.filter(has_begun, is_active=True, trigger__in=BY_CALENDAR)
    waiting = plans.exclude(rounds__in=Round.objects.filter(coming())).order_by("pk")
    return sum(map(_plan_next, waiting.values_list("pk", flat=True)))


@transaction.atomic
def _plan_next(pk: int) -> int:
    """Of two workers the second one finds the first one's round; a stopped plan gets none."""
    rows = SurveyPlan.objects.select_for_update(of=("self",)).select_related("programme", "service")
    plan = rows.filter(pk=pk, is_active=True).first()
    if plan is None or plan.rounds.filter(coming()).exists():
        return 0
    known = plan.rounds.aggregate(count=Count("pk"), last=Max("opens_on"))
    opens_on = next_day(plan, **known)
    if opens_on is None:
        return 0
    opens_on = max(opens_on, timezone.localdate())
    is_first_pulse = not known["count"] and plan.trigger == SurveyPlan.Trigger.PROGRAMME_ENDED
    subject = plan.programme.name_fi if is_first_pulse else str(opens_on.year)
    key = _free_key(plan, known["count"] + 1)
    made = round_of_plan(plan, key, opens_on=opens_on, service=None, subject=subject)
    return int(made is not None)


def _free_key(plan: SurveyPlan, number: int) -> str:
    """The occasion of the plan's round of the number, or of the next one that is free.

    The number stands after the days that may bound a population (populations.occasion_of).
    """
    taken = set(plan.rounds.values_list("occasion", flat=True))
    first = f"programme:{plan.programme_id}"
    while (key := first if number == 1 else f"{first}:::{number}") in taken:
        number += 1
    return key


@transaction.atomic
def publish_results(
    survey: Round, *, published_on: datetime.date, publication_url: str, by: User
) -> None:
    """Tell when and where the results of a closed round were published; again corrects it."""
    survey = Round.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    check_published(survey, published_on, publication_url)
    names = ("published_on", "publication_url")
    before = {name: str(getattr(survey, name) or "") for name in names}
    survey.published_on, survey.publication_url = published_on, publication_url
    survey.save(update_fields=names)
    after = {name: str(getattr(survey, name) or "") for name in names}
    record("surveys.round.published", survey, by=by, before=before, after=after)
