"""Who may do what in an engagement."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.rules.writing import can_follow
from talkoot.core.access import is_barred
from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement
from talkoot.people.rules import is_officer

State = Engagement.State
TRANSITIONS = {
    State.OPEN: frozenset({State.AGREED, State.WITHDRAWN, State.DECLINED}),
    State.DECLINED: frozenset({State.OPEN, State.WITHDRAWN}),  # Open again with another expert.
    # Open again when its only session is cancelled.
    State.AGREED: frozenset({State.DELIVERED, State.WITHDRAWN, State.OPEN}),
    State.DELIVERED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
# In these something is still to be done.
GOING_ON = frozenset({State.OPEN, State.DECLINED, State.AGREED})


def can_read(user: Any, engagement: Engagement) -> bool:
    """The expert or a substitute, who applied, wrote or joined, and the programme office."""
    return (
        can_deliver(user, engagement)
        or is_applicant(user, engagement)
        or can_oversee(user, engagement)
        or is_substitute(user, engagement)
        or can_follow(user, engagement.application)
    )


def can_deliver(user: Any, engagement: Engagement) -> bool:
    """The named expert."""
    return user.is_authenticated and engagement.expert.user_id == user.pk


def is_substitute(user: Any, engagement: Engagement) -> bool:
    """An expert who holds one of the sessions in the named expert's place.

    Reads the sessions with their substitutes.
    """
    own = [getattr(row, "substitution", None) for row in engagement.series.sessions.all()]
    return user.is_authenticated and user.pk in {row.expert.user_id for row in own if row}


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


def check_use_by(engagement: Engagement, starts_at: datetime.datetime) -> None:
    """Refuse a session after the last day of use; a correction of the decision moves that day."""
    if engagement.use_by is not None and timezone.localdate(starts_at) > engagement.use_by:
        raise NotAllowed(
            _(
                "What was granted is to be used by %(day)s. Choose that day or an earlier one, or "
                "ask the programme office whether the last day can be moved."
            )
            % {"day": local_date(engagement.use_by)}
        )


def check_cancel(engagement: Engagement) -> None:
    """An engagement is taken back only before anything has been agreed."""
    if engagement.state != State.OPEN:
        raise NotAllowed(
            _("A day has been agreed with the applicant already, so this can no longer be undone.")
        )


def can_withdraw(engagement: Engagement, *, starts_at: datetime.datetime | None) -> bool:
    """Until the day begins."""
    has_begun = starts_at is not None and starts_at <= timezone.now()
    return engagement.state in GOING_ON and not has_begun


def check_withdraw(engagement: Engagement, *, starts_at: datetime.datetime | None) -> None:
    """Refuse once the day has begun."""
    check_not_withdrawn(engagement)
    if not can_withdraw(engagement, starts_at=starts_at):
        raise NotAllowed(
            _("The day has been held or has begun, so what was granted can no longer be given up.")
        )


def check_not_withdrawn(engagement: Engagement) -> None:
    """Nothing changes any more of what the applicant has given up."""
    if engagement.state == State.WITHDRAWN:
        raise NotAllowed(_("The applicant has given the days up, so the engagement has ended."))


def check_extend(engagement: Engagement) -> None:
    """Days are added only to an engagement that still goes on."""
    check_not_withdrawn(engagement)
    if engagement.state == State.DELIVERED:
        raise NotAllowed(
            _(
                "The engagement has been delivered already. Grant the further days on a new "
                "application."
            )
        )


def check_agree(engagement: Engagement) -> None:
    """A delivered day no longer moves."""
    check_not_withdrawn(engagement)
    if engagement.state == State.DELIVERED:
        raise NotAllowed(_("The day has been held and reported, so it no longer changes."))
    if engagement.state == State.DECLINED:
        raise NotAllowed(
            _("The expert has declined. Sessions are agreed when another expert has been chosen.")
        )
