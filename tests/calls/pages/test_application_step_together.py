"""The step page with several people on it, saving by itself, and an ended session."""

import re

import pytest
from django.test import Client

from talkoot.calls.models import Application
from tests.factories.calls import make_application, make_call
from tests.factories.people import make_user
from tests.factories.together import make_colleague, make_fact, make_writer

AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def draft(call, applicant):
    return make_application(title="Työvuorot", need="Alkuperäinen")


@pytest.fixture
def url(draft):
    return f"/my/applications/{draft.ref}/need/"


def reload(application):
    return Application.objects.get(pk=application.pk)


def seal_on(answer):
    return next(e.get("value") for e in answer.page.all("input") if e.get("name") == "seal")


def answers_of(application, /, **fields):
    themes = [theme.pk for theme in application.themes.all()]
    return {
        "title": application.title,
        "need": application.need,
        "goals": application.goals,
        "sign_of_success": application.sign_of_success,
        "themes": themes,
        **fields,
    }


def test_step_of_a_lone_writer_costs_no_more(page, draft, url):
    page.sign_in(draft.applicant).get(url, queries=10)


def test_page_tells_who_saved_what(page, draft, url, applicant):
    colleague = make_writer(draft, name="Maija Meikäläinen")
    page.sign_in(colleague)
    seal = seal_on(page.get(url))
    data = answers_of(draft, need="Maijan teksti", seal=seal, draft="1")
    page.post(url, data, redirects_to=url)
    assert "Maija Meikäläinen" in page.sign_in(applicant).get(url).text
    assert "Maija Meikäläinen tallensi" not in page.sign_in(colleague).get(url).text


def test_both_texts_of_a_conflict_are_shown_and_one_can_be_chosen(page, draft, url, applicant):
    colleague = make_writer(draft, name="Maija Meikäläinen")
    mine = seal_on(page.sign_in(applicant).get(url))
    page.sign_in(colleague)
    theirs = answers_of(draft, need="Maijan teksti", seal=seal_on(page.get(url)), draft="1")
    page.post(url, theirs, redirects_to=url)
    page.sign_in(applicant)
    data = answers_of(draft, need="Ainon teksti", goals="Ainon tavoite", seal=mine, draft="1")
    answer = page.post(url, data, status=422)
    assert "Maijan teksti" in answer.text
    assert "Ainon teksti" in answer.text
    assert "Maija Meikäläinen" in answer.text
    assert len(answer.errors) == 1
    kept = reload(draft)
    assert (kept.need, kept.goals) == ("Maijan teksti", "Ainon tavoite")
    # What was seen is settled by the next save: combined, or left to the other.
    seal = seal_on(answer)
    page.post(url, {**data, "seal": seal, "theirs": "need"}, redirects_to=url)
    assert reload(draft).need == "Maijan teksti"
    page.post(url, {**data, "seal": seal, "need": "Yhteinen"}, redirects_to=url)
    assert reload(draft).need == "Yhteinen"


def test_answer_that_did_not_fit_is_no_conflict_later(page, draft, url, applicant):
    page.sign_in(applicant)
    data = answers_of(draft, need="ä" * 1300, seal=seal_on(page.get(url)), draft="1")
    answer = page.post(url, data, status=422)
    page.post(url, {**data, "need": "Lyhyt", "seal": seal_on(answer)}, redirects_to=url)
    assert reload(draft).need == "Lyhyt"


def test_autosave_tells_the_time_and_a_fresh_seal(page, draft, url, applicant):
    page.sign_in(applicant)
    seal = seal_on(page.get(url))
    answer = page.post(url, answers_of(draft, need="Uusi", seal=seal), headers=AUTOSAVE)
    reply = answer.response.json()
    assert "klo" in reply["text"] or "at" in reply["text"]
    assert reply["seal"] != seal
    assert reload(draft).need == "Uusi"
    assert applicant.name not in page.get(url).text.split("Uusi")[0]


def test_autosave_keeps_a_conflict_until_it_is_seen(page, draft, url, applicant):
    seal = seal_on(page.sign_in(applicant).get(url))
    colleague = make_writer(draft)
    page.sign_in(colleague)
    other = answers_of(draft, need="Kollegan", seal=seal_on(page.get(url)), draft="1")
    page.post(url, other, redirects_to=url)
    page.sign_in(applicant)
    mine = answers_of(draft, need="Omani", seal=seal)
    reply = page.post(url, mine, headers=AUTOSAVE).response.json()
    assert reload(draft).need == "Kollegan"
    again = page.post(url, {**mine, "seal": reply["seal"], "draft": "1"}, status=422)
    assert "Kollegan" in again.text


