"""The start page after signing in."""

import pytest

from talkoot.calls.models import Application
from tests.factories.calls import make_application
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.people import make_membership, make_user
from tests.factories.practices import make_practice

State = Application.State


def test_desk_of_an_applicant_shows_cases_and_whose_turn_it_is(page, applicant, application):
    draft = make_application(title="Oma luonnos")
    answer = page.sign_in(applicant).get("desk")
    assert answer.links[application.title] == f"/my/applications/{application.ref}/"
    assert draft.title in answer.links
    assert "Ohjelmatoimisto: Hakemusta luetaan" in answer.text
    assert "Sinä: Täydennä hakemus" in answer.text


def test_desk_tells_no_decision_before_its_letter_has_left(page, applicant):
    application = make_application(state=State.REJECTED)
    make_decision(application, state="signed", outcome="refused")
    text = page.sign_in(applicant).get("desk").text.lower()
    assert "käsittelyssä" in text
    assert "hylätty" not in text


def test_desk_asks_where_a_new_person_works(page, call):
    answer = page.sign_in(make_user()).get("desk")
    assert "Missä organisaatiossa työskentelet?" in answer.text
    assert "Ei vielä hakemuksia" in answer.text


def test_desk_sends_officers_and_experts_to_their_own(page, office_user, expert_user):
    page.sign_in(office_user).get("desk", redirects_to="office")
    page.sign_in(expert_user).get("desk", redirects_to="engagements")


def test_evaluator_finds_the_way_to_the_workspace(page, programme, applicant):
    make_membership(applicant, programme.office, "evaluator", confirmed_at=None)
    answer = page.sign_in(applicant).get("desk")
    assert "/workspace/" in answer.links.values()
    page.get("workspace")


def test_expert_who_evaluates_finds_it_in_the_menu(page, programme, expert_user):
    assert "/workspace/" not in page.sign_in(expert_user).get("engagements").content.decode()
    make_membership(expert_user, programme.office, "steering", confirmed_at=None)
    assert "/workspace/" in page.get("engagements").content.decode()


def test_visitor_signs_in_first(page, db):
    page.get("desk", redirects_to="/accounts/login/?next=/my/")


@pytest.mark.parametrize("count", [1, 3])
def test_desk_reads_the_same_however_many(count, page, applicant):
    for _number in range(count):
        application = make_application(state=State.APPROVED)
        make_decision(application, state="signed")
        engagement = make_engagement(application, state="delivered")
        make_practice(engagement=engagement, author=applicant)
    page.sign_in(applicant).get("desk", queries=13)
