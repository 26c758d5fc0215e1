"""What is known of an organisation, and going on from an earlier case."""

import re

import pytest

from talkoot.calls.models import Application
from talkoot.people.models import OrganisationFact
from tests.factories.calls import make_application, make_call
from tests.factories.together import make_colleague, make_fact


@pytest.fixture
def fact(applicant, call):
    call.questionnaire.items.filter(code="sponsor_title").update(is_organisation_fact=True)
    organisation = applicant.memberships.get().organisation
    return make_fact(organisation, "sponsor_title", "johtaja", by=applicant)


def test_contact_corrects_and_deletes_a_fact(page, fact, applicant):
    url = f"/my/organisations/{fact.organisation.key}/facts/"
    page.sign_in(applicant)
    assert applicant.name in page.get(url, queries=7).text
    page.post(url, {"sponsor_title": "toimialajohtaja"}, redirects_to=url)
    assert OrganisationFact.objects.get().value == "toimialajohtaja"
    page.post(url, {"delete": "sponsor_title"}, redirects_to=url)
    assert not OrganisationFact.objects.exists()


def test_member_does_not_see_the_facts(page, fact):
    member = make_colleague(make_application())
    page.sign_in(member).get("organisation-facts", fact.organisation.key, status=404)


def test_sending_keeps_the_facts(page, call, applicant):
    call.questionnaire.items.filter(code="sponsor_title").update(is_organisation_fact=True)
    draft = make_application(sponsor_title="kaupunginjohtaja")
    page.sign_in(applicant).post(
        "submit-application", {}, draft.ref, redirects_to=f"/my/applications/{draft.ref}/"
    )
    fact = OrganisationFact.objects.get(code="sponsor_title")
    assert (fact.value, fact.updated_by) == ("kaupunginjohtaja", applicant)


def test_going_on_copies_the_answers_but_not_the_choices_of_their_time(page, applicant):
    earlier = make_application(state="rejected")
    call = make_call()
    page.sign_in(applicant)
    assert str(call) in page.get("continue-application", earlier.ref, queries=8).text
    page.post(
        "continue-application", {"call": call.slug}, earlier.ref,
        redirects_to=re.compile("/need/$"),
    )  # fmt: skip
    draft = Application.objects.get(call=call)
    assert (draft.need, draft.continues) == (earlier.need, earlier)
    assert list(draft.themes.all()) == list(earlier.themes.all())
    assert draft.participant_groups.count() == earlier.participant_groups.count()
    assert (draft.expert, draft.days_requested) == (None, None)


def test_going_on_leaves_an_unfinished_draft_as_it_is(page, applicant, call):
    earlier = make_application(state="rejected", need="Vanha")
    draft = make_application(need="Uusi", sign_of_success="")
    page.sign_in(applicant).post(
        "continue-application", {"call": call.slug}, earlier.ref,
        redirects_to=re.compile(f"{draft.ref}/need/$"),
    )  # fmt: skip
    kept = Application.objects.get(pk=draft.pk)
    assert (kept.need, kept.sign_of_success) == ("Uusi", earlier.sign_of_success)
