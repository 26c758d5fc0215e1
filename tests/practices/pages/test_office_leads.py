"""Leads and requests on the office's pages, the invitation, and the yearly question."""

import re

import pytest

from talkoot.correspondence.models import Message
from talkoot.practices.actions.checks import ask_still_in_use
from talkoot.practices.models import Lead, Practice, StoryRequest
from tests.factories.people import make_contact, make_officer, make_organisation, make_user
from tests.factories.practices import make_practice
from tests.factories.publishing import make_lead

LINK = re.compile(r"https?://[^/]+(/still-in-use/\S+)")


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, office_user, programme, count):
    for _number in range(count):
        make_lead(programme, organisation=make_organisation())
    page.sign_in(office_user).get("office-leads", queries=7)


def test_story_is_noted_invited_and_closed(page, office_user, programme):
    organisation = make_organisation("Vantaan kotihoito")
    page.sign_in(office_user).get("add-lead")
    values = {
        "programme": programme.pk,
        "title": "Kotihoito jakoi vuorot",
        "url": "https://lehti.example/1",
        "organisation_name": "Vantaan kotihoito",
        "email": "tekija@kunta.example",
    }
    page.post("add-lead", values, redirects_to=re.compile("^/office/leads/"))
    lead = Lead.objects.get()
    assert lead.organisation == organisation
    here = f"/office/leads/{lead.pk}/"
    page.get("office-lead", lead.pk)
    page.post("invite-lead", {}, lead.pk, redirects_to=here)
    assert "/stories/" in Message.objects.get(kind="practice-lead").body
    page.get("close-lead", lead.pk)
    page.post("close-lead", {"outcome": "Ei vastausta."}, lead.pk, redirects_to="office-leads")
    page.post("office-lead", values, lead.pk, status=409)
    assert "Ei vastausta." in page.get("office-leads").text


@pytest.mark.parametrize(
    "fields",
    [{"title": ""}, {"url": "http://10.0.0.1/"}, {"url": "javascript:alert(1)"},
     {"organisation_name": "Olematon"}, {"email": "ei osoite"}],
)  # fmt: skip
def test_what_cannot_be_noted_is_named(page, office_user, programme, fields):
    values = {"programme": programme.pk, "title": "Juttu", **fields}
    assert len(page.sign_in(office_user).post("add-lead", values).errors) == 1


def test_other_offices_leads_are_not_there(page, programme):
    lead = make_lead(programme)
    other = make_officer(make_organisation(kind="association"))
    page.sign_in(other).get("office-lead", lead.pk, status=404)
    assert lead.title not in page.get("office-leads").text


def test_invited_person_signs_in_and_opens_the_draft(page, office_user, programme):
    from talkoot.practices.actions.leads import invite_by_lead

    lead = make_lead(programme, organisation=make_organisation(), email="tekija@kunta.example")
    invite_by_lead(lead, by=office_user)
    body = Message.objects.get(kind="practice-lead").body
    token = re.search(r"/stories/([^/\s]+)/", body).group(1)
    assert lead.title in page.get("lead", token).text
    assert not Practice.objects.exists()
    page.sign_in(make_user("tekija@kunta.example")).get("lead", token)
    answer = page.post("begin-lead", {}, token, redirects_to=re.compile("^/my/practices/"))
    assert lead.title in answer.follow().text


def test_request_to_contact_persons_is_sent_and_counted(page, office_user, programme):
    make_contact(make_organisation())
    page.sign_in(office_user).get("story-requests")
    values = {"programme": programme.pk, "kind": "", "region_code": "", "text": "Kertokaa."}
    page.post("story-requests", values, redirects_to="story-requests")
    assert StoryRequest.objects.get().mail_count >= 1
    assert "Kertokaa." in page.get("story-requests").text
    page.post("story-requests", {**values, "region_code": "19"}, status=409)
    assert len(page.post("story-requests", {**values, "text": ""}).errors) == 1


def test_yearly_question_is_answered_by_one_button_and_never_by_opening(page, applicant):
    practice = make_practice(author=applicant)
    ask_still_in_use(practice)
    links = LINK.findall(Message.objects.get(kind="practice-check").body)
    assert len(links) == 3
    for link in links:
        page.get(link)
        page.django.head(link)
    assert not practice.checks.get().answer
    assert page.post(links[2], {}, status=200)
    practice.refresh_from_db()
    assert practice.status == Practice.Status.ENDED
    text = page.get("practice", practice.slug).text
    assert practice.title in text and "Päättynyt" in text
    page.post(links[1], {}, status=200)
    assert practice.checks.get().answer == "changed"
