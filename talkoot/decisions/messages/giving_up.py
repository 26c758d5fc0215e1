"""Mails when an applicant gives up what was granted."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.dates import days_words


def receipt_mail(application: Application) -> tuple[str, str]:
    """Tells who applied that the grant has ended."""
    facts = _facts(application)
    subject = _("You have given up what was granted: %(number)s") % facts
    body = _(
        "Hello!\n\n"
        "What was granted to %(organisation)s for “%(title)s” (%(number)s) has been given up. "
        "Nothing follows from the case any more. You can apply again when a call is open.\n\n"
        "With kind regards\n%(office)s"
    )
    return subject, body % facts


def office_mail(application: Application, *, days: Any, reason: str) -> tuple[str, str]:
    """Tells the programme office what is free again."""
    facts = _facts(application) | {"reason": reason or _("not told"), "days": days_words(days)}
    subject = _("Given up: %(organisation)s, %(number)s") % facts
    body = _(
        "Hello!\n\n"
        "%(organisation)s has given up what was granted for “%(title)s” (%(number)s): %(days)s. "
        "The days are free again in the call and in the framework agreement, and the expert has "
        "been told.\n\n"
        "The reason: %(reason)s\n\n"
        "With kind regards\n%(programme)s"
    )
    return subject, body % facts


def _facts(application: Application) -> dict[str, Any]:
    programme = application.call.offering.programme
    return {
        "organisation": application.organisation,
        "title": application.title,
        "number": application.number,
        "office": programme.office.name,
        "programme": programme.name,
    }
