"""Facts that an organisation tells of itself, and who may correct them."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import questions_of
from talkoot.calls.rules.writing import is_contact
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import Organisation, OrganisationFact
from talkoot.surveys.models import Item

# What belongs to one application alone, whatever its questionnaire says.
NEVER = frozenset({"organisation", "attachment", "expert"})


def fact_codes(application: Application) -> list[str]:
    """The questions whose answers are kept for the organisation."""
    return [
        item.code
        for item in questions_of(application)
        if item.is_organisation_fact and item.kind != Item.Kind.FILE and item.code not in NEVER
    ]


def can_see_facts(user: Any, organisation: Organisation) -> bool:
    """The organisation's contact person."""
    return is_contact(user, organisation.pk)


def check_fact(user: Any, fact: OrganisationFact) -> None:
    """Refuse everybody but the organisation's contact person."""
    if not is_contact(user, fact.organisation_id):
        raise NotAllowed(
            _("Only the organisation’s contact person changes its facts."),
            status=HTTPStatus.FORBIDDEN,
        )
