"""What the registers of communications refuse."""

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.outreach.actions import remove_entry, save_entry
from talkoot.outreach.forms import FORMS
from talkoot.outreach.models import Attribution, Newsletter
from tests.factories.networks import make_member, make_network
from tests.factories.outreach import make_attribution, make_campaign, make_issue
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
