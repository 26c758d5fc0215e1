"""Replacing a named expert: the terms ask for the office's approval and for equal competence."""

from decimal import Decimal

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import Expert, Replacement

State = Replacement.State
REPLACEMENT_TRANSITIONS = {
    State.REQUESTED: frozenset({State.APPROVED, State.REFUSED, State.WITHDRAWN}),
    State.APPROVED: frozenset(),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def check_request(expert: Expert) -> None:
    """Refuse for one who no longer works under the agreement, and a second request at a time."""
    if expert.ended_on is not None:
        raise NotAllowed(
            _("%(name)s no longer works under this agreement, so there is nobody to replace.")
            % {"name": expert.name}
        )
    if expert.replacements.filter(state=State.REQUESTED).exists():
        raise NotAllowed(
            _("A replacement of %(name)s waits for the programme office already.")
            % {"name": expert.name}
        )


def is_equal(expert: Expert, points: Decimal) -> bool:
    """The proposed person has at least the points of the one who leaves; unknown points do not."""
    return expert.quality_points is not None and points >= expert.quality_points


def check_approve(expert: Expert, *, points: Decimal, grounds: str) -> None:
    """Refuse lower points, or points that cannot be compared, unless the grounds are written."""
    if not is_equal(expert, points) and not grounds.strip():
        raise NotAllowed(
            _(
                "The proposed person's points are not at least those of the expert who leaves. "
                "Refuse the replacement, or write why it is approved all the same."
            )
        )
