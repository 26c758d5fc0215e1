"""Reads of programmes."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.people.rules import office_ids
from talkoot.programmes.models import Programme


def office_programmes(user: Any) -> "QuerySet[Programme]":
    """The programmes in whose office the person works."""
    return Programme.objects.filter(office__in=office_ids(user))


def public_programmes() -> list[tuple[Promise, list[Programme]]]:
    """Programmes that anybody may see, as (heading, programmes); empty groups are left out."""
    rows = Programme.objects.exclude(state=Programme.State.PLANNED).select_related("office")
    groups = {Programme.State.RUNNING: _("Running now"), Programme.State.ENDED: _("Ended")}
    found = {title: [row for row in rows if row.state == key] for key, title in groups.items()}
    return [(title, mine) for title, mine in found.items() if mine]
