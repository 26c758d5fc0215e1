"""Telling joint applicants of the decision: the letter itself goes to their contact person.

Administrative Procedure Act 434/2003, section 56: what several apply for in one document is
notified to the contact person whom they have named in it.
"""

from django.db import transaction
from django.utils import translation

from talkoot.calls.models import JointApplicant
from talkoot.correspondence.actions import queue_message
from talkoot.correspondence.models import Message
from talkoot.decisions.messages.telling import partner_mail
from talkoot.decisions.queries.telling import KEY


@transaction.atomic
def tell_partner(partner: JointApplicant) -> Message:
    """Mail the one who confirmed for the organisation where the decision is to be read; once."""
    application = partner.application
    person = partner.confirmed_by
    assert person is not None
    with translation.override(person.language):
        subject, body = partner_mail(partner)
    return queue_message(
        "decision-told",
        key=f"{KEY}{application.decision.letter_id}-{partner.pk}",
        office_id=application.call.offering.programme.office_id,
        to=person,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=application.is_demo,
    )
