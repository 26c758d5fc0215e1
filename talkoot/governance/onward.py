"""The way from a programme's page to who decides of it and what it serves."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.outreach.onward import Way, register
from talkoot.programmes.models import Programme


@register
def to_governance(user: Any, programme: Programme) -> list[Way]:
    """Always: the page tells itself what there is not. Of a published programme its lists, too."""
    address = reverse("governance", args=[programme.slug])
    ways = [(_("Who decides, what it serves and how it goes on"), address)]
    if programme.source:
        lists = reverse("programme-lists", args=[programme.slug])
        ways.append((_("Lists in the source"), lists))
    return ways
