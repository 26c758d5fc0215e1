"""Leads, requests to contact persons, yearly checks and the nudge."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.correspondence.actions import opt_out
from talkoot.correspondence.models import Message
from talkoot.people.models import OrganisationSuccession
from talkoot.practices import actions
from talkoot.practices.actions import checks, leads
from talkoot.practices.actions.lead_ends import forget_old_addresses
from talkoot.practices.actions.requests import send_story_request
from talkoot.practices.actions.writing import save_writing
from talkoot.practices.models import Lead, Practice, StillInUse
from talkoot.practices.queries import checks as queries
from talkoot.practices.queries.checks import practices_to_check, practices_to_nudge
from talkoot.practices.queries.leads import get_lead, lead_counts, story_requests
from talkoot.practices.queries.owners import ownerless_organisations
from tests.factories.people import (
    make_contact,
    make_membership,
    make_municipality,
    make_organisation,
    make_user,
)
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector
from tests.factories.publishing import make_lead
from tests.figures import count

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
    save_writing(practice, values={**texts, "sector": make_sector().pk}, by=person)
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


def test_what_nobody_can_be_asked_about_waits_for_somebody(office_user):
    lost = make_practice(organisation=make_organisation())
    long_ago(lost, 370)
    now = timezone.now()
    assert not practices_to_check(now).exists()
    [body] = ownerless_organisations(office_user)
    assert (body, body.ownerless_count) == (lost.organisation, 1)
    successor = make_organisation()
    OrganisationSuccession.objects.create(predecessor=body, successor=successor, on=now.date())
    make_contact(successor)
    assert list(practices_to_check(now)) == [lost]
    assert not ownerless_organisations(office_user).exists()


def test_link_of_an_older_year_and_of_a_withdrawn_practice_are_refused(applicant, office_user):
    practice = make_practice(author=applicant)
    checks.ask_still_in_use(practice)
    old = practice.checks.get()
    assert checks.ask_still_in_use(practice) == 0  # Not twice a year, whoever asks.
    old.created_at -= datetime.timedelta(days=370)
    old.save(update_fields=["created_at"])
    checks.ask_still_in_use(practice)
    with pytest.raises(NotAllowed):
        checks.answer_check(old, "ended")
    actions.withdraw_practice(practice, note="Syy.", by=office_user)
    with pytest.raises(NotAllowed):
        checks.answer_check(practice.checks.first(), "ended")


@pytest.mark.parametrize("fields", [{"status": "ended"}, {"state": "withdrawn"}])
def test_what_has_ended_meanwhile_asks_nobody(applicant, fields):
    practice = make_practice(author=applicant, **fields)
    assert checks.ask_still_in_use(practice) == 0
    assert not practice.checks.exists()


def test_an_owner_of_several_gets_one_mail_with_a_link_for_each(applicant):
    home, colleague = make_organisation(), make_user("kollega@kunta.example")
    due, soon_due = [make_practice(author=applicant, organisation=home) for _ in range(2)]
    shared = make_practice(author=applicant, organisation=home)
    shared.co_authors.add(colleague)
    later = make_practice(author=applicant, organisation=home)
    elsewhere = make_practice(author=colleague, organisation=make_organisation())
    for row, days in ((due, 370), (soon_due, 350), (shared, 370), (later, 320), (elsewhere, 370)):
        long_ago(row, days)
    now = timezone.now()
    for rows in queries.checks_to_ask(now, 200):
        checks.ask_still_in_use(*rows)
    mails = Message.objects.filter(kind="practice-check")
    mine = mails.get(user=applicant)
    assert mine.body.count("/still-in-use/") == 3
    assert all(row.title in mine.body for row in (due, soon_due, shared))
    theirs = mails.filter(user=colleague)  # Of one practice in each organisation.
    assert [mail.body.count("/still-in-use/") for mail in theirs] == [3, 3]
    assert not later.checks.exists()
    long_ago(later, 370)
    assert queries.checks_to_ask(now, 200) == []  # The organisation is left in peace for a week.
    StillInUse.objects.update(created_at=now - datetime.timedelta(days=8))
    assert queries.checks_to_ask(now, 200) == [[later]]


def test_an_owner_of_several_is_nudged_by_one_mail(applicant):
    home = make_organisation()
    rows = [make_practice(author=applicant, organisation=home) for _ in range(2)]
    for row in rows:
        long_ago(row, 100)
    [together] = queries.nudges_to_send(timezone.now(), 200)
    assert checks.nudge(*together) == 1 and checks.nudge(*together) == 0
    body = Message.objects.get(kind="practice-nudge").body
    assert all(row.title in body and row.slug in body for row in rows)


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


def test_request_is_not_sent_twice_by_a_button_pressed_twice(programme, office_user):
    make_contact(make_organisation())
    send_story_request(programme, text="Kertokaa.", by=office_user)
    with pytest.raises(NotAllowed):
        send_story_request(programme, text="Kertokaa.", by=office_user)
    assert Message.objects.filter(kind="practice-request").count() == 1


def test_request_goes_to_the_chosen_side_only(programme, office_user):
    body, steward = make_organisation(), make_user("edustaja@kunta.example")
    make_contact(body, email="johto@kunta.example")
    make_membership(steward, body, "contact", is_staff_side=True)
    addresses = [
        set(
            Message.objects.filter(key__startswith=f"practice-request-{sent.pk}-").values_list(
                "user__email", flat=True
            )
        )
        for sent in (
            send_story_request(programme, text="Kertokaa.", side=side, by=office_user)
            for side in ("staff", "employer", "")
        )
    ]
    assert addresses[:2] == [{"edustaja@kunta.example"}, {"johto@kunta.example"}]
    assert addresses[2] == addresses[0] | addresses[1]


def test_address_that_nobody_has_answered_by_is_forgotten_in_a_year(office_user):
    old, fresh = make_lead(email="vanha@kunta.example"), make_lead(email="tuore@kunta.example")
    year_ago = timezone.now() - datetime.timedelta(days=370)
    Lead.objects.update(created_at=year_ago)
    leads.invite_by_lead(fresh, by=office_user)
    assert forget_old_addresses() == 1
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.email, fresh.email) == ("", "tuore@kunta.example")
    assert forget_old_addresses() == 0


def test_figures_of_leads_tell_what_came_of_them(programme):
    published = make_lead(programme, invited_at=timezone.now(), practice=make_practice())
    invited = make_lead(programme, invited_at=timezone.now())
    make_lead(programme, practice=make_practice(state=State.DRAFT))
    assert count("stories-seen").value == 3
    assert set(count("stories-invited").records) == {published, invited}
    assert list(count("stories-published").records) == [published]
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert count("stories-seen", as_of=yesterday).value == 0
