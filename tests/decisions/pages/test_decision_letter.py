"""The signed letter as PDF."""

import pytest

from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from tests.correspondence.pdf import text_of
from tests.decisions.test_actions import GRANT

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def decision(application, office_user):
    return actions.decide(application, **GRANT, by=office_user)


def pdf(answer):
    assert answer.headers["Content-Type"] == "application/pdf"
    return text_of(b"".join(answer.response.streaming_content))


def test_letter_for_the_office_before_it_leaves(page, office_user, decision, application):
    text = pdf(page.sign_in(office_user).get("decision-letter", application.ref))
    for part in (decision.number, application.number, GRANT["reasons"], GRANT["conditions"]):
        assert part in text


def test_letter_for_the_applicant_when_it_has_left(page, applicant, decision, application):
    page.sign_in(applicant).get("decision-letter", application.ref, status=404)
    message = Message.objects.get(kind="decision")
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=message.due_at)
    assert decision.number in pdf(page.get("decision-letter", application.ref))


def test_letter_is_for_the_parties(page, outsider, expert_user, decision, application):
    address = f"/applications/{application.ref}/decision.pdf"
    page.get(address, redirects_to=f"/accounts/login/?next={address}")
    for user in (outsider, expert_user):
        page.sign_in(user).get(address, status=404)


def test_letter_before_the_decision_is_not_there(page, office_user, application):
    page.sign_in(office_user).get("decision-letter", application.ref, status=404)
