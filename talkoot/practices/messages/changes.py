"""Mails about changes of a published practice."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Practice, Version


def taken(practice: Practice) -> tuple[str, str]:
    """Tells the owners that their change is public."""
    link = settings.BASE_URL + reverse("practice", args=[practice.slug])
    subject = _("Your change is public: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "The programme office has taken your change, and the practice now reads so:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {"link": link, "programme": practice.programme.name}
    return subject, body


def declined(change: Version) -> tuple[str, str]:
    """Tells the owners why their change was not taken."""
    practice = change.practice
    link = settings.BASE_URL + reverse("my-practice", args=[practice.slug])
    subject = _("Your change was not taken: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "The programme office has not taken your change. The reason:\n\n%(note)s\n\n"
        "What was public before is still public. You can write the change anew here:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {"note": change.note, "link": link, "programme": practice.programme.name}
    return subject, body
