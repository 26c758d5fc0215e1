"""What the worker does: signs slates that have been confirmed, tells joint applicants."""

import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.decisions.actions.slates import finish_slate, sign_line, stop_line
from talkoot.decisions.actions.telling import tell_partner
from talkoot.decisions.models import Slate
from talkoot.decisions.queries.slates import waiting_lines
from talkoot.decisions.queries.telling import untold_partners

logger = logging.getLogger(__name__)


def sign_slates(limit: int = 50) -> int:
    """Sign lines of the slates being signed, the oldest first; returns how many were signed.

    At most `limit` in a round, so that mail leaves in between. A line that fails for a reason
    nobody foresaw is told on the line and logged; the others go on.
    """
    rows = waiting_lines().select_related("slate__signed_by")
    signed = 0
    for line in rows[:limit]:
        try:
            signed += sign_line(line)
        except Exception:  # Whatever is wrong with one case, the others are signed.
            logger.exception("slate line not signed", extra={"line_id": line.pk})
            text = _("Signing failed for a technical reason. Sign the case by itself.")
            stop_line(line, because=text)
    for slate in Slate.objects.filter(state=Slate.State.SIGNING):
        finish_slate(slate)
    return signed


def tell_partners() -> int:
    """Tell joint applicants of decisions that have left, each once; returns how many."""
    return len([tell_partner(row) for row in untold_partners(timezone.now())])
