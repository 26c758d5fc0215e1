"""Day reports: hours, drafts, approval, return and the weekly reminder."""

from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements import actions
from talkoot.engagements.actions import reports
from talkoot.engagements.jobs import remind_reports
from talkoot.engagements.models import DayReport, ReportDraft, StuckItem
from talkoot.engagements.rules.presence import co_operation_of
from talkoot.events.models import Attendance, Participant, Presence
from tests.engagements.steps import COUNTS, REPORT, at, hold
from tests.factories.engagements import make_engagement
from tests.factories.events import make_attendance, make_session


def test_hours_are_those_of_the_clock_unless_told(engagement, expert_user):
    assert hold(engagement, -9, 2.5, is_last=False).hours == Decimal("2.5")
    engagement.refresh_from_db()
    assert hold(engagement, -8, 9, is_last=False).hours == 5
    engagement.refresh_from_db()
    session = actions.agree_day(engagement, **at(-7, 2), by=expert_user)
    facts = {"session": session, "counts": COUNTS, **REPORT, "is_last": False, "by": expert_user}
    assert actions.report_day(engagement, hours=Decimal("1.5"), **facts).hours == Decimal("1.5")


def test_a_report_over_the_granted_hours_is_refused_with_a_way_on(engagement, expert_user):
    hold(engagement, -9, 5, is_last=False)
    session = actions.agree_day(engagement, **at(-2, 5), by=expert_user)
    facts = {"session": session, "counts": COUNTS, **REPORT, "by": expert_user}
    with pytest.raises(NotAllowed) as refusal:
        actions.report_day(engagement, hours=Decimal(6), **facts)
    assert "5" in refusal.value.sentence
    assert DayReport.objects.count() == 1
    actions.report_day(engagement, hours=Decimal(5), **facts)


def test_a_draft_is_kept_until_the_report_is_sent(engagement, expert_user):
    session = actions.agree_day(engagement, **at(-2, 5), by=expert_user)
    now = timezone.now()
    for text in ("A", "AB"):
        reports.save_draft(session, answers={"done": text}, by=expert_user, at=now)
    assert ReportDraft.objects.get().answers == {"done": "AB"}
    engagement.refresh_from_db()
    actions.report_day(engagement, counts=COUNTS, **REPORT, by=expert_user)
    assert not ReportDraft.objects.exists()
    reports.save_draft(session, answers={"done": "C"}, by=expert_user, at=now)
    assert not ReportDraft.objects.exists()


def test_what_is_stuck_reaches_the_office(engagement):
    report = hold(engagement, -2, 5, stuck="Johto ei vastaa.")
    item = StuckItem.objects.get()
    assert (item.state, item.session, item.text) == ("open", report.session, "Johto ei vastaa.")


def test_a_returned_report_is_corrected_and_then_approved(engagement, expert_user, office_user):
    report = hold(engagement, -2, 5)
    with pytest.raises(NotAllowed):
        reports.correct_report(report, counts=COUNTS, **REPORT, hours=Decimal(4), by=expert_user)
    reports.return_report(report, note="Tarkista tunnit.", by=office_user)
    assert "Tarkista tunnit." in Message.objects.get(kind="report-returned").body
    with pytest.raises(NotAllowed):
        reports.approve_report(report, by=office_user)
    report.refresh_from_db()
    report = reports.correct_report(
        report, counts={"staff": 3}, **REPORT, hours=Decimal(4), by=expert_user
    )
    assert (report.state, report.hours) == ("submitted", 4)
    assert dict(Attendance.objects.values_list("role", "count")) == {"staff": 3}
    reports.approve_report(report, by=office_user)
    report.refresh_from_db()
    assert (report.state, report.approved_by) == ("approved", office_user)


def test_late_reports_are_asked_for_once_in_a_week_in_one_mail(engagement, expert, expert_user):
    other = make_engagement(expert=expert)
    actions.agree_day(engagement, **at(-6, 5), by=expert_user)
    actions.agree_day(other, **at(-5, 6), by=expert_user)
    actions.agree_day(engagement, **at(-1, 2), by=expert_user)
    assert remind_reports() == 1
    assert remind_reports() == 0
    mail = Message.objects.get(kind="report-reminder")
    assert mail.user == expert_user
    assert mail.body.count("/engagements/") == 2


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        (("staff", "management"), True),
        (("staff_representative", "supervisor"), True),
        (("staff", "staff_representative"), False),
        (("management",), False),
        ((), False),
    ],
    ids=str,
)
def test_co_operation_is_looked_at_over_all_sessions(programme, roles, wanted):
    sessions = []
    for role in roles:
        session = make_session(state="held")
        make_attendance(session, role=role)
        sessions.append(session)
    assert co_operation_of(*sessions).is_realised == wanted


def test_those_marked_one_by_one_need_not_be_counted_again(engagement, expert_user, programme):
    session = actions.agree_day(engagement, **at(-2, 5), by=expert_user)
    for number, role in enumerate(("management", "staff")):
        person = Participant.objects.create(
            programme=programme, name="Osallistuja", email=f"o{number}@esimerkki.fi", role=role
        )
        Presence.objects.create(session=session, participant=person, role=role, source="list")
    engagement.refresh_from_db()
    actions.report_day(engagement, counts={}, **REPORT, by=expert_user)
    session.refresh_from_db()
    assert session.state == "held"
    assert co_operation_of(session).is_realised
