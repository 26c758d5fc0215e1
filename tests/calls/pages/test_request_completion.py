"""The office asks, the applicant completes: the pages of both."""

import datetime

import pytest
from django.utils import timezone

from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.rules.completion import usual_due_on
from talkoot.core.dates import next_office_day
from talkoot.people.models import ParticipantRole
from tests.factories.completion import GAP, make_completion_request, make_sent_application
from tests.html import text_of

State = Application.State


@pytest.fixture
def gap(call, applicant, expert):
    """A sent application in which nobody of the staff takes part."""
    application = make_sent_application(expert=expert)
    application.participant_groups.filter(role=ParticipantRole.STAFF).delete()
    return application


def form(**fields):
    due_on = usual_due_on(timezone.localdate())
    values = {f"due_on_{part}": getattr(due_on, part) for part in ("day", "month", "year")}
    return {"text": GAP, **values, **fields}


def state_of(application):
    return Application.objects.values_list("state", flat=True).get(pk=application.pk)


def test_request_is_drafted_from_what_is_not_met(page, officer, gap):
    answer = page.sign_in(officer).get("request-completion", gap.ref)
    assert "henkilöstöstä ei osallistu ketään" in text_of(answer.page.by_id("id_text"))
    boxes = answer.page.all("input", name="steps")
    chosen = [box.get("value") for box in boxes if box.get("checked") is not None]
    assert chosen == ["participants"]
    assert "vähintään 5" in answer.text


def test_request_goes_out_and_the_case_waits_for_the_applicant(page, officer, gap):
    case = f"/office/applications/{gap.ref}/"
    page.sign_in(officer)
    answer = page.post(
        "request-completion", form(steps=["participants"]), gap.ref, redirects_to=case
    ).follow()
    assert state_of(gap) == State.INCOMPLETE
    assert CompletionRequest.objects.get().steps == ["participants"]
    assert GAP in answer.text
    assert "Täydennettävä" in answer.text
    queue = page.get("office-applications").text
    assert "täydennys viimeistään" in queue


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "Kirjoita, mitä pitää täydentää."),
        ({"due_on_year": "2020"}, "Anna hakijalle vähintään 5 työpäivää"),
        ({"due_on_day": "32"}, "Tarkista päivämäärä"),
    ],
)
def test_a_bad_request_comes_back_with_a_sentence(fields, sentence, page, officer, gap):
    answer = page.sign_in(officer).post("request-completion", form(**fields), gap.ref)
    assert any(sentence in error for error in answer.errors), answer.errors
    assert state_of(gap) == State.SUBMITTED


def test_applicant_sees_what_to_complete_and_only_the_named_steps(page, applicant, gap):
    make_completion_request(gap, steps=["participants"])
    page.sign_in(applicant)
    case = page.get("my-application", gap.ref)
    assert GAP in case.text
    assert f"/my/applications/{gap.ref}/participants/" in case.links.values()
    step = page.get("application-step", gap.ref, "participants")
    assert GAP in step.text
    page.get(
        "application-step",
        gap.ref,
        "need",
        redirects_to=f"/my/applications/{gap.ref}/review/",
    )
    review = page.get("application-step", gap.ref, "review")
    assert "Lähetä täydennetty hakemus" in review.text
    changes = [address for address in review.links.values() if address.endswith("/need/")]
    assert changes == []


def test_more_time_is_asked_and_answered_on_the_pages(page, applicant, officer, gap):
    request = make_completion_request(gap)
    mine, case = f"/my/applications/{gap.ref}/", f"/office/applications/{gap.ref}/"
    page.sign_in(applicant)
    assert f"{mine}more-time/" in page.get("my-application", gap.ref).links.values()
    assert page.post("ask-more-time", {"reason": "x"}, gap.ref, status=422).errors
    until = next_office_day(request.due_on + datetime.timedelta(days=7))
    values = {f"until_{part}": getattr(until, part) for part in ("day", "month", "year")}
    asked = {**values, "reason": "Johtaja on lomalla."}
    shown = page.post("ask-more-time", asked, gap.ref, redirects_to=mine).follow()
    assert "Johtaja on lomalla." in shown.text
    assert f"{mine}more-time/" not in shown.links.values()
    page.sign_in(officer)
    answer_here = f"{case}completion/more-time/"
    shown = page.get("office-application", gap.ref, queries=14)
    assert answer_here in shown.links.values() and "Johtaja on lomalla." in shown.text
    page.get("office-applications")
    refusal = {"is_given": "no", "answer": ""}
    assert page.post("answer-more-time", refusal, gap.ref, status=422).errors
    page.post("answer-more-time", {"is_given": "yes", **values}, gap.ref, redirects_to=case)
    request.refresh_from_db()
    assert (request.due_on, request.is_more_time_given) == (until, True)


