"""Plans that go by the calendar: after a programme's end or on a set day, and again."""

import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import add_months, local_date
from talkoot.core.links import link_problem
from talkoot.core.refusals import NotAllowed
from talkoot.surveys.models import Round, SurveyPlan
from talkoot.surveys.rules.sending import BY_CALENDAR


def coming(prefix: str = "") -> Q:
    """Planned rounds that open on their day; one that had nobody to ask does not (is_emptied).

    `prefix` is the way to the round, such as "rounds__".
    """
    return Q(**{f"{prefix}state": Round.State.PLANNED, f"{prefix}population_at": None})


def next_day(plan: SurveyPlan, count: int, last: datetime.date | None) -> datetime.date | None:
    """The day of the plan's next round after `count`, the last of which opens on `last`.

    None when all have been planned, or when it does not go by the calendar.
    """
    if plan.trigger not in BY_CALENDAR or count >= plan.times:
        return None
    if last is not None:
        return add_months(last, plan.every_months)
    is_pulse = plan.trigger == SurveyPlan.Trigger.PROGRAMME_ENDED
    first = plan.programme.ends_on if is_pulse else plan.first_on
    assert first is not None
    return add_months(first, plan.months) + datetime.timedelta(days=plan.days)


def is_about_programme(survey: Round) -> bool:
    """Not about one case or series, whose name the round's title tells."""
    return survey.occasion.startswith("programme:")


def check_publishable(survey: Round) -> None:
    """Refuse to tell of the results of a round that still asks or that is about one case."""
    if not is_about_programme(survey):
        raise NotAllowed(
            _(
                "This round is about one case or series, so its results are not told to everybody. "
                "Publish those of surveys of the whole programme or a service."
            )
        )
    if survey.state != Round.State.CLOSED:
        raise NotAllowed(_("Results are published when the round has closed. Close it first."))


def publication_problem(survey: Round, on: datetime.date, url: str) -> tuple[str, str] | None:
    """(field, sentence) if results cannot have been published so, else None."""
    if on > timezone.localdate():
        return "published_on", _("The day is still to come. Tell it here when the results are out.")
    if survey.opens_on is not None and on < survey.opens_on:
        return "published_on", _("The survey opened on %(day)s. Give a later day.") % {
            "day": local_date(survey.opens_on)
        }
    problem = link_problem(url) if url else ""
    return ("publication_url", problem) if problem else None


def check_published(survey: Round, on: datetime.date, url: str) -> None:
    """Refuse to tell of results that cannot have been published, and a link that leads nowhere."""
    check_publishable(survey)
    if problem := publication_problem(survey, on, url):
        raise NotAllowed(problem[1])
