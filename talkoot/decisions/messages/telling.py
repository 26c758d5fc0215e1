"""The mail that tells a joint applicant of the decision."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.calls.models import JointApplicant


def partner_mail(partner: JointApplicant) -> tuple[str, str]:
    """Subject and body; the outcome is read on the case's page."""
    application = partner.application
    facts = {
        "organisation": partner.organisation,
        "lead": application.organisation,
        "title": application.title,
        "number": application.number,
        "link": settings.BASE_URL + reverse("my-application", args=[application.ref]),
        "programme": application.call.offering.programme.name,
    }
    subject = _("Decision on your joint application %(number)s") % facts
    body = _(
        "Hello!\n\n"
        "The decision on the application “%(title)s” (%(number)s), in which %(organisation)s takes "
        "part, has been made. The letter has been sent to %(lead)s, which leads the "
        "application.\n\n"
        "Read the decision on the case's page:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % facts
