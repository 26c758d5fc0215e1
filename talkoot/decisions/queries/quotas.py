"""A call's quotas against what would be granted: of one application or of a slate's lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from talkoot.calls.models import Application, Call, Quota
from talkoot.calls.queries.calls import from_first_timers, region_of, rooms
from talkoot.calls.rules.answers import group_counts
from talkoot.calls.rules.capacity import Room
from talkoot.core.refusals import NotAllowed
from talkoot.decisions.models import SlateLine
from talkoot.decisions.rules.content import GRANTING
from talkoot.decisions.rules.quotas import Share, after_grant, quota_name, quota_problem


@dataclass(frozen=True)
class Limit:
    """A quota or a framework agreement: how much there is, is used and would be used.

    Of an agreement also the euros, and the price of a day where all days wanted cost the same.
    """

    name: str
    amount: Decimal
    used: Decimal
    wanted: Decimal
    price_eur: Decimal | None = None
    wanted_eur: Decimal | None = None
    left_eur: Decimal | None = None

    @property
    def left(self) -> Decimal:
        return self.amount - self.used - self.wanted

    @property
    def left_now(self) -> Decimal:
        """Before what is wanted."""
        return self.amount - self.used

    @property
    def is_over(self) -> bool:
        return self.left < 0 or (self.left_eur is not None and self.left_eur < 0)


@dataclass(frozen=True)
class QuotaMeter:
    """The quotas of an application's call with what its grant would take, and what stops it."""

    limits: list[Limit]
    problem: str


def known_rooms(call: Call) -> list[Room]:
    """The call's quotas for a page: read once for each instance."""
    if not hasattr(call, "_rooms"):
        call._rooms = rooms(call)  # type: ignore[attr-defined]
    found: list[Room] = call._rooms  # type: ignore[attr-defined]
    return found


def quota_meter(application: Application, *, outcome: str, days: Decimal) -> QuotaMeter:
    """One query where the call has no quotas; two to four where it has."""
    call_rooms = rooms(application.call)
    if not call_rooms:
        return QuotaMeter([], "")
    if outcome not in GRANTING:
        return QuotaMeter(limits_of(call_rooms, []), "")
    share = _share_of(application, call_rooms, days=days)
    return QuotaMeter(limits_of(call_rooms, [share]), quota_problem(call_rooms, share))


def check_quotas(application: Application, *, outcome: str, days: Decimal) -> None:
    """Refuse a grant for which the quotas of the call do not suffice; other decisions pass."""
    if problem := quota_meter(application, outcome=outcome, days=days).problem:
        raise NotAllowed(problem)


def check_more_days(application: Application, more: Decimal) -> None:
    """Refuse days added to a grant for which the call's quotas of days do not suffice.

    Call in a transaction: the call's row is locked. Seats were taken by the grant itself.
    """
    call = Call.objects.select_for_update().get(pk=application.call_id)
    call_rooms = [
        room
        for room in rooms(call)
        if room.quota.measure == Quota.Measure.DAYS and not room.quota.role
    ]
    if problem := quota_problem(call_rooms, _share_of(application, call_rooms, days=more)):
        raise NotAllowed(problem)


def limits_of(call_rooms: Iterable[Room], shares: Iterable[Share]) -> list[Limit]:
    """Each quota with what has been granted of it and what the shares would take."""
    shares = list(shares)
    return [
        Limit(
            f"{_('Quota')}, {quota_name(room.quota)}",
            Decimal(room.quota.amount),
            room.granted,
            sum((share.of(room.quota) for share in shares), Decimal(0)),
        )
        for room in call_rooms
    ]


def shares_of(lines: Iterable[SlateLine]) -> list[Share]:
    """What each granting line would take, in the order of arrival.

    A first-timer is one once: its next line is of somebody who has been granted something.
    """
    granted: set[int] = set()
    shares = []
    for line in lines:
        shares.append(_share_of_line(line, granted))
        granted.add(line.application.organisation_id)
    return shares


def quota_stops(lines: Iterable[SlateLine], call: Call) -> dict[int, str]:
    """{line id: sentence} of the lines for which the quotas no longer suffice after those above."""
    granting = [line for line in lines if line.outcome in GRANTING]
    call_rooms = known_rooms(call) if granting else []
    stops: dict[int, str] = {}
    granted: set[int] = set()
    for line in granting if call_rooms else ():
        share = _share_of_line(line, granted)
        if problem := quota_problem(call_rooms, share):
            stops[line.pk] = problem
            continue
        call_rooms = after_grant(call_rooms, share)
        granted.add(line.application.organisation_id)
    return stops


def _share_of(application: Application, call_rooms: list[Room], *, days: Decimal) -> Share:
    call, is_first = application.call, False
    if any(room.quota.is_for_first_timers for room in call_rooms):
        is_first = call.applications.filter(from_first_timers(call), pk=application.pk).exists()
    is_by_region = any(room.quota.region_code for room in call_rooms)
    region_code = region_of(application.organisation) if is_by_region else ""
    return Share(region_code, is_first, days, group_counts(application))


def _share_of_line(line: SlateLine, granted: set[int]) -> Share:
    application = line.application
    is_first = line.is_first and application.organisation_id not in granted  # type: ignore[attr-defined]
    region_code = region_of(application.organisation)
    return Share(region_code, is_first, line.days, group_counts(application))
