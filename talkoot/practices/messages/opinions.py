"""Mails about experts' opinions."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Opinion


def recorded(opinion: Opinion) -> tuple[str, str]:
    """Tells the owners what an expert thinks of the practice."""
    practice = opinion.practice
    link = settings.BASE_URL + reverse("practice", args=[practice.slug])
    subject = _("An expert has read your practice: %(title)s") % {"title": practice.title}
    body = _(
        "Hello!\n\n"
        "An expert (%(expert)s) has given an opinion on your practice. It is shown on its page:\n"
        "%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "expert": opinion.expert_title,
        "link": link,
        "programme": practice.programme.name,
    }
    return subject, body
