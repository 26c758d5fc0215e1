"""Mails that ask people for good practices."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Lead, StoryRequest


def invitation(lead: Lead, token: str) -> tuple[str, str]:
    """Invites somebody to publish a story that was seen elsewhere."""
    link = settings.BASE_URL + reverse("lead", args=[token])
    subject = _("Would you tell this to others too? %(title)s") % {"title": lead.title}
    seen = f"\n{lead.url}" if lead.url else ""
    body = _(
        "Hello!\n\n"
        "We read about this: “%(title)s”.%(seen)s\n\n"
        "Others could learn from it. We have begun a page for it; six short answers are enough, "
        "and nothing is public before you send it and we have read it:\n%(link)s\n\n"
        "If you are not the right person, please pass this on or let it be.\n\n"
        "With kind regards\n%(programme)s"
    ) % {"title": lead.title, "seen": seen, "link": link, "programme": lead.programme.name}
    return subject, body


def request_for_stories(request: StoryRequest) -> tuple[str, str]:
    """Asks a contact person to tell what has worked in their organisation."""
    link = settings.BASE_URL + reverse("start-practice")
    subject = _("What has worked with you? %(programme)s") % {"programme": request.programme.name}
    body = _(
        "Hello!\n\n"
        "You are your organisation's contact person.\n\n%(text)s\n\n"
        "Tell about a practice here; six short answers are enough:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {"text": request.text, "link": link, "programme": request.programme.name}
    return subject, body
