"""Mails about an application that has been withdrawn."""

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.messages.writing import Mail, named
from talkoot.calls.models import Application
from talkoot.core.dates import local_moment
from talkoot.people.models import User


def withdrawal_receipt(application: Application) -> Mail:
    """Subject and body for who applied: that it was withdrawn, and when.

    Act on Electronic Services 13/2003, section 12.
    """
    facts = _facts(application)
    subject = _("Your application has been withdrawn: %(title)s") % facts
    body = _(
        "Hello!\n\n"
        "Your application “%(title)s” (%(number)s) was withdrawn on %(at)s. It will not be "
        "decided. You can apply again when a call is open.\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % facts


def withdrawal_told(application: Application, *, by: User) -> Mail:
    """Subject and body for those who write or apply with them."""
    facts = {**_facts(application), "name": by}
    subject = _("The application has been withdrawn: %(title)s") % facts
    body = _(
        "Hello!\n\n"
        "%(name)s has withdrawn the application “%(title)s” of %(organisation)s. It will not be "
        "decided, and you need not do anything.\n\n"
        "Questions: %(contact)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % facts


def withdrawal_to_office(application: Application) -> Mail:
    """Subject and body for the programme office."""
    facts = _facts(application)
    subject = _("Withdrawn: %(organisation)s, %(number)s") % facts
    body = _(
        "Hello!\n\n"
        "%(organisation)s has withdrawn the application “%(title)s” (%(number)s). It is not "
        "decided any more, and what it asked for is free in the call.\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % facts


def _facts(application: Application) -> dict[str, str]:
    programme = application.call.offering.programme
    return {
        "title": named(application),
        "number": application.number or "",
        "organisation": str(application.organisation),
        "at": local_moment(timezone.now()),
        "contact": programme.contact_email,
        "programme": programme.name,
    }
