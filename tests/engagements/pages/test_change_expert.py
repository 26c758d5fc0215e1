"""Declining an engagement and choosing another expert, as pages."""

import pytest

from talkoot.engagements.actions.declining import decline_engagement
from talkoot.engagements.models import ContinuationPurchase, Engagement, ExpertRefusal
from tests.factories.engagements import make_engagement
from tests.factories.experts import make_expert

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(application, expert):
    type(application).objects.filter(pk=application.pk).update(state="approved")
    return make_engagement(application, expert=expert)


@pytest.fixture
def declined(engagement, expert_user):
    decline_engagement(engagement, reason="Täynnä.", is_disqualified=False, by=expert_user)
    return engagement


def test_expert_declines_with_a_reason(page, engagement, expert_user):
    ref = engagement.application.ref
    mine = page.sign_in(expert_user)
    assert f"/engagements/{ref}/decline/" in mine.get("engagement", ref).links.values()
    mine.post("decline-engagement", {"reason": ""}, ref, status=422)

    mine.post("decline-engagement", {"reason": "Täynnä."}, ref, redirects_to=f"/engagements/{ref}/")

    assert ExpertRefusal.objects.get().reason == "Täynnä."
    assert Engagement.objects.get().state == "declined"


@pytest.mark.parametrize("count", [1, 3])
def test_applicant_chooses_and_the_office_names(page, declined, applicant, office_user, count):
    ref = declined.application.ref
    supplier = declined.expert.supplier
    others = [make_expert(supplier=supplier) for _ in range(count)]
    choice = {"expert": others[0].pk, "reason": "Lähellä."}
    mine = page.sign_in(applicant)
    answer = mine.get("change-expert", ref, queries=10)
    assert "Täynnä." not in answer.text
    assert declined.expert.name not in [str(row) for row in answer.links]
    mine.post("change-expert", {**choice, "expert": declined.expert.pk}, ref, status=422)
    mine.post("change-expert", choice, ref, redirects_to=f"/engagements/{ref}/")

    desk = page.sign_in(office_user)
    assert others[0].name in desk.get("change-expert", ref).text
    desk.post("change-expert", choice, ref, redirects_to=f"/engagements/{ref}/")
    assert Engagement.objects.get().expert == others[0]


def test_office_asks_the_applicant_first(page, declined, office_user):
    other = make_expert(supplier=declined.expert.supplier)
    ref = declined.application.ref
    data = {"expert": other.pk, "reason": "Sopii."}
    desk = page.sign_in(office_user)

    desk.post("change-expert", data, ref, status=422)
    desk.post(
        "change-expert", {**data, "has_consent": "on"}, ref, redirects_to=f"/engagements/{ref}/"
    )


def test_without_another_expert_the_page_says_so(page, declined, applicant):
    page.sign_in(applicant).get("change-expert", declined.application.ref)


@pytest.mark.parametrize("count", [1, 3])
def test_further_days_are_listed_and_recorded(page, engagement, expert_user, count):
    Engagement.objects.update(state="delivered")
    ref = engagement.application.ref
    data = {"days": "1,5", "bought_on": "2026-01-15", "heard_from": "Kollegalta"}
    mine = page.sign_in(expert_user)
    mine.post("record-continuation-purchase", {**data, "bought_on": "2090-01-01"}, ref, status=422)
    address = f"/engagements/{ref}/further-days/"
    for _ in range(count):
        mine.post("record-continuation-purchase", data, ref, redirects_to=address)

    assert ContinuationPurchase.objects.count() == count
    answer = mine.get("record-continuation-purchase", ref, queries=9)
    assert "Kollegalta" in answer.text
