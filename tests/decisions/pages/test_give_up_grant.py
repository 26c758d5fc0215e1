"""The page on which an applicant gives up what was granted."""

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from talkoot.engagements.models import Engagement
from tests.decisions.test_outcomes import GRANT

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def granted(application, office_user, expert_user):
    actions.decide(application, **GRANT, by=office_user)
    Message.objects.update(state="sent", sent_at=timezone.now())
    application.refresh_from_db()
    return application


def give_up(page, application):
    case = reverse("my-application", args=[application.ref])
    return page.post("give-up-grant", {}, application.ref, redirects_to=case)


def test_page_tells_what_follows(page, granted, applicant):
    found = page.sign_in(applicant).get("give-up-grant", granted.ref, queries=9)
    assert granted.expert.name in found.text


def test_giving_up_is_told_on_the_timeline(page, granted, applicant):
    page.sign_in(applicant)
    case = page.get("my-application", granted.ref)
    assert reverse("give-up-grant", args=[granted.ref]) in case.links.values()
    answer = page.post(
        "give-up-grant",
        {"reason": "Muutimme suunnitelmaa."},
        granted.ref,
        redirects_to=reverse("my-application", args=[granted.ref]),
    )
    shown = answer.follow()
    assert "Myönnetystä luovuttiin" in shown.text
    assert granted.decision.number in shown.text
    assert reverse("give-up-grant", args=[granted.ref]) not in shown.links.values()
    assert Application.objects.get(pk=granted.pk).state == "withdrawn"


def test_engagements_page_tells_it(page, granted, applicant, expert_user):
    give_up(page.sign_in(applicant), granted)
    shown = page.sign_in(expert_user).get("engagement", granted.ref)
    assert "luopunut" in shown.text
    assert Engagement.objects.get().state == "withdrawn"
    page.get("agree-day", granted.ref, status=409)


def test_withdrawn_twice_is_refused(page, granted, applicant):
    give_up(page.sign_in(applicant), granted)
    page.get("give-up-grant", granted.ref, status=409)
