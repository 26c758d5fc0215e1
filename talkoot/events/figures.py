"""Figures of series, sessions and attendance."""

import datetime
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.dates import end_of_day
from talkoot.core.figures import (
    ALL,
    BY_ALL,
    BY_ALL_MERGED,
    BY_ORGANISATION,
    BY_SERVICE,
    Breakdown,
    Chapter,
    Figure,
    Filters,
    Measure,
    Part,
    Records,
    register_in,
    share,
)
from talkoot.events.models import Session
from talkoot.events.queries import reach
from talkoot.events.queries.attendance import sessions_and_present
from talkoot.events.queries.participants import OPEN_KINDS, funded_by, persons_by
from talkoot.events.queries.series_counts import (
    begun_of,
    by_organisations,
    by_period,
    by_theme,
    course_seats,
    mean_organisations,
    series_begun,
    team_series,
    themes_of,
    webinars_held,
)
from talkoot.people.models import OrganisationKind
from talkoot.people.rules import EMPLOYER_SIDE, STAFF_SIDE
from talkoot.programmes.models import OfferingKind

SPARRING = Q(series__kind=OfferingKind.SPARRING)
IN_SERVICES = ~Q(series__kind__in=OPEN_KINDS)
register = register_in(Chapter.SERVICES)
register_event = register_in(Chapter.EVENTS)


