"""The weekly mail of saved searches."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.practices.models import Practice, SavedSearch

MOST_LISTED = 10

Found = Sequence[tuple[SavedSearch, list[Practice]]]


def digest(found: Found) -> tuple[str, str]:
    """What is new in each of a person's saved searches; what two of them found counts once."""
    count = len({practice.pk for _search, practices in found for practice in practices})
    subject = ngettext(
        "%(count)s new practice in your saved searches",
        "%(count)s new practices in your saved searches",
        count,
    ) % {"count": count}
    body = _(
        "Hello!\n\n"
        "These practices have been published since the last mail:\n\n%(parts)s\n\n"
        "Your saved searches, also to delete them:\n%(link)s"
    ) % {
        "parts": "\n\n".join(_part(search, practices) for search, practices in found),
        "link": settings.BASE_URL + reverse("saved-searches"),
    }
    return subject, body


def _part(search: SavedSearch, practices: list[Practice]) -> str:
    """One search: its name, its newest hits, and the way to the rest."""
    lines = [search.name]
    for practice in practices[:MOST_LISTED]:
        lines.append(f"- {practice.title}, {practice.organisation.name}")
        lines.append(f"  {settings.BASE_URL}{practice.get_absolute_url()}")
    if len(practices) > MOST_LISTED:
        link = f"{settings.BASE_URL}{reverse('practices')}?{search.query}&sort=newest"
        lines.append(
            _("And %(count)s more: %(link)s")
            % {"count": len(practices) - MOST_LISTED, "link": link}
        )
    return "\n".join(lines)
