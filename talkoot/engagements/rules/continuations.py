"""When further days bought by the client are recorded.

They are no call-off: the client pays them itself, under its own procurement.
"""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement


def check_continuation(engagement: Engagement, *, bought_on: datetime.date) -> None:
    """Refuse before a day has been delivered, and a purchase in the future."""
    if engagement.state != Engagement.State.DELIVERED:
        raise NotAllowed(_("Further days are recorded when the granted ones have been delivered."))
    if bought_on > timezone.localdate():
        raise NotAllowed(_("The day of the purchase is in the future. Check the date."))
