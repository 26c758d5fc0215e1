"""What the registers of communications refuse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.credentials.actions import issue_certificates
from talkoot.credentials.models import Certificate
from talkoot.outreach.actions import remove_entry, save_entry, set_training
from talkoot.outreach.forms import FORMS
from talkoot.outreach.models import Attribution, Newsletter
from tests.factories.credentials import make_completed
from tests.factories.events import make_series
from tests.factories.networks import make_member, make_network
from tests.factories.outreach import make_attribution, make_award, make_campaign, make_issue
from tests.factories.people import make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import make_programme


def test_campaign_and_network_stay_with_what_belongs_to_them(programme, office_user):
    campaign, network = make_campaign(programme), make_network(programme)
    make_attribution(campaign, make_practice(programme=programme))
    member = make_member(network)
    for kind, row in (("campaign", campaign), ("network", network)):
        with pytest.raises(NotAllowed):
            remove_entry(kind, row, by=office_user)
    assert Attribution.objects.exists()
    member.delete()
    remove_entry("network", network, by=office_user)


def test_campaign_takes_no_practice_of_another_programme(programme):
    campaign = make_campaign(programme)
    other = make_practice(programme=make_programme(office=make_organisation(), slug="muu"))
    for practice, is_right in ((other, False), (make_practice(programme=programme), True)):
        sent = {"campaign": campaign.pk, "practice": practice.slug, "basis": "link"}
        form = FORMS["attribution"](sent, register="attribution", programme=programme)
        assert form.is_valid() == is_right
        assert is_right or set(form.errors) == {"practice"}


def test_newsletter_of_a_name_that_is_there_twice_takes_an_issue(programme, office_user):
    Newsletter.objects.create(programme=programme, name="Uutiskirje")
    issue = make_issue(programme)
    Newsletter.objects.create(programme=programme, name="Uutiskirje")
    values = {"newsletter_name": "Uutiskirje", "number": 2, "title": "T", "sent_on": issue.sent_on}
    row = save_entry("issue", programme, values, by=office_user)
    assert row.newsletter == issue.newsletter


def test_organisation_that_left_a_network_stays_out_until_somebody_is_trained_anew(
    programme, office_user
):
    network, body = make_network(programme), make_organisation()
    series = make_series(programme, kind="training", slug="agentit", state="ended")
    row = make_completed(series, organisation=body)
    [certificate] = issue_certificates(series, [row.pk], by=office_user)
    today = timezone.localdate()
    gone = make_member(network, organisation=body, joined_on=today, left_on=today)
    assert set_training(network, [series], joined_on=today, by=office_user).members == 0
    assert list(network.members.all()) == [gone]
    later = certificate.state_changed_at + timedelta(days=2)
    Certificate.objects.update(state_changed_at=later)
    assert set_training(network, [series], joined_on=today, by=office_user).members == 1


def test_form_keeps_the_cancelled_series_that_an_entry_has(programme):
    series = make_series(programme, slug="verkosto", state="cancelled")
    network, award = make_network(programme, series=series), make_award(programme, event=series)
    for kind, row, name in (("network", network, "series"), ("award", award, "event")):
        form = FORMS[kind](register=kind, programme=programme, row=row)
        assert list(form.fields[name].queryset) == [series]
        assert not FORMS[kind](register=kind, programme=programme).fields[name].queryset.exists()
