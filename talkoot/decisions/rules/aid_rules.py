"""Who sets the de minimis ceiling and reference price, and from when they may hold."""

import datetime
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Role
from talkoot.people.rules import roles_of


def can_set_rules(user: Any) -> bool:
    """A decision maker of a programme office."""
    return any(Role.DECISION_MAKER in roles for roles in roles_of(user).values())


def is_used(valid_from: datetime.date) -> bool:
    """The row holds already, or has held: aid has been or may have been counted by it."""
    return valid_from <= timezone.localdate()


def check_may_set(user: Any) -> None:
    """Refuse whoever does not decide."""
    if not can_set_rules(user):
        raise NotAllowed(
            _("Only a decision maker sets the ceiling and the prices. Ask the decision maker."),
            status=HTTPStatus.FORBIDDEN,
        )


def check_set_rule(user: Any, valid_from: datetime.date) -> None:
    """Refuse whoever does not decide, and a day by which aid may have been counted already."""
    check_may_set(user)
    if is_used(valid_from):
        raise NotAllowed(used_sentence())


def used_sentence() -> str:
    return _("Choose a day after today: what holds today may have been used in decisions already.")
