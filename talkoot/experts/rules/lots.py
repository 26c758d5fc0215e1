"""Lots that are tendered together: what they share, and which belong to the tender.

Source: Act on Public Procurement 1397/2016: section 27 (the value is that of the beginning) and 31
(the values of the lots are counted together).
"""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import Procurement

State = Procurement.State
Kind = Procurement.Kind
# What the lots of one tender share: that of the first one holds.
SHARED = ("category", "valid_from", "valid_to", "option_years", "long_ground", "closes_at")


def check_part(procurement: Procurement, *, is_joining: bool = True) -> None:
    """A lot is tendered with one of the same programme, before suppliers have been asked."""
    first = procurement.part_of
    is_first = procurement.pk is not None and procurement.parts.exists()
    if first is None and not (is_first and procurement.kind != Kind.FRAMEWORK):
        return
    is_fit = (
        first is not None
        and first.pk != procurement.pk
        and first.programme_id == procurement.programme_id
        and first.part_of_id is None
        and first.kind == procurement.kind == Kind.FRAMEWORK
    )
    if first is None or is_first or not is_fit:
        raise NotAllowed(
            _(
                "Lots are tendered together for one framework agreement of one programme. Choose "
                "the first lot, which is a lot of no other."
            )
        )
    if is_joining and has_begun(first):
        raise NotAllowed(
            _(
                "Suppliers have been asked for the other lots already, so no lot comes with them. "
                "Make a procurement of its own."
            )
        )


def has_begun(first: Procurement) -> bool:
    """Suppliers have been asked for some lot of the tender."""
    return any(row.state not in (State.PLANNED, State.CANCELLED) for row in first.together)


def check_leave(first: Procurement) -> None:
    """Refuse to take a lot out of a tender that has begun: its value is that of the beginning."""
    if has_begun(first):
        raise NotAllowed(
            _(
                "Suppliers have been asked for the other lots already, so this lot stays in their "
                "tender. Cancel it if it is not bought."
            )
        )
