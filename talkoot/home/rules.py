"""Who may say where they work, who may confirm it, and who ends a programme."""

import datetime
from http import HTTPStatus
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Membership, Organisation, Role
from talkoot.people.rules import OFFICE_ROLES, is_decision_maker, is_officer, office_ids
from talkoot.programmes.models import Programme


class Task(models.TextChoices):
    """What the programme office says that a person is in their organisation."""

    MEMBER = "member", gettext_lazy("member of staff")
    CONTACT = "contact", gettext_lazy("contact person")
    STAFF_CONTACT = "staff_contact", gettext_lazy("contact person of the staff side")


TASKED = (Role.MEMBER, Role.CONTACT)


def task_of(membership: Membership) -> Task | None:
    """None for the roles that the site's operator gives."""
    if membership.role not in TASKED:
        return None
    return Task.STAFF_CONTACT if membership.is_staff_side else Task(membership.role)


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


def check_name(user: Any, membership: Membership) -> None:
    """Refuse as in confirming, and the roles that the operator gives."""
    check_confirm(user, membership)
    if task_of(membership) is None:
        raise NotAllowed(
            _("This role is given and taken away by the site’s operator. Ask them to change it.")
        )


def can_see_ending(user: Any, programme: Programme) -> bool:
    """The programme's office."""
    return is_officer(user, programme.office_id)


def check_end(user: Any, programme: Programme, *, has_open_matters: bool) -> None:
    """Refuse whoever does not decide, and an end while people wait for the office."""
    if not is_decision_maker(user, programme.office_id):
        raise NotAllowed(
            _("The programme's decision maker ends it. Ask them."), status=HTTPStatus.FORBIDDEN
        )
    if programme.state == Programme.State.PLANNED:
        raise NotAllowed(_("The programme has not begun, so it cannot end."))
    if has_open_matters and programme.state != Programme.State.ENDED:
        raise NotAllowed(
            _("Finish the calls, the applications and the engagements first, then end it.")
        )
