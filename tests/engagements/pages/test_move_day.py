"""Moving, cancelling and ending."""

import pytest

from talkoot.engagements import actions
from talkoot.engagements.models import Engagement
from talkoot.events.models import Session
from tests.engagements.pages.test_agree_day import FORM
from tests.engagements.steps import at, hold


@pytest.fixture
def planned(engagement, expert_user):
    return actions.agree_day(engagement, **at(9, 5), by=expert_user)


def test_move_day_moves_it(page, expert_user, engagement, planned):
    ref = engagement.application.ref
    page.sign_in(expert_user).get("move-day", ref, planned.order)
    form = {**FORM, "ends": "14.00"}
    page.post("move-day", form, ref, planned.order, redirects_to=f"/engagements/{ref}/")
    planned.refresh_from_db()
    assert (planned.mode, planned.sequence) == ("hybrid", 1)
    refused = page.post("move-day", {**form, "ends": "8.00"}, ref, planned.order)
    assert len(refused.errors) == 1


def test_cancel_day_asks_why(page, expert_user, engagement, planned):
    ref = engagement.application.ref
    page.sign_in(expert_user).get("cancel-day", ref, planned.order)
    assert len(page.post("cancel-day", {"reason": ""}, ref, planned.order).errors) == 1
    form = {"reason": "Sairaus"}
    page.post("cancel-day", form, ref, planned.order, redirects_to=f"/engagements/{ref}/")
    assert Session.objects.get(pk=planned.pk).state == "cancelled"
    page.get("move-day", ref, planned.order, status=409)
    page.get("move-day", ref, 9, status=404)


def test_finish_engagement_asks_once(page, expert_user, engagement):
    ref = engagement.application.ref
    hold(engagement, -9, 5, is_last=False)
    page.sign_in(expert_user).get("finish-engagement", ref)
    page.post("finish-engagement", {}, ref, redirects_to=f"/engagements/{ref}/")
    assert Engagement.objects.get(pk=engagement.pk).state == "delivered"
    page.post("finish-engagement", {}, ref, status=409)


def test_agree_day_over_the_grant_says_what_is_left(page, expert_user, engagement):
    ref = engagement.application.ref
    answer = page.sign_in(expert_user).post("agree-day", {**FORM, "count": "3"}, ref)
    assert len(answer.errors) == 1
    assert f"/engagements/{ref}/stuck/?about=days" in answer.links.values()
    assert page.post("agree-day", {**FORM, "count": "99"}, ref).errors
    page.post("agree-day", {**FORM, "count": "2"}, ref, redirects_to=f"/engagements/{ref}/")
    assert Session.objects.filter(state="agreed").count() == 2
