"""The office's way from its programme's page to the end of the programme."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.home.rules import can_see_ending
from talkoot.outreach.onward import Way, register
from talkoot.programmes.models import Programme


@register
def to_ending(user: Any, programme: Programme) -> list[Way]:
    """For the office alone."""
    if not can_see_ending(user, programme):
        return []
    return [(_("The end of the programme"), reverse("end-programme", args=[programme.slug]))]
