"""Leads, requests to contact persons, yearly checks and the nudge."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.correspondence.actions import opt_out
from talkoot.correspondence.models import Message
from talkoot.practices import actions
from talkoot.practices.actions import checks, leads
from talkoot.practices.actions.requests import send_story_request
from talkoot.practices.models import Lead, Practice
from talkoot.practices.queries.checks import practices_to_check, practices_to_nudge
from talkoot.practices.queries.leads import get_lead, lead_counts, story_requests
from tests.factories.people import make_contact, make_municipality, make_organisation, make_user
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector
from tests.factories.publishing import make_lead

State = Practice.State


def token_in(message):
    return re.search(r"/stories/([^/\s]+)/", message.body).group(1)


def long_ago(practice, days):
    moment = timezone.now() - datetime.timedelta(days=days)
    Practice.objects.filter(pk=practice.pk).update(published_at=moment)


def test_lead_goes_from_a_story_to_a_published_practice(office_user, programme):
    organisation = make_organisation(municipality=make_municipality())
    lead = make_lead(programme, organisation=organisation, email="tekija@kunta.example")
    leads.invite_by_lead(lead, by=office_user)
    token = token_in(Message.objects.get(kind="practice-lead"))
    found = get_lead(token)
    with pytest.raises(NotAllowed):
        leads.accept_lead(found, by=make_user("muu@kunta.example"))
    person = make_user("tekija@kunta.example")
    practice = leads.accept_lead(found, by=person)
    assert practice.title == lead.title and practice.author == person
    assert practice.place == organisation.municipality
    assert practice.attachments.get().url == lead.url
    assert leads.accept_lead(found, by=person) == practice  # The same link opens the same draft.
    texts = {"gist": "x", "need": "x", "what_was_done": "x", "may_publish": True}
    actions.save_practice(practice, texts={**texts, "sector": make_sector()}, by=person)
    actions.submit_practice(practice, by=person)
    actions.publish_practice(practice, by=office_user)
    lead.refresh_from_db()
    assert (lead.state, lead.email, lead.token_hash) == (Lead.State.PUBLISHED, "", "")
    assert lead_counts(office_user) == {"seen": 1, "invited": 1, "begun": 1, "published": 1}


def test_new_invitation_makes_the_earlier_link_useless(office_user):
    lead = make_lead(organisation=make_organisation(), email="tekija@kunta.example")
    leads.invite_by_lead(lead, by=office_user)
    first = token_in(Message.objects.get(kind="practice-lead"))
    leads.invite_by_lead(lead, by=office_user)
    with pytest.raises(NotFound):
        get_lead(first)
    with pytest.raises(NotFound):
        get_lead("")


def test_closing_forgets_the_address_and_ends_the_invitation(office_user):
    lead = make_lead(email="tekija@kunta.example")
    leads.close_lead(lead, outcome="Ei vastausta.", by=office_user)
    lead.refresh_from_db()
    assert (lead.email, lead.outcome) == ("", "Ei vastausta.")
    for again in (leads.invite_by_lead, leads.accept_lead):
        with pytest.raises(NotAllowed):
            again(lead, by=office_user)


def test_lead_without_an_address_invites_nobody(office_user):
    with pytest.raises(NotAllowed):
        leads.invite_by_lead(make_lead(), by=office_user)


def test_request_goes_once_to_each_contact_of_the_segment(programme, office_user):
    region = make_municipality(region_code="02")
    asked = make_organisation(municipality=region)
    contact = make_contact(asked)
    make_contact(make_organisation(municipality=make_municipality(region_code="05")))
    make_contact(make_organisation(municipality=region, kind="company"))
    with pytest.raises(NotAllowed):
        send_story_request(programme, text="Kertokaa.", region_code="19", by=office_user)
    sent = send_story_request(
        programme, text="Kertokaa.", kind="municipality", region_code="02", by=office_user
    )
    message = Message.objects.get(kind="practice-request")
    assert message.user == contact and "Kertokaa." in message.body and sent.mail_count == 1
    assert message.topic == "practices"
    make_practice(organisation=asked, programme=programme)
    make_practice(organisation=asked, programme=programme, state=State.DRAFT)
    make_practice(programme=programme)
    row = story_requests(office_user).get()
    assert (row.organisation_count, row.begun_count, row.published_count) == (1, 2, 1)
    opt_out(message)
    again = send_story_request(programme, text="Taas.", region_code="02", by=office_user)
    assert again.mail_count == 1  # The company's contact only.


def test_owners_are_asked_once_a_year_and_one_click_moves_the_status(applicant):
    practice = make_practice(author=applicant)
    now = timezone.now()
    assert practice not in practices_to_check(now)
    long_ago(practice, 370)
    assert list(practices_to_check(now)) == [practice]
    assert checks.ask_still_in_use(practice) == 1
    assert not practices_to_check(now).exists()  # Asked, though not answered.
    body = Message.objects.get(kind="practice-check").body
    assert body.count("/still-in-use/") == 3
    checks.answer_check(practice.checks.get(), "ended")
    practice.refresh_from_db()
    assert practice.status == "ended" and practice.state == State.PUBLISHED
    assert practice.last_checked_at is not None
    checks.answer_check(practice.checks.get(), "in_use")
    practice.refresh_from_db()
    assert practice.status == "in_use"
    assert not practices_to_check(now + datetime.timedelta(days=300)).exists()
    assert practices_to_check(now + datetime.timedelta(days=370)).exists()


def test_link_of_an_older_year_and_of_a_withdrawn_practice_are_refused(applicant, office_user):
    practice = make_practice(author=applicant)
    checks.ask_still_in_use(practice)
    old = practice.checks.get()
    checks.ask_still_in_use(practice)
    with pytest.raises(NotAllowed):
        checks.answer_check(old, "ended")
    actions.withdraw_practice(practice, note="Syy.", by=office_user)
    with pytest.raises(NotAllowed):
        checks.answer_check(practice.checks.first(), "ended")


def test_nudge_comes_once_and_never_when_all_has_been_told(applicant):
    full = dict.fromkeys(("how_measured", "resources", "conditions", "tips"), "Kerrottu jo.")
    told, waiting = make_practice(author=applicant, **full), make_practice(author=applicant)
    fresh, old = make_practice(author=applicant), make_practice(author=applicant)
    for practice, days in ((told, 100), (waiting, 100), (fresh, 60), (old, 300)):
        long_ago(practice, days)
    assert list(practices_to_nudge(timezone.now())) == [waiting]
    assert checks.nudge(waiting) == 1 and checks.nudge(waiting) == 0
    assert not practices_to_nudge(timezone.now()).exists()
    message = Message.objects.get(kind="practice-nudge")
    assert message.topic == "practices" and waiting.slug in message.body
