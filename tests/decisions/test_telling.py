"""Joint applicants hear of the decision, once, when its letter has left."""

import pytest
from django.utils import timezone

from talkoot.calls.models import JointApplicant
from talkoot.correspondence.jobs import send_due_messages
from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from talkoot.decisions.actions.undo import undo_decision
from talkoot.decisions.jobs import tell_partners
from tests.decisions.test_actions import GRANT
from tests.factories.people import make_contact

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def partner(application):
    person = make_contact()
    return JointApplicant.objects.create(
        application=application,
        organisation=person.memberships.get().organisation,
        confirmed_by=person,
        confirmed_at=timezone.now(),
    )


def told():
    return Message.objects.filter(kind="decision-told")


def test_partner_is_told_once_when_the_letter_has_left(
    application, partner, office_user, settings, page
):
    settings.REGRET_SECONDS = 0
    application.call.allows_joint = True
    application.call.save()
    actions.decide(application, **GRANT, by=office_user)
    assert tell_partners() == 0
    send_due_messages()
    assert tell_partners() == 1
    assert tell_partners() == 0
    mail = told().get()
    assert mail.address == partner.confirmed_by.email
    for part in (application.number, application.ref, str(application.organisation)):
        assert part in mail.body
    page.sign_in(partner.confirmed_by).get("decision-letter", application.ref)


def test_unconfirmed_partner_and_a_waiting_letter_tell_nobody(application, partner, office_user):
    partner.confirmed_by = partner.confirmed_at = None
    partner.save()
    decision = actions.decide(application, **GRANT, by=office_user)
    assert tell_partners() == 0
    undo_decision(decision, by=office_user)
    assert tell_partners() == 0
    assert not told().exists()
