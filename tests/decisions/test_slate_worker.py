"""A worker killed in the middle of a slate: each decision, letter and mail comes once."""

import subprocess
import sys
import time

import pytest

from talkoot.correspondence.models import Letter, Message
from talkoot.decisions.actions import slates as actions
from talkoot.decisions.messages.slates import fingerprint, unsigned_lines
from talkoot.decisions.models import Decision, Slate
from talkoot.engagements.models import Engagement
from talkoot.experts.models import CallOff, Framework
from tests.factories.calls import make_application
from tests.factories.decisions import make_slate
from tests.factories.surveys import make_questionnaire
from tests.processes import product_environment

LINES = 24
PATIENCE = 60


def start_worker():
    return subprocess.Popen(
        [sys.executable, "-m", "talkoot.cli", "work"], env=product_environment()
    )


def signed_count():
    return Decision.objects.filter(state=Decision.State.SIGNED).count()


def kill_when_signed(count):
    """Run a worker until it has signed `count` lines in all, then kill it; how many it signed."""
    worker, end = start_worker(), time.monotonic() + PATIENCE
    while signed_count() < count and time.monotonic() < end:
        assert worker.poll() is None, "The worker ended by itself."
        time.sleep(0.005)
    worker.kill()
    worker.wait()
    return signed_count()


@pytest.mark.django_db(transaction=True)
def test_killed_worker_signs_every_line_once(call, office_user, expert):
    make_questionnaire("session-feedback")
    make_questionnaire("effectiveness-organisation", purpose="effectiveness")
    Framework.objects.update(days_cap=1000)
    slate = make_slate(
        *[make_application(state="submitted", expert=expert) for _number in range(LINES)]
    )
    seen = fingerprint(unsigned_lines(slate, office_user))
    actions.sign_slate(slate, seen=seen, by=office_user)

    first = kill_when_signed(3)
    second = kill_when_signed(first + 3)
    assert 3 <= first < second < LINES, "The worker was not killed in the middle."
    last, end = start_worker(), time.monotonic() + PATIENCE
    while Slate.objects.get().state != Slate.State.SIGNED and time.monotonic() < end:
        time.sleep(0.05)
    last.terminate()
    last.wait()

    assert Slate.objects.get().state == Slate.State.SIGNED
    decisions = Decision.objects.filter(state=Decision.State.SIGNED)
    numbers = sorted(int(row.number.split("/")[1]) for row in decisions)
    assert numbers == list(range(1, LINES + 1))
    assert Letter.objects.count() == LINES
    assert {row.letter_id for row in decisions} == set(Letter.objects.values_list("pk", flat=True))
    assert Message.objects.filter(kind="decision").count() == LINES
    assert Engagement.objects.count() == CallOff.objects.count() == LINES
    assert slate.lines.filter(signed_at=None).count() == 0
