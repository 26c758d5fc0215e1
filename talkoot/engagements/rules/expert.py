"""When an engagement may go to another expert."""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules import GOING_ON
from talkoot.experts.models import Expert


def check_change_expert(engagement: Engagement, expert: Expert, *, is_reported: bool) -> None:
    """Refuse an ended engagement, the same person, and a change of supplier halfway."""
    if engagement.state not in GOING_ON:
        raise NotAllowed(_("The engagement has ended, so its expert no longer changes."))
    if expert.pk == engagement.expert_id:
        raise NotAllowed(_("%(name)s is the expert already.") % {"name": expert.name})
    if is_reported and expert.supplier_id != engagement.expert.supplier_id:
        raise NotAllowed(
            _(
                "A session of %(supplier)s has been reported already, so the days stay with it. "
                "Choose another of its experts."
            )
            % {"supplier": engagement.expert.supplier}
        )
