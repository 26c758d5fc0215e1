"""Withdrawing an application."""

import pytest

from talkoot.calls.models import Application
from tests.factories.calls import make_application

State = Application.State


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_withdrawing_asks_once(state, page, applicant):
    application = make_application(state=state)
    page.sign_in(applicant).get("withdraw-application", application.ref)
    application.refresh_from_db()
    assert application.state == state
    page.post("withdraw-application", {}, application.ref, redirects_to="/my/")
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED, State.WITHDRAWN])
def test_decided_application_is_not_withdrawn(state, page, applicant):
    application = make_application(state=state)
    page.sign_in(applicant).get("withdraw-application", application.ref, status=409)
    page.post("withdraw-application", {}, application.ref, status=409)


def test_withdrawing_is_the_applicants_alone(page, application, outsider, office_user):
    for user in (outsider, office_user):
        page.sign_in(user).post("withdraw-application", {}, application.ref, status=404)
