"""The page on which the expert records the agreed day."""

import datetime

import pytest
from django.utils import timezone

from talkoot.events.models import Session
from tests.factories.engagements import make_engagement

FORM = {
    "day_day": "15",
    "day_month": "3",
    "day_year": "2027",
    "starts": "9.00",
    "ends": "15.30",
    "mode": "hybrid",
    "place": "Kaupungintalo, sali 2",
}


@pytest.fixture
def engagement(call, applicant, expert):
    return make_engagement(expert=expert)


def test_agree_day_records_it_in_helsinki_time(page, expert_user, engagement):
    ref = engagement.application.ref
    page.sign_in(expert_user).get("agree-day", ref)
    page.post("agree-day", FORM, ref, redirects_to=f"/engagements/{ref}/")
    session = Session.objects.get(series=engagement.series)
    starts = timezone.localtime(session.starts_at)
    assert starts.replace(tzinfo=None) == datetime.datetime(2027, 3, 15, 9, 0)
    assert (session.mode, session.place) == ("hybrid", "Kaupungintalo, sali 2")
    shown = page.get("move-day", ref, session.order)
    assert shown.page.by_id("id_starts").get("value") == "9.00"
    assert shown.page.by_id("id_day_day").get("value") == "15"


@pytest.mark.parametrize(
    "changes",
    [
        {"day_day": ""},
        {"day_day": "31", "day_month": "2"},
        {"starts": "yhdeksältä"},
        {"ends": "8.00"},
        {"ends": "9.00"},
        {"mode": ""},
        {"place": ""},
        {"place": "x" * 10_000},
    ],
    ids=str,
)
def test_agree_day_says_what_to_correct(page, expert_user, engagement, changes):
    ref = engagement.application.ref
    answer = page.sign_in(expert_user).post("agree-day", {**FORM, **changes}, ref)
    assert len(answer.errors) == 1
    assert Session.objects.get(series=engagement.series).starts_at is None


def test_agree_day_after_the_report_is_refused(page, expert_user, call, applicant, expert):
    delivered = make_engagement(expert=expert, state="delivered")
    page.sign_in(expert_user).get("agree-day", delivered.application.ref, status=409)


def test_agree_day_is_for_the_expert_and_the_office(
    page, engagement, applicant, outsider, office_user
):
    ref = engagement.application.ref
    page.get("agree-day", ref, redirects_to=f"/accounts/login/?next=/engagements/{ref}/day/")
    for user in (applicant, outsider):
        page.sign_in(user).get("agree-day", ref, status=404)
    page.sign_in(office_user).get("agree-day", ref)
