"""Mails about calls."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.calls.deadlines import deadline_text, late_text
from talkoot.calls.models import Application


def draft_reminder(application: Application) -> tuple[str, str]:
    """Subject and body for those who hold an unsent draft when the deadline is near."""
    call = application.call
    programme = call.offering.programme
    subject = _("Your draft has not been sent: %(call)s closes soon") % {"call": call.title}
    body = _(
        "Hello!\n\n"
        "You have begun an application to the call “%(call)s” but have not sent it. The call "
        "closes on %(closes)s. %(late)s\n\n"
        "Go on where you left off:\n%(link)s\n\n"
        "If you do not want to apply after all, you need not do anything.\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "call": call.title,
        "closes": deadline_text(call),
        "late": late_text(call),
        "link": settings.BASE_URL + reverse("my-application", args=[application.ref]),
        "contact": programme.contact_email,
        "programme": programme.name,
    }
    return subject, body
