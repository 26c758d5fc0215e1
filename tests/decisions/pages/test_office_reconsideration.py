"""The office's queue of requests, and a request's decision."""

import datetime

import pytest
from django.utils import timezone

from talkoot.decisions.models import Reconsideration
from talkoot.engagements.models import Engagement
from talkoot.programmes.models import Programme
from tests.decisions.test_reconsideration import ASKED, REASONS
from tests.factories.calls import make_application
from tests.factories.decisions import make_reconsideration, make_sent_decision

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def decision(call, applicant, expert):
    application = make_application(state="rejected", expert=expert)
    return make_sent_decision(application, outcome="refused")


@pytest.mark.parametrize("count", [1, 3])
def test_queue_makes_the_same_queries_however_long_it_is(page, office_user, call, count):
    for _number in range(count):
        application = make_application(state="rejected")
        make_reconsideration(make_sent_decision(application, outcome="refused"))
    answer = page.sign_in(office_user).get("office-reconsiderations", queries=6)
    for request in Reconsideration.objects.all():
        assert request.number in answer.text


def test_queue_has_on_top_what_waits(page, office_user, call, applicant):
    numbers = {}
    for state in ("withdrawn", "decided", "received"):
        decision = make_sent_decision(make_application(state="rejected"), outcome="refused")
        numbers[state] = make_reconsideration(decision, state=state).number
    text = page.sign_in(office_user).get("office-reconsiderations").text
    assert text.index(numbers["received"]) < text.index(numbers["withdrawn"])


def test_empty_queue_tells_so(page, office_user):
    assert page.sign_in(office_user).get("office-reconsiderations").text


def test_change_is_confirmed_then_signed_once(page, office_user, decision):
    request = make_reconsideration(decision)
    words = {"outcome": "changed", "days": "1", "reasons": REASONS}
    page.sign_in(office_user).get("office-reconsideration", request.pk, queries=6)
    asked = page.post("office-reconsideration", {**words, "step": "confirm"}, request.pk)
    assert REASONS in asked.text
    assert not Engagement.objects.exists()
    done = page.post(
        "office-reconsideration",
        {**words, "step": "sign"},
        request.pk,
        redirects_to=f"/office/requests/{request.pk}/",
    )
    request.refresh_from_db()
    assert request.decision_number in done.follow().text
    assert Engagement.objects.get().days_granted == 1
    page.post("office-reconsideration", {**words, "step": "sign"}, request.pk, status=409)


def test_bad_content_says_what_to_correct(page, office_user, decision):
    request = make_reconsideration(decision)
    for words in ({}, {"outcome": "changed", "days": "9", "reasons": REASONS}):
        answer = page.sign_in(office_user).post(
            "office-reconsideration", {**words, "step": "sign"}, request.pk, status=422
        )
        assert answer.errors
    request.refresh_from_db()
    assert request.state == "received"


def test_first_decider_is_warned_where_no_statute_rules(page, office_user, decision):
    type(decision).objects.update(decided_by=office_user)
    Programme.objects.update(remedy_regime="private")
    request = make_reconsideration(decision)
    warned = page.sign_in(office_user).get("office-reconsideration", request.pk)
    Programme.objects.update(remedy_regime="municipal")
    plain = page.get("office-reconsideration", request.pk)
    assert len(warned.page.all("div", **{"class": "ui-notice ui-notice--warn"})) == 1
    assert not plain.page.all("div", **{"class": "ui-notice ui-notice--warn"})


def test_officer_sees_and_does_not_sign(page, officer, decision):
    request = make_reconsideration(decision)
    answer = page.sign_in(officer).get("office-reconsideration", request.pk)
    assert not answer.page.all("textarea")
    page.post("office-reconsideration", {"outcome": "upheld"}, request.pk, status=403)


def test_office_registers_what_came_by_post(page, officer, decision):
    came = timezone.localdate() - datetime.timedelta(days=1)
    ref = decision.application.ref
    page.sign_in(officer).get("register-reconsideration", ref)
    words = {**ASKED, "received_on": came.isoformat()}
    answer = page.django.post(f"/office/applications/{ref}/request/", words)
    request = Reconsideration.objects.get()
    assert answer.headers["Location"] == f"/office/requests/{request.pk}/"
    assert timezone.localdate(request.received_at) == came
    later = {**ASKED, "received_on": (came + datetime.timedelta(days=9)).isoformat()}
    request.delete()
    assert page.post("register-reconsideration", later, ref, status=422).errors
