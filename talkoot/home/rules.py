"""Who may say where they work, and who may confirm it."""

import datetime
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Membership, Organisation
from talkoot.people.rules import OFFICE_ROLES, office_ids


def check_declare(organisation: Organisation, on: datetime.date) -> None:
    """Refuse an organisation that has ended, for example in a merger."""
    if organisation.valid_to is not None and organisation.valid_to < on:
        raise NotAllowed(
            _("%(name)s no longer exists. Choose the organisation that carries on its work.")
            % {"name": organisation.name}
        )


def can_leave(user: Any, membership: Membership) -> bool:
    return membership.user_id == user.pk


def check_leave(membership: Membership) -> None:
    """Refuse the programme office's own roles: the operator takes them away."""
    if membership.role in OFFICE_ROLES:
        raise NotAllowed(
            _("The roles of a programme office are taken away by the site’s operator. Ask them.")
        )


def can_confirm(user: Any, membership: Membership) -> bool:
    """Anybody who works in a programme office."""
    return bool(office_ids(user))


def check_confirm(user: Any, membership: Membership) -> None:
    """Refuse one's own membership and people outside the offices."""
    if not can_confirm(user, membership):
        raise NotAllowed(
            _("Only a programme office confirms memberships."), status=HTTPStatus.FORBIDDEN
        )
    if membership.user_id == user.pk:
        raise NotAllowed(_("Ask a colleague to confirm your own membership."))
