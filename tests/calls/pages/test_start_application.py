"""Starting an application."""

import re

from talkoot.calls.actions import start_application
from talkoot.calls.models import Application
from tests.factories.calls import make_closed_call
from tests.factories.people import make_membership, make_organisation, make_user


def test_start_opens_one_draft_for_two_presses(page, call, applicant):
    page.sign_in(applicant)
    step = re.compile("/need/$")
    first = page.post("start-application", {}, call.slug, redirects_to=step)
    second = page.post("start-application", {}, call.slug, redirects_to=step)
    assert first.location == second.location
    assert Application.objects.count() == 1
    first.follow()


def test_start_sends_a_visitor_to_sign_in(page, call):
    page.post("start-application", {}, call.slug, redirects_to=re.compile("/accounts/login/"))


def test_start_by_link_returns_to_the_call(page, call, applicant):
    page.sign_in(applicant)
    page.get("start-application", call.slug, redirects_to=f"/calls/{call.slug}/")


def test_start_asks_the_organisation_first(page, call):
    page.sign_in(make_user())
    answer = page.post(
        "start-application",
        {},
        call.slug,
        redirects_to=f"/my/organisations/?next=/calls/{call.slug}/",
    )
    assert "Kerro ensin" in answer.follow().text


def test_start_refuses_a_closed_call(page, applicant):
    page.sign_in(applicant)
    answer = page.post("start-application", {}, make_closed_call().slug, status=409)
    assert "Haku on sulkeutunut" in answer.text
    assert not Application.objects.exists()


def test_start_asks_which_of_several_organisations(page, call, applicant):
    second = make_organisation("Naapurikunta")
    make_membership(applicant, second)
    page.sign_in(applicant)
    own = f"/calls/{call.slug}/apply/"
    asked = page.post("start-application", {}, call.slug, redirects_to=own).follow()
    assert "Naapurikunta" in asked.text
    assert not Application.objects.exists()
    for wrong in ("", "0", "x"):
        page.post("start-application", {"organisation": wrong}, call.slug, status=422)
    page.post(
        "start-application",
        {"organisation": str(second.pk)},
        call.slug,
        redirects_to=re.compile("/need/$"),
    )
    assert Application.objects.get().organisation == second


def test_each_organisation_has_a_draft_of_its_own(call, applicant):
    first, second = applicant.memberships.get().organisation, make_organisation()
    make_membership(applicant, second)
    one = start_application(call, organisation=first, by=applicant)
    other = start_application(call, organisation=second, by=applicant)
    assert one != other
    assert start_application(call, organisation=first, by=applicant) == one
