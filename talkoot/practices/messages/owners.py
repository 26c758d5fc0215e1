"""Mails about whose a practice is."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Practice


def transferred(practice: Practice) -> tuple[str, str]:
    """Tells the new organisation's contact persons that they now own the practice."""
    link = settings.BASE_URL + reverse("my-practice", args=[practice.slug])
    subject = _("A practice is now your organisation's: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "%(organisation)s carries on the work in which the practice “%(title)s” was made, so it is "
        "now yours. You can read and change it here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": practice.organisation.name,
        "title": practice.title,
        "link": link,
        "programme": practice.programme.name,
    }
    return subject, body
