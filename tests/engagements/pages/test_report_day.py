"""The three-minute form of the day report."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.engagements.models import DayReport
from talkoot.events.models import Attendance, Session
from tests.factories.engagements import make_engagement

FORM = {
    "hours": "6",
    "count_management": "1",
    "count_staff": "11",
    "count_supervisor": "",
    "done": "Sovittiin pelisäännöt.",
    "results": "Kaikki mukana.",
    "next_steps": "",
}
URL = "/engagements/{}/sessions/1/"


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
    page.sign_in(expert_user).get("report-day", ref, redirects_to=f"{URL.format(ref)}report/")
    page.get("report-session", ref, 1)
    page.post("report-session", FORM, ref, 1, redirects_to=f"/engagements/{ref}/")
    assert dict(Attendance.objects.values_list("role", "count")) == {"management": 1, "staff": 11}
    assert DayReport.objects.get().done == "Sovittiin pelisäännöt."
    page.post("report-session", FORM, ref, 1, status=409)


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
        {"hours": ""},
        {"hours": "pitkään"},
        {"hours": "7"},
        {"hours": "0"},
    ],
    ids=str,
)
def test_report_day_says_what_to_correct_and_keeps_the_rest(page, expert_user, engagement, changes):
    answer = page.sign_in(expert_user).post(
        "report-session", {**FORM, **changes}, engagement.application.ref, 1
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
    page.sign_in(office_user).get("report-session", engagement.application.ref, 1)


def test_report_saves_a_draft_as_it_is_and_shows_it_again(page, expert_user, engagement):
    ref = engagement.application.ref
    typed = {"done": "Kesken jäi", "count_staff": "4"}
    answer = page.sign_in(expert_user).post(
        "report-session", typed, ref, 1, headers={"X-Autosave": "1"}
    )
    assert answer.response.json()["text"]
    again = page.get("report-session", ref, 1)
    assert "Kesken jäi" in again.page.by_id("id_done").text
    assert again.page.by_id("id_count_staff").get("value") == "4"
    page.post(
        "report-session", {**typed, "draft": "1"}, ref, 1, redirects_to=f"{URL.format(ref)}report/"
    )
    assert not DayReport.objects.exists()


def test_report_asks_whether_it_was_the_last_when_hours_are_left(page, expert_user, engagement):
    ref = engagement.application.ref
    assert page.sign_in(expert_user).get("report-session", ref, 1).page.by_id("id_is_last") is None
    type(engagement).objects.filter(pk=engagement.pk).update(days_granted=2)
    assert page.get("report-session", ref, 1).page.by_id("id_is_last") is not None
    page.post("report-session", FORM, ref, 1, redirects_to=f"/engagements/{ref}/")
    engagement.refresh_from_db()
    assert engagement.state == "agreed"


def test_report_kept_over_a_sign_out(page, expert_user, engagement):
    ref = engagement.application.ref
    answer = page.post("report-session", FORM, ref, 1, redirects_to=re.compile("/accounts/login/"))
    assert answer.status == 302


def test_travel_is_asked_where_the_agreement_pays_for_it(page, expert_user, engagement):
    ref = engagement.application.ref
    page.sign_in(expert_user)
    assert b"travel_hours" not in page.get("report-session", ref, 1).content
    type(engagement.call_off).objects.update(travel_price_eur=60)
    assert b"travel_hours" in page.get("report-session", ref, 1).content
    data = FORM | {"travel_hours": "-1"}
    page.post("report-session", data, ref, 1, status=422)
    data = FORM | {"travel_hours": "2,5"}
    page.post("report-session", data, ref, 1, redirects_to=f"/engagements/{ref}/")
    assert DayReport.objects.get().travel_hours == 2.5