def test_autosave_after_the_session_has_ended_is_401_with_a_sentence(page, draft, url):
    answer = page.post(url, answers_of(draft), headers=AUTOSAVE, status=401)
    assert answer.response.json()["text"]


def test_what_was_posted_without_a_session_waits_over_the_sign_in(page, draft, url, applicant):
    seal = seal_on(page.sign_in(applicant).get(url))
    page.sign_out()
    login = f"/accounts/login/?next={url}"
    page.post(url, answers_of(draft, need="Pitkä teksti", seal=seal), redirects_to=login)
    assert reload(draft).need == "Alkuperäinen"
    page.sign_in(applicant)
    answer = page.get(url)
    assert "Pitkä teksti" in answer.content.decode()
    assert reload(draft).need == "Alkuperäinen"
    data = answers_of(draft, need="Pitkä teksti", seal=seal_on(answer), draft="1")
    page.post(url, data, redirects_to=url)
    assert reload(draft).need == "Pitkä teksti"
    assert "Pitkä teksti" in page.get(url).content.decode()


def test_what_waits_is_shown_to_no_outsider(page, draft, url, outsider):
    page.post(url, answers_of(draft, need="Salainen"), redirects_to=f"/accounts/login/?next={url}")
    page.sign_in(outsider).get(url, status=404)


def test_page_of_an_earlier_sign_in_loses_nothing_either(draft, url, applicant):
    client = Client(enforce_csrf_checks=True)
    client.force_login(applicant)
    client.get(url)
    answer = client.post(url, answers_of(draft, need="Vanhalta sivulta"))
    assert (answer.status_code, answer.headers["Location"]) == (302, url)
    assert "Vanhalta sivulta" in client.get(url).content.decode()
    assert reload(draft).need == "Alkuperäinen"


def test_earlier_answer_is_put_in_the_field_without_losing_what_was_typed(page, draft, url):
    earlier = make_application(state="rejected", need="Viime vuoden tarve", title="Viime vuosi")
    page.sign_in(draft.applicant)
    shown = page.get(url)
    assert "Viime vuoden tarve" in shown.text
    data = answers_of(draft, goals="Juuri kirjoitettu", seal=seal_on(shown))
    answer = page.post(
        url,
        {**data, "use": f"{earlier.ref}:need"},
        redirects_to=f"{url}?use={earlier.ref}&field=need#id_need",
    )
    filled = answer.follow().page.by_id("id_need")
    assert "Viime vuoden tarve" in filled.text
    assert (reload(draft).goals, reload(draft).need) == ("Juuri kirjoitettu", "Alkuperäinen")


def test_unconfirmed_member_sees_no_earlier_answers(page, draft, url, applicant):
    make_application(state="rejected", need="Viime vuoden tarve")
    applicant.memberships.update(confirmed_at=None)
    answer = page.sign_in(applicant).get(url)
    assert "Viime vuoden tarve" not in answer.text


def test_facts_are_filled_in_for_confirmed_members_with_a_note(page, applicant):
    call = make_call()
    call.questionnaire.items.filter(code="sponsor_title").update(is_organisation_fact=True)
    organisation = applicant.memberships.get().organisation
    make_fact(organisation, "sponsor_title", "kaupunginjohtaja", by=applicant)
    page.sign_in(applicant).post(
        "start-application", {}, call.slug, redirects_to=re.compile("/need/$")
    )
    draft = Application.objects.get(call=call)
    assert draft.sponsor_title == "kaupunginjohtaja"
    answer = page.get(f"/my/applications/{draft.ref}/participants/")
    assert "Täytetty" in answer.text or "Filled in" in answer.text
    stranger = make_user()
    stranger.memberships.create(organisation=organisation)
    page.sign_in(stranger).post(
        "start-application", {}, call.slug, redirects_to=re.compile("/need/$")
    )
    assert Application.objects.get(applicant=stranger).sponsor_title == ""


def test_writer_opens_the_step_and_an_added_colleague_is_told_on_the_page(page, draft, url):
    page.sign_in(make_writer(draft)).get(url)
    page.sign_in(make_colleague(draft)).get(url, status=404)
