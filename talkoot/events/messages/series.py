"""Mails to those who come, when what they come to changes."""

from django.conf import settings
from django.utils.translation import gettext as _

from talkoot.core.dates import local_moment
from talkoot.events.calendars import event_path, title_of
from talkoot.events.models import Series, Session


def session_changed(session: Session, series: Series, *, before: str) -> tuple[str, str]:
    """Subject and body: the session has a new time, place or link. `before` is how it was."""
    assert session.starts_at is not None
    subject = _("Changed: %(title)s, %(when)s") % {
        "title": title_of(session, series),
        "when": local_moment(session.starts_at),
    }
    body = _(
        "Hello!\n\n"
        "“%(title)s” has changed.\n\n"
        "Before: %(before)s\n"
        "Now: %(now)s\n\n"
        "The attached calendar file moves the event in your calendar. If you cannot come any "
        "more, cancel your place with the link in your confirmation, so that somebody else gets "
        "it.\n\n"
        "%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        **_common(series),
        "title": title_of(session, series),
        "before": before,
        "now": when_and_where(session),
    }
    return subject, body


def session_cancelled(session: Session, series: Series) -> tuple[str, str]:
    """Subject and body: the session is not held, and why."""
    subject = _("Cancelled: %(title)s") % {"title": title_of(session, series)}
    body = _(
        "Hello!\n\n"
        "“%(title)s” (%(when)s) has been cancelled.\n\n"
        "%(reason)s\n\n"
        "The attached calendar file removes the event from your calendar. You need not do "
        "anything.\n\n"
        "%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {**_of_session(session, series), "reason": session.cancel_reason}
    return subject, body


def session_narrowed(session: Session, series: Series) -> tuple[str, str]:
    """Subject and body to those who no longer come, as the session is now one organisation's."""
    subject = _("You are not expected at: %(title)s") % {"title": title_of(session, series)}
    body = _(
        "Hello!\n\n"
        "“%(title)s” (%(when)s) is now for one organisation only, so you are not expected "
        "there.\n\n"
        "The attached calendar file removes the event from your calendar. The other sessions stay "
        "as they were.\n\n"
        "%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % _of_session(session, series)
    return subject, body


def session_waits(session: Session, series: Series, organisation: object) -> tuple[str, str]:
    """Subject and body to those who told the organisation whose session it now is, unconfirmed."""
    subject = _("Waits for confirmation: %(title)s") % {"title": title_of(session, series)}
    body = _(
        "Hello!\n\n"
        "“%(title)s” (%(when)s) is now only for those who come from this organisation: "
        "%(organisation)s. You have told that you come from there. When the programme office has "
        "confirmed it, you get a new invitation; until then the attached calendar file removes "
        "the event from your calendar.\n\n"
        "%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {**_of_session(session, series), "organisation": organisation}
    return subject, body


def series_cancelled(series: Series, reason: str) -> tuple[str, str]:
    """Subject and body: nothing of the series is held, and why."""
    subject = _("Cancelled: %(title)s") % {"title": series.title}
    body = _(
        "Hello!\n\n"
        "“%(title)s” has been cancelled.\n\n"
        "%(reason)s\n\n"
        "Your place in it has ended. If a calendar file is attached, it removes the events from "
        "your calendar.\n\n"
        "%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {**_common(series), "title": series.title, "reason": reason}
    return subject, body


def when_and_where(session: Session) -> str:
    """One line of the session's time and place."""
    parts = [local_moment(session.starts_at) if session.starts_at else "", session.place]
    if not session.place:
        parts.append(str(session.get_mode_display()))
    return ", ".join(filter(None, parts))


def _of_session(session: Session, series: Series) -> dict[str, str]:
    when = when_and_where(session)
    return {**_common(series), "title": title_of(session, series), "when": when}


def _common(series: Series) -> dict[str, str]:
    contact = series.contact_email or series.programme.contact_email or settings.SUPPORT_EMAIL
    return {
        "link": settings.BASE_URL + event_path(series.slug) if series.slug else "",
        "contact": contact,
        "programme": str(series.programme),
    }
