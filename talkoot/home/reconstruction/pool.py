"""What every part of the reconstruction draws on: the mark, organisations, persons and days."""

import datetime
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone

from talkoot.events.models import Participant, Presence, Series, Session
from talkoot.people.models import Organisation, OrganisationKind, ParticipantRole, User
from talkoot.programmes.models import Offering, Programme

MARK = "rekonstruktio"
CUT_OFF = datetime.date(2020, 10, 12)
# Invented organisations: the first are municipalities, then joint authorities, then companies.
INVENTED, MUNICIPALITIES, AUTHORITIES = 219, 130, 175
# Those of the first period, and those of them that went on in the second.
FIRST_PERIOD, WENT_ON = 182, 88
ROLES = (
    *[ParticipantRole.STAFF] * 8,
    ParticipantRole.SUPERVISOR,
    ParticipantRole.MANAGEMENT,
)


def spread(total: int, count: int) -> list[int]:
    """`total` dealt evenly into `count` whole numbers, the greater ones first."""
    least, rest = divmod(total, count)
    return [least + 1] * rest + [least] * (count - rest)


def moment(day: datetime.date, hour: int = 9, minute: int = 0) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


def days_between(first: datetime.date, last: datetime.date, count: int) -> list[datetime.date]:
    """`count` days spread evenly from the first to the last."""
    span = (last - first).days
    return [first + datetime.timedelta(days=span * at // max(1, count - 1)) for at in range(count)]


class Pool:
    """The programme with its invented organisations, and a counter of its invented persons."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.offerings = {row.slug: row for row in Offering.objects.filter(programme=programme)}
        self.series = {
            row.title: row
            for row in Series.objects.filter(programme=programme).prefetch_related("sessions")
        }
        self.real = Organisation.objects.in_bulk(field_name="key")
        self.invented = _organisations()
        self.numbers = itertools.count(1)
        self.user, _created = User.objects.get_or_create(
            email=f"kunteko@{MARK}.invalid",
            defaults={"name": "Rekonstruktio (ei henkilö)", "is_active": False, "is_demo": True},
        )

    def series_named(self, start: str) -> Series:
        """The source's own series whose title begins so."""
        return next(row for title, row in self.series.items() if title.startswith(start))

    def organisations(self, first: int, last: int) -> list[Organisation]:
        """The invented ones from number `first` to `last`, both included."""
        return self.invented[first - 1 : last]

    def persons(
        self, count: int, organisations: Sequence[Organisation | None]
    ) -> list[Participant]:
        """`count` new persons in turn of these organisations; eight of ten are of the staff."""
        rows = []
        for at in range(count):
            number = next(self.numbers)
            rows.append(
                Participant(
                    programme=self.programme,
                    name=f"Osallistuja {number:05} ({MARK})",
                    email=f"osallistuja-{number:05}@{MARK}.invalid",
                    organisation=organisations[at % len(organisations)],
                    role=ROLES[number % len(ROLES)],
                    is_demo=True,
                )
            )
        return rows

    def new_series(self, title: str, kind: str, offering: str = "", **fields: Any) -> Series:
        return Series(
            programme=self.programme,
            offering=self.offerings[offering] if offering else None,
            kind=kind,
            title=title,
            state=Series.State.ENDED,
            source=MARK,
            is_demo=True,
            **fields,
        )


def _organisations() -> list[Organisation]:
    rows = []
    for number in range(1, INVENTED + 1):
        kind = OrganisationKind.MUNICIPAL_COMPANY
        if number <= MUNICIPALITIES:
            kind = OrganisationKind.MUNICIPALITY
        elif number <= AUTHORITIES:
            kind = OrganisationKind.JOINT_AUTHORITY
        rows.append(
            Organisation(
                key=f"{MARK}-{number:03}",
                name=f"Kuntaorganisaatio {number:03} ({MARK})",
                kind=kind,
                source=MARK,
                is_demo=True,
            )
        )
    Organisation.objects.bulk_create(rows)
    return rows


def held_session(series: Series, order: int, day: datetime.date, **fields: Any) -> Session:
    values: dict[str, Any] = {
        "starts_at": moment(day),
        "ends_at": moment(day, 15),
        "is_demo": True,
        **fields,
    }
    return Session(series=series, order=order, state=Session.State.HELD, **values)


def mark_present(sessions: Iterable[Session], persons: Sequence[Participant]) -> None:
    """Everybody at every one of the sessions, in the order of the sessions; all are saved already.

    Most rows by far are presences, so they are written without a model of each.
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    source = Presence.Source.LIST.value
    rows = [
        (now, session.pk, person.pk, str(person.role), person.organisation_id, source)
        for session in sessions
        for person in persons
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO events_presence"
            " (created_at, session_id, participant_id, role, organisation_id, source)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )


def save(*groups: Sequence[models.Model]) -> None:
    """Write each group in one go, in this order, for the later ones point to the earlier."""
    for rows in groups:
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=1000)
