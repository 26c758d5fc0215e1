"""The three-minute form of the day report."""

import datetime

import pytest
from django.utils import timezone

from talkoot.engagements.models import DayReport
from talkoot.events.models import Attendance, Session
from tests.factories.engagements import make_engagement

FORM = {
    "count_management": "1",
    "count_staff": "11",
    "count_supervisor": "",
    "done": "Sovittiin pelisäännöt.",
    "results": "Kaikki mukana.",
    "next_steps": "",
}


@pytest.fixture
def engagement(call, applicant, expert):
    """An engagement whose day was yesterday."""
    made = make_engagement(expert=expert, state="agreed")
    ended = timezone.now() - datetime.timedelta(days=1)
    Session.objects.filter(series=made.series).update(
        starts_at=ended - datetime.timedelta(hours=6), ends_at=ended
    )
    return made


def test_report_day_records_attendance_and_report(page, expert_user, engagement):
    ref = engagement.application.ref
    page.sign_in(expert_user).get("report-day", ref)
    page.post("report-day", FORM, ref, redirects_to=f"/engagements/{ref}/")
    assert dict(Attendance.objects.values_list("role", "count")) == {"management": 1, "staff": 11}
    assert DayReport.objects.get().done == "Sovittiin pelisäännöt."
    page.post("report-day", FORM, ref, status=409)


@pytest.mark.parametrize(
    "changes",
    [
        {"count_management": "", "count_staff": ""},
        {"count_staff": "0", "count_management": "0"},
        {"count_staff": "monta"},
        {"count_staff": "-3"},
        {"count_staff": "99999"},
        {"done": ""},
        {"results": "  "},
        {"done": "x" * 10_000},
    ],
    ids=str,
)
def test_report_day_says_what_to_correct_and_keeps_the_rest(page, expert_user, engagement, changes):
    answer = page.sign_in(expert_user).post(
        "report-day", {**FORM, **changes}, engagement.application.ref
    )
    assert len(answer.errors) == 1
    kept = "results" if "done" in changes else "done"
    assert FORM[kept] in answer.page.by_id(f"id_{kept}").text
    assert not DayReport.objects.exists()


def test_report_day_before_the_day_is_refused(page, expert_user, call, applicant, expert):
    for state in ("open", "agreed"):
        coming = make_engagement(expert=expert, state=state)
        page.sign_in(expert_user).get("report-day", coming.application.ref, status=409)


def test_report_day_is_for_the_expert_and_the_office(page, engagement, applicant, office_user):
    page.sign_in(applicant).get("report-day", engagement.application.ref, status=404)
    page.sign_in(office_user).get("report-day", engagement.application.ref)
