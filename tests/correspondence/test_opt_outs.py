"""No path mails a person who has opted out of what is optional."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.correspondence import actions, jobs, queries
from talkoot.correspondence.actions import Mail
from talkoot.correspondence.models import Message, OptOut
from talkoot.correspondence.opt_out_links import key_of, token_of
from talkoot.correspondence.rules import OptedOut
from tests.factories.correspondence import make_message
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "Maija.Meikäläinen@esimerkki.fi"
WORDS = {"office_id": None, "subject": "Kysely", "body": "Vastaa."}


@pytest.fixture(autouse=True)
def real_site(settings):
    settings.DEMO = False


def by_message(topic, **to):
    actions.queue_message("test", key="yksi", topic=topic, **to, **WORDS)


def by_reminder(topic, **to):
    actions.queue_reminder("test", key="kaksi", topic=topic, **to, **WORDS)


def by_many(topic, **to):
    row = Mail(key="kolme", subject="Kysely", body="Vastaa.", topic=topic, **to)
    actions.queue_many("test", office_id=None, mails=[row])


DOORS = [by_message, by_reminder, by_many]


def put_out(topic="surveys"):
    OptOut.objects.create(address=ADDRESS.lower(), topic=topic)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("topic", OptOut.Topic.values)
@pytest.mark.parametrize("is_user", [True, False])
def test_no_door_lets_a_voluntary_mail_through(door, topic, is_user):
    put_out(topic)
    to = {"to": make_user(ADDRESS)} if is_user else {"address": ADDRESS}
    try:
        door(topic, **to)
    except OptedOut as refusal:
        assert refusal.sentence
    assert not Message.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_other_mail_still_goes(door):
    put_out("newsletters")
    door("surveys", address=ADDRESS)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("door", DOORS)
def test_mail_about_ones_own_case_always_goes(door):
    put_out()
    door("", address=ADDRESS)
    assert Message.objects.get().body == "Vastaa."


@pytest.mark.parametrize("door", DOORS)
def test_who_opts_out_while_it_waits_gets_nothing(door):
    door("surveys", address=ADDRESS)
    message = Message.objects.get()
    Message.objects.update(due_at=timezone.now())
    actions.opt_out(message)
    assert jobs.send_due_messages() == 0
    message.refresh_from_db()
    assert (message.state, mail.outbox) == (Message.State.REVOKED, [])
    entry = LogEntry.objects.get(key="correspondence.message.revoked")
    assert entry.after == {"state": "revoked", "reason": "opted out"}


def test_one_that_failed_and_is_tried_again_is_asked_about_too():
    message = make_message(state=Message.State.FAILED, address=ADDRESS, topic="surveys")
    put_out()
    actions.retry_message(message, by=None)
    assert jobs.send_due_messages() == 0
    assert mail.outbox == []


def test_every_voluntary_mail_carries_the_way_out():
    by_message("surveys", address=ADDRESS)
    Message.objects.update(due_at=timezone.now())
    jobs.send_due_messages()
    (sent,) = mail.outbox
    link = re.search(r"https?://\S+/opt-out/\S+", sent.body)
    assert link
    assert sent.extra_headers["List-Unsubscribe"] == f"<{link[0]}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Meik" not in link[0]


def test_other_mail_has_no_way_out():
    make_message(body="Päätös.")
    jobs.send_due_messages()
    assert mail.outbox[0].body == "Päätös."
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


@pytest.mark.parametrize("key", ["survey-invitation-17", "a:b/c ä", "x" * 120])
def test_link_leads_to_its_mail_and_a_forged_one_nowhere(key):
    assert key_of(token_of(key)) == key
    assert key_of(token_of(key)[:-1] + "!") == ""
    assert key_of("") == ""


def test_opting_out_twice_and_back_is_logged_without_the_address():
    message = make_message(address=ADDRESS, topic="surveys")
    actions.opt_out(message)
    actions.opt_out(message)
    assert queries.opted_out("surveys", [ADDRESS]) == {ADDRESS.lower()}
    actions.opt_in(message)
    assert not queries.is_unwanted(message)
    entries = LogEntry.objects.filter(key__startswith="correspondence.opt_out")
    assert [entry.key.rpartition(".")[2] for entry in entries] == ["made", "undone"]
    assert "Maija" not in str([(entry.before, entry.after) for entry in entries])
