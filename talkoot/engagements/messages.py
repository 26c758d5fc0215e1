"""Mails about engagements."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.dates import days_text, local_moment
from talkoot.engagements.models import Engagement
from talkoot.events.models import Session


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


def day_agreed(engagement: Engagement, session: Session) -> tuple[str, str]:
    """Tells the applicant the agreed time and place."""
    starts, ends = session.starts_at, session.ends_at
    subject = _("Your sparring day: %(moment)s") % {
        "moment": local_moment(starts) if starts else ""
    }
    body = _(
        "Hello!\n\n"
        "The day has been agreed: %(starts)s – %(ends)s, %(mode)s. Place: %(place)s.\n"
        "Expert: %(expert)s\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "starts": local_moment(starts) if starts else "",
        "ends": local_moment(ends) if ends else "",
        "mode": session.get_mode_display(),
        "place": session.place,
        "expert": engagement.expert.name,
        "link": _link(engagement),
        "programme": engagement.application.call.offering.programme.name,
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
