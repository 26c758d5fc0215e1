"""The applicant asks to have a decision changed, and follows the request."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.core.dates import local_date
from talkoot.decisions.models import Decision, Reconsideration
from tests.decisions.test_reconsideration import ASKED
from tests.factories.calls import make_application
from tests.factories.decisions import make_reconsideration, make_sent_decision


@pytest.fixture
def decision(call, applicant):
    return make_sent_decision(make_application(state="rejected"), outcome="refused")


def test_request_from_the_case_page_to_its_own(page, applicant, decision):
    ref = decision.application.ref
    page.sign_in(applicant)
    assert f"/my/decisions/{ref}/request/" in page.get("my-application", ref).links.values()
    page.get("request-reconsideration", ref, queries=5)
    page.post("request-reconsideration", ASKED, ref, redirects_to=re.compile(r"/my/requests/\d+/"))
    request = Reconsideration.objects.get()
    shown = page.get("my-reconsideration", request.pk, queries=3)
    assert request.number in shown.text
    assert ASKED["grounds"] in shown.text
    page.get("request-reconsideration", ref, status=409)
    assert f"/my/requests/{request.pk}/" in page.get("my-application", ref).links.values()


def test_request_without_words_asks_for_them(page, applicant, decision):
    answer = page.sign_in(applicant).post(
        "request-reconsideration", {}, decision.application.ref, status=422
    )
    assert len(answer.errors) == 2


def test_late_request_is_told_of_before_it_is_written(page, applicant, decision):
    last = timezone.localdate() - datetime.timedelta(days=1)
    Decision.objects.update(remedy_deadline_on=last)
    answer = page.sign_in(applicant).get("request-reconsideration", decision.application.ref)
    assert local_date(last) in answer.text


def test_request_is_withdrawn(page, applicant, decision):
    request = make_reconsideration(decision)
    page.sign_in(applicant).post(
        "withdraw-reconsideration", {}, request.pk, redirects_to=f"/my/requests/{request.pk}/"
    )
    request.refresh_from_db()
    assert request.state == "withdrawn"
    page.post("withdraw-reconsideration", {}, request.pk, status=409)


def test_result_is_not_told_before_its_letter(page, applicant, decision):
    request = make_reconsideration(decision, state="decided")
    shown = page.sign_in(applicant).get("my-reconsideration", request.pk)
    assert request.decision_number not in shown.text


def test_request_of_somebody_else_is_not_found(page, outsider, decision):
    request = make_reconsideration(decision)
    page.sign_in(outsider).get("my-reconsideration", request.pk, status=404)
    page.get("request-reconsideration", decision.application.ref, status=404)
