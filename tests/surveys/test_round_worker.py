"""A worker killed in the middle of an opening: another goes on, and nobody is mailed twice."""

import subprocess
import sys
import time

import pytest

from talkoot.correspondence.models import Message
from talkoot.people.models import Membership, Organisation, User
from talkoot.surveys.models import AnswerLink, Invitation, Round
from talkoot.surveys.queries import token_hash
from tests.factories.rounds import make_planned_round
from tests.processes import product_environment

PEOPLE = 6000
PATIENCE = 120


def start_worker():
    return subprocess.Popen(
        [sys.executable, "-m", "talkoot.cli", "work"], env=product_environment()
    )


def sent_count():
    return Message.objects.filter(kind="survey-invitation").count()


def kill_when_sent(count):
    """Run a worker until it has queued `count` mails in all, then kill it; how many there are."""
    worker, end = start_worker(), time.monotonic() + PATIENCE
    while sent_count() < count and time.monotonic() < end:
        assert worker.poll() is None, "The worker ended by itself."
        time.sleep(0.002)
    worker.kill()
    worker.wait()
    return sent_count()


def make_people(office):
    organisation = Organisation.objects.create(key="monta", name="Monta", kind="other")
    users = User.objects.bulk_create(
        User(email=f"henkilo{number}@esimerkki.fi") for number in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(
            user=user,
            organisation=organisation,
            role="contact",
            confirmed_at=office.created_at,
        )
        for user in users
    )


@pytest.mark.django_db(transaction=True)
def test_killed_worker_asks_everybody_once(programme):
    make_people(programme.office)
    survey = make_planned_round()

    first = kill_when_sent(1)
    second = kill_when_sent(first + 1)
    assert 0 < first < second < PEOPLE, "The worker was not killed in the middle."
    last, end = start_worker(), time.monotonic() + PATIENCE
    while sent_count() < PEOPLE and time.monotonic() < end:
        time.sleep(0.05)
    last.terminate()
    last.wait()

    assert Round.objects.get(pk=survey.pk).state == Round.State.OPEN
    mails = Message.objects.filter(kind="survey-invitation")
    assert mails.count() == mails.values("address").distinct().count() == PEOPLE
    assert Invitation.objects.filter(sent_at__isnull=False).count() == PEOPLE
    # The link in each mail is the one that works.
    hashes = set(AnswerLink.objects.values_list("token_hash", flat=True))
    bodies = list(mails.values_list("body", flat=True))
    mailed = {token_hash(body.split("/s/")[1].split("/")[0]) for body in bodies}
    assert mailed == hashes and len(hashes) == PEOPLE
