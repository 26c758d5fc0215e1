"""When owners are asked whether a practice is still in use, and to tell the rest."""

from http import HTTPStatus

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.practices.models import Practice, StillInUse

CHECK_MONTHS = 12
# An organisation gets few mails: what comes due soon is asked along with what is due, many
# practices in one mail, and then the organisation is left in peace for a while.
SOON_DAYS, PEACE_DAYS, MOST_IN_MAIL = 30, 7, 50
NUDGE_MONTHS, NUDGE_LATEST_MONTHS = 3, 6
# What a reader who wants to do the same misses first.
NUDGE_FIELDS = ("results", "how_measured", "resources", "conditions", "tips")


def check_answer(practice: Practice, check: StillInUse) -> None:
    """Refuse an answer about what is not public, and by the link of an older year."""
    newest = practice.checks.order_by("-created_at", "-pk").first()
    if practice.state != Practice.State.PUBLISHED or newest != check:
        raise NotAllowed(
            _("This link no longer works. A newer mail has the link that does."),
            status=HTTPStatus.GONE,
        )
