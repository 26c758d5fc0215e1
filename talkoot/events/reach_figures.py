"""Figures of reach: persons and organisations in services, and the open events beside them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.figures import (
    ALL,
    BY_ALL,
    BY_SERVICE,
    Chapter,
    Figure,
    Measure,
    Part,
    register_in,
    share,
)
from talkoot.events.queries import follow_ons, reach
from talkoot.events.queries.series_counts import (
    co_organised,
    co_organised_seats,
    webinars_held,
)

register = register_in(Chapter.REACH)
register_event = register_in(Chapter.EVENTS)

register(
    Figure(
        id="service-persons",
        code="F1",
        label=_("Persons in services"),
        unit=_("persons"),
        definition=_(
            "Different persons marked present at a held session of a long-term service by the "
            "as-of date, each once. Where the source of an old programme tells no times, the end "
            "of the series counts."
        ),
        base=_("persons"),
        records=reach.service_persons,
        measure=Measure(reach.service_person_count, lambda read: (read or None, read)),
        parts=reach.service_persons_by_kind,
        filters=BY_ALL,
        is_detail=True,
    )
)
register(
    Figure(
        id="service-staff-share",
        code="F24",
        label=_("Share of staff among the persons in services"),
        unit=_("%"),
        definition=_(
            "Different persons of the staff’s side in long-term services, divided by those of the "
            "staff’s and the employer’s sides. Other roles are left out."
        ),
        base=_("persons"),
        records=reach.service_persons,
        measure=Measure(
            reach.service_sides,
            lambda read: share(read["staff"], read["staff"] + read["employer"]),
        ),
        filters=BY_ALL,
        is_detail=True,
    )
)
register(
    Figure(
        id="participations",
        code="F2",
        label=_("Participants, open events included"),
        unit=pgettext_lazy("unit", "participants"),
        definition=_(
            "Persons marked present, once for each series, and those who were counted in groups, "
            "once for each session. It contains open events and is never the number of persons "
            "whom a funded project counts."
        ),
        base=_("persons in a series and sessions with counted groups"),
        records=reach.service_persons,
        filters=BY_SERVICE,
        measure=Measure(reach.participations, lambda read: (read[0] or None, read[1])),
        is_detail=True,
    )
)
register(
    Figure(
        id="kinds-per-organisation",
        code="F113",
        label=_("Share of organisations with services of many kinds"),
        unit=_("%"),
        definition=_(
            "Organisations that had long-term services of at least two kinds, divided by all that "
            "had one."
        ),
        base=_("organisations"),
        records=reach.organisations_served,
        measure=Measure(reach.services_had, reach.share_of_many_kinds),
        has_public_records=True,
        filters=BY_ALL,
        is_detail=True,
    )
)
register(
    Figure(
        id="municipalities-reached",
        code="F27",
        label=_("Municipalities reached"),
        unit=pgettext_lazy("unit", "municipalities"),
        definition=_(
            "Municipalities whose organisations have had a long-term service by the as-of date. "
            "Under it the number of different kinds of service by municipality, as the map of "
            "reach shows it; the others have none."
        ),
        base=_("organisations with a municipality"),
        records=reach.organisations_served,
        measure=Measure(reach.services_had, reach.number_of_municipalities),
        parts=reach.kinds_by_municipality,
        part_unit=_("kinds of service"),
        has_public_records=True,
        filters=BY_ALL,
        is_detail=True,
    )
)
register(
    Figure(
        id="series-participants",
        code="F49",
        label=_("Persons in a series"),
        unit=_("persons"),
        definition=_(
            "Mean number of different persons in a series of long-term services that has a page "
            "and that had begun by the as-of date."
        ),
        base=_("series"),
        records=reach.paged_series,
        filters=BY_SERVICE,
        measure=Measure(reach.mean_of_series, lambda read: read),
        decimals=1,
        parts=reach.persons_by_series,
        has_public_records=True,
        is_detail=True,
    )
)
register(
    Figure(
        id="workshop-persons",
        code="F59",
        label=_("Persons in workshop series"),
        unit=_("persons"),
        definition=_("Different persons in workshop series by the as-of date, by theme."),
        base=_("persons"),
        records=reach.service_persons,
        filters=BY_ALL,
        measure=Measure(
            reach.workshop_totals, lambda read: (read["persons"] or None, read["persons"])
        ),
        parts=reach.persons_by_theme,
        is_detail=True,
    )
)
register(
    Figure(
        id="workshop-organisations",
        code="F59",
        label=_("Organisations in workshop series"),
        unit=_("organisations"),
        definition=_(
            "Different organisations whose people took part in workshop series by the as-of date, "
            "by theme."
        ),
        base=_("organisations"),
        records=reach.organisations_served,
        filters=BY_ALL,
        measure=Measure(
            reach.workshop_totals,
            lambda read: (read["organisations"] or None, read["organisations"]),
        ),
        parts=reach.organisations_by_theme,
        has_public_records=True,
        is_detail=True,
    )
)
register_event(
    Figure(
        id="webinar-audience",
        code="F77",
        label=_("Audience of a webinar"),
        unit=_("persons"),
        definition=_("Median of those who were counted at the webinars held by the as-of date."),
        base=_("webinars with a counted audience"),
        records=webinars_held,
        filters=BY_SERVICE,
        measure=Measure(reach.webinar_audiences, reach.median_audience),
        parts=reach.ends_of_audience,
        has_public_records=True,
        is_detail=True,
    )
)
register_event(
    Figure(
        id="open-events",
        code="F76",
        label=_("Open events"),
        unit=_("events"),
        definition=_(
            "Open events held by the as-of date, each session of a series once; webinars are apart."
        ),
        base=_("sessions held"),
        records=reach.open_events,
        filters=BY_SERVICE,
        parts=reach.open_events_by_series,
        has_public_records=True,
        is_detail=True,
    )
)
register_event(
    Figure(
        id="school-hours",
        code="F112",
        label=_("Hours of the sessions of a school"),
        unit=_("hours"),
        definition=_(
            "Hours of the agreed and held sessions of schools for teams by the as-of date: what "
            "each member of a team gives."
        ),
        base=_("schools"),
        records=reach.school_sessions,
        filters=BY_SERVICE,
        measure=Measure(reach.sum_of_hours, lambda read: read),
        decimals=1,
        parts=reach.planned_hours,
        has_public_records=True,
        is_detail=True,
    )
)
register_event(
    Figure(
        id="school-sessions",
        code="F111",
        label=_("Sessions of schools for teams"),
        unit=pgettext_lazy("unit", "sessions"),
        definition=_("Agreed and held sessions of schools for teams that begin by the as-of date."),
        base=_("sessions"),
        records=reach.school_sessions,
        filters=BY_SERVICE,
        has_public_records=True,
        is_detail=True,
    )
)
register_event(
    Figure(
        id="co-organised-seats",
        code="F63",
        label=_("Participants of co-organised series"),
        unit=pgettext_lazy("unit", "registrations"),
        definition=_(
            "Registrations that had a seat in series begun by the as-of date in which a "
            "co-organiser had seats of its own; under it by the one through whose link they came."
        ),
        base=_("registrations"),
        records=co_organised,
        filters=BY_SERVICE,
        measure=Measure(co_organised_seats, lambda read: (read.total() or None, read.total())),
        parts=lambda programme, as_of, filters=ALL: [
            Part(key, name, count, count)
            for (key, name), count in co_organised_seats(programme, as_of, filters).most_common()
        ],
        has_public_records=True,
        is_detail=True,
    )
)
register_in(Chapter.SERVICES)(
    Figure(
        id="lessons-carried-on",
        label=_("Lessons carried on"),
        unit=_("things"),
        definition=_(
            "Things that participants had told by the as-of date they have taken into use or "
            "passed on after a series, each once; under it by how far they went."
        ),
        base=_("things told"),
        records=follow_ons.carried_on,
        filters=BY_ALL,
        parts=follow_ons.by_reach,
        is_detail=True,
    )
)
