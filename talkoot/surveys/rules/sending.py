"""When a round is sent, reminded of, prolonged and closed, and what of it may be told."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import is_barred
from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer
from talkoot.surveys.models import Invitation, Round, SurveyPlan

REMINDER_GAP_DAYS = 3
REMINDERS_MOST = 4
OPEN_DAYS_MOST = 180
BY_CALENDAR = (SurveyPlan.Trigger.PROGRAMME_ENDED, SurveyPlan.Trigger.SCHEDULED)


def can_plan(user: Any, plan: SurveyPlan) -> bool:
    """The office of the programme."""
    return is_officer(user, plan.programme.office_id)


def can_send(user: Any, survey: Round) -> bool:
    """The programme's office; not who is disqualified from what the round is about."""
    return is_officer(user, survey.programme.office_id) and not is_barred(user, survey)


def is_protected(survey: Round) -> bool:
    """Who has answered is nobody's to know; only numbers are told."""
    return survey.mode != Round.Mode.IDENTIFIED


def empty_sentence() -> str:
    """Why a round was not opened."""
    return _(
        "There is nobody to ask: everybody in the population is left out, or nobody is in it. The "
        "round was not opened. Look at the reasons, change the population or the dates, and send "
        "it again."
    )


def reminders_due(survey: Round, invitation: Invitation, on: datetime.date) -> int:
    """How many of the round's reminders the person should have had by the day."""
    if invitation.sent_at is None:
        return 0
    passed = (on - timezone.localdate(invitation.sent_at)).days
    return sum(days <= passed for days in survey.reminder_days)


def check_remind(survey: Round, today: datetime.date) -> None:
    """Refuse a reminder that would come to nothing or soon after another."""
    if survey.state != Round.State.OPEN or survey.opens_on is None or survey.closes_on is None:
        raise NotAllowed(_("Only an open round can be reminded of."))
    if survey.closes_on <= today:
        raise NotAllowed(_("The round closes today. Give it more time first, then remind."))
    passed = (today - survey.opens_on).days
    if passed < REMINDER_GAP_DAYS:
        raise NotAllowed(
            _("The invitations have just left. A reminder can go on %(day)s at the earliest.")
            % {"day": local_date(survey.opens_on + datetime.timedelta(days=REMINDER_GAP_DAYS))}
        )
    for days in survey.reminder_days:
        if passed - REMINDER_GAP_DAYS < days <= passed:
            day = survey.opens_on + datetime.timedelta(days=days)
            raise NotAllowed(
                _("A reminder goes or went on %(day)s. Wait at least %(gap)s days after it.")
                % {"day": local_date(day), "gap": REMINDER_GAP_DAYS}
            )
    if len(survey.reminder_days) >= REMINDERS_MOST:
        raise NotAllowed(
            _("Nobody is reminded of one survey more than %(most)s times.")
            % {"most": REMINDERS_MOST}
        )


def check_planned(survey: Round) -> None:
    """Refuse to change what has been sent."""
    if survey.state != Round.State.PLANNED:
        raise NotAllowed(_("The survey has been sent already, so its dates no longer change."))


def check_by_hand(survey: Round) -> None:
    """Refuse to change a round that its plan or an engagement has made."""
    if survey.plan is None or survey.plan.trigger != SurveyPlan.Trigger.BY_HAND:
        raise NotAllowed(_("This round was made by its plan. Change the plan instead."))


def check_extend(survey: Round, closes_on: datetime.date) -> None:
    """Refuse a last day that has passed or is very far, and a round that is not open."""
    if survey.state != Round.State.OPEN or survey.opens_on is None:
        raise NotAllowed(_("Only an open round can be given another last day."))
    if closes_on < timezone.localdate():
        raise NotAllowed(_("The last day has passed already. Give today or a later day."))
    if (closes_on - survey.opens_on).days > OPEN_DAYS_MOST:
        raise NotAllowed(
            _("A survey is open for at most %(days)s days.") % {"days": OPEN_DAYS_MOST}
        )


def check_delete(survey: Round) -> None:
    """Refuse a round that has been sent, and one that an engagement waits for."""
    check_planned(survey)
    if survey.plan_id is None:
        raise NotAllowed(
            _("This round belongs to an engagement and goes when the engagement is cancelled.")
        )
    if survey.plan is not None and survey.plan.trigger in BY_CALENDAR:
        raise NotAllowed(
            _(
                "The plan goes by the calendar and would make this round again. Stop the plan "
                "instead: its planned rounds go with it."
            )
        )


def check_plan(plan: SurveyPlan) -> None:
    """Refuse to set off what has been stopped."""
    if not plan.is_active:
        raise NotAllowed(_("The plan has been stopped. Start it again first."))


def is_emptied(survey: Any) -> bool:
    """A round that should have opened, but had nobody to ask."""
    return survey.state == Round.State.PLANNED and survey.population_at is not None
