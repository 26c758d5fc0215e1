"""Each organisation of a joint application asks for itself to have the decision changed."""

import re

import pytest
from django.utils import timezone

from talkoot.calls.models import JointApplicant
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.actions.reconsideration import (
    decide_reconsideration,
    request_reconsideration,
    withdraw_reconsideration,
)
from talkoot.decisions.actions.undo_request import undo_reconsideration
from talkoot.decisions.models import Reconsideration
from tests.decisions.test_outcomes import words
from tests.decisions.test_reconsideration import ASKED, REASONS, decided
from tests.factories.people import make_contact, make_membership, make_user

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def partner(application):
    """A contact person whose organisation applies jointly with the lead."""
    application.call.allows_joint = True
    application.call.save()
    person = make_contact()
    JointApplicant.objects.create(
        application=application,
        organisation=person.memberships.get().organisation,
        confirmed_by=person,
        confirmed_at=timezone.now(),
    )
    return person


@pytest.fixture
def refusal(application, office_user, partner):
    return decided(application, office_user, **words("refused"))


def own(person):
    return person.memberships.get().organisation


def test_each_party_asks_on_the_site_as_a_case_of_its_own(page, refusal, applicant, partner):
    ref = refusal.application.ref
    for person in (applicant, partner):
        page.sign_in(person)
        assert f"/my/decisions/{ref}/request/" in page.get("my-application", ref).links.values()
        page.get("request-reconsideration", ref)
        page.post(
            "request-reconsideration", ASKED, ref, redirects_to=re.compile(r"/my/requests/\d+/")
        )
        page.get("request-reconsideration", ref, status=409)
    lead, joint = Reconsideration.objects.order_by("pk")
    assert (lead.party, joint.party) == (None, own(partner))
    assert len({lead.number, joint.number, refusal.application.number}) == 3
    receipts = Message.objects.filter(kind="reconsideration-receipt").order_by("pk")
    assert [mail.user for mail in receipts] == [applicant, partner]
    # Both see both; each takes back its own.
    for person, mine, other in ((applicant, lead, joint), (partner, joint, lead)):
        page.sign_in(person)
        assert str(own(partner)) in page.get("my-application", ref).text
        page.get("my-reconsideration", other.pk)
        page.post("withdraw-reconsideration", {}, other.pk, status=403)
        page.post("withdraw-reconsideration", {}, mine.pk, redirects_to=f"/my/requests/{mine.pk}/")


def test_every_party_gets_the_letter_and_an_undoing_stops_all(
    refusal, applicant, partner, office_user
):
    asked = request_reconsideration(refusal, **ASKED, organisation=own(partner), by=partner)
    decide_reconsideration(asked, outcome="upheld", reasons=REASONS, by=office_user)
    mails = Message.objects.filter(kind="reconsideration-decided").order_by("pk")
    assert [mail.user for mail in mails] == [partner, applicant]
    assert len({mail.letter_id for mail in mails}) == 1
    rows = dict(map(tuple, mails[0].letter.content["meta"]))
    assert str(own(partner)) in rows.values()

    undo_reconsideration(asked, by=office_user)
    assert {mail.state for mail in mails.all()} == {"revoked"}

    asked.refresh_from_db()
    decide_reconsideration(asked, outcome="upheld", reasons=REASONS, by=office_user)
    last = mails.filter(state="queued").last()
    Message.objects.filter(pk=last.pk).update(state="sent", sent_at=timezone.now())
    with pytest.raises(NotAllowed):  # One party knows already.
        undo_reconsideration(asked, by=office_user)


def test_second_request_of_the_same_party_is_refused(refusal, partner):
    request_reconsideration(refusal, **ASKED, organisation=own(partner), by=partner)
    with pytest.raises(NotAllowed):
        request_reconsideration(refusal, **ASKED, organisation=own(partner), by=partner)


def test_nobody_withdraws_for_another_party(refusal, applicant, partner):
    asked = request_reconsideration(refusal, **ASKED, organisation=own(partner), by=partner)
    with pytest.raises(NotAllowed):
        withdraw_reconsideration(asked, by=applicant)


def test_unconfirmed_party_and_a_plain_member_cannot_ask(page, refusal, partner):
    ref = refusal.application.ref
    colleague = make_user()
    make_membership(colleague, own(partner), confirmed_at=timezone.now())
    answer = page.sign_in(colleague).get("my-application", ref)
    assert f"/my/decisions/{ref}/request/" not in answer.links.values()
    page.get("request-reconsideration", ref, status=404)
    JointApplicant.objects.update(confirmed_at=None)
    page.sign_in(partner).get("request-reconsideration", ref, status=404)


def test_office_registers_a_letter_for_the_party_that_wrote_it(
    page, refusal, partner, applicant, office_user
):
    ref = refusal.application.ref
    page.sign_in(office_user)
    day = timezone.localdate().isoformat()
    sent = {**ASKED, "received_on": day}
    answer = page.post("register-reconsideration", sent, ref, status=422)
    assert len(answer.errors) == 1
    sent["organisation"] = str(own(partner).pk)
    to = re.compile(r"/office/requests/\d+/")
    page.post("register-reconsideration", sent, ref, redirects_to=to)
    asked = Reconsideration.objects.get()
    assert asked.organisation == own(partner)
    assert Message.objects.get(kind="reconsideration-receipt").user == partner
    assert str(own(partner)) in page.get("office-reconsiderations").text
    # Of those left only the lead can ask: no choice is shown.
    del sent["organisation"]
    page.post("register-reconsideration", sent, ref, redirects_to=to)
    assert Reconsideration.objects.last().party is None
    page.get("register-reconsideration", ref, status=409)
