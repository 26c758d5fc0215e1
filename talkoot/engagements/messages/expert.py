"""Mails about a change of the expert."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.dates import local_moment
from talkoot.engagements.models import Engagement
from talkoot.events.models import Session
from talkoot.experts.models import Expert


def changed(engagement: Engagement, *, before: Expert, reason: str) -> tuple[str, str]:
    """Tells the applicant who goes on."""
    application = engagement.application
    subject = _("Your expert changes: %(name)s") % {"name": engagement.expert.name}
    body = _(
        "Hello!\n\n"
        "%(new)s goes on in place of %(old)s in your case “%(title)s”. What has been agreed "
        "stays, and the new expert gets in touch with you.\n\n"
        "The reason: %(reason)s\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "new": engagement.expert.name,
        "old": before.name,
        "title": application.title,
        "reason": reason,
        "link": settings.BASE_URL + reverse("engagement", args=[application.ref]),
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def held_by(engagement: Engagement, *, session: Session, holder: Expert) -> tuple[str, str]:
    """Tells the parties who holds one session now."""
    application = engagement.application
    moment = local_moment(session.starts_at) if session.starts_at else ""
    subject = _("Who holds the session of %(moment)s: %(name)s") % {
        "moment": moment,
        "name": holder.name,
    }
    body = _(
        "Hello!\n\n"
        "%(name)s (%(supplier)s) holds the session of %(moment)s in “%(title)s” "
        "(%(organisation)s). The time and the place stay, and so do the other sessions.\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "name": holder.name,
        "supplier": holder.supplier,
        "moment": moment,
        "title": application.title,
        "organisation": application.organisation,
        "link": settings.BASE_URL + reverse("engagement", args=[application.ref]),
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def moved_away(engagement: Engagement, *, before: Expert) -> tuple[str, str]:
    """Tells the expert before that somebody else goes on."""
    application = engagement.application
    subject = _("Moved to another expert: %(organisation)s") % {
        "organisation": application.organisation
    }
    body = _(
        "Hello %(name)s!\n\n"
        "%(new)s goes on with the engagement “%(title)s” (%(organisation)s). What you have "
        "reported stays yours.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "name": before.name,
        "new": engagement.expert.name,
        "title": application.title,
        "organisation": application.organisation,
        "programme": application.call.offering.programme.name,
    }
    return subject, body
