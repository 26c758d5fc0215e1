"""Who is told that an application has been withdrawn."""

import pytest
from django.utils import timezone

from talkoot.calls import actions
from talkoot.calls.models import Application
from talkoot.correspondence.models import Message
from tests.factories.calls import make_application
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.together import make_joint, make_writer

State = Application.State


def told():
    return {row.address for row in Message.objects.filter(kind="application-withdrawn")}


@pytest.fixture
def others(call, applicant):
    """Makes an application of that state; returns it, a co-writer and a joint contact."""
    programme = call.offering.programme
    programme.contact_email = "toimisto@esimerkki.fi"
    programme.save(update_fields=["contact_email"])

    def make(state):
        application = make_application(state=state)
        joint = make_organisation()
        contact = make_user()
        make_membership(contact, joint, "contact")
        make_joint(application, joint, confirmed_at=timezone.now())
        return application, make_writer(application), contact

    return make


def test_applicant_writers_joint_contacts_and_the_office_are_told_once(others, applicant):
    application, writer, contact = others(State.SUBMITTED)
    actions.withdraw_application(application, by=applicant)
    wanted = {applicant.email, writer.email, contact.email, "toimisto@esimerkki.fi"}
    assert told() == wanted
    assert Message.objects.filter(kind="application-withdrawn").count() == len(wanted)


def test_writer_who_withdraws_is_not_told_but_the_applicant_gets_a_receipt(others, applicant):
    application, writer, contact = others(State.SUBMITTED)
    actions.withdraw_application(application, by=writer)
    assert told() == {applicant.email, contact.email, "toimisto@esimerkki.fi"}
    receipt = Message.objects.get(kind="application-withdrawn", user=applicant)
    assert application.number in receipt.body


def test_office_hears_nothing_of_a_draft(others, applicant):
    application, writer, contact = others(State.DRAFT)
    actions.withdraw_application(application, by=applicant)
    assert told() == {writer.email, contact.email}
