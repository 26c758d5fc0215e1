"""When a request to tell about practices may be sent."""

from collections.abc import Sized

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed


def check_send(contacts: Sized, *, was_just_sent: bool) -> None:
    """Somebody must be asked, and nobody twice for a button pressed twice."""
    if was_just_sent:
        raise NotAllowed(_("This request has just been sent. It stands among the earlier ones."))
    if not len(contacts):
        raise NotAllowed(
            _("No contact person fits the kind, the region and the side. Choose wider.")
        )
