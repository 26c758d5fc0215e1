"""Series and sessions as calendar files: for those who come, for followers, for anybody."""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.core.icalendar import PUBLISH, Entry, Person, calendar_text, uid_of
from talkoot.events.models import Registration, Series, Session
from talkoot.events.rules.sessions import has_link, joined_by

State = Session.State


def calendar_of(registration: Registration, method: str) -> str:
    """The sessions of one who has registered, as an invitation (REQUEST) or its CANCEL.

    "" when nothing has been agreed yet. The link of a remote session comes along.
    """
    sessions = joined_by(registration, registration.series.sessions.all())
    return invitation(
        [row for row in sessions if row.state != State.CANCELLED], registration, method=method
    )


def invitation(sessions: Iterable[Session], registration: Registration, *, method: str) -> str:
    """These sessions, from the programme's office to the registered person; "" without times."""
    participant = registration.participant
    person = Person(participant.name, participant.email)
    return calendar_for(person, sessions, registration.series, method=method)


def calendar_for(
    person: Person, sessions: Iterable[Session], series: Series, *, method: str
) -> str:
    """The same for somebody who works in the series."""
    entries = [entry_of(row, series, is_inside=True) for row in sessions if has_times(row)]
    if not entries:
        return ""
    return calendar_text(entries, method=method, organiser=organiser_of(series), attendee=person)


def public_calendar(sessions: Iterable[Session], *, name: str = "") -> str:
    """Sessions for anybody, without links to meetings. Each session with its `series`."""
    entries = [entry_of(row, row.series) for row in sessions if has_times(row)]
    return calendar_text(entries, method=PUBLISH, name=name)


def own_calendar(sessions: Iterable[Session], *, name: str) -> str:
    """A person's own sessions with the links to the meetings."""
    entries = [entry_of(row, row.series, is_inside=True) for row in sessions if has_times(row)]
    return calendar_text(entries, method=PUBLISH, name=name)


def entry_of(session: Session, series: Series, *, is_inside: bool = False) -> Entry:
    """The session in a calendar; `is_inside` tells its link to those who take part."""
    assert session.starts_at is not None
    url = settings.BASE_URL + event_path(series.slug) if series.slug else ""
    link = session.link if is_inside and has_link(session) else ""
    texts = [
        _("Cancelled: %(reason)s") % {"reason": session.cancel_reason}
        if session.cancel_reason
        else "",
        session.summary,
        _("Join the meeting: %(link)s") % {"link": link} if link else "",
        url,
    ]
    return Entry(
        uid=uid_of("session", session.pk),
        title=title_of(session, series),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        sequence=session.sequence,
        text="\n\n".join(filter(None, texts)),
        place=session.place or link or (_("Remotely") if session.mode == "remote" else ""),
        url=url,
        is_cancelled=session.state == State.CANCELLED,
    )


def title_of(session: Session, series: Series) -> str:
    """The series' name, with the session's own where it says more."""
    if session.title and session.title != series.title:
        return f"{series.title}: {session.title}"
    return series.title


def organiser_of(series: Series) -> Person:
    """The programme's office, at the address where questions are answered."""
    programme = series.programme
    address = series.contact_email or programme.contact_email or settings.SUPPORT_EMAIL
    return Person(str(programme), address)


def has_times(session: Session) -> bool:
    return session.starts_at is not None and session.ends_at is not None


def event_path(slug: str) -> str:
    """The address of the series' page; a feed has thousands, so it is made from one pattern."""
    return _event_pattern(get_language() or "").replace("slug", slug)


@cache
def _event_pattern(_language: str) -> str:
    return reverse("event", args=["slug"])
