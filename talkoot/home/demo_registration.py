"""The demo's registrations: seats, a waiting list, teams, a co-organiser, attendance. Invented."""

from itertools import count, cycle, islice, product
from typing import Any

from talkoot.correspondence.models import Message
from talkoot.events.actions import attendance, seats, teams
from talkoot.events.actions.registrations import Came, Person, cancel_registration, register
from talkoot.events.models import Series, Session
from talkoot.people.models import Organisation, ParticipantRole, User
from talkoot.programmes.models import Programme

FIRST = "Aino Eero Helmi Onni Siiri Toivo Lempi Urho Saima Veikko Impi Tauno".split()
LAST = ("Esimerkki", "Malli", "Kuviteltu")
ROLES = (
    *[ParticipantRole.STAFF] * 4,
    ParticipantRole.SUPERVISOR,
    ParticipantRole.STAFF_REPRESENTATIVE,
    ParticipantRole.MANAGEMENT,
)
CAME = (
    Came(heard_of=("employer",)),
    Came(heard_of=("newsletter",), utm_source="uutiskirje"),
    Came(heard_of=("employer", "event")),
    Came(),
    Came(heard_of=("social",), utm_source="some"),
)
# Their links lead nowhere in a demo, and they would bury the rest of the outbox.
TOLD = ("registration-made", "registration-seated", "registration-cancelled", "team-registered")


def load_registrations(programme: Programme, *, by: User) -> None:
    """Persons and teams in the series that take registrations, and who came to what was held."""
    people = _people()
    rows = Series.objects.filter(
        programme=programme, state=Series.State.PUBLISHED, is_demo=True
    ).order_by("pk")
    for series in rows.exclude(entry=Series.Entry.NONE):
        if series.entry == Series.Entry.TEAMS:
            _load_teams(series, people)
        elif any(session.content_set for session in series.sessions.all()):
            _load_group(series, people)
        elif series.slug:
            _load_partner(series, people, by=by)
    held = Session.objects.filter(series__programme=programme, series__kind="event", state="held")
    for session in held:
        counts = {"management": 6, "supervisor": 11, "staff": 23, "staff_representative": 4}
        attendance.record_counts(session, counts=counts, by=by)
    Message.objects.filter(kind__in=TOLD, is_demo=True).delete()


def _people() -> Any:
    """Invented persons of the demo's organisations, one after another without end."""
    names = cycle(f"{first} {last}" for last, first in product(LAST, FIRST))
    places = cycle(Organisation.objects.filter(is_demo=True).order_by("key")[:6])
    for number, name, place, role in zip(count(1), names, places, cycle(ROLES), strict=False):
        email = f"{name.lower().replace(' ', '.')}.{number}@demo.example"
        yield Person(name=name, email=email, role=role, organisation=place)


def _load_group(series: Series, people: Any) -> None:
    """The first group is full, three wait, and one has given the seat to the next."""
    chosen = series.sessions.order_by("order")[0]
    wanted = (chosen.seats or 10) + 4
    rows = [
        register(series, one, session=chosen, came=came)
        for one, came in zip(islice(people, wanted), cycle(CAME), strict=False)
    ]
    cancel_registration(rows[2], reason="Sairastuin.", by=None)


def _load_partner(series: Series, people: Any, *, by: User) -> None:
    """A co-organiser has seats of its own."""
    partner = Organisation.objects.filter(is_demo=True).order_by("key").first()
    quota = {"id": None, "kind": "partner", "seats": 10, "role": "", "code": "kumppani"}
    seats.set_seats(
        series,
        seats=series.seats or 60,
        has_waiting_list=True,
        quotas=[quota | {"organisation": partner}],
        by=by,
    )
    for number, (one, came) in enumerate(zip(islice(people, 12), cycle(CAME), strict=False)):
        register(series, one, code="kumppani" if number % 3 == 0 else "", came=came)


def _load_teams(series: Series, people: Any) -> None:
    """Two whole teams and one that takes what there is room for."""
    size = series.team_size_min or 3
    for name, waiting in (
        ("Kotihoidon tiimi", "all_or_nothing"),
        ("Varhaiskasvatuksen tiimi", "all_or_nothing"),
        ("Teknisen toimen tiimi", "partial"),
    ):
        members = list(islice(people, size))
        home = members[0].organisation
        teams.register_team(series, members, name=name, organisation=home, waiting=waiting)