def _held(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    held = Session.objects.filter(
        series__programme=programme, state=Session.State.HELD, ends_at__lte=end_of_day(as_of)
    )
    return (
        filters.narrow(
            held,
            day="starts_at__date",
            service="series__offering",
            organisation="series__organisation__",
        )
        .select_related("series__organisation")
        .order_by("starts_at", "pk")
    )


def _of_kind(kind: str) -> Callable[..., Records]:
    return lambda programme, as_of, filters=ALL: series_begun(programme, as_of, filters).filter(
        kind=kind
    )


def _sparring_days(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return _held(programme, as_of, filters).filter(SPARRING)


def _totals(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, Any]:
    """Of the sessions held, and of those present at them."""
    rows = list(sessions_and_present(_held(programme, as_of, filters)))
    sessions = [row for row in rows if not row[2]]
    sparrings = [days for _key, kind, _role, days in sessions if kind == OfferingKind.SPARRING]
    are_open = {key for key, kind, _role, _days in sessions if kind in OPEN_KINDS}
    roles: Counter[str] = Counter()
    in_open = 0
    for key, _kind, role, number in rows:
        if role:
            roles[role] += int(number)
            in_open += int(number) if key in are_open else 0
    return {
        "held": len(sessions),
        "sparring": len(sparrings),
        "days": sum(sparrings, Decimal(0)),
        "staff": sum(roles[role] for role in STAFF_SIDE),
        "employer": sum(roles[role] for role in EMPLOYER_SIDE),
        "services": len(sessions) - len(are_open),
        "service_attendances": roles.total() - in_open,
        "open_attendances": in_open,
    }


def _held_services(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return _held(programme, as_of, filters).filter(IN_SERVICES)


def _period_parts(kind: str) -> Callable[..., list[Part]]:
    def parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
        rows = by_period(kind, programme, as_of, filters)
        return [
            Part(f"period-{number}", label, count, count)
            for number, (label, count) in enumerate(rows, 1)
        ]

    return parts


def _theme_parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    rows = themes_of(OfferingKind.WORKSHOP_SERIES, programme, as_of, filters)
    return [Part(theme.code, theme.name, count, count) for theme, count in rows if theme]


def _single_organisation(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    """Those of one organisation; one for a group of municipalities is not."""
    rows = begun_of(OfferingKind.CHALLENGE_WORKSHOP, programme, as_of, filters)
    owners = [row.organisation for row in rows if row.organisation]
    count = sum(owner.kind != OrganisationKind.OTHER for owner in owners)
    return [Part("single-organisation", _("of one organisation"), count, count)]


KIND_LABELS = {
    OfferingKind.TRAINING: ("trainings", _("Trainings"), _("trainings")),
    OfferingKind.WORKSHOP_SERIES: ("workshop-series", _("Workshop series"), _("series")),
    OfferingKind.CHALLENGE_WORKSHOP: (
        "challenge-workshops",
        _("Challenge workshops"),
        _("workshops"),
    ),
}
BREAKDOWNS = {
    OfferingKind.TRAINING: Breakdown(
        _("By period"),
        (_("Programme period"), _("trainings")),
        partial(by_period, OfferingKind.TRAINING),
    ),
    OfferingKind.WORKSHOP_SERIES: Breakdown(
        _("By theme"),
        (_("Theme"), _("series")),
        partial(by_theme, OfferingKind.WORKSHOP_SERIES),
    ),
}
PARTS = {
    OfferingKind.TRAINING: _period_parts(OfferingKind.TRAINING),
    OfferingKind.WORKSHOP_SERIES: _theme_parts,
    OfferingKind.CHALLENGE_WORKSHOP: _single_organisation,
}
CODES = {
    OfferingKind.TRAINING: "F8",
    OfferingKind.WORKSHOP_SERIES: "F10",
    OfferingKind.CHALLENGE_WORKSHOP: "F18",
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
            filters=BY_ALL,
            has_public_records=True,
            breakdown=BREAKDOWNS.get(_kind),
            code=CODES[_kind],
            parts=PARTS[_kind],
        )
    )
register_event(
    Figure(
        id="webinars",
        code="F14",
        label=_("Webinars"),
        unit=_("webinars"),
        definition=_(
            "Webinars held by the as-of date, each session of a series counted once. Where the "
            "source of an old programme tells no times, its end counts."
        ),
        base=_("sessions held"),
        records=webinars_held,
        filters=BY_SERVICE,
        has_public_records=True,
    )
)
register(
    Figure(
        id="organisations-in-series",
        code="F50",
        label=_("Organisations in a series"),
        unit=_("organisations"),
        definition=_(
            "Mean number of different organisations that had a seat in a workshop series or a "
            "school for teams begun by the as-of date."
        ),
        base=_("series"),
        records=team_series,
        filters=BY_SERVICE,
        measure=Measure(mean_organisations, lambda read: read),
        decimals=1,
        is_detail=True,
        breakdown=Breakdown(
            _("By number of organisations"),
            (_("Organisations"), _("series")),
            by_organisations,
        ),
    )
)
register_event(
    Figure(
        id="course-participants",
        label=_("Participants of online courses"),
        unit=pgettext_lazy("unit", "registrations"),
        definition=_(
            "Registrations that had a seat in online courses begun by the as-of date, by the "
            "co-organiser through whose link they came. A person in two courses counts twice."
        ),
        base=_("registrations"),
        records=_of_kind(OfferingKind.ONLINE_COURSE),
        filters=BY_SERVICE,
        measure=Measure(course_seats, lambda read: (read.total(), read.total())),
        breakdown=Breakdown(
            _("By co-organiser"),
            (_("Co-organiser"), _("registrations")),
            lambda programme, as_of, filters=ALL: [
                [name, count]
                for name, count in course_seats(programme, as_of, filters).most_common()
            ],
        ),
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
        filters=BY_ALL,
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
            "Attendances at held sessions: the counted groups and those marked by name. One person "
            "at two sessions counts twice, so this is not the number of persons."
        ),
        base=_("sessions held"),
        records=_held,
        filters=BY_SERVICE,
        measure=Measure(
            _totals,
            lambda totals: (
                totals["service_attendances"] + totals["open_attendances"],
                totals["held"],
            ),
        ),
    )
)
register(
    Figure(
        id="service-attendances",
        label=_("Attendances in services"),
        unit=_("attendances"),
        definition=_(
            "Attendances at held sessions, without open webinars and events. One person at two "
            "sessions counts twice."
        ),
        base=_("sessions held"),
        records=_held_services,
        filters=BY_SERVICE,
        measure=Measure(
            _totals, lambda totals: (totals["service_attendances"], totals["services"])
        ),
    )
)
register(
    Figure(
        id="persons",
        label=_("Persons marked by name"),
        unit=_("persons"),
        definition=_(
            "Different persons who were marked present by name at a held session by the as-of "
            "date, each once. Those who were counted in a group only are not known as persons, so "
            "they are left out: the number is smaller than that of attendances."
        ),
        base=_("persons"),
        records=persons_by,
        filters=BY_ALL,
    )
)
register(
    Figure(
        id="funded-participants",
        label=_("Participants of funded projects"),
        unit=_("participations"),
        definition=_(
            "Persons whom a funded project counts as its participants, once for each project, "
            "whose part had begun by the as-of date. Open webinars and events make nobody a "
            "participant. Source: ESF+ Regulation (EU) 2021/1057, annex I."
        ),
        base=_("participations"),
        records=funded_by,
        filters=BY_ORGANISATION,
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
        filters=BY_SERVICE,
        measure=Measure(
            _totals, lambda totals: share(totals["staff"], totals["staff"] + totals["employer"])
        ),
    )
)
register_in(Chapter.REACH)(
    Figure(
        id="organisations-reached",
        label=_("Organisations in services"),
        unit=_("organisations"),
        definition=_(
            "Different organisations with at least one long-term service begun by the as-of date, "
            "their own or one in which their people were marked present. Webinars and events do "
            "not count."
        ),
        base=_("organisations"),
        records=reach.organisations_served,
        filters=BY_ALL_MERGED,
        has_public_records=True,
        code="F3",
        version=2,
        parts=reach.organisations_by_period,
    )
)

from talkoot.events import (  # noqa: E402  register the rest
    planned_figures,  # noqa: F401
    reach_figures,  # noqa: F401
    sequel_figures,  # noqa: F401
)
