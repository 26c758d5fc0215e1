"""Who may do what in an engagement."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.rules.writing import can_follow
from talkoot.core.access import is_barred
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement
from talkoot.people.rules import is_officer

State = Engagement.State
TRANSITIONS = {
    State.OPEN: frozenset({State.AGREED}),
    State.AGREED: frozenset({State.DELIVERED}),
    State.DELIVERED: frozenset(),
}


def can_read(user: Any, engagement: Engagement) -> bool:
    """The expert, the applicant, who wrote or joined the application, and the programme office."""
    return (
        can_deliver(user, engagement)
        or is_applicant(user, engagement)
        or can_oversee(user, engagement)
        or can_follow(user, engagement.application)
    )


def can_deliver(user: Any, engagement: Engagement) -> bool:
    """The named expert."""
    return user.is_authenticated and engagement.expert.user_id == user.pk


def is_applicant(user: Any, engagement: Engagement) -> bool:
    return user.is_authenticated and engagement.application.applicant_id == user.pk


def can_oversee(user: Any, engagement: Engagement) -> bool:
    """The programme office, never who is disqualified from the application."""
    office = engagement.application.call.offering.programme.office_id
    return is_officer(user, office) and not is_barred(user, engagement)


def can_record(user: Any, engagement: Engagement) -> bool:
    """The named expert, and the programme office on the expert's behalf."""
    return can_deliver(user, engagement) or can_oversee(user, engagement)


def check_times(starts_at: datetime.datetime, ends_at: datetime.datetime) -> None:
    """Refuse an end before the start."""
    if ends_at <= starts_at:
        raise NotAllowed(_("The day must end after it starts. Check the times."))


def check_cancel(engagement: Engagement) -> None:
    """An engagement is taken back only before anything has been agreed."""
    if engagement.state != State.OPEN:
        raise NotAllowed(
            _("A day has been agreed with the applicant already, so this can no longer be undone.")
        )


def check_extend(engagement: Engagement) -> None:
    """Days are added only to an engagement that still goes on."""
    if engagement.state == State.DELIVERED:
        raise NotAllowed(
            _(
                "The engagement has been delivered already. Grant the further days on a new "
                "application."
            )
        )


def check_agree(engagement: Engagement) -> None:
    """A delivered day no longer moves."""
    if engagement.state == State.DELIVERED:
        raise NotAllowed(_("The day has been held and reported, so it no longer changes."))


def check_report(engagement: Engagement, starts_at: datetime.datetime | None) -> None:
    """Refuse a report before the day is agreed or held, and a second report."""
    if engagement.state == State.DELIVERED:
        raise NotAllowed(_("This day has been reported already."))
    if engagement.state == State.OPEN or starts_at is None:
        raise NotAllowed(_("Agree the day first; then it can be reported."))
    if starts_at > timezone.now():
        raise NotAllowed(_("The day has not been held yet. Report it when it is over."))
