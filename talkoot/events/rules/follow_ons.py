"""What a participant has carried on: who may tell it, when it is asked, how much is kept."""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.events.models import Registration
from talkoot.events.rules.sessions import joined_by

# Asked once, so many months after the last session; later nobody remembers.
ASK_MONTHS, ASK_LATEST_MONTHS = 3, 6
MOST = 30


def has_begun(row: Registration) -> bool:
    """The person has a seat, and something of the series has been held."""
    held = any(s.state == s.State.HELD for s in joined_by(row, row.series.sessions.all()))
    return row.state == Registration.State.REGISTERED and held


def check_tell(row: Registration, count: int) -> None:
    """Refuse before the first session has been held, and a list without an end."""
    if not has_begun(row):
        raise NotAllowed(_("There is nothing to carry on yet. Come back after the first session."))
    if count >= MOST:
        raise NotAllowed(
            _("You have told %(most)s things, which is as many as we keep. Remove one first.")
            % {"most": MOST}
        )
