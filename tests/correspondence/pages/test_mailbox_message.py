"""One message in the mailbox."""

from talkoot.correspondence.actions import render_letter
from talkoot.correspondence.models import Message
from tests.correspondence.test_letters import issue
from tests.factories.correspondence import make_message

SENT = Message.State.SENT


def test_links_can_be_followed_and_markup_is_text(page, db):
    body = "Vastaa: http://127.0.0.1:8000/feedback/abc/\n\n<script>alert(1)</script>"
    message = make_message(state=SENT, body=body)
    answer = page.get("mailbox-message", message.pk)
    assert answer.h1 == message.subject
    assert "http://127.0.0.1:8000/feedback/abc/" in answer.links.values()
    assert "<script>alert(1)</script>" in answer.text


def test_letter_can_be_opened(page, db):
    letter = render_letter(issue())
    message = make_message(state=SENT, letter=letter)
    assert "/letters/TLK/1/2029/" in page.get("mailbox-message", message.pk).links.values()


def test_waiting_message_is_not_there(page, db):
    page.get("mailbox-message", make_message().pk, status=404)
