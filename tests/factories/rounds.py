"""Plans of surveys and rounds that have them."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.programmes.models import Programme
from talkoot.surveys.models import Questionnaire, Round, SurveyPlan
from tests.factories.events import make_event
from tests.factories.people import make_contact, next_number
from tests.factories.programmes import the_programme
from tests.factories.registrations import make_registration
from tests.factories.surveys import make_questionnaire


def make_plan(programme: Programme | None = None, **fields: Any) -> SurveyPlan:
    """An active, voluntary, confidential plan by hand for contact persons; changed by `fields`."""
    if "questionnaire_code" not in fields:
        fields["questionnaire_code"] = make_questionnaire().code
    values = {
        "title_fi": f"Kysely {next_number()}",
        "trigger": SurveyPlan.Trigger.BY_HAND,
        "population": "contacts",
        "reminder_days": [7, 14],
    }
    return SurveyPlan.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_planned_round(plan: SurveyPlan | None = None, **fields: Any) -> Round:
    """A planned round of the plan, due today; it takes of the plan what rounds take."""
    plan = plan or make_plan()
    today = timezone.localdate()
    values = {
        "programme": plan.programme,
        "questionnaire": Questionnaire.objects.get(code=plan.questionnaire_code),
        "plan": plan,
        "title": plan.title_fi,
        "mode": plan.mode,
        "is_optional": plan.is_optional,
        "reminder_days": plan.reminder_days,
        "opens_on": today,
        "closes_on": today + datetime.timedelta(days=plan.open_days),
    }
    return Round.objects.create(**{**values, **fields})


def make_contacts(count: int) -> list[str]:
    """So many contact persons of as many organisations; their addresses."""
    return [make_contact().email for _number in range(count)]


def make_training(count: int = 1, programme: Programme | None = None) -> Any:
    """A published event with `count` persons who have a seat."""
    series = make_event(programme)
    for _number in range(count):
        make_registration(series)
    return series
