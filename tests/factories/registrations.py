"""Series that take registrations, the persons who register, and teams."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.events import tokens
from talkoot.events.actions.registrations import Person
from talkoot.events.models import (
    Participant,
    Registration,
    Series,
    Session,
    TeamRegistration,
)
from talkoot.programmes.models import Programme
from tests.factories.events import make_series, make_session
from tests.factories.people import next_number


def make_open_series(
    programme: Programme | None = None, *, session: dict[str, Any] | None = None, **fields: Any
) -> Series:
    """A published series with an agreed session a week ahead, which takes registrations."""
    values = {
        "slug": f"sarja-{next_number()}",
        "state": Series.State.PUBLISHED,
        "kind": "workshop_series",
        "title": "Työpajasarja",
        "entry": Series.Entry.PERSONS,
        "starts_on": timezone.localdate() + datetime.timedelta(days=7),
        "summary_fi": "Kuvaus.",
    }
    series = make_series(programme, **{**values, **fields})
    make_session(series, state=Session.State.AGREED, **(session or {}))
    return series


def make_set(series: Series, *seats: int | None) -> list[Session]:
    """Sessions of the same content in the place of the series' first one."""
    series.sessions.all().delete()
    return [
        make_session(series, state=Session.State.AGREED, content_set="a", seats=count)
        for count in seats
    ]


def person(name: str = "", **fields: Any) -> Person:
    """Somebody who registers; without a name each call is a new one."""
    number = next_number()
    name = name or f"Osallistuja {number}"
    email = f"{name.lower().replace(' ', '.').replace('ä', 'a')}@esimerkki.fi"
    return Person(name=name, **{"email": email, **fields})


def make_participant(series: Series | None = None, **fields: Any) -> Participant:
    number = next_number()
    programme = (series or make_open_series()).programme
    values = {
        "name": f"Osallistuja {number}",
        "email": f"osallistuja{number}@esimerkki.fi",
        "role": "staff",
    }
    return Participant.objects.create(programme=programme, **{**values, **fields})


def make_registration(
    series: Series | None = None,
    *,
    state: str = Registration.State.REGISTERED,
    participant: Participant | None = None,
    **fields: Any,
) -> Registration:
    series = series or make_open_series()
    who = participant or make_participant(series)
    values = {"role": who.role, "organisation": who.organisation}
    row = Registration(series=series, participant=who, state=state, **{**values, **fields})
    row.token_hash = tokens.hash_of(row)
    row.save()
    return row


def make_team_registration(
    series: Series | None = None,
    *,
    state: str = TeamRegistration.State.REGISTERED,
    members: int = 0,
    **fields: Any,
) -> TeamRegistration:
    series = series or make_open_series(entry=Series.Entry.TEAMS, team_size_min=2, team_size_max=6)
    values = {"name": f"Tiimi {next_number()}", "contact": make_participant(series)}
    row = TeamRegistration(series=series, state=state, **{**values, **fields})
    row.token_hash = tokens.hash_of(row)
    row.save()
    for number in range(members):
        who = row.contact if number == 0 else make_participant(series)
        seat = "waiting" if state == "waiting" else "registered"
        make_registration(series, participant=who, team=row, state=seat)
    return row