def test_completing_sends_the_second_version(page, applicant, officer, gap):
    make_completion_request(gap)
    page.sign_in(officer).get("office-application", gap.ref)
    page.sign_in(applicant)
    here = f"/my/applications/{gap.ref}/"
    answers = {name: getattr(gap, name) for name in ("need", "goals", "sign_of_success")}
    answers |= {"title": "Uusi nimi työlle", "themes": [gap.themes.get().pk], "draft": "1"}
    page.post(f"{here}need/", answers, redirects_to=f"{here}need/")
    case = page.sign_in(officer).get("office-application", gap.ref).page
    assert "Uusi nimi työlle" not in " ".join(text_of(row) for row in case.all("dd"))
    page.sign_in(applicant)
    page.post("submit-application", {"reply": "Nimi muuttui."}, gap.ref, redirects_to=here)
    assert state_of(gap) == State.SUBMITTED
    assert "Hakemus täydennettiin" in page.get("my-application", gap.ref).text
    answer = page.sign_in(officer).get("office-application", gap.ref, queries=15)
    assert "Nimi muuttui." in answer.text
    assert answer.page.all("ins")


def test_nothing_is_sent_when_nothing_changed(page, applicant, gap):
    make_completion_request(gap)
    answer = page.sign_in(applicant).post("submit-application", {}, gap.ref, status=409)
    assert "Mitään ei ole vielä muutettu" in answer.text


def test_taking_back_asks_once(page, officer, gap):
    make_completion_request(gap)
    page.sign_in(officer)
    assert GAP in page.get("cancel-completion", gap.ref).text
    page.post("cancel-completion", {}, gap.ref, redirects_to=f"/office/applications/{gap.ref}/")
    assert state_of(gap) == State.SUBMITTED


def test_time_up_offers_the_ways_on(page, office_user, gap):
    make_completion_request(gap, days_left=-1)
    answer = page.sign_in(office_user).get("office-application", gap.ref)
    assert "Ei täydennetty määräajassa" in answer.text
    decide = f"/office/applications/{gap.ref}/decide/"
    ways = set(answer.links.values())
    assert {f"{decide}?outcome=not_examined", f"{decide}?outcome=refused"} <= ways
    assert f"/office/applications/{gap.ref}/lapse/" in ways
    draft = text_of(page.get(f"{decide}?outcome=refused").page.by_id("id_reasons"))
    assert GAP in draft
    assert "ei täydennetty" in draft


def test_lapse_needs_the_decision_maker(page, officer, office_user, gap):
    make_completion_request(gap, days_left=-1)
    page.sign_in(officer).get("lapse-application", gap.ref, status=403)
    page.sign_in(office_user)
    assert page.post("lapse-application", {"reason": ""}, gap.ref).errors
    case = f"/office/applications/{gap.ref}/"
    page.post("lapse-application", {"reason": "Haun ehto 5."}, gap.ref, redirects_to=case)
    assert "rauennut" in page.get("office-application", gap.ref).text
    page.post("resume-application", {}, gap.ref, redirects_to=case)
    assert state_of(gap) == State.SUBMITTED


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_in_other_languages(language, page, officer, applicant, gap):
    page.sign_in(officer).get(f"/{language}/office/applications/{gap.ref}/completion/")
    make_completion_request(gap)
    page.get(f"/{language}/office/applications/{gap.ref}/")
    page.sign_in(applicant).get(f"/{language}/my/applications/{gap.ref}/")
    page.get(f"/{language}/my/applications/{gap.ref}/review/")
