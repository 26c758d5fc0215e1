"""Who handles leads, and who may open the draft of one."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Organisation
from talkoot.people.rules import is_confirmed_member, is_officer
from talkoot.practices.models import Lead

OPEN = (Lead.State.SEEN, Lead.State.INVITED)


def can_handle(user: Any, lead: Lead) -> bool:
    """The programme office."""
    return is_officer(user, lead.programme.office_id)


def check_open(lead: Lead) -> None:
    if lead.state not in OPEN:
        raise NotAllowed(_("This has been closed, so it no longer changes."))


def check_invite(lead: Lead) -> None:
    """Somebody must be there to invite."""
    check_open(lead)
    if not lead.email:
        raise NotAllowed(_("Give the e-mail address of whom to ask first."))


def check_accept(user: Any, lead: Lead, organisation: Organisation | None) -> None:
    """The invited person, or a confirmed member of the organisation in whose name it is told."""
    check_open(lead)
    owner = lead.organisation or organisation
    if owner is None:
        raise NotAllowed(_("Choose the organisation in whose name you tell it."))
    is_invited = lead.organisation is not None and user.email.lower() == lead.email.lower()
    if not is_invited and not is_confirmed_member(user, owner.pk):
        raise NotAllowed(
            _(
                "Sign in with the address to which the invitation came, or ask your organisation's "
                "contact person or the programme office to confirm your membership."
            ),
            status=HTTPStatus.FORBIDDEN,
        )
