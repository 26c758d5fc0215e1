"""Mails about whose a practice is."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.practices.models import Practice


def transferred(practice: Practice) -> tuple[str, str]:
    """Tells the new organisation's contact persons that they now own the practice."""
    link = _link(practice)
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


def transferred_together(practices: list[Practice]) -> tuple[str, str]:
    """The same of several practices in one mail."""
    if len(practices) == 1:
        return transferred(practices[0])
    first = practices[0]
    subject = _("%(count)s practices are now your organisation's") % {"count": len(practices)}
    body = _(
        "Hello!\n\n"
        "%(organisation)s carries on the work in which these practices were made, so they are now "
        "yours. You can read and change them here:\n\n%(lines)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": first.organisation.name,
        "lines": "\n\n".join(f"{row.title}\n{_link(row)}" for row in practices),
        "programme": first.programme.name,
    }
    return subject, body


def _link(practice: Practice) -> str:
    return settings.BASE_URL + reverse("my-practice", args=[practice.slug])
