"""What the office promises to authors, and which badges a practice carries."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import add_office_days
from talkoot.core.refusals import NotAllowed
from talkoot.practices.models import Practice, Version

# Office days within which the office publishes, returns or answers a change.
ANSWER_DAYS = 5
OPEN_CHANGES = (Version.Occasion.CHANGING, Version.Occasion.PROPOSED)


def answer_by(sent_at: datetime.datetime) -> datetime.date:
    """The day by which the office has promised to answer what was sent at the moment."""
    return add_office_days(timezone.localtime(sent_at).date(), ANSWER_DAYS)


def is_overdue(sent_at: datetime.datetime, *, on: datetime.date) -> bool:
    """The promised day has passed."""
    return on > answer_by(sent_at)


def badges_of(practice: Practice, *, is_validated: bool) -> list[tuple[str, str, str]]:
    """(text, kind of the tag, explanation) of the badges that the practice carries."""
    badges = []
    if practice.state == Practice.State.PUBLISHED:
        badges.append(
            (_("published"), "ok", _("The programme office has read and published the text."))
        )
    if is_validated:
        badges.append(
            (_("validated"), "star", _("An expert of the field has given an opinion in favour."))
        )
    if practice.status == Practice.Status.ENDED:
        badges.append(
            (_("no longer in use"), "wait", _("The organisation has told that it has ended."))
        )
    return badges


def check_change(change: Any) -> None:
    """Only what waits for the office is taken or declined."""
    if change is None or change.occasion != Version.Occasion.PROPOSED:
        raise NotAllowed(_("There is no change that waits. Reload the page."))
