"""An applicant gives up what was granted: everything it held is free again."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application, Quota
from talkoot.calls.queries.calls import rooms
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from talkoot.decisions.actions.giving_up import give_up_grant
from talkoot.decisions.models import AidGrant
from talkoot.decisions.queries.what_if import facts_of
from talkoot.engagements.models import Engagement
from talkoot.events.models import Session
from talkoot.experts.rules import days_left
from talkoot.surveys.models import Round
from tests.decisions.test_outcomes import GRANT
from tests.factories.decisions import make_reconsideration

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def granted(application, office_user, expert_user):
    """A grant whose letters have left."""
    actions.decide(application, **GRANT, by=office_user)
    Message.objects.update(state="sent", sent_at=timezone.now())
    application.refresh_from_db()
    return application


def agree(application, hours):
    Engagement.objects.filter(application=application).update(state="agreed")
    starts_at = timezone.now() + datetime.timedelta(hours=hours)
    ends_at = starts_at + datetime.timedelta(hours=6)
    Session.objects.update(state="agreed", starts_at=starts_at, ends_at=ends_at)


def test_everything_ends(granted, applicant):
    give_up_grant(granted, reason="Esihenkilö vaihtui.", by=applicant)
    granted.refresh_from_db()
    assert granted.state == Application.State.WITHDRAWN
    assert Engagement.objects.get().state == Engagement.State.WITHDRAWN
    assert Session.objects.get().state == Session.State.CANCELLED
    assert set(Round.objects.values_list("state", "opens_on")) == {("planned", None)}
    entry = LogEntry.objects.get(key="decisions.grant.given_up")
    assert entry.after["reason"] == "Esihenkilö vaihtui."
    assert entry.actor == applicant


def test_days_and_seats_are_free_again(granted, applicant):
    call = granted.call
    Quota.objects.create(call=call, measure="days", amount=10)
    Quota.objects.create(call=call, measure="seats", amount=5)
    framework = granted.expert.supplier.framework
    before = days_left(framework)
    assert [room.granted for room in rooms(call)] == [Decimal(1), Decimal(1)]
    give_up_grant(granted, by=applicant)
    assert [room.granted for room in rooms(call)] == [Decimal(0), Decimal(0)]
    assert [room.granted for room in facts_of(call).rooms] == [Decimal(0), Decimal(0)]
    assert days_left(framework) == before + 1


def test_those_concerned_are_told(granted, applicant, programme):
    programme.contact_email = "ohjelma@esimerkki.fi"
    programme.save()
    give_up_grant(granted, reason="Resurssit puuttuvat.", by=applicant)
    waiting = Message.objects.filter(state="queued")
    assert {row.kind for row in waiting} == {
        "engagement-withdrawn",
        "grant-given-up",
        "grant-given-up-office",
    }
    told = waiting.exclude(kind="grant-given-up")
    assert all("Resurssit puuttuvat." in row.body for row in told)


def test_expert_who_has_not_heard_hears_nothing(granted, applicant):
    Message.objects.filter(kind="engagement-opened").update(state="queued", sent_at=None)
    give_up_grant(granted, by=applicant)
    assert Message.objects.get(kind="engagement-opened").state == "revoked"
    assert not Message.objects.filter(kind="engagement-withdrawn").exists()


def test_agreed_day_that_is_to_come_is_cancelled(granted, applicant):
    agree(granted, hours=2)
    give_up_grant(granted, by=applicant)
    assert Session.objects.get().state == Session.State.CANCELLED


def test_day_that_has_begun_refuses(granted, applicant):
    agree(granted, hours=-1)
    with pytest.raises(NotAllowed):
        give_up_grant(granted, by=applicant)
    granted.refresh_from_db()
    assert granted.state == Application.State.APPROVED


def test_before_the_letter_has_left_refuses(application, office_user, applicant):
    actions.decide(application, **GRANT, by=office_user)
    with pytest.raises(NotAllowed):
        give_up_grant(application, by=applicant)


def test_twice_refuses(granted, applicant):
    give_up_grant(granted, by=applicant)
    with pytest.raises(NotAllowed):
        give_up_grant(granted, by=applicant)


def test_change_that_has_not_been_told_refuses(granted, applicant):
    make_reconsideration(granted.decision, state="decided", outcome="changed", days=Decimal(2))
    with pytest.raises(NotAllowed):
        give_up_grant(granted, by=applicant)


def test_state_aid_ends(granted, applicant, company_aid):
    give_up_grant(granted, by=applicant)
    assert AidGrant.objects.get().ended_on == timezone.localdate()


@pytest.fixture
def company_aid(granted):
    today = timezone.localdate()
    return AidGrant.objects.create(
        decision=granted.decision,
        organisation=granted.organisation,
        amount_eur=1000,
        declared_eur=0,
        granted_on=today,
        register_due_on=today,
    )
