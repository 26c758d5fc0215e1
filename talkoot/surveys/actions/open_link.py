"""The open link of a round, by which anybody who has it may answer."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import User
from talkoot.surveys.models import Round

# Letters and digits that nobody mixes up when typing them from a wall.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 8


@transaction.atomic
def make_open_link(survey: Round, *, by: User) -> None:
    """Give the round an address that anybody may answer at; one that has it keeps it.

    Refuses a round that has closed.
    """
    survey = Round.objects.select_for_update().get(pk=survey.pk)
    if survey.state == Round.State.CLOSED:
        raise NotAllowed(_("The survey has closed, so it cannot be answered by a link any more."))
    if survey.public_code:
        return
    survey.public_code = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    survey.save(update_fields=["public_code"])
    record("surveys.round.opened_to_all", survey, by=by)


@transaction.atomic
def remove_open_link(survey: Round, *, by: User) -> None:
    """The address stops working at once; what was answered by it stays."""
    survey = Round.objects.select_for_update().get(pk=survey.pk)
    if survey.public_code is None:
        return
    survey.public_code = None
    survey.save(update_fields=["public_code"])
    record("surveys.round.closed_to_all", survey, by=by)
