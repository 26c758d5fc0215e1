"""What an organisation has applied for and received."""

import pytest

from tests.factories.calls import make_application
from tests.factories.engagements import make_engagement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number(page, call, applicant, count):
    for _number in range(count):
        organisation = make_application(state="submitted").organisation
    page.sign_in(applicant).get("organisation-received", organisation.key, queries=14)


def test_sent_applications_stand_and_drafts_do_not(page, call, applicant):
    sent = make_application(state="submitted", title="Työkierron kokeilu")
    draft = make_application(state="draft", title="Kesken jäänyt ajatus")
    text = page.sign_in(applicant).get("organisation-received", sent.organisation.key).text
    assert sent.title in text and draft.title not in text


def test_decision_that_has_not_left_is_not_told(page, applicant):
    engagement = make_engagement(state="open")
    page.sign_in(applicant)
    answer = page.get("organisation-received", engagement.application.organisation.key)
    assert answer.context["received"].engagements == []


def test_strangers_are_refused(page, practice, outsider):
    page.sign_in(outsider).get("organisation-received", practice.organisation.key, status=403)


def test_page_opens_in_each_language(page, practice, applicant):
    page.sign_in(applicant)
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/organisations/{practice.organisation.key}/received/")
