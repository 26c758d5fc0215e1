"""The demonstration's mailbox."""

import pytest

from talkoot.correspondence.models import Message
from tests.factories.correspondence import make_message

SENT = Message.State.SENT


@pytest.mark.parametrize("count", [1, 3])
def test_mailbox_lists_what_was_sent(page, db, count):
    for number in range(count):
        make_message(state=SENT, subject=f"Viesti {number}")
    make_message(subject="Odottava")
    answer = page.get("mailbox", queries=2)
    assert all(f"Viesti {number}" in answer.text for number in range(count))
    assert "Odottava" not in answer.text


def test_empty_mailbox_says_so(page, db):
    assert page.get("mailbox", queries=1).h1


def test_real_site_has_no_mailbox(page, db, settings):
    message = make_message(state=SENT)
    settings.DEMO = False
    page.get("mailbox", status=404)
    page.get("mailbox-message", message.pk, status=404)
