"""Who holds one session in the named expert's place, and when that may be."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules import can_record
from talkoot.events.models import Session
from talkoot.experts.models import Expert
from talkoot.experts.rules import is_named_on


def holder_of(engagement: Engagement, session: Session) -> Expert:
    """The substitute, else the named expert."""
    own = getattr(session, "substitution", None)
    return engagement.expert if own is None else own.expert


def can_hold(order: int) -> Callable[[Any, Engagement], bool]:
    """Who reports session number `order`: who may record all of them, and its substitute."""

    def can(user: Any, engagement: Engagement) -> bool:
        own = [row for row in engagement.series.sessions.all() if row.order == order]
        holders = {holder_of(engagement, row).user_id for row in own}
        return can_record(user, engagement) or (user.is_authenticated and user.pk in holders)

    return can


def check_session(session: Session) -> None:
    """Only for a session that has its time and has neither been held nor cancelled."""
    if session.state != Session.State.AGREED:
        raise NotAllowed(
            _("Only an agreed session that has not been held gets a substitute. Agree it first.")
        )


def check_substitute(engagement: Engagement, expert: Expert) -> None:
    """Another expert of the same supplier who is named under the agreement now."""
    if expert.supplier_id != engagement.expert.supplier_id:
        raise NotAllowed(
            _(
                "A substitute comes from the same supplier, %(supplier)s. Choose one of its "
                "experts, or name another expert for the whole engagement."
            )
            % {"supplier": engagement.expert.supplier}
        )
    if expert.pk == engagement.expert_id:
        raise NotAllowed(_("%(name)s is the expert already.") % {"name": expert.name})
    if not is_named_on(expert, timezone.localdate()):
        raise NotAllowed(
            _("%(name)s no longer works under the agreement. Choose another expert.")
            % {"name": expert.name}
        )
