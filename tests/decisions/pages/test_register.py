"""The public register, and asking for a document."""

import pytest
from django.utils import timezone

from talkoot.calls.models import JointApplicant
from talkoot.decisions.models import InformationRequest
from tests.factories.calls import make_application
from tests.factories.correspondence import make_message
from tests.factories.decisions import (
    make_decision,
    make_information_request,
    make_reconsideration,
)
from tests.factories.people import make_organisation

ASKED = {"text": "Pyydän hakemuksen.", "address": "kysyja@esimerkki.fi"}


@pytest.mark.parametrize("count", [1, 3])
def test_register_makes_the_same_queries_however_long_it_is(page, call, applicant, count):
    made = [make_application(state="submitted") for _number in range(count)]
    for application in made:
        decision = make_decision(application, state="signed", outcome="refused")
        make_reconsideration(decision, number=f"OIK-{application.number}")
    answer = page.get("register", queries=5)
    for application in made:
        assert f"OIK-{application.number}" in answer.text
        assert application.number in answer.text
        assert application.title not in answer.text


def test_drafts_are_not_in_the_register(page, call, applicant):
    make_application(state="draft", title="Luonnos")
    assert applicant.name not in page.get("register").text


def test_register_tells_no_decision_before_its_letter_has_left(page, call, applicant):
    application = make_application(state="rejected")
    decision = make_decision(application, state="signed", outcome="refused")
    assert "hylätty" not in page.get("register").text.casefold()
    make_message(state="sent", kind="decision", user=applicant, letter=decision.letter)
    assert "hylätty" in page.get("register").text.casefold()


def test_register_finds_by_number(page, call, applicant):
    first, second = (make_application(state="submitted") for _number in range(2))
    text = page.get(f"/register/?q={first.number}").text
    assert (first.number in text, second.number in text) == (True, False)


def test_those_who_apply_jointly_stand_in_the_register_once_they_take_part(page, call, applicant):
    application = make_application(state="submitted")
    for name, moment in (("Mukana Oy", timezone.now()), ("Empijä Oy", None)):
        JointApplicant.objects.create(
            application=application, organisation=make_organisation(name), confirmed_at=moment
        )
    assert application.number in page.get("/register/?q=mukana").text
    assert "Empijä" not in page.get("register").text


def test_a_request_to_change_a_decision_is_a_case_of_the_register(page, call, applicant):
    other = make_application(state="submitted")
    decision = make_decision(make_application(state="rejected"), state="signed", outcome="refused")
    request = make_reconsideration(decision, number="OIK/7", state="decided")
    text = page.get("/register/?q=oik/7").text
    assert "OIK/7" in text and other.number not in text
    assert "käsittelyssä" in text  # What was decided, the one who asked hears first.
    make_message(state="sent", kind="reconsideration-decided", letter=request.letter)
    assert "OIK/7" in page.get("register").text
    form = page.get("/register/request/?case=OIK/7")
    assert decision.application.number in form.content.decode()
    given = {**ASKED, "programme": call.offering.programme.slug, "number": "OIK/7"}
    page.post("request-information", given, redirects_to="/register/request/sent/")
    assert InformationRequest.objects.get().application == decision.application


def test_request_names_the_case_that_the_link_came_from(page, call, applicant):
    application = make_application(state="submitted")
    form = page.get(f"/register/request/?case={application.number}")
    assert application.number in form.content.decode()
    programme = call.offering.programme.slug
    given = {**ASKED, "programme": programme, "number": application.number}
    page.post("request-information", given, redirects_to="/register/request/sent/")
    assert InformationRequest.objects.get().application == application


def test_unknown_number_is_told_and_the_text_is_kept(page, call):
    given = {**ASKED, "programme": call.offering.programme.slug, "number": "EI/1/2026"}
    answer = page.post("request-information", given, status=422)
    assert len(answer.errors) == 1
    assert ASKED["text"] in answer.content.decode()
    assert not InformationRequest.objects.exists()


def test_robot_gets_no_request_registered(page, call):
    given = {**ASKED, "programme": call.offering.programme.slug, "website": "x"}
    page.post("request-information", given, redirects_to="/register/request/sent/")
    assert not InformationRequest.objects.exists()


def test_flood_is_refused(page, call):
    given = {**ASKED, "programme": call.offering.programme.slug}
    for _number in range(10):
        page.post("request-information", given, redirects_to="/register/request/sent/")
    page.post("request-information", given, status=429)
    assert InformationRequest.objects.count() == 10


def test_information_requests_are_cases_of_the_register_without_who_asked(page, call, applicant):
    case = make_application(state="submitted")
    asked = make_information_request(case, state="answered", outcome="refused", text="Salasana.")
    make_information_request(case, decides=asked)
    waits = make_message(state="queued", letter=asked.letter)
    text = page.get("/register/?kind=information", queries=3).text
    assert case.number in text and text.count(asked.number) == 2
    assert "Salasana" not in text and asked.address not in text
    assert "ei annettu" not in text.casefold()  # Whoever asked hears it first.
    waits.state, waits.sent_at = "sent", timezone.now()
    waits.save()
    found = page.get(f"/register/?kind=information&q={asked.number}").text
    assert "ei annettu" in found.casefold()
    assert asked.number not in page.get("register").text
