"""Asking and undoing, on the case's own page."""

import pytest

from talkoot.calls.models import Application
from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from tests.decisions.test_outcomes import GRANT

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def decision(application, office_user):
    return actions.decide(application, **GRANT, by=office_user)


def test_undo_asks_first_then_opens_the_draft(page, office_user, application, decision):
    page.sign_in(office_user)
    case = page.get("office-application", application.ref)
    path = f"/office/applications/{application.ref}/undo/"
    assert path in case.links.values()
    asked = page.get("undo-decision", application.ref, queries=11)
    assert decision.number in asked.text
    done = page.post(
        "undo-decision",
        {},
        application.ref,
        redirects_to=f"/office/applications/{application.ref}/decide/",
    )
    assert GRANT["reasons"] in done.follow().page.by_id("id_reasons").text
    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED
    history = page.get("office-application", application.ref)
    assert decision.number in history.text


def test_undo_after_sending_is_refused_and_not_offered(page, office_user, application, decision):
    Message.objects.update(state="sent", sent_at="2026-11-22T12:00Z")
    page.sign_in(office_user).get("undo-decision", application.ref, status=409)
    case = page.get("office-application", application.ref)
    assert f"/office/applications/{application.ref}/undo/" not in case.links.values()
    assert f"/office/applications/{application.ref}/correct/" in case.links.values()


def test_undo_is_the_decision_makers(page, officer, application, decision):
    page.sign_in(officer).post("undo-decision", {}, application.ref, status=403)
