"""Picked lists: who keeps them, when one is public, what may be done to it."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_editor
from talkoot.practices.models import CuratedList, Practice

MOST_ITEMS = 60


def can_read_list(user: Any, curated: CuratedList) -> bool:
    """Everybody, from its day on."""
    return curated.published_on is not None and curated.published_on <= timezone.localdate()


def can_keep_list(user: Any, curated: CuratedList) -> bool:
    """The office of the list's programme and its editors."""
    return is_editor(user, curated.programme.office_id)


def known(on: datetime.date) -> Q:
    """Lists that everybody may know of: public by the day, or told by a source without a day."""
    return Q(published_on__lte=on) | ~Q(source="")


def check_add(practice: Practice, *, count: int, is_there: bool) -> None:
    """Refuse what is not public, what is there already, and a list without an end."""
    if practice.state != Practice.State.PUBLISHED:
        raise NotAllowed(_("Only a published practice can be picked."))
    if is_there:
        raise NotAllowed(_("“%(title)s” is on the list already.") % {"title": practice.title})
    if count >= MOST_ITEMS:
        raise NotAllowed(
            _("A list holds %(most)s practices at most. Take one off, or begin another list.")
            % {"most": MOST_ITEMS}
        )


def check_publish(curated: CuratedList, *, has_something: bool) -> None:
    """A list is published once, and with something on it that everybody may read."""
    if curated.published_on is not None:
        raise NotAllowed(_("The list is public already."))
    if not has_something:
        raise NotAllowed(_("Nothing on the list is public yet. Pick a published practice first."))


def check_hide(curated: CuratedList) -> None:
    if curated.published_on is None:
        raise NotAllowed(_("The list is not public, so it need not be hidden."))


def check_delete(curated: CuratedList) -> None:
    """What everybody reads is not deleted by one press; nor what a source tells."""
    if curated.published_on is not None:
        raise NotAllowed(_("The list is public. Hide it first, then delete it."))
    if curated.source:
        raise NotAllowed(_("The list comes from the programme's source, so it is kept."))
