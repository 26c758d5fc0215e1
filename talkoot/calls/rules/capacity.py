"""How much of a call is left, in all and for one applicant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from talkoot.calls.models import Call, Quota
from talkoot.core.refusals import NotAllowed

Measure = Quota.Measure


@dataclass(frozen=True)
class Room:
    """A quota with what has been granted of it and what waits for a decision."""

    quota: Quota
    granted: Decimal
    pending: Decimal

    @property
    def left(self) -> Decimal:
        """What has been neither granted nor applied for; never below zero."""
        return max(Decimal(0), self.quota.amount - self.granted - self.pending)

    @property
    def left_to_grant(self) -> Decimal:
        """What has not been granted; some of those who wait may still be refused."""
        return max(Decimal(0), self.quota.amount - self.granted)

    @property
    def is_full(self) -> bool:
        """Seats are filled by arrivals; days only by decisions, because a part is refused."""
        return not (self.left if self.quota.measure == Measure.SEATS else self.left_to_grant)


def quotas_of(call: Call) -> list[Quota]:
    """The call's days in all, if they are limited, and its quotas."""
    whole = []
    if call.days_quota is not None:
        whole = [Quota(call=call, measure=Measure.DAYS, amount=call.days_quota)]
    return [*whole, *call.quotas.all()]


def kept_for_first_timers(rooms: Iterable[Room], measure: str) -> Decimal:
    """What is still kept back for first-timers of the measure."""
    kept = [
        row.left
        for row in rooms
        if row.quota.is_for_first_timers and not row.quota.region_code and not row.quota.role
        if row.quota.measure == measure
    ]
    return sum(kept, Decimal(0))


def full_room(rooms: Sequence[Room], *, region_code: str, is_first_timer: bool) -> Room | None:
    """The quota that leaves nothing for such an applicant, or None.

    What is kept for first-timers is not left for others. Seats of roles are check_role_seats's.
    """
    for room in rooms:
        quota = room.quota
        if quota.role or quota.is_for_first_timers or quota.region_code not in ("", region_code):
            continue
        if room.is_full:
            return room
        if not quota.region_code and not is_first_timer:
            open_part = room.left if quota.measure == Measure.SEATS else room.left_to_grant
            if open_part <= kept_for_first_timers(rooms, quota.measure):
                return room
    return None


def is_full(rooms: Sequence[Room]) -> bool:
    """Nobody can get anything any more, whoever applies."""
    return any(room.is_full for room in rooms if concerns_all(room.quota))


def concerns_all(quota: Quota) -> bool:
    """Not one group of applicants or participants alone."""
    return not (quota.region_code or quota.is_for_first_timers or quota.role)


def full_sentence(room: Room) -> str:
    """Why there is no room, for the applicant."""
    if room.quota.measure == Measure.SEATS:
        why = _("All %(amount)s places that you could get have been taken.")
    else:
        why = _("All %(amount)s days that you could get have been granted.")
    return why % {"amount": room.quota.amount}


def check_room(rooms: Sequence[Room], *, region_code: str, is_first_timer: bool) -> None:
    """Refuse when nothing is left for such an applicant."""
    room = full_room(rooms, region_code=region_code, is_first_timer=is_first_timer)
    if room is not None:
        raise NotAllowed(
            _("The call is full. %(why)s Your draft is kept: the office may open more later.")
            % {"why": full_sentence(room)}
        )


def check_role_seats(
    rooms: Iterable[Room], counts: Mapping[str, int], *, is_counted: bool = False
) -> None:
    """Refuse more people of a role group than there are seats for, as role_shortage tells them."""
    if sentence := role_shortage(rooms, counts, is_counted=is_counted):
        raise NotAllowed(sentence)


def role_shortage(
    rooms: Iterable[Room], counts: Mapping[str, int], *, is_counted: bool = False
) -> str:
    """Of which role group there are too many people, in a sentence; empty when all fit in.

    `counts` {role group: people} are the application's; `is_counted` when the rooms have them.
    """
    for room in rooms:
        quota = room.quota
        wanted = counts.get(quota.role, 0)
        own = wanted if is_counted else 0
        left = quota.amount - room.granted - room.pending + own
        if quota.role and wanted > left:
            sentence = _(
                "Of the %(amount)s seats of this call for the group “%(role)s”, %(left)s are left, "
                "and your application has %(wanted)s people of it. Lower the number, then send. "
                "Your answers are kept."
            )
            return sentence % {
                "amount": quota.amount,
                "role": quota.get_role_display(),
                "left": max(0, int(left)),
                "wanted": wanted,
            }
    return ""
