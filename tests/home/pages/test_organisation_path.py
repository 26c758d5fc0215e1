"""The path of services of an organisation: what it has gone through, and with what it goes on."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.calls.models import JointApplicant
from talkoot.engagements.models import ContinuationPurchase
from talkoot.events.models import Presence, Session
from tests.factories.assessments import make_disqualification
from tests.factories.calls import make_application
from tests.factories.decisions import make_sent_decision
from tests.factories.engagements import make_engagement
from tests.factories.events import make_session
from tests.factories.people import make_membership, make_officer, make_organisation, make_user
from tests.factories.registrations import make_open_series, make_participant

NOW = timezone.now()


def ago(days):
    return NOW - datetime.timedelta(days=days)


@pytest.fixture
def organisation(applicant):
    """The applicant's own, confirmed."""
    applicant.memberships.update(confirmed_at=NOW)
    return applicant.memberships.get().organisation


@pytest.fixture
def case(call, organisation, applicant, expert, programme):
    """An application, its day, a training, a purchase of more days."""
    case = make_application(
        call=call, state="approved", applicant=applicant, organisation=organisation, expert=expert
    )
    type(case).objects.filter(pk=case.pk).update(submitted_at=ago(90))
    make_sent_decision(case)
    engagement = make_engagement(case, state="delivered", expert=expert)
    Session.objects.filter(series=engagement.series).update(starts_at=ago(60), state="held")
    series = make_open_series(programme, title="Johtamisen koulutus")
    session = make_session(series, starts_at=ago(30), state="held")
    person = make_participant(series, organisation=organisation)
    Presence.objects.create(
        session=session, participant=person, organisation=organisation, source="list",
        role=person.role,
    )  # fmt: skip
    ContinuationPurchase.objects.create(
        engagement=engagement, days=2, bought_on=ago(10).date(), recorded_by=applicant
    )
    return case


def test_path_tells_in_order_and_leads_on_with_answers_filled_in(
    page, case, organisation, applicant
):
    answer = page.sign_in(applicant).get("organisation-path", organisation.key, queries=13)
    steps = [
        f"Hakemus: {case.call.offering.name}",
        case.expert.name,
        "Johtamisen koulutus",
        "2 päivää",
    ]
    places = [answer.text.index(step) for step in steps]
    assert places == sorted(places)
    address = f"/my/applications/{case.ref}/continue/"
    assert address in answer.content.decode()
    to = re.compile(r"/my/applications/[0-9a-f]+/")
    page.post("continue-application", {"call": case.call.slug}, case.ref, redirects_to=to)


def test_untold_decision_is_not_told_here(page, call, organisation, applicant):
    case = make_application(
        call=call, state="rejected", applicant=applicant, organisation=organisation
    )
    text = page.sign_in(applicant).get("organisation-path", organisation.key).text
    assert case.number in text
    assert str(case.State.REJECTED.label) not in text


def test_colleague_sees_the_path_without_ways_into_cases(page, case, organisation):
    colleague = make_user()
    make_membership(colleague, organisation, confirmed_at=NOW)
    answer = page.sign_in(colleague).get("organisation-path", organisation.key)
    assert case.number in answer.text
    assert case.ref not in answer.content.decode()


def test_joint_application_is_on_the_path_of_each(page, case, organisation):
    partner = make_organisation("Kumppanin kaupunki")
    person = make_user()
    make_membership(person, partner)
    JointApplicant.objects.create(
        application=case, organisation=partner, confirmed_by=person, confirmed_at=NOW
    )
    answer = page.sign_in(person).get("organisation-path", partner.key)
    assert case.number in answer.text


def test_office_sees_its_own_programmes_and_no_kept_case(page, case, organisation, office_user):
    answer = page.sign_in(office_user).get("organisation-path", organisation.key)
    assert f"/office/applications/{case.ref}/" in answer.links.values()
    make_disqualification(case, user=office_user)
    answer = page.get("organisation-path", organisation.key)
    assert case.number not in answer.text
    assert case.expert.name not in answer.text
    page.sign_in(make_officer(make_organisation("Toinen toimisto")))
    assert case.number not in page.get("organisation-path", organisation.key).text


def test_unconfirmed_member_and_outsider_find_nothing(page, case, organisation, outsider):
    page.sign_in(outsider).get("organisation-path", organisation.key, status=404)
    person = make_user()
    make_membership(person, organisation, confirmed_at=None)
    page.sign_in(person).get("organisation-path", organisation.key, status=404)
