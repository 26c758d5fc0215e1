"""Taking a message back, and trying a failed one again."""

import pytest

from talkoot.correspondence.models import Message
from tests.factories.correspondence import make_message

State = Message.State


def test_officer_revokes_a_waiting_message(page, officer):
    message = make_message()
    page.sign_in(officer).post(
        "office-message-revoke", {}, message.pk, redirects_to="office-outbox"
    )
    message.refresh_from_db()
    assert message.state == State.REVOKED


def test_message_that_has_left_cannot_be_revoked(page, officer):
    message = make_message(state=State.SENT)
    page.sign_in(officer).post("office-message-revoke", {}, message.pk, status=409)


def test_officer_sends_a_failed_message_again(page, officer):
    message = make_message(state=State.FAILED)
    page.sign_in(officer).post("office-message-retry", {}, message.pk, redirects_to="office-outbox")
    message.refresh_from_db()
    assert message.state == State.QUEUED


@pytest.mark.parametrize("name", ["office-message-revoke", "office-message-retry"])
def test_others_cannot_touch_it(page, applicant, name):
    message = make_message()
    page.sign_in(applicant).post(name, {}, message.pk, status=403)
    message.refresh_from_db()
    assert message.state == State.QUEUED


def test_sign_in_mail_cannot_be_revoked(page, officer):
    message = make_message(kind="account.login_code")
    page.sign_in(officer).post("office-message-revoke", {}, message.pk, status=404)


@pytest.mark.parametrize("name", ["office-message-revoke", "office-message-retry"])
def test_another_offices_message_is_not_there(page, other_officer, name):
    message = make_message()
    page.sign_in(other_officer).post(name, {}, message.pk, status=404)
    message.refresh_from_db()
    assert message.state == State.QUEUED
