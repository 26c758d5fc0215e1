"""Figures of series, sessions and attendance."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import Counted, Figure, register
from talkoot.events.models import Attendance, Series, Session
from talkoot.people.models import Organisation
from talkoot.people.rules import EMPLOYER_SIDE, STAFF_SIDE
from talkoot.programmes.models import OfferingKind


def _series(programme: Any, as_of: datetime.date) -> Any:
    """Series that had been held, at least in part, by the date."""
    return (
        Series.objects.filter(programme=programme)
        .filter(Q(starts_on__lte=as_of) | Q(starts_on=None, ends_on__lte=as_of))
        .select_related("organisation")
        .order_by("starts_on", "pk")
    )


def _held(programme: Any, as_of: datetime.date) -> Any:
    return (
        Session.objects.filter(
            series__programme=programme,
            state=Session.State.HELD,
            ends_at__lte=end_of_day(as_of),
        )
        .select_related("series__organisation")
        .order_by("starts_at")
    )


def _count_kind(kind: str) -> Any:
    def count(programme: Any, as_of: datetime.date) -> Counted:
        rows = _series(programme, as_of).filter(kind=kind)
        number = rows.count()
        return Counted(number, number, rows)

    return count


def _days_delivered(programme: Any, as_of: datetime.date) -> Counted:
    rows = _held(programme, as_of).filter(series__kind=OfferingKind.SPARRING)
    total = rows.aggregate(total=Sum("days"))["total"]
    return Counted(total or Decimal(0), rows.count(), rows)


def _attendances(programme: Any, as_of: datetime.date) -> Counted:
    sessions = _held(programme, as_of)
    total = Attendance.objects.filter(session__in=sessions).aggregate(total=Sum("count"))["total"]
    return Counted(total or 0, sessions.count(), sessions)


def _staff_share(programme: Any, as_of: datetime.date) -> Counted:
    sessions = _held(programme, as_of)
    rows = Attendance.objects.filter(session__in=sessions)
    staff = rows.filter(role__in=STAFF_SIDE).aggregate(total=Sum("count"))["total"] or 0
    employer = rows.filter(role__in=EMPLOYER_SIDE).aggregate(total=Sum("count"))["total"] or 0
    n = staff + employer
    return Counted(Decimal(100 * staff) / n if n else None, n, sessions)


def _organisations(programme: Any, as_of: datetime.date) -> Counted:
    held = _series(programme, as_of).exclude(organisation=None).order_by()
    long_term = held.filter(Q(offering=None) | Q(offering__is_long_term=True))
    rows = Organisation.objects.filter(pk__in=long_term.values("organisation")).order_by("name")
    number = rows.count()
    return Counted(number, number, rows)


KIND_LABELS = {
    OfferingKind.TRAINING: ("trainings", _("Trainings"), _("trainings")),
    OfferingKind.WORKSHOP_SERIES: ("workshop-series", _("Workshop series"), _("series")),
    OfferingKind.CHALLENGE_WORKSHOP: (
        "challenge-workshops",
        _("Challenge workshops"),
        _("workshops"),
    ),
}
for _kind, (_id, _label, _unit) in KIND_LABELS.items():
    register(
        Figure(
            id=_id,
            label=_label,
            unit=_unit,
            definition=_("Series of this kind in our register that had begun by the as-of date."),
            base=_("series"),
            count=_count_kind(_kind),
            has_public_records=True,
        )
    )
register(
    Figure(
        id="days-delivered",
        label=_("Days delivered"),
        unit=_("days"),
        definition=_("Sum of the sparring days held and reported by the as-of date."),
        base=_("sessions held"),
        count=_days_delivered,
        decimals=1,
    )
)
register(
    Figure(
        id="attendances",
        label=_("Attendances"),
        unit=_("attendances"),
        definition=_(
            "Attendances at held sessions, summed over role groups. One person at two sessions "
            "counts twice, so this is not the number of persons."
        ),
        base=_("sessions held"),
        count=_attendances,
    )
)
register(
    Figure(
        id="staff-share",
        label=_("Share of staff among those who took part"),
        unit=_("%"),
        definition=_(
            "Attendances of staff and staff representatives, divided by attendances of staff, "
            "supervisors and management. Other roles are left out."
        ),
        base=_("attendances"),
        count=_staff_share,
    )
)
register(
    Figure(
        id="organisations-reached",
        label=_("Organisations in services"),
        unit=_("organisations"),
        definition=_(
            "Different organisations with at least one long-term service begun by the as-of date. "
            "Webinars and events do not count."
        ),
        base=_("organisations"),
        count=_organisations,
        has_public_records=True,
    )
)
