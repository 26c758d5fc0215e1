"""Mails about engagements."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.dates import days_text, days_words
from talkoot.engagements.models import Engagement


def _link(engagement: Engagement) -> str:
    return settings.BASE_URL + reverse("engagement", args=[engagement.application.ref])


def to_expert(engagement: Engagement) -> tuple[str, str]:
    """Tells the expert that an applicant chose them and the decision is positive."""
    application = engagement.application
    subject = _("New engagement: %(organisation)s") % {"organisation": application.organisation}
    body = _(
        "Hello!\n\n"
        "%(organisation)s has been granted %(days)s days and chose you.\n\n"
        "Subject: %(title)s\nPreferred times: %(times)s\n\n"
        "Agree the day with the applicant and record it here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": application.organisation,
        "days": days_text(engagement.days_granted),
        "title": application.title,
        "times": application.preferred_times,
        "link": _link(engagement),
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def cancelled_to_expert(engagement: Engagement) -> tuple[str, str]:
    """Tells the expert that the office has taken the engagement back."""
    application = engagement.application
    subject = _("Cancelled: %(organisation)s") % {"organisation": application.organisation}
    body = _(
        "Hello!\n\n"
        "The programme office has taken back the engagement “%(title)s” (%(organisation)s), of "
        "which you were told. Do not contact the applicant yet. A new message comes if the "
        "engagement goes ahead.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": application.organisation,
        "title": application.title,
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def withdrawn_to_expert(engagement: Engagement, reason: str) -> tuple[str, str]:
    """Tells the expert that the applicant has given up what was granted."""
    application = engagement.application
    subject = _("Withdrawn: %(organisation)s") % {"organisation": application.organisation}
    body = _(
        "Hello!\n\n"
        "%(organisation)s has given up the days granted for “%(title)s”. The engagement has ended "
        "and a day that was agreed is not held.\n\n"
        "The reason: %(reason)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": application.organisation,
        "title": application.title,
        "reason": reason or _("not told"),
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def extended_to_expert(engagement: Engagement) -> tuple[str, str]:
    """Tells the expert that more days have been granted."""
    application = engagement.application
    subject = _("More days: %(organisation)s") % {"organisation": application.organisation}
    body = _(
        "Hello!\n\n"
        "%(organisation)s has been granted more days: now %(days)s in all.\n\n"
        "The engagement:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": application.organisation,
        "days": days_text(engagement.days_granted),
        "link": _link(engagement),
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def corrected_to_expert(engagement: Engagement) -> tuple[str, str]:
    """Tells the expert that the decision told the days wrong and how many there are."""
    application = engagement.application
    subject = _("Days corrected: %(organisation)s") % {"organisation": application.organisation}
    body = _(
        "Hello!\n\n"
        "There was an error in the days granted to %(organisation)s for “%(title)s”. They have "
        "been corrected: %(days)s in all.\n\n"
        "The engagement:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": application.organisation,
        "title": application.title,
        "days": days_words(engagement.days_granted),
        "link": _link(engagement),
        "programme": application.call.offering.programme.name,
    }
    return subject, body
