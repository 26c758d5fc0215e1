"""Figures of series, sessions and attendance."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import Figure, Measure, Records, register, share
from talkoot.events.models import Series, Session
from talkoot.people.models import Organisation
from talkoot.people.rules import EMPLOYER_SIDE, STAFF_SIDE
from talkoot.programmes.models import OfferingKind

SPARRING = Q(series__kind=OfferingKind.SPARRING)


def _series(programme: Any, as_of: datetime.date) -> Records:
    """Series that had been held, at least in part, by the date."""
    return (
        Series.objects.filter(programme=programme)
        .filter(Q(starts_on__lte=as_of) | Q(starts_on=None, ends_on__lte=as_of))
        .select_related("organisation")
        .order_by("starts_on", "pk")
    )


def _held(programme: Any, as_of: datetime.date) -> Records:
    return (
        Session.objects.filter(
            series__programme=programme,
            state=Session.State.HELD,
            ends_at__lte=end_of_day(as_of),
        )
        .select_related("series__organisation")
        .order_by("starts_at", "pk")
    )


def _of_kind(kind: str) -> Callable[[Any, datetime.date], Records]:
    return lambda programme, as_of: _series(programme, as_of).filter(kind=kind)


def _sparring_days(programme: Any, as_of: datetime.date) -> Records:
    return _held(programme, as_of).filter(SPARRING)


def _totals(programme: Any, as_of: datetime.date) -> dict[str, Any]:
    """Of the sessions held; attendances are summed by session first, so that each counts once."""

    def present(**only: Any) -> Sum:
        return Sum("attendances__count", filter=Q(**only) if only else None, default=0)

    sessions = _held(programme, as_of).annotate(
        present=present(),
        staff_present=present(attendances__role__in=STAFF_SIDE),
        employer_present=present(attendances__role__in=EMPLOYER_SIDE),
    )
    return sessions.aggregate(
        held=Count("pk"),
        sparring=Count("pk", filter=SPARRING),
        days=Sum("days", filter=SPARRING, default=Decimal(0)),
        attendances=Sum("present", default=0),
        staff=Sum("staff_present", default=0),
        employer=Sum("employer_present", default=0),
    )


def _organisations(programme: Any, as_of: datetime.date) -> Records:
    held = _series(programme, as_of).exclude(organisation=None).order_by()
    long_term = held.filter(Q(offering=None) | Q(offering__is_long_term=True))
    return Organisation.objects.filter(pk__in=long_term.values("organisation")).order_by("name")


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
            records=_of_kind(_kind),
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
        records=_sparring_days,
        measure=Measure(_totals, lambda totals: (totals["days"], totals["sparring"])),
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
        records=_held,
        measure=Measure(_totals, lambda totals: (totals["attendances"], totals["held"])),
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
        records=_held,
        measure=Measure(
            _totals, lambda totals: share(totals["staff"], totals["staff"] + totals["employer"])
        ),
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
        records=_organisations,
        has_public_records=True,
    )
)
