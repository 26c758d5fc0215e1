"""When an expert's opinion may be recorded."""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.practices.models import Practice


def check_opinion(practice: Practice) -> None:
    """An opinion is about a text that everybody can read."""
    if practice.state != Practice.State.PUBLISHED:
        raise NotAllowed(_("An opinion is recorded of a published practice."))
