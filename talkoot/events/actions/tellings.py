"""Telling those who come that a session or a series has changed; in the caller's transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import translation

from talkoot.core.icalendar import CANCEL, REQUEST, Person
from talkoot.correspondence.actions import Mail, queue_many
from talkoot.events.calendars import calendar_for, invitation
from talkoot.events.messages import series as messages
from talkoot.events.messages.series import when_and_where
from talkoot.events.models import Registration, Series, SeriesPerson, Session
from talkoot.events.rules.sessions import comes_to, joined_by

State = Registration.State


def in_each_language(session: Session | None) -> dict[str, str]:
    """How the session was, as each language's mail tells it."""
    told = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = when_and_where(session) if session and session.starts_at else "–"
    return told


def tell_of_change(session: Session, series: Series, *, before: dict[str, str]) -> int:
    """Queue a mail to everybody who comes to the session, with the changed invitation.

    `before` is {language: how it was}. Returns to how many.
    """
    return _tell(
        _Occasion("session-changed", f"{session.pk}-{session.sequence}", REQUEST),
        series,
        [session],
        lambda language: messages.session_changed(session, series, before=before[language]),
        rows=[row for row in _registered(series) if comes_to(row, session)],
        workers=_workers(series, session),
    )


def tell_of_narrowing(session: Session, series: Series, *, was: Session, is_told: bool) -> int:
    """Queue a mail to those who come no longer, with the file that removes the session, and the
    invitation to those who come now, unless they are told otherwise. `was` is the session before
    the change. Who has told the session's organisation, unconfirmed, learns what is waited for.
    """
    rows = _registered(series)
    came = [row for row in rows if comes_to(row, was)]
    left = [row for row in came if not comes_to(row, session)]
    waits = [row for row in left if row.organisation_id == session.organisation_id]
    # What it is now is not theirs to know; the file has to be newer than the one they have.
    was.sequence, was.link, was.series = session.sequence, "", series
    new = [row for row in rows if row not in came and comes_to(row, session) and not is_told]
    number, before = f"{session.pk}-{session.sequence}", in_each_language(None)
    return (
        _tell(
            _Occasion("session-narrowed", number, CANCEL, is_whole=True),
            series,
            [was],
            lambda _language: messages.session_narrowed(was, series),
            rows=[row for row in left if row not in waits],
            workers=(),
        )
        + _tell(
            _Occasion("session-waits", number, CANCEL, is_whole=True),
            series,
            [was],
            lambda _language: messages.session_waits(was, series, session.organisation),
            rows=waits,
            workers=(),
        )
        + _tell(
            _Occasion("session-opened", number, REQUEST),
            series,
            [session],
            lambda language: messages.session_changed(session, series, before=before[language]),
            rows=new,
            workers=(),
        )
    )


def tell_of_cancelled_session(session: Session, series: Series) -> int:
    """Queue a mail to everybody who comes to the session, with the file that removes it."""
    return _tell(
        _Occasion("session-cancelled", f"{session.pk}-{session.sequence}", CANCEL),
        series,
        [session],
        lambda _language: messages.session_cancelled(session, series),
        rows=[row for row in _registered(series) if comes_to(row, session)],
        workers=_workers(series, session),
    )


def tell_of_cancelled_series(series: Series, sessions: list[Session], *, reason: str) -> int:
    """Queue a mail to everybody who comes or waits in the line."""
    return _tell(
        _Occasion("series-cancelled", str(series.pk), CANCEL),
        series,
        sessions,
        lambda _language: messages.series_cancelled(series, reason),
        rows=_registered(series, with_line=True),
        workers=_workers(series, None),
    )


@dataclass(frozen=True)
class _Occasion:
    """What happened, which time, and what the calendar file does."""

    kind: str
    number: str
    method: str
    # The calendar file holds all that was given, and not only what the person comes to.
    is_whole: bool = False

    def key_of(self, receiver: object) -> str:
        return f"{self.kind}-{self.number}-{receiver}"


def _tell(
    occasion: _Occasion,
    series: Series,
    sessions: list[Session],
    texts: Callable[[str], tuple[str, str]],
    *,
    rows: Iterable[Registration],
    workers: Iterable[SeriesPerson],
) -> int:
    """Queue the occasion's mail to the registered and to those who work in the series."""
    worded = cache(texts)
    mails = []
    for row in rows:
        own = sessions if occasion.is_whole else joined_by(row, sessions)
        own = own if row.state == State.REGISTERED else []
        language = row.participant.language
        with translation.override(language):
            subject, body = worded(language)
            file = invitation(own, row, method=occasion.method)
        key, address = occasion.key_of(row.pk), row.participant.email
        mails.append(Mail(key, subject, body, address=address, language=language, calendar=file))
    for user in {row.user_id: row.user for row in workers if row.user is not None}.values():
        person = Person(str(user), user.email)
        with translation.override(user.language):
            subject, body = worded(user.language)
            file = calendar_for(person, sessions, series, method=occasion.method)
        key = occasion.key_of(f"by-{user.pk}")
        mails.append(Mail(key, subject, body, to=user, language=user.language, calendar=file))
    office = series.programme.office_id
    return queue_many(occasion.kind, office_id=office, mails=mails, is_demo=series.is_demo)


def _registered(series: Series, *, with_line: bool = False) -> list[Registration]:
    states = (State.REGISTERED, State.WAITING) if with_line else (State.REGISTERED,)
    rows = Registration.objects.filter(series=series, state__in=states)
    found = list(rows.select_related("participant", "session"))
    for row in found:
        row.series = series
    return found


def _workers(series: Series, session: Session | None) -> list[SeriesPerson]:
    rows = SeriesPerson.objects.filter(series=series, user__isnull=False).select_related("user")
    if session is None:
        return list(rows)
    return [row for row in rows if row.session_id in (None, session.pk)]
