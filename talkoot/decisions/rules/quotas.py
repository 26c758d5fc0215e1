"""What a grant takes of its call's quotas, and when they leave too little for it.

At arrival calls.rules.capacity tells whether there is room; here is what may be granted. A quota is
a ceiling, raised on the call's page. What is kept for first-timers is not left for others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from talkoot.calls.models import Quota
from talkoot.calls.rules.capacity import Room, concerns_all
from talkoot.core.charts import region_names
from talkoot.core.dates import days_text


@dataclass(frozen=True)
class Share:
    """What granting an application takes: days, a seat, and seats of its role groups."""

    region_code: str
    is_first_timer: bool
    days: Decimal
    groups: Mapping[str, int]

    def of(self, quota: Quota) -> Decimal:
        """How much of the quota; of a role group its people, as calls count them."""
        if quota.role:
            return Decimal(self.groups.get(quota.role, 0))
        if quota.region_code not in ("", self.region_code):
            return Decimal(0)
        if quota.is_for_first_timers and not self.is_first_timer:
            return Decimal(0)
        return self.days if quota.measure == Quota.Measure.DAYS else Decimal(1)


def after_grant(rooms: Sequence[Room], share: Share) -> list[Room]:
    """The rooms once the share has been granted."""
    return [replace(room, granted=room.granted + share.of(room.quota)) for room in rooms]


def quota_problem(rooms: Sequence[Room], share: Share) -> str:
    """Why the share cannot be granted, as a sentence; empty when every quota has room for it."""
    for room in rooms:
        quota, wanted = room.quota, share.of(room.quota)
        if quota.is_for_first_timers:  # Kept back from others, no ceiling for first-timers.
            continue
        left = room.left_to_grant
        if concerns_all(quota) and not share.is_first_timer:
            left = max(Decimal(0), left - _kept(rooms, quota.measure))
        if wanted > left:
            return _(
                "The quota of the call does not suffice (%(name)s): %(granted)s of %(amount)s have "
                "been granted, %(left)s can still be granted to this applicant, and this decision "
                "takes %(wanted)s. Grant less, or first raise the quota on the call's page."
            ) % {
                "name": quota_name(quota),
                "granted": _number(room.granted),
                "amount": quota.amount,
                "left": _number(left),
                "wanted": _number(wanted),
            }
    return ""


def _kept(rooms: Sequence[Room], measure: str) -> Decimal:
    """What first-timers alone may still be granted; those who wait have not been granted yet."""
    kept = [
        room.left_to_grant
        for room in rooms
        if room.quota.is_for_first_timers and not room.quota.region_code and not room.quota.role
        if room.quota.measure == measure
    ]
    return sum(kept, Decimal(0))


def quota_name(quota: Quota) -> str:
    """Days, first-timers, Lapland."""
    parts = [quota.get_measure_display()]
    if quota.is_for_first_timers:
        parts.append(_("first-timers"))
    if quota.role:
        parts.append(quota.get_role_display())
    if quota.region_code:
        parts.append(region_names().get(quota.region_code, quota.region_code))
    return ", ".join(parts)


def _number(amount: Decimal) -> str:
    return days_text(amount) or "0"
