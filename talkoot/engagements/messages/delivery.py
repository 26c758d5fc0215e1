"""Mails about sessions, reports, stuck items and invoices."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import local_moment, local_time
from talkoot.engagements.models import DayReport, Engagement, Invoice, StuckItem
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.models import Session


def _link(engagement: Engagement) -> str:
    return settings.BASE_URL + reverse("engagement", args=[engagement.application.ref])


def _programme(engagement: Engagement) -> str:
    return engagement.application.call.offering.programme.name


def session_line(session: Session) -> str:
    """One session: when, how and where."""
    if session.starts_at is None or session.ends_at is None:
        return _("time to be agreed")
    parts = [
        f"{local_moment(session.starts_at)}–{local_time(session.ends_at)}",
        str(session.get_mode_display()),
        session.place,
        session.link,
    ]
    return ", ".join(part for part in parts if part)


def sessions_agreed(engagement: Engagement, sessions: Sequence[Session]) -> tuple[str, str]:
    """Tells the applicant and the expert the agreed times and places."""
    first = sessions[0]
    moment = local_moment(first.starts_at) if first.starts_at else ""
    subject = ngettext(
        "Your session: %(moment)s", "Your %(count)s sessions, the first %(moment)s", len(sessions)
    ) % {"moment": moment, "count": len(sessions)}
    body = _(
        "Hello!\n\n"
        "Agreed in “%(title)s”:\n%(sessions)s\n\n"
        "Expert: %(expert)s\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": engagement.application.title,
        "sessions": "\n".join(session_line(session) for session in sessions),
        "expert": ", ".join(dict.fromkeys(holder_of(engagement, row).name for row in sessions)),
        "link": _link(engagement),
        "programme": _programme(engagement),
    }
    return subject, body


def session_cancelled(engagement: Engagement, session: Session) -> tuple[str, str]:
    """Tells both sides that a session is not held, and why."""
    moment = local_moment(session.starts_at) if session.starts_at else ""
    subject = _("Cancelled: %(moment)s") % {"moment": moment}
    body = _(
        "Hello!\n\n"
        "A session of “%(title)s” has been cancelled:\n%(session)s\n\n"
        "The reason: %(reason)s\n\n"
        "Its hours can be used for another session:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": engagement.application.title,
        "session": session_line(session),
        "reason": session.cancel_reason,
        "link": _link(engagement),
        "programme": _programme(engagement),
    }
    return subject, body


def days_dropped(engagement: Engagement, sessions: Sequence[Session]) -> tuple[str, str]:
    """Tells the applicant which sessions are not held, because the days were given up."""
    first = sessions[0]
    moment = local_moment(first.starts_at) if first.starts_at else ""
    subject = _("Cancelled: %(moment)s") % {"moment": moment}
    body = _(
        "Hello!\n\n"
        "The days granted for “%(title)s” were given up, so this is not held:\n%(sessions)s\n\n"
        "The attached calendar file removes it from your calendar.\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": engagement.application.title,
        "sessions": "\n".join(session_line(session) for session in sessions),
        "link": _link(engagement),
        "programme": _programme(engagement),
    }
    return subject, body


def report_returned(engagement: Engagement, report: DayReport) -> tuple[str, str]:
    """Tells the expert what the office asks to be corrected."""
    subject = _("Correct the day report: %(organisation)s") % {
        "organisation": engagement.application.organisation
    }
    body = _(
        "Hello!\n\n"
        "The programme office returned the report of %(session)s.\n\n"
        "What to correct: %(note)s\n\n"
        "Correct it here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "session": session_line(report.session),
        "note": report.note,
        "link": _link(engagement),
        "programme": _programme(engagement),
    }
    return subject, body


def reports_late(sessions: Sequence[Session]) -> tuple[str, str]:
    """Asks the expert for reports that are late; all of them in one mail."""
    subject = ngettext(
        "A day report is missing", "%(count)s day reports are missing", len(sessions)
    ) % {"count": len(sessions)}
    engagements = [session.series.engagement for session in sessions]  # type: ignore[attr-defined]
    rows = [
        f"{session_line(session)}\n{_link(engagement)}"
        for session, engagement in zip(sessions, engagements, strict=True)
    ]
    body = _(
        "Hello!\n\n"
        "These have been held and not reported yet:\n\n%(rows)s\n\n"
        "A report takes about three minutes. The applicant is asked for feedback only after it, "
        "and a day is paid only after it has been approved.\n\n"
        "With kind regards\n%(programme)s"
    ) % {"rows": "\n\n".join(rows), "programme": _programme(engagements[0])}
    return subject, body


def stuck_resolved(engagement: Engagement, item: StuckItem) -> tuple[str, str]:
    """Tells who asked for help what the office answers."""
    subject = _("Answer: %(organisation)s") % {"organisation": engagement.application.organisation}
    body = _(
        "Hello!\n\n"
        "You told that this does not move on:\n%(text)s\n\n"
        "The programme office answers:\n%(answer)s\n\n"
        "The engagement:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "text": item.text,
        "answer": item.answer,
        "link": _link(engagement),
        "programme": _programme(engagement),
    }
    return subject, body


def invoice_returned(invoice: Invoice) -> tuple[str, str]:
    """Tells the supplier why the invoice is not paid as it is."""
    subject = _("Invoice %(number)s is returned") % {"number": invoice.number}
    body = _(
        "Hello!\n\n"
        "The programme office returns the invoice %(number)s.\n\n"
        "The reason: %(note)s\n\n"
        "Its days can be invoiced again:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "number": invoice.number,
        "note": invoice.note,
        "link": settings.BASE_URL + reverse("invoice", args=[invoice.pk]),
        "programme": invoice.supplier.framework.programme.name,
    }
    return subject, body
