"""Series, sessions and attendance."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.events.models import Attendance, Series, Session
from talkoot.people.models import ParticipantRole
from talkoot.programmes.models import Programme
from tests.factories.people import next_number
from tests.factories.programmes import the_programme


def make_series(programme: Programme | None = None, **fields: Any) -> Series:
    values = {"kind": "sparring", "title": f"Sparraus {next_number()}"}
    return Series.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_event(programme: Programme | None = None, **fields: Any) -> Series:
    """A published webinar with a page, its session a week ahead; `state="draft"` for a draft."""
    number = next_number()
    values: dict[str, Any] = {
        "kind": "webinar",
        "title": f"Webinaari {number}",
        "slug": f"webinaari-{number}",
        "state": "published",
        "summary_fi": "Tunti yhdessä.",
        "summary_sv": "En timme tillsammans.",
        "summary_en": "An hour together.",
    } | fields
    series = make_series(programme, **values)
    session = make_session(
        series, state="agreed", mode="remote", link="https://kokous.esimerkki.fi/1"
    )
    assert session.starts_at is not None
    series.starts_on = series.ends_on = timezone.localtime(session.starts_at).date()
    series.save(update_fields=["starts_on", "ends_on"])
    return series


def make_session(
    series: Series | None = None, *, state: str = Session.State.PLANNED, **fields: Any
) -> Session:
    """A session; an agreed one is in a week, a held one was a week ago, from nine to three."""
    series = series or make_series()
    values: dict[str, Any] = {"order": series.sessions.count() + 1}
    if state in (Session.State.AGREED, Session.State.HELD):
        days = 7 if state == Session.State.AGREED else -7
        day = timezone.localtime() + datetime.timedelta(days=days)
        values["starts_at"] = day.replace(hour=9, minute=0, second=0, microsecond=0)
        values["ends_at"] = values["starts_at"] + datetime.timedelta(hours=6)
    return Session.objects.create(series=series, state=state, **{**values, **fields})


def make_attendance(
    session: Session, *, role: str = ParticipantRole.STAFF, count: int = 10
) -> Attendance:
    return Attendance.objects.create(session=session, role=role, count=count)
