"""Mails about practices."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Practice


def published(practice: Practice) -> tuple[str, str]:
    """Tells the author that the practice is out."""
    link = settings.BASE_URL + reverse("practice", args=[practice.slug])
    subject = _("Your practice has been published: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "Your practice is now public and others can adopt it:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {"link": link, "programme": practice.programme.name}
    return subject, body


def returned(practice: Practice) -> tuple[str, str]:
    """Tells the author what the office asks to be completed."""
    link = settings.BASE_URL + reverse("my-practice", args=[practice.slug])
    subject = _("Please complete your practice: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "Before the practice is published we ask you to complete this:\n\n%(note)s\n\n"
        "Continue here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {"note": practice.editor_note, "link": link, "programme": practice.programme.name}
    return subject, body


def withdrawn(practice: Practice) -> tuple[str, str]:
    """Tells the author that the practice is no longer public, and why."""
    link = settings.BASE_URL + reverse("my-practice", args=[practice.slug])
    subject = _("Your practice has been withdrawn: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "The programme office has withdrawn your practice, so it is no longer public. "
        "The reason:\n\n%(note)s\n\n"
        "Your text is still here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {"note": practice.editor_note, "link": link, "programme": practice.programme.name}
    return subject, body
