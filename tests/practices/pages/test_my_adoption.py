"""Following one's own organisation's adoption."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.practices.models import AdoptionMove, Practice
from tests.factories.people import make_membership, make_user
from tests.factories.practices import make_adoption, make_practice

OWN = re.compile(r"/my/adoptions/\d+/$")
VERSION = re.compile(r"/my/practices/[\w-]+/")


@pytest.fixture
def adoption(practice, outsider):
    return make_adoption(practice, organisation=outsider.memberships.get().organisation)


@pytest.fixture
def own(page, outsider):
    return page.sign_in(outsider)


def buttons(answer):
    return [row.get("value") for row in answer.page.all("button", name="stage")]


def test_one_click_moves_the_stage(own, adoption):
    answer = own.get("my-adoption", adoption.pk, queries=5)
    assert buttons(answer) == ["interested", "trying"]
    own.post("move-adoption", {"stage": "trying"}, adoption.pk, redirects_to=OWN)
    adoption.refresh_from_db()
    assert adoption.stage == "trying"
    own.post("move-adoption", {"stage": "trying"}, adoption.pk, status=409)


def test_established_is_offered_after_twelve_months(own, adoption):
    days = datetime.timedelta(days=400)
    AdoptionMove.objects.update(moved_on=timezone.localdate() - days)
    assert "established" in buttons(own.get("my-adoption", adoption.pk))


def test_interest_of_long_ago_is_not_established(own, practice, outsider):
    organisation = outsider.memberships.get().organisation
    day = timezone.localdate() - datetime.timedelta(days=500)
    interest = make_adoption(
        practice, organisation=organisation, stage="interested", adopted_on=day
    )
    assert buttons(own.get("my-adoption", interest.pk)) == ["trying", "in_use"]
    own.post("move-adoption", {"stage": "established"}, interest.pk, status=409)


def test_giving_up_asks_for_the_reason_and_tells_it(own, adoption):
    own.post(
        "move-adoption", {"stage": "dropped"}, adoption.pk, redirects_to=re.compile(r"/drop/$")
    )
    assert len(own.post("drop-adoption", {"note": ""}, adoption.pk).errors) == 1
    sent = {"reason": "no_time", "note": "Kolme yksikköä yhtä aikaa oli liikaa."}
    answer = own.post("drop-adoption", sent, adoption.pk, redirects_to=OWN).follow()
    assert sent["note"] in answer.text
    told = own.get("practice-adoptions", adoption.practice.slug).text
    assert ": 1" in told and sent["note"] in told
    own.get("drop-adoption", adoption.pk, status=409)


def test_benefit_is_told_and_changed(own, adoption):
    own.get("tell-benefit", adoption.pk, queries=4)
    assert len(own.post("tell-benefit", {"benefit": "9"}, adoption.pk).errors) == 1
    wrong = {"benefit": "4", "evidence_url": "http://esimerkki.fi/raportti"}
    assert len(own.post("tell-benefit", wrong, adoption.pk).errors) == 1
    sent = {"benefit": "4", "replaced_old": "yes", "evidence_url": "https://esimerkki.fi/raportti"}
    own.post("tell-benefit", sent, adoption.pk, redirects_to=OWN)
    adoption.refresh_from_db()
    assert (adoption.benefit, adoption.replaced_old) == (4, True)
    boxes = own.get("tell-benefit", adoption.pk).page.all("input", value="4")
    assert boxes[0].get("checked") is not None


def test_own_version_is_drafted_with_credit(own, adoption):
    own.post("write-own-version", {}, adoption.pk, redirects_to=VERSION)
    assert Practice.objects.get(origin_practice=adoption.practice).origin == "peer"


def test_public_version_is_opened_not_begun_again(own, adoption):
    version = make_practice(organisation=adoption.organisation, origin_practice=adoption.practice)
    public = re.compile(rf"^(?!/my)/practices/{version.slug}/$")
    own.post("write-own-version", {}, adoption.pk, redirects_to=public)
    assert adoption.practice.offspring.count() == 1


def test_waiting_statement_asks_the_contact(own, practice, outsider):
    organisation = outsider.memberships.get().organisation
    waiting = make_adoption(practice, organisation=organisation, confirmed_at=None)
    answer = own.get("my-adoption", waiting.pk)
    assert f"/adoptions/{waiting.pk}/confirm/" in answer.links.values()
    own.post("move-adoption", {"stage": "trying"}, waiting.pk, status=409)


def test_strangers_and_unconfirmed_members_find_nothing(page, adoption, applicant):
    new = make_user()
    make_membership(new, adoption.organisation, confirmed_at=None)
    for user in (applicant, new):
        page.sign_in(user)
        for name in ("my-adoption", "drop-adoption", "tell-benefit"):
            page.get(name, adoption.pk, status=404)
        for name in ("move-adoption", "write-own-version"):
            page.post(name, {"stage": "trying"}, adoption.pk, status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_any_number(own, outsider, count):
    organisation = outsider.memberships.get().organisation
    for _number in range(count):
        make_adoption(organisation=organisation)
    answer = own.get("my-adoptions", queries=6)
    assert answer.text.count(organisation.name) == count


def test_pages_open_in_each_language(own, adoption):
    for prefix in ("", "/sv", "/en"):
        own.get(f"{prefix}/my/adoptions/")
        own.get(f"{prefix}/my/adoptions/{adoption.pk}/")
        own.get(f"{prefix}/my/adoptions/{adoption.pk}/drop/")
        own.get(f"{prefix}/my/adoptions/{adoption.pk}/benefit/")
