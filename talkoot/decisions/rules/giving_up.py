"""When an applicant may give up what was granted: once they know of it, until the day begins."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules import can_withdraw, check_withdraw


def can_give_up(
    application: Application,
    engagement: Engagement | None,
    *,
    is_told: bool,
    starts_at: datetime.datetime | None = None,
) -> bool:
    """A granted application whose letter has left; `starts_at` is when its agreed day begins."""
    if application.state != Application.State.APPROVED or not is_told:
        return False
    return engagement is None or can_withdraw(engagement, starts_at=starts_at)


def check_give_up(
    application: Application,
    engagement: Engagement | None,
    *,
    is_told: Any,
    starts_at: datetime.datetime | None = None,
) -> None:
    """Refuse what has not been granted or told, and what has been used."""
    if application.state == Application.State.WITHDRAWN:
        raise NotAllowed(_("The application has been withdrawn already."))
    if application.state != Application.State.APPROVED or not is_told:
        # The applicant may not know yet, so no outcome is told.
        raise NotAllowed(
            _("Nothing has been granted that could be given up. Open the case to see where it is.")
        )
    if engagement is not None:
        check_withdraw(engagement, starts_at=starts_at)
