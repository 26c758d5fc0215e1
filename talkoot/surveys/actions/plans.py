"""Plans of surveys, and the rounds that they set off."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.dates import add_months
from talkoot.people.models import User
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.actions.rounds import newest_questionnaire
from talkoot.surveys.models import Questionnaire, Round, SurveyPlan
from talkoot.surveys.populations import Occasion
from talkoot.surveys.rules import sending

# What a round takes of its plan.
TAKEN = ("mode", "viewpoint", "reminder_days", "is_optional", "service")
LOGGED = (
    *("trigger", "population", "mode", "questionnaire_code", "months", "days", "open_days"),
    *("every_months", "times"),
)


@transaction.atomic
def save_plan(
    programme: Programme, plan: SurveyPlan | None, *, by: User, **values: Any
) -> SurveyPlan:
    """Make a plan or change one; rounds that are planned already follow in what they take of it.

    Their questionnaire and dates stay. Refuses a questionnaire that has not been published.
    """
    newest_questionnaire(
        str(values.get("questionnaire_code") or getattr(plan, "questionnaire_code", ""))
    )
    before = _logged(plan) if plan else {}
    plan = plan or SurveyPlan(programme=programme, is_demo=programme.is_demo)
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save()
    taken = {name: getattr(plan, name) for name in TAKEN if name in values}
    if plan.service_id is None:
        taken.pop("service", None)  # Each round has that of its occasion.
    if taken:
        plan.rounds.filter(state=Round.State.PLANNED).update(**taken)
    key = "surveys.plan.changed" if before else "surveys.plan.made"
    record(key, plan, by=by, before=before, after=_logged(plan))
    return plan


def _logged(plan: SurveyPlan) -> dict[str, Any]:
    day = {"first_on": str(plan.first_on)} if plan.first_on else {}
    return {name: getattr(plan, name) for name in LOGGED} | day


@transaction.atomic
def stop_plan(plan: SurveyPlan, *, by: User) -> int:
    """Nothing more goes out by the plan: its planned rounds are removed; returns how many."""
    plan = SurveyPlan.objects.select_for_update().get(pk=plan.pk)
    sending.check_plan(plan)
    planned = plan.rounds.filter(state=Round.State.PLANNED)
    number = planned.count()
    planned.delete()
    SurveyPlan.objects.filter(pk=plan.pk).update(is_active=False)
    record("surveys.plan.stopped", plan, by=by, after={"rounds_removed": number})
    return number


@transaction.atomic
def start_plan(plan: SurveyPlan, *, by: User) -> None:
    """A stopped plan works again, from what happens next."""
    SurveyPlan.objects.filter(pk=plan.pk).update(is_active=True)
    record("surveys.plan.started", plan, by=by)


@transaction.atomic
def occasion(
    trigger: str,
    key: str,
    programme: Programme,
    service: Offering | None,
    on: datetime.date,
    subject: str,
) -> list[Round]:
    """Something has happened: plan the rounds of the programme's plans that it sets off.

    `key` names it, such as "session:12"; a plan has one round for each. Called in the transaction
    of the action that closes it, which a survey never stops: a plan without a published
    questionnaire plans nothing, and says so in the log. A day that has passed means today.
    """
    plans = SurveyPlan.objects.filter(programme=programme, trigger=trigger, is_active=True)
    made = []
    for plan in plans.select_related("service", "programme"):
        if plan.service_id not in (None, service.pk if service else None):
            continue
        opens_on = add_months(on, plan.months) + datetime.timedelta(days=plan.days)
        survey = round_of_plan(plan, key, opens_on=opens_on, service=service, subject=subject)
        if survey is not None:
            made.append(survey)
    return made


def round_of_plan(
    plan: SurveyPlan, key: str, *, opens_on: datetime.date, service: Offering | None, subject: str
) -> Round | None:
    """The plan's round for the occasion; None if it has one or there is nothing to ask."""
    versions = Questionnaire.objects.filter(code=plan.questionnaire_code, is_published=True)
    questionnaire = versions.order_by("-version").first()
    if questionnaire is None:
        record("surveys.plan.skipped", plan, by=None, after={"occasion": key})
        return None
    opens_on = max(opens_on, timezone.localdate())
    survey, is_new = Round.objects.get_or_create(
        plan=plan,
        occasion=key,
        defaults={
            "programme": plan.programme,
            "questionnaire": questionnaire,
            "title": _title(plan, subject),
            "opens_on": opens_on,
            "closes_on": opens_on + datetime.timedelta(days=plan.open_days),
            "is_demo": plan.programme.is_demo,
            **{name: getattr(plan, name) for name in TAKEN},
            "service": service or plan.service,
        },
    )
    if not is_new:
        return None
    after = {"occasion": key, "opens_on": str(opens_on)}
    record("surveys.round.planned", survey, by=None, after=after)
    return survey


@transaction.atomic
def plan_by_hand(
    programme: Programme,
    *,
    opens_on: datetime.date,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    by: User,
    **values: Any,
) -> Round:
    """A round that the office sends; what it asks and of whom is kept as a plan of its own.

    `values` are a plan's fields. `since` and `until` bound what the population looks at. The round
    is sent by the worker on its day, or by the office sooner.
    """
    values |= {"trigger": SurveyPlan.Trigger.BY_HAND, "months": 0, "days": 0}
    plan = save_plan(programme, None, by=by, **values)
    about = Occasion("programme", programme.pk, programme, plan.service, since, until)
    survey = _round_by_hand(plan, about, opens_on)
    record("surveys.round.planned", survey, by=by, after={"opens_on": str(survey.opens_on)})
    return survey


@transaction.atomic
def change_by_hand(
    survey: Round,
    *,
    opens_on: datetime.date,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    by: User,
    **values: Any,
) -> Round:
    """Change a round by hand that has not been sent, in anything."""
    survey = Round.objects.select_for_update(of=("self",)).select_related("plan").get(pk=survey.pk)
    sending.check_planned(survey)
    sending.check_by_hand(survey)
    plan = save_plan(survey.programme, survey.plan, by=by, **values)
    about = Occasion("programme", survey.programme_id, survey.programme, plan.service, since, until)
    before = {"opens_on": str(survey.opens_on), "occasion": survey.occasion}
    survey.invitations.all().delete()
    changed = _round_by_hand(plan, about, opens_on, survey)
    after = {"opens_on": str(changed.opens_on), "occasion": changed.occasion}
    record("surveys.round.changed", changed, by=by, before=before, after=after)
    return changed


def _round_by_hand(
    plan: SurveyPlan, about: Occasion, opens_on: datetime.date, survey: Round | None = None
) -> Round:
    survey = survey or Round(programme=plan.programme, plan=plan, is_demo=plan.is_demo)
    survey.questionnaire = newest_questionnaire(plan.questionnaire_code)
    survey.title = plan.title_fi
    survey.occasion = about.key
    survey.opens_on = max(opens_on, timezone.localdate())
    survey.closes_on = survey.opens_on + datetime.timedelta(days=plan.open_days)
    survey.population_at = None
    for name in TAKEN:
        setattr(survey, name, getattr(plan, name))
    survey.save()
    return survey


def _title(plan: SurveyPlan, subject: str) -> str:
    """In Finnish, as the office keeps its rounds."""
    return f"{plan.title_fi}: {subject}"[:200] if subject else plan.title_fi
