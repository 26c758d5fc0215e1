"""When a request to tell about practices may be sent."""

from collections.abc import Sized

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed


def check_send(contacts: Sized) -> None:
    """Somebody must be asked."""
    if not len(contacts):
        raise NotAllowed(
            _("No organisation of this kind and region has a contact person. Choose wider.")
        )
