"""No voluntary survey reaches somebody who has opted out, whichever way its mail is queued."""

import ast

import pytest
from django.core import mail
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import opt_out
from talkoot.correspondence.jobs import send_due_messages
from talkoot.correspondence.models import Message, OptOut
from talkoot.surveys import actions
from talkoot.surveys.models import Round
from tests.factories.surveys import make_invitation, make_round
from tests.guards.tree import PACKAGE, files, name_of

pytestmark = pytest.mark.django_db
ADDRESS = "maija@esimerkki.fi"
# Who queues voluntary mail; a new one gets a test here.
TESTED = {
    # In tests/events/test_follow_ons.py
    "talkoot/events/actions/follow_ons.py",
    "talkoot/surveys/actions/opening.py",
    "talkoot/surveys/actions/reminding.py",
    # In tests/practices/: test_opted_out.py, test_leads.py, test_searches.py
    "talkoot/practices/actions/leads.py",
    "talkoot/practices/actions/mails.py",
    "talkoot/practices/actions/requests.py",
    "talkoot/practices/actions/searches.py",
}
DOORS = {"queue_message", "queue_many", "queue_reminder", "Mail"}


@pytest.fixture
def survey():
    survey = make_round(state=Round.State.PLANNED, is_optional=True, reminder_days=[0])
    make_invitation(survey, ADDRESS)
    make_invitation(survey, "toinen@esimerkki.fi")
    return survey


def kinds_to(address):
    return set(Message.objects.filter(address=address).values_list("kind", flat=True))


def test_every_sender_of_voluntary_mail_is_tested():
    found = {
        name_of(path)
        for path in files(PACKAGE, ".py")
        if "correspondence" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in DOORS
        and any(word.arg == "topic" for word in node.keywords)
    }
    assert found == TESTED


def test_invitation_goes_to_the_others_only(survey):
    OptOut.objects.create(address=ADDRESS, topic=OptOut.Topic.SURVEYS)
    actions.open_round(survey)
    assert kinds_to(ADDRESS) == set()
    assert kinds_to("toinen@esimerkki.fi") == {"survey-invitation"}


def test_reminder_is_refused(survey):
    actions.open_round(survey)
    opt_out(Message.objects.get(address=ADDRESS))
    invitation = survey.invitations.select_related("round__programme").get(address=ADDRESS)
    with pytest.raises(NotAllowed):
        actions.remind(invitation)
    assert kinds_to(ADDRESS) == {"survey-invitation"}


def test_what_waits_does_not_leave(survey, settings, monkeypatch):
    settings.DEMO = False
    # Whatever day the test runs on.
    monkeypatch.setattr("talkoot.correspondence.queries.is_quiet", lambda moment: False)
    actions.open_round(survey)
    opt_out(Message.objects.get(address=ADDRESS))
    Message.objects.update(due_at=timezone.now())
    send_due_messages()
    assert [sent.to for sent in mail.outbox] == [["toinen@esimerkki.fi"]]
    assert Message.objects.get(address=ADDRESS).state == Message.State.REVOKED


def test_survey_that_is_not_voluntary_still_comes(survey):
    OptOut.objects.create(address=ADDRESS, topic=OptOut.Topic.SURVEYS)
    survey.is_optional = False
    survey.save()
    actions.open_round(survey)
    message = Message.objects.get(address=ADDRESS)
    assert (message.topic, "/opt-out/" in message.body) == ("", False)
