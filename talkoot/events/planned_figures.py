"""Figures of what the services were planned to be; read in by figures.py."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.figures import BY_SERVICE, Chapter, Figure, Measure, register_in
from talkoot.events.queries import planned

register = register_in(Chapter.EVENTS)

register(
    Figure(
        id="planned-series",
        code="F108",
        label=_("Series planned"),
        unit=_("series"),
        definition=_(
            "Series of the services that were to begin by the as-of date, whether they were held "
            "or not; one without a day counts from the first day of the programme. Drafts of "
            "pages and cancelled series are left out."
        ),
        base=_("series"),
        records=planned.series,
        parts=planned.series_by_service,
        filters=BY_SERVICE,
        is_detail=True,
    )
)
register(
    Figure(
        id="planned-sessions",
        code="F108",
        label=_("Sessions planned"),
        unit=pgettext_lazy("unit", "sessions"),
        definition=_(
            "Sessions of the series planned by the as-of date, whether they were held or not; "
            "cancelled ones are left out."
        ),
        base=_("sessions"),
        records=planned.sessions,
        parts=planned.sessions_by_service,
        filters=BY_SERVICE,
        is_detail=True,
    )
)
register(
    Figure(
        id="planned-seats",
        code="F108",
        label=_("Seats planned"),
        unit=_("seats"),
        definition=_("Seats in the series planned by the as-of date that tell how many they have."),
        base=_("series with a number of seats"),
        records=planned.seated_series,
        measure=Measure(planned.totals, lambda read: (read.seats or None, read.series)),
        parts=planned.seats_by_service,
        filters=BY_SERVICE,
        is_detail=True,
    )
)
register(
    Figure(
        id="planned-person-days",
        code="F108",
        label=_("Person-days planned"),
        unit=_("person-days"),
        definition=_(
            "Seats in each series planned by the as-of date times the days of its sessions for "
            "everybody; series without seats or sessions are left out."
        ),
        version=2,
        base=_("series with a number of seats"),
        records=planned.seated_series,
        measure=Measure(planned.totals, lambda read: (read.person_days or None, read.series)),
        decimals=1,
        parts=planned.person_days_by_service,
        filters=BY_SERVICE,
        is_detail=True,
    )
)
