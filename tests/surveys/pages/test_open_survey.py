"""Answering by the open link, and the office's page of it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils.translation import gettext as _

from talkoot.audit.models import LogEntry
from talkoot.surveys.actions.open_link import LETTERS, make_open_link
from talkoot.surveys.models import Response, Round
from talkoot.surveys.round_queries import office_rounds, with_counts
from tests.factories.surveys import make_invitation, make_response, make_round

WHOLE = {"grade": "5", "effect": "0", "yes-no": "no", "text": "Hyvä"}


@pytest.fixture
def survey(db):
    return make_round(public_code="k3tu9abc", mode=Round.Mode.ANONYMOUS)


def test_anybody_answers_and_the_rate_stays(page, survey, office_user):
    make_invitation(survey)
    assert page.get("open-survey", "K3TU9ABC", queries=2).h1 == "Palaute"
    page.post("open-survey", WHOLE, "k3tu9abc", redirects_to="survey-thanks")
    response = Response.objects.get()
    assert not response.is_by_open_link, "Beside an anonymous answer the way is not kept."
    assert (response.panel, response.groups, response.language) == ("", {}, "")
    assert response.submitted_on == survey.closes_on
    assert [row.answered_count for row in with_counts(office_rounds(office_user))] == [0]


def test_ways_kept_beside_earlier_anonymous_answers_are_forgotten(survey):
    for each in (survey, make_round()):
        make_response(each, is_by_open_link=True)
    name = "talkoot.surveys.migrations.0004_no_way_in_beside_anonymous_answers"
    import_module(name).forget_the_way(apps, None)
    kept = Response.objects.get(is_by_open_link=True)
    assert kept.round.mode == Round.Mode.IDENTIFIED


def test_device_is_asked_before_it_answers_again(page, survey):
    page.post("open-survey", WHOLE, "k3tu9abc", redirects_to="survey-thanks")
    asked = page.get("open-survey", "k3tu9abc")
    assert asked.h1 == _("An answer has been sent from this device")
    twice = page.post("open-survey", WHOLE, "k3tu9abc", status=409)
    assert "Hyvä" in twice.page.source or twice.h1
    again = page.get("/k/k3tu9abc/?again=1")
    assert again.page.all("input", name="again")
    page.post("open-survey", {**WHOLE, "again": "1"}, "k3tu9abc", redirects_to="survey-thanks")
    assert Response.objects.count() == 2


def test_mark_on_the_device_is_the_same_for_everybody(page, survey):
    page.post("open-survey", WHOLE, "k3tu9abc", redirects_to="survey-thanks")
    cookie = page.django.cookies["survey-k3tu9abc"]
    assert cookie.value.split(":")[0] == "answered"
    assert cookie["httponly"]
    assert not page.django.session.keys()
    page.django.cookies["survey-k3tu9abc"] = "answered:forged:mark"
    assert page.get("open-survey", "k3tu9abc").h1 == "Palaute"


def test_answer_that_lacks_something_loses_nothing(page, survey):
    answer = page.post("open-survey", {"text": "Kesken"}, "k3tu9abc")
    assert len(answer.errors) == 3
    assert "Kesken" in answer.page.source


def test_closed_and_unknown_are_told_and_what_was_typed_is_shown(page, survey):
    survey.state = Round.State.CLOSED
    survey.save()
    page.get("open-survey", "k3tu9abc", status=410)
    late = page.post("open-survey", WHOLE, "k3tu9abc", status=410)
    assert "Hyvä" in late.text
    page.get("open-survey", "vale", status=404)


def test_flood_from_one_network_is_stopped(page, survey, monkeypatch):
    monkeypatch.setattr("talkoot.surveys.views.open_link.ANSWERS_IN_TEN_MINUTES", 2)
    again = {**WHOLE, "again": "1"}
    for _time in range(2):
        page.post("open-survey", again, "k3tu9abc", redirects_to="survey-thanks")
    page.post("open-survey", again, "k3tu9abc", status=429)


def test_office_makes_prints_and_removes_the_link(page, office_user):
    survey = make_round()
    page.sign_in(office_user)
    where = f"/office/rounds/{survey.pk}/link/"
    page.get("round-link-picture", survey.pk, status=404)
    shown = page.post(where, {}, redirects_to=where).follow()
    survey.refresh_from_db()
    assert set(survey.public_code) <= set(LETTERS)
    assert f"/k/{survey.public_code}/" in shown.text
    picture = page.get("round-link-picture", survey.pk)
    assert picture.headers["Content-Type"] == "image/svg+xml"
    code = survey.public_code
    make_open_link(survey, by=office_user)
    survey.refresh_from_db()
    assert survey.public_code == code
    page.post(where, {"remove": "1"}, redirects_to=where)
    page.get("open-survey", code, status=404)
    assert LogEntry.objects.filter(subject_id=str(survey.pk)).count() == 2


def test_closed_round_gets_no_link(page, office_user):
    survey = make_round(state=Round.State.CLOSED)
    page.sign_in(office_user)
    assert _("Make an open link") not in page.get("office-round-link", survey.pk).text
    page.post("office-round-link", {}, survey.pk, status=409)
