"""The list of ideas and the plan of a try."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.practices.models import Practice, Wish
from tests.factories.adoptions import make_idea
from tests.factories.calls import make_closed_call

OWN = re.compile(r"/my/ideas/\d+/")


@pytest.fixture
def own(page, outsider):
    return page.sign_in(outsider)


def test_idea_is_kept_planned_and_taken_off(own, practice):
    own.post("save-idea", {}, practice.slug, redirects_to=OWN)
    idea = Wish.objects.get()
    day = timezone.localdate() + datetime.timedelta(days=30)
    sent = {
        "will_try": "on",
        "first_step": "Yksikön kokous",
        "owner_role": "esihenkilö",
        "check_on": f"{day:%d.%m.%Y}",
    }
    own.post("my-idea", sent, idea.pk, redirects_to=OWN)
    idea.refresh_from_db()
    assert idea.will_try and idea.check_on == day
    assert "Yksikön kokous" in own.get("my-ideas").text
    assert f"/my/ideas/{idea.pk}/" in own.get("practice", practice.slug).links.values()
    own.post("remove-idea", {}, idea.pk, redirects_to="my-ideas")
    assert not Wish.objects.exists()


def test_plan_begins_with_what_those_who_did_it_tell(own, practice, outsider):
    Practice.objects.update(contact_role="kehittäjä", tips="Aloittakaa yhdestä tiimistä.")
    idea = make_idea(outsider, practice)
    begun = own.get("my-idea", idea.pk).page.source
    assert f"{practice.organisation.name}, kehittäjä" in begun
    assert begun.count("Aloittakaa yhdestä tiimistä.") == 2  # In the note and beside the form.
    own.post("my-idea", {"note": "Oma."}, idea.pk, redirects_to=OWN)
    assert f"{practice.organisation.name}, kehittäjä" not in own.get("my-idea", idea.pk).text


def test_past_day_is_refused_and_an_old_one_may_stay(own, practice, outsider):
    idea = make_idea(outsider, practice, check_on=datetime.date(2025, 1, 1))
    assert len(own.post("my-idea", {"check_on": "2.1.2025"}, idea.pk).errors) == 1
    own.post("my-idea", {"check_on": "1.1.2025"}, idea.pk, redirects_to=OWN)


def test_application_begins_with_the_practice(own, practice, call, outsider):
    idea = make_idea(outsider, practice)
    assert call.title in own.get("my-idea", idea.pk).page.source
    organisation = outsider.memberships.get().organisation
    sent = {"call": call.slug, "organisation": organisation.pk}
    own.post("apply-from-practice", sent, practice.slug, redirects_to=re.compile("/my/applic"))
    application = Application.objects.get()
    assert practice.title in application.need and application.applicant == outsider


def test_strange_organisation_call_and_closed_call_are_refused(own, practice, call, outsider):
    foreign = {"call": call.slug, "organisation": practice.organisation_id}
    own.post("apply-from-practice", foreign, practice.slug, status=404)
    own.post("apply-from-practice", {**foreign, "organisation": "x"}, practice.slug, status=404)
    mine = outsider.memberships.get().organisation_id
    missing = {"call": "ei-ole", "organisation": mine}
    own.post("apply-from-practice", missing, practice.slug, status=404)
    closed = {"call": make_closed_call().slug, "organisation": mine}
    own.post("apply-from-practice", closed, practice.slug, status=409)
    assert not Application.objects.exists()


def test_withdrawn_practice_stays_on_the_list(own, practice, outsider):
    idea = make_idea(outsider, practice)
    Practice.objects.update(state=Practice.State.WITHDRAWN)
    assert practice.title in own.get("my-ideas").text
    assert own.get("my-idea", idea.pk).page.by_id("call") is None
    own.post("save-idea", {}, practice.slug, status=404)


def test_list_is_ones_own(own, page, practice, outsider, applicant):
    idea = make_idea(outsider, practice)
    page.sign_in(applicant).get("my-idea", idea.pk, status=404)
    page.post("remove-idea", {}, idea.pk, status=404)
    assert practice.title not in page.get("my-ideas").text


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_any_number(own, outsider, count):
    for _number in range(count):
        make_idea(outsider, will_try=True)
    own.get("my-ideas", queries=4)


def test_pages_open_in_each_language(own, practice, outsider):
    idea = make_idea(outsider, practice)
    for prefix in ("", "/sv", "/en"):
        own.get(f"{prefix}/my/ideas/")
        own.get(f"{prefix}/my/ideas/{idea.pk}/")
