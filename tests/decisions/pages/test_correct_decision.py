"""Correcting an error, from the form to the case pages."""

import pytest

from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from talkoot.decisions.models import Correction
from talkoot.engagements.models import Engagement
from tests.decisions.test_correction import WORDS
from tests.decisions.test_outcomes import GRANT

pytestmark = pytest.mark.usefixtures("questionnaires")


@pytest.fixture
def decision(application, office_user):
    decision = actions.decide(application, **GRANT, by=office_user)
    Message.objects.update(state="sent", sent_at="2026-11-22T12:00Z")
    return decision


def test_correction_is_signed_and_shown_on_both_pages(
    page, office_user, applicant, application, decision
):
    page.sign_in(office_user).get("correct-decision", application.ref, queries=12)
    done = page.post(
        "correct-decision",
        WORDS,
        application.ref,
        redirects_to=f"/office/applications/{application.ref}/",
    )
    correction = Correction.objects.get()
    letter = f"/letters/{correction.number}/"
    assert letter in done.follow().links.values()
    assert page.sign_in(applicant).get("my-application", application.ref).links
    Message.objects.filter(kind="correction").update(state="sent", sent_at="2026-11-22T12:00Z")
    assert letter in page.get("my-application", application.ref).links.values()
    page.get(letter)


def test_correction_to_the_applicants_loss_asks_for_consent(
    page, office_user, application, decision
):
    words = {**WORDS, "kind": "factual", "is_adverse": "on"}
    answer = page.sign_in(office_user).post("correct-decision", words, application.ref, status=422)
    assert len(answer.errors) == 1
    assert not Correction.objects.exists()


def test_correction_without_words_asks_for_them(page, office_user, application, decision):
    answer = page.sign_in(office_user).post("correct-decision", {}, application.ref, status=422)
    assert len(answer.errors) == 3


def test_corrected_days_are_asked_and_checked_at_the_form(page, office_user, application, decision):
    page.sign_in(office_user)
    for wrong in ("1", "99", "0,5"):  # As now, over the call's most, fewer without consent.
        words = {**WORDS, "days": wrong}
        assert len(page.post("correct-decision", words, application.ref, status=422).errors) == 1
    words = {**WORDS, "days": "0,5", "is_obvious": "on"}
    Engagement.objects.update(state="withdrawn")  # Only the action sees what the form does not.
    kept = page.post("correct-decision", words, application.ref, status=422)
    assert WORDS["text"] in kept.page.source
    Engagement.objects.update(state="open")
    case = f"/office/applications/{application.ref}/"
    page.post("correct-decision", words, application.ref, redirects_to=case)
    decision.refresh_from_db()
    assert str(decision.days) == "0.5"
