"""Mails when an expert has declined."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.engagements.models import Engagement, ExpertRefusal


def _link(engagement: Engagement) -> str:
    return settings.BASE_URL + reverse("change-expert", args=[engagement.application.ref])


def declined_to_applicant(engagement: Engagement) -> tuple[str, str]:
    """Asks the applicant to choose another expert."""
    application = engagement.application
    subject = _("Choose another expert: %(title)s") % {"title": application.title}
    body = _(
        "Hello!\n\n"
        "%(expert)s cannot take on your development work. What was granted to you stays.\n\n"
        "Choose another expert here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "expert": engagement.expert.name,
        "link": _link(engagement),
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def to_office(engagement: Engagement, refusal: ExpertRefusal) -> tuple[str, str]:
    """Tells the office who declined and why, and whom the applicant has chosen, if anybody."""
    application = engagement.application
    words = {
        "expert": refusal.expert.name,
        "number": application.number,
        "organisation": application.organisation,
        "reason": refusal.reason,
        "chosen": refusal.chosen.name if refusal.chosen else "",
        "link": _link(engagement),
    }
    if refusal.chosen:
        subject = _("Another expert chosen: %(number)s") % words
        body = _(
            "Hello!\n\n"
            "%(organisation)s has chosen %(chosen)s in place of %(expert)s. Name the new expert "
            "here:\n%(link)s"
        )
    else:
        subject = _("An expert declined: %(number)s") % words
        body = _(
            "Hello!\n\n"
            "%(expert)s has declined the engagement of %(organisation)s.\n\n"
            "The reason: %(reason)s\n\n"
            "The applicant has been asked to choose another expert. The case:\n%(link)s"
        )
    return subject, body % words
