"""Mails about applications."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.dates import local_moment


def receipt(application: Application) -> tuple[str, str]:
    """Subject and body of the acknowledgement: arrival time and case number.

    Act on Electronic Services 13/2003, section 12: the sender is told without delay that the
    document has arrived.
    """
    programme = application.call.offering.programme
    link = settings.BASE_URL + reverse("my-application", args=[application.ref])
    subject = _("Your application has arrived: %(number)s") % {"number": application.number}
    body = _(
        "Hello!\n\n"
        "Your application “%(title)s” arrived on %(arrived)s. Its case number is %(number)s.\n\n"
        "The programme office reads it next. You get a written decision by e-mail.\n\n"
        "Follow the case here:\n%(link)s\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": application.title,
        "arrived": _arrived(application),
        "number": application.number,
        "link": link,
        "contact": programme.contact_email,
        "programme": programme.name,
    }
    return subject, body


def _arrived(application: Application) -> str:
    """When it arrived, and whether that was too late."""
    if application.submitted_at is None:
        return ""
    arrived = local_moment(application.submitted_at)
    if not application.is_late:
        return arrived
    return _("%(arrived)s (after the deadline: the office decides whether to examine it)") % {
        "arrived": arrived
    }
