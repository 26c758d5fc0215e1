"""Agreeing and reporting the day."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements import actions
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.models import Attendance, Session
from talkoot.surveys.models import Round
from tests.factories.engagements import make_engagement

REPORT = {"done": "Sovittiin pelisäännöt.", "results": "Kaikki mukana.", "next_steps": "Seuranta."}
COUNTS = {"management": 1, "staff": 11, "supervisor": 0}


def day(days, hours=6):
    starts = timezone.now().replace(microsecond=0) + datetime.timedelta(days=days)
    return {
        "starts_at": starts,
        "ends_at": starts + datetime.timedelta(hours=hours),
        "mode": "on_site",
        "place": "Kaupungintalo",
    }


@pytest.fixture
def held(engagement, expert_user):
    """An engagement whose agreed day was yesterday."""
    actions.agree_day(engagement, **day(-1), by=expert_user)
    engagement.refresh_from_db()
    return engagement


def keys():
    return set(LogEntry.objects.values_list("key", flat=True))


def test_agree_day_fixes_the_session_and_tells_the_applicant(engagement, expert_user, applicant):
    session = actions.agree_day(engagement, **day(7), by=expert_user)
    engagement.refresh_from_db()
    session.refresh_from_db()
    assert (engagement.state, session.state) == ("agreed", Session.State.AGREED)
    assert session.place == "Kaupungintalo"
    mail = Message.objects.get(kind="day-agreed", user=applicant)
    assert "Kaupungintalo" in mail.body
    assert {"engagements.engagement.agreed", "events.session.agreed"} <= keys()


def test_agree_day_refuses_an_end_before_the_start(engagement, expert_user):
    with pytest.raises(NotAllowed):
        actions.agree_day(engagement, **day(7, hours=0), by=expert_user)
    assert not Message.objects.exists()


def test_agree_day_refuses_after_the_report(call, applicant, expert_user):
    delivered = make_engagement(state="delivered")
    with pytest.raises(NotAllowed):
        actions.agree_day(delivered, **day(7), by=expert_user)


def test_report_day_records_who_came_and_plans_the_surveys(held, expert_user):
    report = actions.report_day(held, counts=COUNTS, **REPORT, by=expert_user)
    held.refresh_from_db()
    session = report.session
    assert (held.state, session.state) == ("delivered", Session.State.HELD)
    assert dict(Attendance.objects.values_list("role", "count")) == {"management": 1, "staff": 11}
    feedback, followup = held.feedback_round, held.followup_round
    assert (feedback.state, feedback.opens_on) == (Round.State.PLANNED, timezone.localdate())
    months = held.application.call.offering.followup_months
    gap = followup.opens_on - timezone.localdate(session.ends_at)
    assert months * 30 - 3 <= gap.days <= months * 31
    assert {"engagements.engagement.delivered", "events.session.held"} <= keys()


@pytest.mark.parametrize("counts", [{}, {"staff": 0}])
def test_report_day_refuses_an_empty_attendance(held, expert_user, counts):
    with pytest.raises(NotAllowed):
        actions.report_day(held, counts=counts, **REPORT, by=expert_user)
    held.refresh_from_db()
    assert held.state == Engagement.State.AGREED
    assert not DayReport.objects.exists()


def test_report_day_refuses_before_the_day(engagement, expert_user):
    with pytest.raises(NotAllowed):
        actions.report_day(engagement, counts=COUNTS, **REPORT, by=expert_user)
    actions.agree_day(engagement, **day(2), by=expert_user)
    with pytest.raises(NotAllowed):
        actions.report_day(engagement, counts=COUNTS, **REPORT, by=expert_user)
    assert not DayReport.objects.exists()


def test_report_day_refuses_a_second_report(held, expert_user):
    actions.report_day(held, counts=COUNTS, **REPORT, by=expert_user)
    with pytest.raises(NotAllowed):
        actions.report_day(held, counts=COUNTS, **REPORT, by=expert_user)
    assert DayReport.objects.count() == 1
