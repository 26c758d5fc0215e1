"""Mails about varying the content of a service."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.engagements.models import Engagement
from talkoot.events.models import CurriculumVariation


def wished(engagement: Engagement, row: CurriculumVariation) -> tuple[str, str]:
    """Tells the trainer what the organisation wishes."""
    facts = _facts(engagement) | {"wish": row.wish}
    body = _(
        "Hello!\n\n"
        "%(organisation)s wishes to vary the content of “%(title)s”:\n\n%(wish)s\n\n"
        "Answer what can be done:\n%(link)s"
    )
    return _("A wish about the content: %(title)s") % facts, body % facts


def answered(engagement: Engagement, row: CurriculumVariation) -> tuple[str, str]:
    """Tells the organisation what the trainer answered and what was agreed."""
    facts = _facts(engagement) | {"answer": row.answer, "agreed": row.agreed}
    if row.state == CurriculumVariation.State.AGREED:
        body = _(
            "Hello!\n\nThe content of “%(title)s” varies as follows:\n\n%(agreed)s\n\n"
            "%(answer)s\n\nYou find what was agreed here:\n%(link)s"
        )
    else:
        body = _(
            "Hello!\n\nThe content of “%(title)s” stays as it is:\n\n%(answer)s\n\n"
            "You can make another wish here:\n%(link)s"
        )
    return _("The content of the service: %(title)s") % facts, body % facts


def _facts(engagement: Engagement) -> dict[str, str]:
    case = engagement.application
    return {
        "organisation": case.organisation.name,
        "title": case.title,
        "link": settings.BASE_URL + reverse("variations", args=[case.ref]),
    }
